//! One plain sentence for what a requirement asks.

use cairn_domain::policy::{Requirement, Rule};

use crate::say::counts::joined;
use crate::say::{evidence, log, price, sessions};

/// Returns what a requirement asks, as one sentence.
#[must_use]
pub fn sentence(rule: &Rule) -> String {
    let words = match &rule.asks {
        Requirement::All(of) => match of.as_slice() {
            [one] => format!("Meet {one}"),
            _ => format!("Meet all of these: {}", joined(of)),
        },
        Requirement::AtLeast { need, of } => {
            format!("Meet at least {need} of these: {}", joined(of))
        }
        Requirement::Sessions { .. } | Requirement::Absences { .. } => sessions::asked(&rule.asks),
        Requirement::Log { .. } => log::asked(&rule.asks),
        Requirement::Paid(price) => price::asked(price),
        Requirement::Filings { .. }
        | Requirement::Done { .. }
        | Requirement::Reviews { .. }
        | Requirement::Judgement { .. }
        | Requirement::Exam { .. }
        | Requirement::Prerequisite { .. } => evidence::asked(&rule.asks),
    };
    format!("{words}.")
}
