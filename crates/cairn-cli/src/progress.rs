//! Progress of what takes long: on standard error, on a terminal, and only once it takes longer than a moment.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// What is shorter is not worth a word.
const MOMENT: Duration = Duration::from_millis(500);

/// Says how far something is.
pub(crate) struct Progress {
    begun: Instant,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Begins; nothing is shown yet.
    pub fn new() -> Self {
        Self { begun: Instant::now(), bar: None }
    }

    /// Says what is being done.
    pub fn says(&mut self, what: &str) {
        if self.begun.elapsed() < MOMENT || !std::io::stderr().is_terminal() {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
            bar.set_style(ProgressStyle::default_spinner());
            bar.enable_steady_tick(Duration::from_millis(120));
            bar
        });
        bar.set_message(what.to_owned());
    }

    /// Ends: the line is gone, and the answer stands alone.
    pub fn ends(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.ends();
    }
}
