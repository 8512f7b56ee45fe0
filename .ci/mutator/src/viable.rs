//! Which mutants compile: the copy is checked, what the compiler complains of is dropped, until it is content.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::ops::Range;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::copy::Copy;
use crate::find::{Mutant, Place};
use crate::weave::{Woven, weave};

/// Everything that can be changed in the crates under test.
#[derive(Debug, Default)]
pub struct Field {
    /// The files, with their text and places.
    pub files: BTreeMap<String, (String, Vec<Place>)>,
    /// The mutants; the one with number n stands at n - 1.
    pub mutants: Vec<Mutant>,
}

/// Mutants that cannot be run.
#[derive(Debug, Default, Clone)]
pub struct Dropped {
    /// Those that do not compile.
    pub unviable: BTreeSet<u32>,
    /// Those that might, but not beside what they replace.
    pub entangled: BTreeSet<u32>,
}

impl Dropped {
    /// All of them.
    pub fn all(&self) -> BTreeSet<u32> {
        self.unviable.union(&self.entangled).copied().collect()
    }
}

const SWITCH: &str = include_str!("switch.rs.txt");
const LENIENT: &str =
    "#![allow(warnings, arithmetic_overflow, unconditional_panic, overflowing_literals)] ";

/// Writes the crates with their mutants into the copy, drops what does not compile, and returns what was dropped.
///
/// `dropped` is what is known already.
pub fn settle(copy: &Copy, field: &Field, mut dropped: Dropped) -> io::Result<Dropped> {
    let mut again = true;
    loop {
        let woven = write(copy, field, &dropped.all())?;
        let blamed = check(copy, &woven)?;
        let fresh = blamed.unviable.len() + blamed.entangled.len();
        eprintln!("  {fresh} more do not compile");
        if fresh > 0 {
            dropped.unviable.extend(blamed.unviable);
            dropped.entangled.extend(blamed.entangled);
        } else if again && !dropped.entangled.is_empty() {
            // Some were blamed for the error of a neighbour, which has gone by now.
            again = false;
            let tried = std::mem::take(&mut dropped.entangled);
            eprintln!("  {} are tried again", tried.len());
        } else {
            return Ok(dropped);
        }
    }
}

fn write(
    copy: &Copy,
    field: &Field,
    dropped: &BTreeSet<u32>,
) -> io::Result<BTreeMap<String, Woven>> {
    let mut all = BTreeMap::new();
    for (name, (text, places)) in &field.files {
        let mut woven = weave(text, places, &field.mutants, dropped);
        if name.ends_with("src/lib.rs") {
            woven.text = format!("{LENIENT}{}{SWITCH}", woven.text);
            let shift = |range: &mut Range<usize>| {
                *range = range.start + LENIENT.len()..range.end + LENIENT.len();
            };
            woven.mutants.iter_mut().for_each(|(range, _)| shift(range));
            woven.places.iter_mut().for_each(|(range, _)| shift(range));
        }
        copy.write(name, &woven.text)?;
        all.insert(name.clone(), woven);
    }
    Ok(all)
}

/// The cargo that builds the copy: some optimisation, since thousands of runs follow one build.
pub fn cargo(copy: &Copy) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(&copy.at).stdin(Stdio::null()).stderr(Stdio::piped());
    cargo.env("CARGO_TARGET_DIR", &copy.target);
    cargo.env("CARGO_PROFILE_DEV_OPT_LEVEL", "1").env("CARGO_PROFILE_DEV_DEBUG", "0");
    cargo.env_remove("RUSTFLAGS");
    cargo
}

fn check(copy: &Copy, woven: &BTreeMap<String, Woven>) -> io::Result<Dropped> {
    let mut cargo = cargo(copy);
    cargo.args(["check", "-j2", "--locked", "--lib", "--message-format=json"]);
    let crates: BTreeSet<&str> = woven.keys().filter_map(|name| name.split('/').nth(1)).collect();
    for krate in crates {
        cargo.args(["-p", krate]);
    }
    let output = cargo.output()?;
    let mut blamed = Dropped::default();
    let mut strays = Vec::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else { continue };
        let message = &message["message"];
        if message["level"] == "error" && !blame(message, woven, &mut blamed) {
            strays.push(message["rendered"].as_str().unwrap_or_default().to_owned());
        }
    }
    if blamed.all().is_empty() && !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(io::Error::other(format!(
            "the copy does not compile, and no mutant is to blame:\n{}\n{said}",
            strays.iter().take(5).cloned().collect::<Vec<_>>().join("\n")
        )));
    }
    Ok(blamed)
}

/// Finds the mutants that an error is about; tells whether there are any, or whether the error speaks of no place at all.
fn blame(message: &Value, woven: &BTreeMap<String, Woven>, blamed: &mut Dropped) -> bool {
    let mut spans = Vec::new();
    collect(message, &mut spans);
    if spans.is_empty() {
        return true;
    }
    let mutant = |(file, range, _): &(String, Range<usize>, bool)| {
        innermost(&woven.get(file)?.mutants, range).copied()
    };
    let firsts: Vec<u32> = spans.iter().filter(|span| span.2).filter_map(mutant).collect();
    let others: Vec<u32> = spans.iter().filter_map(mutant).collect();
    let found = if firsts.is_empty() { others } else { firsts };
    if !found.is_empty() {
        blamed.unviable.extend(found);
        return true;
    }
    let place = |(file, range, _): &(String, Range<usize>, bool)| {
        innermost(&woven.get(file)?.places, range).cloned()
    };
    spans.sort_by_key(|span| !span.2);
    let needed = message["message"].as_str().and_then(|text| needed_by_constant(text, woven));
    let found = needed.or_else(|| spans.iter().find_map(place));
    blamed.entangled.extend(found.iter().flatten());
    found.is_some()
}

/// Finds the functions that a constant calls, by what the compiler says of it: it does not always say where they are.
fn needed_by_constant(text: &str, woven: &BTreeMap<String, Woven>) -> Option<Vec<u32>> {
    let path = text.strip_prefix("cannot call non-const ")?.split('`').nth(1)?;
    let name = path.rsplit("::").next()?;
    let is_it = |text: &str| {
        let rest = text.trim_start().strip_prefix("fn ").and_then(|text| text.strip_prefix(name));
        rest.is_some_and(|rest| rest.starts_with(['(', '<']))
    };
    let places = woven.values().flat_map(|file| file.places.iter().map(move |place| (file, place)));
    let found = places.filter(|(file, (range, _))| is_it(&file.text[range.clone()]));
    let ids: Vec<u32> = found.flat_map(|(_, (_, ids))| ids.iter().copied()).collect();
    (!ids.is_empty()).then_some(ids)
}

fn innermost<'w, T>(list: &'w [(Range<usize>, T)], range: &Range<usize>) -> Option<&'w T> {
    let around = list.iter().filter(|(each, _)| each.start <= range.start && range.end <= each.end);
    around.min_by_key(|(each, _)| each.end - each.start).map(|(_, found)| found)
}

fn collect(message: &Value, spans: &mut Vec<(String, Range<usize>, bool)>) {
    for span in message["spans"].as_array().into_iter().flatten() {
        let (mut at, first) = (span, span["is_primary"] == true);
        // What a macro wrote is blamed on where it was called.
        while at["expansion"].is_object() {
            at = &at["expansion"]["span"];
        }
        for span in [span, at] {
            let number = |key: &str| usize::try_from(span[key].as_u64()?).ok();
            if let (Some(file), Some(start), Some(end)) =
                (span["file_name"].as_str(), number("byte_start"), number("byte_end"))
            {
                spans.push((file.to_owned(), start..end, first));
            }
        }
    }
    for child in message["children"].as_array().into_iter().flatten() {
        collect(child, spans);
    }
}
