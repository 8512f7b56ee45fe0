//! Terms: from a known truth the files that staff would have of it; importing and folding these must give back the truth.
//!
//! `CAIRN_TERMS` says how many terms, `CAIRN_TERMS_SEED` from which seed on; a failure names the seed of its term.
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test says what it means by its name, panics to fail, and tells of which term"
)]

mod checks;
mod folded;
mod laws;
mod model;
mod staff;
mod totals;
mod truth;
mod world;

use cairn_testkit::term::Term;
use totals::Totals;

/// Plays one of so many terms, on two cores, and adds up what there was.
fn terms(one_of: u64, play: impl Fn(&Term) -> Totals + Sync) -> Totals {
    let number = |name: &str, otherwise: u64| {
        std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
    };
    let (terms, seed) = (number("CAIRN_TERMS", 48), number("CAIRN_TERMS_SEED", 20_251_102));
    let terms = terms.div_ceil(one_of);
    let every_second = |first: u64| {
        let seeds = (seed + first..seed + terms).step_by(2);
        seeds.fold(Totals::default(), |totals, seed| {
            let _named = Named(seed);
            totals + play(&Term::throw(seed))
        })
    };
    std::thread::scope(|scope| {
        let beside = scope.spawn(|| every_second(1));
        every_second(0) + beside.join().expect("a term failed beside")
    })
}

/// Says the seed of the term that is being played, if it fails.
struct Named(u64);

impl Drop for Named {
    fn drop(&mut self) {
        if std::thread::panicking() {
            println!("this is the term of CAIRN_TERMS=1 CAIRN_TERMS_SEED={}", self.0);
        }
    }
}
