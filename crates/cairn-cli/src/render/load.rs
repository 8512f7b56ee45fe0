//! How loading and exporting look: one sentence, and what to look at next.

use cairn_ops::export::ExportReport;
use cairn_ops::load::LoadReport;
use cairn_ops::verify::{events, short};

use crate::render::{Canvas, Draw};

impl Draw for LoadReport {
    fn draw(&self, canvas: &mut Canvas) {
        canvas.line(&self.words, 0);
        if self.newer > 0 {
            let are = if self.newer == 1 { "is" } else { "are" };
            let rest = "of a type or version that this cairn does not know: kept, but no verdict is given over them; \
                        `cairn verify` lists them.";
            canvas.line(&format!("{} {are} {rest}", events(self.newer)), 0);
        }
        canvas.line(&format!("The log has {}, root {}", events(self.size), short(&self.root)), 0);
    }
}

impl Draw for ExportReport {
    fn draw(&self, canvas: &mut Canvas) {
        canvas.line(&format!("{}, root of the log {}", self.words, short(&self.root)), 0);
    }
}
