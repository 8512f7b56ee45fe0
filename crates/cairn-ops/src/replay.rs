//! The whole cohort, at any two times and under any policy, alone or as a difference against another point or policy.

use std::collections::BTreeMap;

use cairn_domain::{CheckedPolicy, CohortId, PractitionerId};
use schemars::JsonSchema;
use serde::Serialize;

use crate::asking::Asked;
use crate::audit::PolicyUsed;
use crate::change::{Change, Rewritten};
use crate::cohort::{self, Judged, Judgement, Unjudged};
use crate::failure::Failure;
use crate::ledger::{Ledger, Rules};
use crate::lines::{Answer, Depth};
use crate::people::{self, Who};

/// One point to replay to: a ledger read to a horizon, and a policy other than the adopted ones, if one is given.
pub struct Point<'a> {
    /// The log, read to the point's horizon.
    pub ledger: &'a Ledger<'a>,
    /// The policy to judge by instead of the adopted one.
    pub policy: Option<&'a CheckedPolicy>,
}

/// A replay of one cohort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Replay {
    /// `cairn.replay/1`.
    pub schema: &'static str,
    /// From when and from what the answer speaks.
    pub asked: Asked,
    /// The cohorts that were replayed.
    pub cohorts: Vec<CohortReplay>,
    /// From when and from what the other side speaks, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub against: Option<Asked>,
}

/// One cohort's replay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CohortReplay {
    /// The cohort.
    pub cohort: String,
    /// The policy.
    pub policy: PolicyUsed,
    /// How many people anything had happened for.
    pub people: usize,
    /// How many have each verdict.
    pub totals: BTreeMap<String, usize>,
    /// Everybody's verdict, in order of their first event.
    pub verdicts: Vec<PersonVerdict>,
    /// The difference against the other side, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<Difference>,
    /// Those of whom no verdict can be given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unjudged: Vec<Unjudged>,
}

/// One person's verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PersonVerdict {
    /// Who.
    #[serde(flatten)]
    pub who: Who,
    /// Where they stand.
    pub standing: &'static str,
    /// Their verdict.
    pub verdict: &'static str,
}

/// Who changed, from what to what, because of which events or rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Difference {
    /// The policy of the other side; absent where none was in force.
    pub policy: Option<PolicyUsed>,
    /// How many had each verdict on the other side.
    pub totals: BTreeMap<String, usize>,
    /// Whose verdict changed.
    pub changed: Vec<PersonChange>,
    /// How many kept their verdict though a measure of theirs changed.
    pub measures_only: usize,
    /// How many are the same in everything.
    pub unchanged: usize,
    /// How many went from each verdict to each other.
    pub moves: BTreeMap<String, usize>,
}

/// One person's change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PersonChange {
    /// Who.
    #[serde(flatten)]
    pub who: Who,
    /// What changed: from the other side to this one.
    #[serde(flatten)]
    pub change: Change,
}

/// Replays cohorts to a point, alone or against another.
pub fn replay(
    cohorts: &[CohortId],
    to: &Point<'_>,
    against: Option<&Point<'_>>,
) -> Result<Replay, Failure> {
    let mut replays = Vec::new();
    for cohort in cohorts {
        let rules = cohort::rules(to.ledger, cohort, theirs(to.policy, cohort, cohorts))?;
        let Judgement { people: here, unjudged } =
            cohort::judge(to.ledger, &rules, people::everyone(to.ledger)?, Depth::Brief);
        let difference =
            against.map(|point| difference(cohort, (point, to), &rules, &here)).transpose()?;
        replays.push(CohortReplay {
            cohort: cohort.to_string(),
            policy: PolicyUsed::new(&rules),
            people: here.len(),
            totals: totals(here.iter().map(|each| &each.answer)),
            verdicts: here
                .iter()
                .map(|each| PersonVerdict {
                    who: each.person.who(),
                    standing: each.answer.standing,
                    verdict: each.answer.verdict,
                })
                .collect(),
            difference,
            unjudged,
        });
    }
    Ok(Replay {
        schema: "cairn.replay/1",
        asked: asked(to, cohorts),
        cohorts: replays,
        against: against.map(|point| asked(point, cohorts)),
    })
}

/// Says from when one side speaks, in the zones of its cohorts.
fn asked(point: &Point<'_>, cohorts: &[CohortId]) -> Asked {
    let zone = |cohort: &CohortId| {
        let given = theirs(point.policy, cohort, cohorts).map(CheckedPolicy::zone);
        given.unwrap_or_else(|| point.ledger.zones.of(Some(cohort)))
    };
    point.ledger.asked_of(cohorts.iter().map(|cohort| (cohort.as_str(), zone(cohort))))
}

/// Among several cohorts, a policy file is for its own; asked of one alone, it must be for that one.
fn theirs<'p>(
    policy: Option<&'p CheckedPolicy>,
    cohort: &CohortId,
    all: &[CohortId],
) -> Option<&'p CheckedPolicy> {
    policy.filter(|policy| all.len() == 1 || policy.policy().cohort == *cohort)
}

fn difference(
    cohort: &CohortId,
    (other, to): (&Point<'_>, &Point<'_>),
    ours: &Rules,
    here: &[Judged],
) -> Result<Difference, Failure> {
    // Before the cohort had a policy nobody could be judged: that is a difference, not an error.
    let rules: Option<Rules> = match other.policy.filter(|policy| policy.policy().cohort == *cohort)
    {
        Some(_) => Some(cohort::rules(other.ledger, cohort, other.policy)?),
        None => other.ledger.rules(cohort).ok(),
    };
    let there = match &rules {
        Some(rules) => {
            let everyone = people::everyone(other.ledger)?;
            cohort::judge(other.ledger, rules, everyone, Depth::Brief).people
        }
        None => Vec::new(),
    };
    let mut before: BTreeMap<PractitionerId, Judged> =
        there.into_iter().map(|each| (each.person.id, each)).collect();
    let rewritten = Rewritten::between((other.ledger, rules.as_ref()), (to.ledger, Some(ours)))?;
    let mut found = Difference {
        policy: rules.as_ref().map(PolicyUsed::new),
        totals: totals(before.values().map(|each| &each.answer)),
        changed: Vec::new(),
        measures_only: 0,
        unchanged: 0,
        moves: BTreeMap::new(),
    };
    for each in here {
        // Records that are read together here are one person, whatever was known of that on the other side.
        let apart: Vec<Judged> =
            each.person.others.iter().filter_map(|id| before.remove(id)).collect();
        let other = before.remove(&each.person.id).or_else(|| apart.into_iter().next());
        found.take(
            each.person.who(),
            other.as_ref().map(|each| &each.answer),
            Some(&each.answer),
            &rewritten,
        );
    }
    // What is left was judged on the other side only: nothing of it was known, or had happened, on this one.
    for each in before.into_values() {
        found.take(each.person.who(), Some(&each.answer), None, &rewritten);
    }
    found.changed.sort_by_cached_key(|each| {
        (
            each.change.from.clone(),
            each.change.to.clone(),
            each.who.called().to_lowercase(),
            each.who.stream.clone(),
        )
    });
    Ok(found)
}

impl Difference {
    fn take(
        &mut self,
        who: Who,
        before: Option<&Answer>,
        after: Option<&Answer>,
        rewritten: &Rewritten,
    ) {
        let change = Change::between(before, after, rewritten);
        if change.turns() {
            let word = |verdict: &Option<String>| {
                verdict.clone().unwrap_or_else(|| "not on record".to_owned())
            };
            let moved = format!("{} -> {}", word(&change.from), word(&change.to));
            *self.moves.entry(moved).or_insert(0) += 1;
            self.changed.push(PersonChange { who, change });
        } else if change.is_empty() {
            self.unchanged += 1;
        } else {
            self.measures_only += 1;
        }
    }
}

/// Counts verdicts.
pub(crate) fn totals<'a>(answers: impl Iterator<Item = &'a Answer>) -> BTreeMap<String, usize> {
    let mut totals = BTreeMap::new();
    for answer in answers {
        *totals.entry(answer.verdict.to_owned()).or_insert(0) += 1;
    }
    totals
}
