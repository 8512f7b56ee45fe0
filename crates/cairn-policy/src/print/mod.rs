//! A policy as a file: the text reads back to the same policy.

mod asks;
mod price;
mod sessions;
mod when;

use std::fmt::Write as _;

use cairn_domain::policy::{Basis, Ending, Fraction, Policy, Rule};

use crate::print::asks::asks;
use crate::print::when::term;

/// Returns the policy as the text of a policy file.
///
/// Comments are not part of a policy, so a file that was read and printed has lost them.
#[must_use]
pub fn print(policy: &Policy) -> String {
    let mut file = String::new();
    let mut line = |key: &str, value: &str| push(&mut file, key, value);
    line("cohort", &quoted(policy.cohort.as_str()));
    line("title", &quoted(&policy.title));
    line("version", &quoted(&policy.version));
    line("zone", &quoted(policy.zone.name()));
    line("currency", &quoted(policy.currency.code()));
    line("begins", &policy.begins.to_string());
    line("ends", &policy.ends.to_string());
    if let Some(by) = policy.apply_by {
        line("apply_by", &by.to_string());
    }
    line("root", &quoted(policy.root.as_str()));
    for session in &policy.sessions {
        file.push_str("\n[[session]]\n");
        push(&mut file, "id", &quoted(session.id.as_str()));
        push(&mut file, "starts", &session.starts.format("%Y-%m-%dT%H:%M:%S%.f").to_string());
        push(&mut file, "minutes", &session.minutes.to_string());
        basis(&mut file, &session.basis);
    }
    for ending in &policy.outcomes {
        outcome(&mut file, ending);
    }
    if let Some(validity) = &policy.certificate {
        file.push_str("\n[certificate]\n");
        push(&mut file, "valid_for", &term(validity.valid_for));
        if let Some(longer) = validity.renewable_for {
            push(&mut file, "renewable_for", &term(longer));
        }
    }
    for rule in &policy.requirements {
        requirement(&mut file, rule);
    }
    file
}

fn outcome(file: &mut String, ending: &Ending) {
    file.push_str("\n[[outcome]]\n");
    push(file, "id", &quoted(ending.id.as_str()));
    push(file, "title", &quoted(&ending.title));
    if let Some(needs) = &ending.needs {
        push(file, "needs", &quoted(needs.as_str()));
    }
}

fn requirement(file: &mut String, rule: &Rule) {
    let _ = writeln!(file, "\n[requirement.{}]", key(rule.id.as_str()));
    push(file, "title", &quoted(&rule.title));
    basis(file, &rule.basis);
    if let Some(role) = &rule.waivable_by {
        push(file, "waivable_by", &quoted(role.as_str()));
    }
    if rule.waiver_quorum != 1 {
        push(file, "waiver_quorum", &rule.waiver_quorum.to_string());
    }
    if let Some(role) = &rule.extendable_by {
        push(file, "extendable_by", &quoted(role.as_str()));
    }
    if rule.margin != 0 {
        push(file, "margin", &rule.margin.to_string());
    }
    let (kind, asked) = asks(&rule.asks);
    push(file, kind, &asked);
}

fn push(file: &mut String, key: &str, value: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(file, "{key} = {value}");
}

fn basis(file: &mut String, basis: &Basis) {
    match basis {
        Basis::Published(source) => push(file, "published", &quoted(source)),
        Basis::Assumed(reason) => push(file, "assumed", &quoted(reason)),
    }
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// Quotes a name that is no bare key: a dot would make two keys of it.
fn key(name: &str) -> String {
    if name.contains('.') { format!("\"{name}\"") } else { name.to_owned() }
}

fn list<T: AsRef<str>>(entries: impl IntoIterator<Item = T>) -> String {
    let entries: Vec<String> = entries.into_iter().map(|entry| quoted(entry.as_ref())).collect();
    format!("[{}]", entries.join(", "))
}

/// Writes tables, one on each line.
fn rows(rows: impl IntoIterator<Item = String>) -> String {
    let rows: Vec<String> = rows.into_iter().map(|row| format!("  {row},\n")).collect();
    format!("[\n{}]", rows.concat())
}

/// A key and its value, if it is there.
type Pair = Option<(&'static str, String)>;

/// Writes the keys that are there as a table in braces.
fn table(pairs: impl IntoIterator<Item = Pair>) -> String {
    let pairs: Vec<String> =
        pairs.into_iter().flatten().map(|(key, value)| format!("{key} = {value}")).collect();
    if pairs.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", pairs.join(", ")) }
}

fn minutes(minutes: u32) -> String {
    let unit = if minutes == 1 { "minute" } else { "minutes" };
    quoted(&format!("{minutes} {unit}"))
}

fn share(Fraction { of, per }: Fraction) -> String {
    quoted(&if per == 100 { format!("{of} %") } else { format!("{of}/{per}") })
}
