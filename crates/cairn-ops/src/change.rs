//! What changed between two answers about one person, and which events or rules did it.

use std::collections::{BTreeMap, BTreeSet};

use cairn_domain::{Interval, Position, SessionId};
use schemars::JsonSchema;
use serde::Serialize;

use crate::failure::Failure;
use crate::ledger::{Ledger, Rules};
use crate::lines::{Answer, Cited, Line};

/// What changed for one person between two answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Change {
    /// The verdict before; absent where nothing was on record.
    pub from: Option<String>,
    /// The verdict after; absent where nothing is on record.
    pub to: Option<String>,
    /// Where they stood before.
    pub standing_from: Option<String>,
    /// Where they stand after.
    pub standing_to: Option<String>,
    /// The requirements that changed.
    pub requirements: Vec<RequirementChange>,
    /// The event that changed the standing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standing_by: Option<Cited>,
}

/// How one requirement changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RequirementChange {
    /// The requirement.
    pub requirement: String,
    /// How it measured up before; absent where the policy did not ask it.
    pub from: Option<Side>,
    /// How it measures up after; absent where the policy does not ask it.
    pub to: Option<Side>,
    /// The events that count for one side and not in the same way for the other.
    pub because_of: Vec<Cited>,
    /// Whether the policies ask it differently.
    pub rule_changed: bool,
    /// A deadline that passed in between, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline: Option<String>,
}

/// One side of a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Side {
    /// `met`, `open`, `at_risk` or `out_of_reach`.
    pub status: &'static str,
    /// What there is.
    pub have: i64,
    /// What is asked.
    pub need: i64,
    /// The measure in words.
    pub words: String,
}

/// What differs between two sides beside the person's own events: the rules, and the cohort's sessions.
#[derive(Debug, Clone, Default)]
pub struct Rewritten {
    rules: BTreeSet<String>,
    sessions: Vec<Cited>,
}

impl Rewritten {
    /// Finds the requirements that only one side asks, or that each asks in its own way, and the cohort's events that say
    /// otherwise of a session on one side than on the other.
    pub fn between(
        before: (&Ledger<'_>, Option<&Rules>),
        after: (&Ledger<'_>, Option<&Rules>),
    ) -> Result<Self, Failure> {
        let asks = |rules: Option<&Rules>| -> BTreeMap<String, String> {
            let rules = rules.map(|rules| rules.policy.rules()).unwrap_or_default();
            rules.iter().map(|rule| (rule.id.to_string(), cairn_policy::sentence(rule))).collect()
        };
        let (old, new) = (asks(before.1), asks(after.1));
        let rules = old
            .keys()
            .chain(new.keys())
            .filter(|id| old.get(*id) != new.get(*id))
            .cloned()
            .collect();
        let held = |(ledger, rules): (&Ledger<'_>, Option<&Rules>)| -> BTreeSet<(SessionId, Position, Option<Interval>)> {
            let Some(rules) = rules else { return BTreeSet::new() };
            let now = ledger.now_in(rules.policy.zone());
            let all = rules.calendar.recorded().filter(|(_, stamp, _)| stamp.at <= now);
            all.map(|(id, stamp, window)| (id.clone(), stamp.position, window)).collect()
        };
        let (was, is) = (held(before), held(after));
        let places: BTreeSet<Position> =
            was.symmetric_difference(&is).map(|(_, position, _)| *position).collect();
        let cite = |position| after.0.cite(position);
        Ok(Self { rules, sessions: places.into_iter().map(cite).collect::<Result<_, _>>()? })
    }
}

impl Change {
    /// Compares two answers about the same person and cohort.
    #[must_use]
    pub fn between(before: Option<&Answer>, after: Option<&Answer>, rules: &Rewritten) -> Self {
        let (old, new) = (lines(before), lines(after));
        let mut order: Vec<&str> = new.iter().chain(old).map(|line| line.id.as_str()).collect();
        let mut seen = BTreeSet::new();
        order.retain(|id| seen.insert(*id));
        let voids: Vec<&BTreeMap<Position, Cited>> =
            before.into_iter().chain(after).map(|each| &each.voids).collect();
        // Before somebody was on record no rule was asked of them, neither this nor another.
        let nothing = Rewritten::default();
        let rules = if before.is_some() && after.is_some() { rules } else { &nothing };
        let changes =
            order.into_iter().filter_map(|id| changed(find(old, id), find(new, id), &voids, rules));
        let standing = |answer: Option<&Answer>| answer.map(|each| each.standing.to_owned());
        let verdict = |answer: Option<&Answer>| answer.map(|each| each.verdict.to_owned());
        let moved = standing(before) != standing(after);
        Self {
            from: verdict(before),
            to: verdict(after),
            standing_from: standing(before),
            standing_to: standing(after),
            standing_by: after.filter(|_| moved).and_then(|answer| answer.standing_since.clone()),
            requirements: changes.collect(),
        }
    }

    /// Tells whether the verdict changed.
    #[must_use]
    pub fn turns(&self) -> bool {
        self.from != self.to
    }

    /// Tells whether nothing changed at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.turns() && self.standing_from == self.standing_to && self.requirements.is_empty()
    }
}

fn lines(answer: Option<&Answer>) -> &[Line] {
    answer.map(|each| each.requirements.as_slice()).unwrap_or_default()
}

fn find<'a>(lines: &'a [Line], id: &str) -> Option<&'a Line> {
    lines.iter().find(|line| line.id == id)
}

fn changed(
    before: Option<&Line>,
    after: Option<&Line>,
    voids: &[&BTreeMap<Position, Cited>],
    rules: &Rewritten,
) -> Option<RequirementChange> {
    let either = after.or(before)?;
    let side = |line: Option<&Line>| {
        line.map(|line| Side {
            status: line.status,
            have: line.have,
            need: line.need,
            words: line.words.clone(),
        })
    };
    let (from, to) = (side(before), side(after));
    let because_of = difference(before, after, voids);
    // The parts of a requirement speak for themselves; its own line only says how many of them are met.
    let composed = either.unit == "requirements";
    if from == to && (because_of.is_empty() || composed) {
        return None;
    }
    let deadline = match (before, after) {
        (Some(before), Some(after)) if before.status != after.status => {
            after.since.as_ref().map(|since| since.words.clone())
        }
        _ => None,
    };
    let mut because_of = if composed { Vec::new() } else { because_of };
    // When a session was decides what counts as attended, and until when a filing is in time.
    if matches!(either.unit, "sessions" | "filings") && from != to {
        because_of.extend(rules.sessions.iter().cloned());
        because_of.sort();
    }
    Some(RequirementChange {
        rule_changed: rules.rules.contains(&either.id),
        requirement: either.id.clone(),
        from,
        to,
        because_of,
        deadline,
    })
}

/// Returns the events that one side looks at differently from the other.
fn difference(
    before: Option<&Line>,
    after: Option<&Line>,
    voids: &[&BTreeMap<Position, Cited>],
) -> Vec<Cited> {
    let roles = |line: Option<&Line>| -> BTreeSet<(u8, Cited)> {
        let Some(line) = line else { return BTreeSet::new() };
        let counts = line.evidence_positions.iter().zip(&line.evidence);
        let counts = counts.map(|(position, id)| (0, Cited { position: *position, event_id: *id }));
        let waived = line.waived.iter().map(|waived| (3, waived.event.clone()));
        let against = line.against.iter().map(|each| (1, each.event.clone()));
        counts
            .chain(against)
            .chain(line.pending.iter().map(|cited| (2, cited.clone())))
            .chain(waived)
            .collect()
    };
    let (old, new) = (roles(before), roles(after));
    let mut cited: BTreeSet<Cited> =
        old.symmetric_difference(&new).map(|(_, cited)| cited.clone()).collect();
    // Where an event no longer counts, what voided it is the cause.
    let void = |each: &Cited| voids.iter().find_map(|voids| voids.get(&each.position).cloned());
    let causes: Vec<Cited> = cited.iter().filter_map(void).collect();
    cited.extend(causes);
    cited.into_iter().collect()
}

/// Says positions: #12, #14.
#[must_use]
pub fn places(cited: &[Cited]) -> String {
    let places: Vec<String> = cited.iter().map(|cited| place(cited.position)).collect();
    places.join(", ")
}

fn place(position: Position) -> String {
    crate::words::place(position)
}
