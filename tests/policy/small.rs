//! A small policy around whatever is looked at.

use cairn_domain::CheckedPolicy;
use cairn_domain::policy::{Requirement, Rule};
use cairn_policy::{PolicyErrors, read, sentence};

const FRAME: &str = r#"cohort = "small"
title = "Small"
version = "1"
zone = "UTC"
currency = "USD"
begins = 2026-01-01
ends = 2026-12-31
root = "it"
"#;

const SESSIONS: &str = r#"
session = [
  { id = "a", starts = 2026-02-01T19:00:00, minutes = 60, assumed = "x" },
  { id = "b", starts = 2026-03-01T19:00:00, minutes = 60, assumed = "x" },
]
"#;

/// Returns a policy with two sessions, in which `[requirement.it]`, which decides, goes on with the lines given.
pub fn small(lines: &str) -> String {
    format!("{FRAME}{SESSIONS}\n[requirement.it]\ntitle = \"It\"\nassumed = \"x\"\n{lines}\n")
}

/// Returns a policy of which all but the frame is given.
pub fn framed(rest: &str) -> CheckedPolicy {
    right(&format!("{FRAME}{rest}"))
}

/// Returns the small policy.
pub fn asking(lines: &str) -> CheckedPolicy {
    right(&small(lines))
}

/// Returns the sentence for what its requirement asks.
pub fn sentence_for(lines: &str) -> String {
    sentence(&rule(lines))
}

/// Returns what is read from a text without faults.
pub fn right(text: &str) -> CheckedPolicy {
    read("small.toml", text).unwrap_or_else(|errors| panic!("{errors}"))
}

/// Returns the requirement that decides in the small policy.
pub fn rule(lines: &str) -> Rule {
    asking(lines).rules()[0].clone()
}

/// Returns what it asks.
pub fn asks(lines: &str) -> Requirement {
    rule(lines).asks
}

/// Returns what is wrong with a text.
pub fn wrong(text: &str) -> PolicyErrors {
    read("small.toml", text).map(|_| ()).expect_err(text)
}

/// Returns the one thing that is wrong with the small policy: the token that is marked, the message and the mend.
pub fn slip(lines: &str) -> (String, String, String) {
    let text = small(lines);
    let errors = wrong(&text);
    let [error] = errors.errors() else { panic!("{errors}") };
    let hint = error.hint.clone().unwrap_or_default();
    (text[error.span.clone()].to_owned(), error.message.clone(), hint)
}

/// Asserts what is said of each value, which is all that is wrong where it stands.
pub fn said(around: &str, table: &[(&str, &str, &str)]) {
    for (value, message, hint) in table {
        let expected = ((*value).to_owned(), (*message).to_owned(), (*hint).to_owned());
        assert_eq!(slip(&around.replace("VALUE", value)), expected);
    }
}
