//! Small policies: the frame is always the same, and a story says the rest.

use cairn_domain::CheckedPolicy;
use cairn_policy::{read, sentence};

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

/// Returns the text of a policy with two sessions and one requirement, as a file has what it asks.
pub fn text_asking(asks: &str) -> String {
    format!("{FRAME}{SESSIONS}\n[requirement.it]\ntitle = \"It\"\nassumed = \"x\"\n{asks}\n")
}

/// Returns that policy.
pub fn asking(asks: &str) -> CheckedPolicy {
    read_small(&text_asking(asks))
}

/// Returns the sentence for what its requirement asks.
pub fn said(asks: &str) -> String {
    sentence(&asking(asks).rules()[0])
}

/// Returns a policy of which all but the frame is said.
pub fn small(rest: &str) -> CheckedPolicy {
    read_small(&format!("{FRAME}{rest}"))
}

fn read_small(text: &str) -> CheckedPolicy {
    read("small.toml", text).unwrap_or_else(|errors| panic!("{errors}"))
}
