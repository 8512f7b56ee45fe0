//! Every future of small worlds: whatever an assessment says of what can still come is held against all that can.
//!
//! The worlds are enumerated, not drawn. In `cargo test` they have up to three sessions; with `CAIRN_EVERY_FUTURE=5`, in a
//! release build, up to five: that is what `.ci/long` runs.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test says what it means by its name, and panics to fail"
)]

mod checks;
mod doing;
mod happenings;
mod others;
mod outcomes;
mod shapes;
mod term;

use checks::Counted;

/// How many sessions the largest world has.
fn most_sessions() -> usize {
    std::env::var("CAIRN_EVERY_FUTURE").ok().and_then(|text| text.parse().ok()).unwrap_or(3)
}

/// Laws 22–24, 34, 35, 47–52, 54, 55: on every state of every small term under every shape of policy about sessions.
#[test]
fn every_future_of_every_term_was_foretold() {
    let terms: Vec<term::Term> = (1..=most_sessions()).flat_map(shapes::about_sessions).collect();
    let counted = on_two_cores(&terms, checks::all);
    println!("{counted}");
    counted.has_seen_everything();
}

/// Laws 34, 47–49, 51, 55: on every history of a few days under every shape of policy that is not about sessions.
#[test]
fn every_future_of_everything_else_was_foretold() {
    let counted = on_two_cores(&happenings::all(), |shape, counted| {
        others::all(shape, most_sessions(), counted);
    });
    println!("{counted}");
}

/// Checks every second one here and the others beside, and adds up what came up.
fn on_two_cores<T: Sync>(of: &[T], check: impl Fn(&T, &mut Counted) + Sync) -> Counted {
    let every_second = |first: usize| {
        let mut counted = Counted::default();
        of.iter().skip(first).step_by(2).for_each(|each| check(each, &mut counted));
        counted
    };
    std::thread::scope(|scope| {
        let beside = scope.spawn(|| every_second(1));
        every_second(0) + beside.join().unwrap()
    })
}
