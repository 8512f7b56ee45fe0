//! The options by which every question names its two times and its policy.

use std::path::PathBuf;

use cairn_domain::{CheckedPolicy, Occurred};
use cairn_ops::{Asking, Failure, Known};

/// When and under which rules to ask
#[derive(Debug, clap::Args)]
pub(crate) struct Question {
    /// Count what was true by the end of this day, or by this instant [default: now]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,

    /// Count only what was recorded by then: a day, an instant, or a place in the log such as #120 [default: all]
    #[arg(long, value_name = "DATE|#N")]
    pub known_at: Option<String>,

    /// Ask under this policy file instead of the adopted policy
    #[arg(long, value_name = "FILE")]
    pub policy: Option<PathBuf>,
}

impl Question {
    /// Reads the question's times.
    pub fn asking(&self) -> Result<Asking, Failure> {
        asking(self.as_of.as_deref(), self.known_at.as_deref())
    }

    /// Reads the policy file, if one was named.
    pub fn policy(&self) -> Result<Option<CheckedPolicy>, Failure> {
        self.policy.as_deref().map(crate::commands::policy::read).transpose()
    }
}

/// Reads two times.
pub(crate) fn asking(as_of: Option<&str>, known_at: Option<&str>) -> Result<Asking, Failure> {
    let as_of = as_of.map(|text| occurred("--as-of", text)).transpose()?;
    Ok(Asking { as_of, known_at: known_at.map(known).transpose()? })
}

/// Reads a day or an instant.
pub(crate) fn occurred(option: &str, text: &str) -> Result<Occurred, Failure> {
    text.parse().map_err(|bad: cairn_domain::time::BadTime| {
        Failure::mend(format!("{option}: `{}` is not a time", bad.0))
            .hint("a day is written `2025-09-11`, an instant `2025-09-11T23:00:00Z`")
            .hint("or `2025-09-11T19:00:00-04:00`; both are of the years 1900 to 2200")
    })
}

fn known(text: &str) -> Result<Known, Failure> {
    let Some(number) = text.strip_prefix('#') else {
        return occurred("--known-at", text).map(Known::By);
    };
    number.parse().map(Known::Position).map_err(|_| {
        Failure::mend(format!("--known-at: `{text}` is not a place in the log"))
            .hint("give it as `#120`, or give a day")
    })
}

/// Reads a point: `now`, a day or instant, `known:` and one, or a place in the log. What it does not name is as in `base`.
pub(crate) fn point(option: &str, text: &str, base: Asking) -> Result<Asking, Failure> {
    if text == "now" {
        return Ok(Asking { as_of: None, ..base });
    }
    if let Some(rest) = text.strip_prefix("known:") {
        return Ok(Asking { known_at: Some(known(rest)?), ..base });
    }
    if text.starts_with('#') {
        return Ok(Asking { known_at: Some(known(text)?), ..base });
    }
    Ok(Asking { as_of: Some(occurred(option, text)?), ..base })
}

/// Reads the other side of a difference: points, a policy file, or `adopted`.
pub(crate) fn against(
    texts: &[String],
    base: Asking,
    policy: Option<CheckedPolicy>,
) -> Result<(Asking, Option<CheckedPolicy>), Failure> {
    let mut asking = base;
    let mut other = policy;
    for text in texts {
        let path = std::path::Path::new(text);
        if text == "adopted" {
            other = None;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            other = Some(crate::commands::policy::read(path)?);
        } else {
            asking = point("--against", text, asking)?;
        }
    }
    Ok((asking, other))
}
