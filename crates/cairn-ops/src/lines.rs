//! One person's answer in one cohort, as reports give it: standing, verdict, and a line for each requirement.

use std::collections::BTreeMap;

use cairn_domain::{EventId, Instant, Position, State, Verdict};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use crate::remains::{Latest, Remains};

mod details;

pub use details::{AccountLine, CertificateLine, ExtendedLine, OutcomeLine};

/// An event that an answer cites.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Cited {
    /// Its place in the log.
    pub position: Position,
    /// Its identity.
    pub event_id: EventId,
}

/// A minimum within a requirement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PartLine {
    /// Which category.
    pub name: String,
    /// What there is.
    pub have: i64,
    /// What is asked.
    pub need: i64,
}

/// An event that does not count, or counts against.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct AgainstLine {
    /// The event.
    #[serde(flatten)]
    pub event: Cited,
    /// Why, in words.
    pub why: String,
    /// Whether it counts, downwards: money that was paid back.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub reduces: bool,
}

/// Who waived a requirement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WaivedLine {
    /// The event.
    #[serde(flatten)]
    pub event: Cited,
    /// By whose authority.
    pub authority: String,
    /// Who granted it, where that was said.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub granted_by: Vec<String>,
    /// The last day on which it holds; absent: it holds for good.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// All of it, in words.
    pub words: String,
}

/// Since when something has been out of reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SinceLine {
    /// The first instant from which it was.
    pub at: Instant,
    /// Since when and by what, in words.
    pub words: String,
}

/// What a requirement asks, and where that comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RuleLine {
    /// What people call it.
    pub title: String,
    /// What it asks, in a sentence.
    pub asks: String,
    /// Why this was assumed, where the programme never published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assumed: Option<String>,
    /// Where the programme published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// The requirements that it asks for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub of: Vec<String>,
}

/// How one requirement measures up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Line {
    /// The requirement's name; the key of the line in JSON.
    #[serde(skip)]
    pub id: String,
    /// `met`, `open`, `at_risk` or `out_of_reach`.
    pub status: &'static str,
    /// That it is not met and does not matter: what asks for it is met another way, or will be once what remains is done.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub not_needed: bool,
    /// That it is one of several ways, and takes nothing that what remains for the others does not take.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub along: bool,
    /// What there is; money in minor units.
    pub have: i64,
    /// What is asked; money in minor units.
    pub need: i64,
    /// What `have` and `need` count.
    pub unit: &'static str,
    /// What hundredths are hundredths of, as people call it: `credits`, `dives`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_label: Option<String>,
    /// Whether what is asked is a limit: then `have` is the worst that can still come, and `in_reach` what there is so far.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub limit: bool,
    /// What there would be if pending evidence passed.
    pub with_pending: i64,
    /// What there would be if whatever can still happen did.
    pub in_reach: i64,
    /// How many further opportunities can be missed, where it is at risk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slack: Option<u32>,
    /// Since when it has been out of reach (without a waiver or correction).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<SinceLine>,
    /// Until when it can wait, where it is not met and still in reach; absent: no deadline binds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest: Option<Latest>,
    /// Until when it stays met if nothing more comes, where it is met and something that counts expires or runs out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub met_until: Option<Latest>,
    /// The minima within it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<PartLine>,
    /// The waiver that met it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waived: Option<WaivedLine>,
    /// The extensions of its last day that count.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extended: Vec<ExtendedLine>,
    /// The events that count, by identity.
    pub evidence: Vec<EventId>,
    /// The same events, by place in the log.
    pub evidence_positions: Vec<Position>,
    /// Events that were looked at and do not count, or count against, each with why.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub against: Vec<AgainstLine>,
    /// Events that may come to count.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pending: Vec<Cited>,
    /// The measure in words.
    pub words: String,
    /// What explains the measure, in words: what is more than a limit lets count, and why a reduced price is not theirs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// The measure in as few words as a list of many people has room for.
    #[serde(skip)]
    pub brief: String,
    /// What it asks; left out of lists of many people.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub rule: Option<RuleLine>,
}

/// Something odd.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AnomalyLine {
    /// The event.
    #[serde(flatten)]
    pub event: Cited,
    /// What is odd about it.
    pub words: String,
}

/// One person's answer in one cohort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Answer {
    /// The stream of the record that the person is known by.
    pub stream: String,
    /// The cohort.
    pub cohort: String,
    /// Where they stand.
    pub standing: &'static str,
    /// The event that brought them there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standing_since: Option<Cited>,
    /// The day on which it did, in the programme's zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standing_since_day: Option<NaiveDate>,
    /// The cohort that they were deferred to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deferred_to: Option<String>,
    /// `eligible`, `open`, `at_risk`, `out_of_reach`, or the state that ended it.
    pub verdict: &'static str,
    /// Whether the requirements are met, whatever the standing.
    pub supported: bool,
    /// Whether a certificate stands: whether the policy of the day on which it was decided is met by what is on record now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stands: Option<bool>,
    /// The best outcome that is met, where the policy names outcomes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<OutcomeLine>,
    /// The best outcome that is in reach, where the policy names outcomes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best_outcome: Option<OutcomeLine>,
    /// How the certificate stands, where there is one and the policy limits how long it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate: Option<CertificateLine>,
    /// What remains to be done, where something does and all of it can still come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remains: Option<Remains>,
    /// The requirement that decides.
    pub root: String,
    /// Every requirement of the tree, by name, in the policy's order.
    #[serde(serialize_with = "by_id")]
    #[schemars(with = "BTreeMap<String, Line>")]
    pub requirements: Vec<Line>,
    /// The account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountLine>,
    /// What the other ways would ask, where there are several and they ask for different prices; what came in is the same.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other_accounts: Vec<AccountLine>,
    /// What is odd.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub anomalies: Vec<AnomalyLine>,
    /// What voided events that were known: the void by the place of the voided event.
    #[serde(skip)]
    pub voids: BTreeMap<Position, Cited>,
}

fn by_id<S: Serializer>(lines: &[Line], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(lines.iter().map(|line| (&line.id, line)))
}

/// How much an answer says about each requirement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// Measures and evidence.
    Brief,
    /// What remains and until when, too.
    Ahead,
    /// What remains, and what each requirement asks, too.
    Full,
}

impl Answer {
    /// Returns the lines that are not made of other requirements.
    pub fn leaves(&self) -> impl Iterator<Item = &Line> {
        self.requirements.iter().filter(|line| line.unit != "requirements")
    }

    /// Returns the certificate, where there is one and it does not hold any more.
    #[must_use]
    pub fn run_out(&self) -> Option<&CertificateLine> {
        self.certificate.as_ref().filter(|each| each.holds != "valid")
    }

    /// Returns the leaves that are not met, and for which nothing else stands in, nor is done anyway.
    pub fn lacking(&self) -> impl Iterator<Item = &Line> {
        self.leaves().filter(|line| line.status != "met" && !line.not_needed && !line.along)
    }
}

/// Returns the verdicts in the order in which reports list them.
#[must_use]
pub fn verdicts() -> [&'static str; 11] {
    [
        Verdict::Eligible.name(),
        Verdict::AtRisk.name(),
        Verdict::Open.name(),
        Verdict::OutOfReach.name(),
        State::Certified.name(),
        State::Suspended.name(),
        State::Revoked.name(),
        State::Refused.name(),
        State::Deferred.name(),
        State::Withdrawn.name(),
        State::Declined.name(),
    ]
}
