//! Policies put together from pieces, and what is said about them.

use cairn_policy::{PolicyError, read};

/// What a policy of few lines begins with.
const TOP: &str = r#"cohort = "small-2026"
title = "A small programme"
version = "1"
zone = "UTC"
currency = "USD"
begins = 2026-01-08
ends = 2026-06-30
root = "certificate"
"#;

/// Writes a policy: the top with one line changed, and what comes after it.
pub fn with(line: &str, rest: &[String]) -> String {
    let key = line.split(' ').next().unwrap();
    let lines = TOP.lines().map(|each| if each.starts_with(key) { line } else { each });
    let top: Vec<&str> = lines.collect();
    format!("{}\n{}", top.join("\n"), rest.concat())
}

/// Writes a policy: the top, and what comes after it.
pub fn policy(rest: &[String]) -> String {
    format!("{TOP}{}", rest.concat())
}

pub fn session(id: &str, starts: &str, minutes: &str) -> String {
    format!(
        "[[session]]\nid = \"{id}\"\nstarts = {starts}\nminutes = {minutes}\nassumed = \"an example\"\n"
    )
}

/// Writes a series: a session that is repeated.
pub fn series(id: &str, starts: &str, minutes: &str, repeat: &str) -> String {
    format!("{}repeat = {repeat}\n", session(id, starts, minutes))
}

pub fn requirement(name: &str, asks: &str) -> String {
    format!("[requirement.{name}]\ntitle = \"Something\"\nassumed = \"an example\"\n{asks}\n")
}

/// Writes an outcome.
pub fn outcome(id: &str, needs: &str) -> String {
    format!("[[outcome]]\nid = \"{id}\"\ntitle = \"Something\"\nneeds = {needs}\n")
}

/// Returns the faults of a policy; none if it is right.
pub fn faults(text: &str) -> Vec<PolicyError> {
    read("small.toml", text).map_or_else(|errors| errors.errors().to_vec(), |_| Vec::new())
}

/// Returns what is said about a policy: what is marked, and what is wrong with it.
pub fn said(text: &str) -> Vec<String> {
    let each = |fault: &PolicyError| format!("{}: {}", &text[fault.span.clone()], fault.message);
    faults(text).iter().map(each).collect()
}

/// Returns the columns in which something is marked.
pub fn columns(text: &str) -> Vec<usize> {
    faults(text).iter().map(|fault| fault.column).collect()
}

/// Returns the mends that are proposed.
pub fn hints(text: &str) -> Vec<String> {
    faults(text).into_iter().map(|fault| fault.hint.unwrap()).collect()
}
