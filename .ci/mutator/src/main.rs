//! Mutants of the domain and of the policy reader, all in one build.
//!
//! Rebuilding for each of thousands of mutants takes hours. Here every mutant is compiled into one copy of the crates,
//! each behind a switch that the environment variable `CAIRN_MUTANT` turns on; then a mutant costs the run of the tests
//! that come past it, and nothing else. The repository itself is never changed.

mod copy;
mod find;
mod hunt;
mod operators;
mod options;
mod report;
mod tests;
mod values;
mod viable;
mod visit;
mod weave;

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};
use std::{fs, io};

use crate::copy::Copy;
use crate::hunt::Fate;
use crate::options::Options;
use crate::tests::Effort;
use crate::viable::{Dropped, Field};

/// The crates whose mutants are hunted, by what the command line calls them.
pub const CRATES: [(&str, &str); 2] = [("domain", "cairn-domain"), ("policy", "cairn-policy")];

/// One look at the mutants that are left.
struct Pass {
    name: &'static str,
    /// Crates and their test targets.
    binaries: &'static [(&'static str, &'static str)],
    effort: Effort,
    /// Whether it needs the whole program.
    of_program: bool,
}

const RULES: &[(&str, &str)] = &[("cairn-domain", "rules"), ("cairn-policy", "policy")];

/// The quickest tests come first, and nearly every mutant falls to them.
const PASSES: [Pass; 3] = [
    Pass {
        name: "a quick look",
        binaries: RULES,
        effort: &[
            ("CAIRN_ORACLE_HURRY", "1"),
            ("CAIRN_ORACLE_HISTORIES", "400"),
            ("PROPTEST_CASES", "32"),
        ],
        of_program: false,
    },
    Pass {
        name: "the program's own tests",
        binaries: &[("cairn-cli", "cli")],
        effort: &[],
        of_program: true,
    },
    Pass {
        name: "a closer look",
        binaries: RULES,
        effort: &[
            ("CAIRN_ORACLE_HURRY", "1"),
            ("CAIRN_ORACLE_HISTORIES", "6000"),
            ("PROPTEST_CASES", "256"),
        ],
        of_program: false,
    },
];

fn main() -> ExitCode {
    let options = match Options::read(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(what) => {
            eprintln!("error: {what}\n\n{}", options::HELP);
            return ExitCode::from(2);
        }
    };
    if options.help {
        println!("{}", options::HELP);
        return ExitCode::SUCCESS;
    }
    match run(&options) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

/// Tells whether no mutant survived that should not have.
fn run(options: &Options) -> io::Result<bool> {
    let began = Instant::now();
    let until = options.seconds.map(|seconds| began + Duration::from_secs(seconds));
    let say = |what: &str| eprintln!("{what} (after {} s)", began.elapsed().as_secs());

    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize()?;
    let copy = Copy::make(&root, &scratch(&root))?;
    let field = field(&copy)?;
    say(&format!("{} mutants in {} files", field.mutants.len(), field.files.len()));
    let dropped = settled(&copy, &field)?;
    let gone = dropped.all();
    let chosen: Vec<u32> = field
        .mutants
        .iter()
        .filter(|mutant| !gone.contains(&mutant.id) && options.wants(mutant))
        .map(|mutant| mutant.id)
        .enumerate()
        .filter(|(place, _)| options.shard.is_none_or(|(k, n)| place % n == k - 1))
        .map(|(_, id)| id)
        .collect();
    if options.list {
        for mutant in field.mutants.iter().filter(|mutant| options.wants(mutant)) {
            let unviable = dropped.unviable.contains(&mutant.id);
            let kept = if gone.contains(&mutant.id) { "entangled" } else { "viable" };
            println!("{:<10}{}", if unviable { "unviable" } else { kept }, mutant.name());
        }
        return Ok(true);
    }
    say(&format!(
        "{} compile, {} of them are hunted",
        field.mutants.len() - gone.len(),
        chosen.len()
    ));

    let mut fates: BTreeMap<u32, Fate> = chosen.iter().map(|id| (*id, Fate::Unreached)).collect();
    for pass in PASSES.iter().filter(|pass| options.cli || !pass.of_program) {
        let left = left(&fates);
        if left.is_empty() {
            break;
        }
        if until.is_some_and(|until| Instant::now() >= until) {
            fates.extend(left.into_iter().map(|id| (id, Fate::Untried)));
            break;
        }
        let binaries = tests::build(&copy, pass.binaries)?;
        let suite = tests::rehearse(&copy, &binaries, pass.effort)?;
        say(&format!(
            "{}: {} tests are green, {} mutants",
            pass.name,
            suite.tests.len(),
            left.len()
        ));
        for (id, fate) in hunt::hunt(&binaries, &suite, pass.effort, &left, until)? {
            // Whoever survived an earlier pass was reached, though this one does not come past it.
            if fate != Fate::Unreached {
                fates.insert(id, fate);
            }
        }
        if options.verbose {
            for mutant in field.mutants.iter().filter(|mutant| {
                matches!(fates.get(&mutant.id), Some(Fate::Survived | Fate::Unreached))
            }) {
                eprintln!("  left after {}: {}", pass.name, mutant.name());
            }
        }
    }
    say("done");
    conclude(&field, &dropped, &fates, options)
}

fn conclude(
    field: &Field,
    dropped: &Dropped,
    fates: &BTreeMap<u32, Fate>,
    options: &Options,
) -> io::Result<bool> {
    let list = include_str!("../exclusions.txt");
    let excluded = report::exclusions(list).map_err(io::Error::other)?;
    let mut clean = true;
    for mutant in &field.mutants {
        match fates.get(&mutant.id) {
            Some(fate @ (Fate::Survived | Fate::Unreached)) => {
                if let Some(reason) = excluded.get(&mutant.placeless()) {
                    println!("excluded: {} ({reason})", mutant.name());
                } else {
                    clean = false;
                    let how = if *fate == Fate::Unreached { "unreached" } else { "survived" };
                    println!("{how}: {}", report::shown(field, mutant));
                }
            }
            Some(Fate::Killed(test)) if options.verbose => {
                println!("killed: {} by {test}", mutant.name());
            }
            Some(Fate::TimedOut) if options.verbose => println!("timed out: {}", mutant.name()),
            Some(Fate::Untried) if options.verbose => println!("not tried: {}", mutant.name()),
            _ => {}
        }
    }
    println!("\n{}", report::table(field, dropped, fates));
    Ok(clean)
}

fn left(fates: &BTreeMap<u32, Fate>) -> Vec<u32> {
    let left = fates.iter().filter(|(_, fate)| matches!(fate, Fate::Survived | Fate::Unreached));
    left.map(|(id, _)| *id).collect()
}

fn scratch(root: &std::path::Path) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    target.unwrap_or_else(|| root.join("target")).join("mutants")
}

fn field(copy: &Copy) -> io::Result<Field> {
    let mut field = Field::default();
    for (_, krate) in CRATES {
        for name in copy.sources(krate)? {
            let text = fs::read_to_string(copy.root.join(&name))?;
            let places = find::find(&name, &text, &mut field.mutants)
                .map_err(|error| io::Error::other(format!("{name}: {error}")))?;
            field.files.insert(name, (text, places));
        }
    }
    Ok(field)
}

/// Drops what does not compile; begins with what is known from the last run, if the sources are still the same.
fn settled(copy: &Copy, field: &Field) -> io::Result<Dropped> {
    let mut hasher = DefaultHasher::new();
    for mutant in &field.mutants {
        (mutant.id, mutant.name(), &mutant.text).hash(&mut hasher);
    }
    field.files.iter().for_each(|(name, (text, _))| (name, text).hash(&mut hasher));
    let (key, notes) = (format!("{:016x}", hasher.finish()), copy.notes.join("dropped.txt"));
    let known = fs::read_to_string(&notes).unwrap_or_default();
    let mut lines = known.lines();
    let ids = |line: Option<&str>| {
        line.into_iter().flat_map(|line| line.split(' ')).filter_map(|id| id.parse().ok()).collect()
    };
    let mut dropped = Dropped::default();
    if lines.next() == Some(&key) {
        dropped = Dropped { unviable: ids(lines.next()), entangled: ids(lines.next()) };
    }
    let dropped = viable::settle(copy, field, dropped)?;
    let line = |ids: &std::collections::BTreeSet<u32>| {
        ids.iter().map(u32::to_string).collect::<Vec<_>>().join(" ")
    };
    let text = format!("{key}\n{}\n{}\n", line(&dropped.unviable), line(&dropped.entangled));
    fs::write(notes, text)?;
    Ok(dropped)
}
