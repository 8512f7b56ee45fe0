//! How loading and exporting look: one sentence, and what to look at next.

use cairn_ops::export::ExportReport;
use cairn_ops::load::LoadReport;
use cairn_ops::verify::{events, short};

use crate::render::{Canvas, Draw};

impl Draw for LoadReport {
    fn draw(&self, canvas: &mut Canvas) {
        canvas.line(&self.words, 0);
        canvas.line(&format!("The log has {}, root {}", events(self.size), short(&self.root)), 0);
    }
}

impl Draw for ExportReport {
    fn draw(&self, canvas: &mut Canvas) {
        canvas.line(&format!("{}, root of the log {}", self.words, short(&self.root)), 0);
    }
}
