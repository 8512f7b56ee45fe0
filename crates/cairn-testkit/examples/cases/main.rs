//! Prints small worlds and our answers to them, one JSON object a line, for an oracle in another language to judge.
//!
//! `cargo run --release -p cairn-testkit --example cases -- SEED COUNT`, or `… -- LESS SEED PERSON COHORT` for one world with
//! only the events at these places (commas between), which is how a disagreement is shrunk.
#![expect(clippy::print_stderr, reason = "the talk of a tool goes to stderr")]

mod answer;
mod case;
mod question;

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use cairn_testkit::worlds::World;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let printed = match words[..] {
        ["LESS", seed, person, cohort] => less(seed, person, cohort).map(|world| print([world])),
        [seed, count] => many(seed, count).map(print),
        _ => None,
    };
    let Some(printed) = printed else {
        eprintln!("usage: cases SEED COUNT | cases LESS SEED PERSON COHORT");
        return ExitCode::from(2);
    };
    match printed {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever reads may have seen enough: a closed pipe is an end, not an error.
        Err(fault) if fault.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("error: the cases cannot be written\n  because {fault}");
            ExitCode::FAILURE
        }
    }
}

/// So many worlds, of this seed and the next ones.
fn many(seed: &str, count: &str) -> Option<impl Iterator<Item = (u64, World)>> {
    let (seed, count): (u64, u64) = (seed.parse().ok()?, count.parse().ok()?);
    Some((seed..seed.saturating_add(count)).map(|seed| (seed, World::from_seed(seed))))
}

/// The world of a seed with only some of its events.
fn less(seed: &str, person: &str, cohort: &str) -> Option<(u64, World)> {
    let seed = seed.parse().ok()?;
    let mut world = World::from_seed(seed);
    let kept = |places: &str| -> Option<Vec<usize>> {
        let places = places.split(',').filter(|place| !place.is_empty());
        places.map(|place| place.parse().ok()).collect()
    };
    world.person = kept(person)?.iter().filter_map(|at| world.person.get(*at).cloned()).collect();
    world.cohort = kept(cohort)?.iter().filter_map(|at| world.cohort.get(*at).cloned()).collect();
    Some((seed, world))
}

fn print(worlds: impl IntoIterator<Item = (u64, World)>) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for (seed, world) in worlds {
        writeln!(out, "{}", case::of(seed, &world))?;
    }
    out.flush()
}
