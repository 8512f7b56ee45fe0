//! A whole policy in plain English, each assumption marked as one.

use std::collections::BTreeSet;
use std::fmt;

use cairn_domain::CheckedPolicy;
use cairn_domain::policy::{Basis, Ending, Policy, Rule, Session, Validity};

use crate::say::sentence::sentence;
use crate::say::when::{day, parts};

/// A part of a policy under its heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The heading.
    pub title: String,
    /// What stands under it.
    pub lines: Vec<Line>,
}

/// One thing that a policy says. Its [`Display`](fmt::Display) has the note in brackets behind the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What is said, in sentences.
    pub text: String,
    /// Where it comes from, where that matters.
    pub note: Option<Note>,
}

/// Where something in a policy comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// The programme published it: where.
    Published(String),
    /// The programme did not publish it: why this was assumed.
    Assumed(String),
    /// As the last line that said the same said at length.
    AsAbove {
        /// Whether it is an assumption.
        assumed: bool,
    },
}

impl From<&Basis> for Note {
    fn from(basis: &Basis) -> Self {
        match basis {
            Basis::Published(source) => Self::Published(source.clone()),
            Basis::Assumed(reason) => Self::Assumed(reason.clone()),
        }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Published(source) => write!(f, "published: {source}"),
            Self::Assumed(reason) => write!(f, "assumed: {reason}"),
            Self::AsAbove { assumed: true } => f.write_str("assumed, as above"),
            Self::AsAbove { assumed: false } => f.write_str("published, as above"),
        }
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.note {
            Some(note) => write!(f, "{} ({note})", self.text),
            None => f.write_str(&self.text),
        }
    }
}

/// Returns the policy in plain English; wrapping the lines is left to whoever draws them.
#[must_use]
pub fn show(policy: &CheckedPolicy) -> Vec<Section> {
    let calendar = calendar(policy);
    let policy = policy.policy();
    let mut sections = vec![
        Section { title: policy.title.clone(), lines: frame(policy) },
        Section {
            title: "What is asked".to_owned(),
            lines: policy.requirements.iter().map(asked).collect(),
        },
    ];
    if !policy.outcomes.is_empty() {
        let lines = policy
            .outcomes
            .iter()
            .map(|ending| format!("{} [{}]: {}.", ending.title, ending.id, open_to(ending)));
        let lines = lines.map(|text| Line { text, note: None }).collect();
        sections.push(Section { title: "How it can end, the best first".to_owned(), lines });
    }
    if !calendar.is_empty() {
        let title = format!("Live sessions, in local time of {}", policy.zone);
        sections.push(Section { title, lines: calendar });
    }
    sections
}

fn frame(policy: &Policy) -> Vec<Line> {
    let mut lines = vec![
        format!("Cohort {}, version {} of its rules.", policy.cohort, policy.version),
        format!("It runs from {} to {}.", day(policy.begins), day(policy.ends)),
    ];
    if let Some(by) = policy.apply_by {
        lines.push(format!("Applications are in time until the end of {}.", day(by)));
    }
    lines.push(format!(
        "Days and times are those of {}; prices are in {}.",
        policy.zone, policy.currency
    ));
    lines.push(format!("Whoever meets {} is eligible for certification.", policy.root));
    if let Some(validity) = &policy.certificate {
        lines.push(format!("The certificate {}.", holds(validity)));
    }
    let bases = || {
        let rules = policy.requirements.iter().map(|rule| &rule.basis);
        rules.chain(policy.sessions.iter().map(|session| &session.basis))
    };
    let (assumed, all) = (bases().filter(|basis| basis.is_assumed()).count(), bases().count());
    match (assumed, all) {
        (0, _) => {}
        (1, 1) => lines.push("Its one rule was never published: it is an assumption.".to_owned()),
        (1, _) => lines.push(format!(
            "1 of its {all} rules and dates was never published: it is an assumption."
        )),
        _ if assumed == all => lines.push(format!(
            "None of its {all} rules and dates was ever published: all are assumptions."
        )),
        _ => lines.push(format!(
            "{assumed} of its {all} rules and dates were never published: they are assumptions."
        )),
    }
    lines.into_iter().map(|text| Line { text, note: None }).collect()
}

fn asked(rule: &Rule) -> Line {
    let mut text = format!("{} [{}]: {}", rule.title, rule.id, sentence(rule));
    let waiver = waivers(rule).map(|waivers| format!(" May be waived by: {waivers}."));
    text.extend(waiver);
    let mover = rule.extendable_by.as_ref();
    text.extend(mover.map(|role| format!(" Its last day may be moved by: {role}.")));
    if rule.margin > 0 {
        let risk = format!(" At risk once no more than {} can still be missed.", rule.margin);
        text.push_str(&risk);
    }
    Line { text, note: Some(Note::from(&rule.basis)) }
}

/// Says who may waive a requirement, if anybody may.
pub(super) fn waivers(rule: &Rule) -> Option<String> {
    let together = match rule.waiver_quorum {
        1 => String::new(),
        quorum => format!(", {quorum} people together"),
    };
    rule.waivable_by.as_ref().map(|role| format!("{role}{together}"))
}

/// Says who an outcome is for.
pub(super) fn open_to(ending: &Ending) -> String {
    ending.needs.as_ref().map_or_else(
        || "for everybody else".to_owned(),
        |needs| format!("for whoever meets {needs}"),
    )
}

/// Says for how long a certificate holds.
pub(super) fn holds(validity: &Validity) -> String {
    let renewable = validity.renewable_for.map_or_else(String::new, |longer| {
        let (length, note) = parts(longer);
        format!(", and can be renewed for {length} more{note}")
    });
    let (length, note) = parts(validity.valid_for);
    format!("holds for {length} from the decision{note}{renewable}")
}

/// Returns the sessions in order of time; a reason that several share is said once.
fn calendar(policy: &CheckedPolicy) -> Vec<Line> {
    let mut sessions: Vec<&Session> = policy.policy().sessions.iter().collect();
    sessions.sort_by_key(|session| session.starts);
    let mut said = BTreeSet::new();
    sessions
        .into_iter()
        .map(|session| {
            let note = Note::from(&session.basis);
            let first = said.insert(note.to_string());
            let note =
                if first { note } else { Note::AsAbove { assumed: session.basis.is_assumed() } };
            Line { text: format!("{}: {}", session.id, appointment(session)), note: Some(note) }
        })
        .collect()
}

/// Returns when a session is, in words.
pub(super) fn appointment(session: &Session) -> String {
    let minutes = if session.minutes == 1 { "minute" } else { "minutes" };
    let clock =
        if session.starts.format("%S%.f").to_string() == "00" { "%H:%M" } else { "%H:%M:%S%.f" };
    let when = session.starts.format(&format!("%A %-d %B %Y at {clock}")).to_string();
    format!("{when}, {} {minutes}", session.minutes)
}
