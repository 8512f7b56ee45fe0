//! Prints small worlds and our answers to them, one JSON object a line, for an oracle in another language to judge.
//!
//! `cargo run --release -p cairn-testkit --example cases -- SEED COUNT`, or `… -- LESS SEED PERSON COHORT` for one world with
//! only the events at these places (commas between), which is how a disagreement is shrunk.
#![expect(clippy::print_stderr, reason = "the talk of a tool goes to stderr")]

#[path = "cases/answer.rs"]
mod answer;
#[path = "cases/question.rs"]
mod question;

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use cairn_testkit::worlds::World;
use serde_json::{Value, json};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let worlds: Option<Vec<(u64, World)>> = match words[..] {
        ["LESS", seed, person, cohort] => less(seed, person, cohort).map(|world| vec![world]),
        [seed, count] => return stream(seed, count),
        _ => None,
    };
    let Some(worlds) = worlds else { return usage() };
    print(worlds)
}

fn usage() -> ExitCode {
    eprintln!("usage: cases SEED COUNT | cases LESS SEED PERSON COHORT");
    ExitCode::from(2)
}

fn stream(seed: &str, count: &str) -> ExitCode {
    let (Ok(seed), Ok(count)) = (seed.parse::<u64>(), count.parse::<u64>()) else { return usage() };
    print((seed..seed.saturating_add(count)).map(|seed| (seed, World::from_seed(seed))))
}

/// The world of a seed with only some of its events.
fn less(seed: &str, person: &str, cohort: &str) -> Option<(u64, World)> {
    let seed = seed.parse().ok()?;
    let mut world = World::from_seed(seed);
    let kept = |places: &str| -> Option<Vec<usize>> {
        places.split(',').filter(|place| !place.is_empty()).map(|place| place.parse().ok()).collect()
    };
    world.person = kept(person)?.iter().filter_map(|at| world.person.get(*at).cloned()).collect();
    world.cohort = kept(cohort)?.iter().filter_map(|at| world.cohort.get(*at).cloned()).collect();
    Some((seed, world))
}

fn print(worlds: impl IntoIterator<Item = (u64, World)>) -> ExitCode {
    let mut out = BufWriter::new(io::stdout().lock());
    for (seed, world) in worlds {
        // Whoever reads may have seen enough: a closed pipe is an end, not an error.
        if writeln!(out, "{}", case(seed, &world)).is_err() {
            return ExitCode::SUCCESS;
        }
    }
    if out.flush().is_err() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn case(seed: u64, world: &World) -> Value {
    let mut case = question::of(world);
    case["seed"] = json!(seed);
    case["answer"] = answer::of(world);
    case
}
