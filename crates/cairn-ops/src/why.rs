//! Why somebody's answer is what it is: the rule, the events behind it, and the least that alone gives the same answer.

mod missed;

use std::collections::BTreeMap;

use cairn_domain::assess::{Why as Least, why};
use cairn_domain::ids::OutcomeId;
use cairn_domain::policy::{Ending, Requirement};
use cairn_domain::{CheckedPolicy, CohortId, PractitionerId, RequirementId};
use schemars::JsonSchema;
use serde::Serialize;

use crate::asking::Asked;
use crate::audit::PolicyUsed;
use crate::cited::{Event, Events};
use crate::cohort;
use crate::failure::Failure;
use crate::ledger::{Ledger, Rules};
use crate::lines::{Answer, Depth, Line};
use crate::people::{self, Who};
use crate::remains::Remains;

use missed::Look;

/// Why somebody's answer is what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Why {
    /// `cairn.why/1`.
    pub schema: &'static str,
    /// From when and from what the answer speaks.
    pub asked: Asked,
    /// Whom it is about.
    pub who: Who,
    /// The cohort.
    pub cohort: String,
    /// The policy.
    pub policy: PolicyUsed,
    /// Where they stand.
    pub standing: &'static str,
    /// `eligible`, `open`, `at_risk`, `out_of_reach`, or the state that ended it.
    pub verdict: &'static str,
    /// Whether the question was about the whole: the verdict, and not one requirement.
    pub whole: bool,
    /// The requirement: the one that was asked about, or the one that decides.
    pub requirement: String,
    /// What people call the outcomes that ask for it, where the certificate does not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub outcomes: Vec<String>,
    /// How it measures up, what it asks, and where that comes from.
    pub finding: Line,
    /// The requirements that it asks for, if it is made of others: each with how it measures up.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<PartOf>,
    /// The events that count.
    pub counts: Vec<Event>,
    /// The events that were looked at and do not count, or count against, each with why.
    pub against: Vec<Event>,
    /// The events that may come to count.
    pub pending: Vec<Event>,
    /// Events that alone give the same answer, and of which none can be left out.
    pub because: Vec<Event>,
    /// Where it is out of reach: opportunities that passed, which alone keep it so, and of which none can be left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missed: Vec<Missed>,
    /// What remains to be done, where all of it can still come; only where the question was about the whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remains: Option<Remains>,
}

/// A requirement that another one asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PartOf {
    /// The requirement.
    pub requirement: String,
    /// What people call it.
    pub title: String,
    /// `met`, `open`, `at_risk` or `out_of_reach`.
    pub status: &'static str,
    /// How it measures up, in words.
    pub words: String,
}

/// An opportunity that passed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Missed {
    /// What could have been done; the words are those of a plan.
    pub act: &'static str,
    /// What it was about: a session, a piece of work, a requirement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// What was missed, in words.
    pub words: String,
}

/// Explains a verdict, or how one requirement measures up.
pub fn explain(
    ledger: &Ledger<'_>,
    id: PractitionerId,
    cohort: &CohortId,
    requirement: Option<&str>,
    policy: Option<&CheckedPolicy>,
) -> Result<Why, Failure> {
    let rules = cohort::rules(ledger, cohort, policy)?;
    let asked_for = requirement.map(|name| known(&rules, name)).transpose()?;
    let person = people::person(ledger, id)?;
    person.readable(ledger)?;
    let now = ledger.now_in(rules.policy.zone());
    let answer = Answer::new(ledger, &rules, &person, Depth::Full);
    let root = rules.policy.policy().root.clone();
    let about = asked_for.clone().unwrap_or(root);
    let (verdict, standing, remains) = (answer.verdict, answer.standing, answer.remains.clone());
    // An outcome may ask for what the certificate does not: that is looked at as if it were all that is asked.
    let beside = !answer.requirements.iter().any(|line| line.id == about.as_str());
    let answer = match beside.then(|| rooted(&rules, &about)).flatten() {
        Some(rules) => Answer::new(ledger, &rules, &person, Depth::Full),
        None => answer,
    };
    let find = |id: &str| answer.requirements.iter().find(|line| line.id == id).cloned();
    let Some(finding) = find(about.as_str()) else {
        return Err(Failure::mend(format!("`{about}` does not bear on the certificate"))
            .because("only an outcome asks for it")
            .hint(format!("`cairn why WHO` explains the verdict; it rests on `{}`", answer.root)));
    };
    let outcomes = if beside { asking(&rules, &about) } else { Vec::new() };
    let Least { because, missed } =
        why(&rules.policy, &rules.calendar, &person.facts, now, asked_for.as_ref());
    let events = Events { ledger, rules: &rules, person: &person };
    let reasons: BTreeMap<u64, String> =
        finding.against.iter().map(|each| (each.event.position, each.why.clone())).collect();
    let against = events.tell(reasons.keys().copied())?.into_iter().map(|event| {
        let why = reasons.get(&event.event.position).cloned();
        Event { why, ..event }
    });
    let look = Look { rules: &rules, person: &person, answer: &answer, now };
    let parts = finding.rule.iter().flat_map(|rule| &rule.of).filter_map(|id| find(id)).map(part);
    Ok(Why {
        schema: "cairn.why/1",
        asked: ledger.asked_in(rules.policy.zone()),
        who: person.who(),
        cohort: cohort.to_string(),
        policy: PolicyUsed::new(&rules),
        standing,
        verdict,
        whole: asked_for.is_none(),
        requirement: about.to_string(),
        parts: parts.collect(),
        counts: events.tell(finding.evidence_positions.iter().copied())?,
        against: against.collect(),
        pending: events.tell(finding.pending.iter().map(|cited| cited.position))?,
        because: events.tell(because.iter().map(|stamp| stamp.position))?,
        missed: missed.iter().map(|act| look.missed(act)).collect(),
        remains: remains.filter(|_| asked_for.is_none()),
        outcomes,
        finding,
    })
}

/// Returns the rules as if this requirement decided.
fn rooted(rules: &Rules, about: &RequirementId) -> Option<Rules> {
    let mut policy = rules.policy.policy().clone();
    let root = std::mem::replace(&mut policy.root, about.clone());
    // What nothing asks for is a fault of a policy, so that something must still ask for the old root.
    let id = OutcomeId::new("certificate-of-old").ok()?;
    policy.outcomes.insert(0, Ending { id, title: root.to_string(), needs: Some(root) });
    Some(Rules { policy: policy.check().ok()?, ..rules.clone() })
}

/// Names the outcomes that ask for a requirement, themselves or by what they ask for.
fn asking(rules: &Rules, about: &RequirementId) -> Vec<String> {
    let outcomes = rules.policy.policy().outcomes.iter();
    let asks = |ending: &&Ending| ending.needs.as_ref().is_some_and(|id| reaches(rules, id, about));
    outcomes.filter(asks).map(|ending| ending.title.clone()).collect()
}

fn reaches(rules: &Rules, from: &RequirementId, to: &RequirementId) -> bool {
    let asks = rules.policy.rules().iter().find(|rule| rule.id == *from).map(|rule| &rule.asks);
    from == to
        || match asks {
            Some(Requirement::All(of) | Requirement::AtLeast { of, .. }) => {
                of.iter().any(|part| reaches(rules, part, to))
            }
            _ => false,
        }
}

/// Finds a requirement by its name.
fn known(rules: &Rules, name: &str) -> Result<RequirementId, Failure> {
    let all = rules.policy.rules();
    let found = all.iter().find(|rule| rule.id.as_str() == name);
    found.map(|rule| rule.id.clone()).ok_or_else(|| {
        let known: Vec<String> = all.iter().map(|rule| format!("`{}`", rule.id)).collect();
        Failure::mend(format!("the policy has no requirement `{name}`"))
            .hint(format!("it has {}", known.join(", ")))
    })
}

fn part(line: Line) -> PartOf {
    PartOf {
        title: line.rule.map_or_else(|| line.id.clone(), |rule| rule.title),
        requirement: line.id,
        status: line.status,
        words: line.words,
    }
}
