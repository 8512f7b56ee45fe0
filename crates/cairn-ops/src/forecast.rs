//! What remains for one person, or for everyone of a cohort, looking ahead from the question's time.

use cairn_domain::{CheckedPolicy, CohortId, PractitionerId};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use crate::asking::Asked;
use crate::audit::{self, PolicyUsed};
use crate::cohort::{self, Judged, Judgement, Unjudged};
use crate::failure::Failure;
use crate::instalments::Overdue;
use crate::ledger::{Ledger, Rules};
use crate::lines::{AccountLine, Answer, CertificateLine, Depth, Line, OutcomeLine, SinceLine};
use crate::moment;
use crate::people::{self, Person, Who};
use crate::remains::{Latest, Remains};

/// What remains, for one person or for a cohort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Forecast {
    /// `cairn.forecast/1`.
    pub schema: &'static str,
    /// From when the answer looks ahead, and from what it speaks.
    pub asked: Asked,
    /// Whom it is about; absent where it is about a cohort.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who: Option<Who>,
    /// The cohort that was named, where it is about a person and one was.
    #[serde(skip)]
    pub only: Option<String>,
    /// The cohorts: all that the person has to do with, or the one that was asked about.
    pub cohorts: Vec<CohortForecast>,
    /// The cohorts in which nothing can be said of the person.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unjudged: Vec<audit::Unjudged>,
}

/// What remains in one cohort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CohortForecast {
    /// The cohort.
    pub cohort: String,
    /// The policy.
    pub policy: PolicyUsed,
    /// The zone of the programme's days, by its IANA name.
    pub zone: String,
    /// Whom it looks ahead for: whoever must do something first stands first.
    pub people: Vec<Prospect>,
    /// Those of whom nothing can be said.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unjudged: Vec<Unjudged>,
}

/// What remains for one person in one cohort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Prospect {
    /// Who.
    #[serde(flatten)]
    pub who: Who,
    /// The zone that they live in, by its IANA name, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub own_zone: Option<String>,
    /// Where they stand.
    pub standing: &'static str,
    /// `eligible`, `open`, `at_risk`, `out_of_reach`, or the state that ended it.
    pub verdict: &'static str,
    /// The best outcome that is met, where the policy names outcomes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<OutcomeLine>,
    /// The best outcome that is in reach, where the policy names outcomes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best_outcome: Option<OutcomeLine>,
    /// How the certificate stands, where there is one and the policy limits how long it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate: Option<CertificateLine>,
    /// Since when it has been out of reach.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<SinceLine>,
    /// What they are behind with, where the price is paid in instalments.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overdue: Option<Overdue>,
    /// What remains to be done, where something does and all of it can still come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remains: Option<Remains>,
    /// The next deadline of the plan, and what it is for; an instalment that is overdue is the next, too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Next>,
    /// Each requirement that is not met and not made of others.
    pub requirements: Vec<Ahead>,
}

/// The next deadline of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Next {
    /// Its last day, in the programme's zone.
    pub day: NaiveDate,
    /// What is to be done by then.
    pub what: String,
}

/// How one requirement that is not met looks, ahead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Ahead {
    /// The requirement.
    pub requirement: String,
    /// What people call it.
    pub title: String,
    /// `open`, `at_risk` or `out_of_reach`.
    pub status: &'static str,
    /// How far it is, in words.
    pub words: String,
    /// How many further opportunities can be missed, where it is at risk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slack: Option<u32>,
    /// Until when it can wait; absent: no deadline binds it, or it is out of reach.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest: Option<Latest>,
    /// Since when it has been out of reach (without a waiver or correction).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<SinceLine>,
    /// What they are behind with, where it is about money.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overdue: Option<Overdue>,
}

/// Looks ahead for one person: in every cohort that they have to do with, or in one.
pub fn of_person(
    ledger: &Ledger<'_>,
    id: PractitionerId,
    cohort: Option<&CohortId>,
    policy: Option<&CheckedPolicy>,
) -> Result<Forecast, Failure> {
    let person = people::person(ledger, id)?;
    let (mut cohorts, mut unjudged) = (Vec::new(), Vec::new());
    for (id, rules) in audit::rules_for(ledger, &person, policy) {
        if cohort.is_some_and(|only| *only != id) {
            continue;
        }
        match person.readable(ledger).and(rules) {
            Ok(rules) => {
                let answer = Answer::new(ledger, &rules, &person, Depth::Ahead);
                let people = vec![prospect(ledger, &rules, &person, answer)];
                cohorts.push(of(&rules, people, Vec::new()));
            }
            Err(failure) => {
                unjudged.push(audit::without_verdict(ledger, &person, &id, &failure));
            }
        }
    }
    let zones = |each: &CohortForecast| each.zone.parse().unwrap_or(ledger.zones.home);
    let asked = ledger.asked_of(cohorts.iter().map(|each| (each.cohort.as_str(), zones(each))));
    let who = Some(person.who());
    let only = cohort.map(ToString::to_string);
    Ok(Forecast { schema: "cairn.forecast/1", asked, who, only, cohorts, unjudged })
}

/// Looks ahead for everyone of a cohort.
pub fn of_cohort(
    ledger: &Ledger<'_>,
    id: &CohortId,
    policy: Option<&CheckedPolicy>,
) -> Result<Forecast, Failure> {
    let rules = cohort::rules(ledger, id, policy)?;
    let everyone = people::everyone(ledger)?;
    let Judgement { people, unjudged } = cohort::judge(ledger, &rules, everyone, Depth::Ahead);
    let each = people
        .into_iter()
        .map(|Judged { person, answer }| prospect(ledger, &rules, &person, answer));
    let mut people: Vec<Prospect> = each.collect();
    people.sort_by_cached_key(|each| {
        let until = each.remains.as_ref().and_then(|remains| remains.latest.as_ref());
        let last = until.map(|latest| latest.day);
        let next = each.next.as_ref().map(|next| next.day);
        let first = next.into_iter().chain(last).min();
        let later = (first.is_none(), first, last.is_none(), last);
        (rank(each), later, each.who.called().to_lowercase())
    });
    let asked = ledger.asked_in(rules.policy.zone());
    let cohorts = vec![of(&rules, people, unjudged)];
    let (who, only, unjudged) = (None, None, Vec::new());
    Ok(Forecast { schema: "cairn.forecast/1", asked, who, only, cohorts, unjudged })
}

/// Those for whom something remains come first, then those for whom it cannot come, then those for whom nothing does.
fn rank(prospect: &Prospect) -> u8 {
    match prospect.verdict {
        "open" | "at_risk" => 0,
        "out_of_reach" => 1,
        "eligible" => 2,
        _ => 3,
    }
}

fn of(rules: &Rules, people: Vec<Prospect>, unjudged: Vec<Unjudged>) -> CohortForecast {
    CohortForecast {
        cohort: rules.policy.policy().cohort.to_string(),
        policy: PolicyUsed::new(rules),
        zone: rules.policy.zone().name().to_owned(),
        people,
        unjudged,
    }
}

fn prospect(ledger: &Ledger<'_>, rules: &Rules, person: &Person, answer: Answer) -> Prospect {
    let now = ledger.now_in(rules.policy.zone());
    // Where the question has ended, there is nothing to look ahead for.
    let is_open = matches!(answer.verdict, "open" | "at_risk" | "out_of_reach");
    let lacking = answer.lacking().filter(|_| is_open);
    let account = answer.account.as_ref();
    let overdue = account.and_then(AccountLine::behind);
    let about = account.map(|account| account.requirement.as_str());
    let late = |line: &Line| overdue.clone().filter(|_| about == Some(line.id.as_str()));
    let requirements = lacking.map(|line| ahead(rules, line, late(line))).collect();
    let root = answer.requirements.iter().find(|line| line.id == answer.root && is_open);
    let next = answer.remains.as_ref().and_then(|remains| next(rules, remains));
    Prospect {
        who: person.who(),
        own_zone: person.zone(now).map(|zone| zone.name().to_owned()),
        standing: answer.standing,
        verdict: answer.verdict,
        since: root.and_then(|line| line.since.clone()),
        certificate: answer.certificate,
        outcome: answer.outcome,
        best_outcome: answer.best_outcome,
        overdue,
        remains: answer.remains,
        next,
        requirements,
    }
}

fn ahead(rules: &Rules, line: &Line, overdue: Option<Overdue>) -> Ahead {
    let rule = rules.policy.rules().iter().find(|rule| rule.id.as_str() == line.id);
    Ahead {
        requirement: line.id.clone(),
        title: rule.map_or_else(|| line.id.clone(), |rule| rule.title.clone()),
        status: line.status,
        words: line.words.clone(),
        slack: line.slack,
        latest: line.latest.clone(),
        since: line.since.clone(),
        overdue,
    }
}

/// Returns what of a plan is due first.
fn next(rules: &Rules, remains: &Remains) -> Option<Next> {
    let zone = rules.policy.zone();
    let steps = remains.plan.iter().flat_map(|task| &task.steps);
    let due = steps.flat_map(|step| {
        let parts = step.instalments.iter().map(|part| (part.by, format!("pay {}", part.words)));
        let whole = step.before.map(|before| (moment::last_day(before, zone), step.words.clone()));
        parts.chain(whole)
    });
    due.min_by_key(|(day, _)| *day).map(|(day, what)| Next { day, what })
}
