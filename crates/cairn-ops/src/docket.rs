//! The committee's docket: who is eligible and undecided, who is close and lacks what, and what changed after the fact.

use cairn_domain::{CheckedPolicy, CohortId};
use schemars::JsonSchema;
use serde::Serialize;

use crate::asking::Asked;
use crate::audit::PolicyUsed;
use crate::cohort::{self, Judged, Judgement, Unjudged};
use crate::failure::Failure;
use crate::instalments::Overdue;
use crate::ledger::Ledger;
use crate::lines::{AccountLine, Answer, CertificateLine, Depth};
use crate::people::{self, Who};
use crate::remains::{Latest, Remains};

/// How many requirements somebody may lack and still be listed as close. A matter of display, and ours: no programme
/// publishes it.
pub const CLOSE: usize = 2;

/// The committee's docket for a cohort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Docket {
    /// `cairn.docket/1`.
    pub schema: &'static str,
    /// From when and from what the answer speaks.
    pub asked: Asked,
    /// The cohort.
    pub cohort: String,
    /// The policy.
    pub policy: PolicyUsed,
    /// The groups, in the order in which a committee reads them; empty ones too.
    pub groups: Vec<Group>,
    /// Those of whom no verdict can be given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unjudged: Vec<Unjudged>,
}

/// People whom a committee looks at in the same way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Group {
    /// `ready`, `close`, `not_yet`, `out_of_reach`, `changed`, `expired`, `decided` or `ended`.
    pub id: &'static str,
    /// What the group is, in words.
    pub title: String,
    /// Who is in it, by name.
    pub people: Vec<Case>,
}

/// One person on the docket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Case {
    /// Who.
    #[serde(flatten)]
    pub who: Who,
    /// Where they stand.
    pub standing: &'static str,
    /// `eligible`, `open`, `at_risk`, `out_of_reach`, or the state that ended it.
    pub verdict: &'static str,
    /// What they lack, or what changed.
    pub lacks: Vec<Lack>,
    /// How the certificate stands, where there is one and the policy limits how long it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate: Option<CertificateLine>,
    /// What they are behind with, where the price is paid in instalments.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overdue: Option<Overdue>,
    /// What remains to be done, where all of it can still come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remains: Option<Remains>,
}

/// Something that stands between a person and a certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Lack {
    /// The requirement.
    pub requirement: String,
    /// `open`, `at_risk` or `out_of_reach`.
    pub status: &'static str,
    /// What there is.
    pub have: i64,
    /// What is asked.
    pub need: i64,
    /// How far it is, in words.
    pub words: String,
    /// Until when it can wait, where it is in reach; absent: no deadline binds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest: Option<Latest>,
}

impl Docket {
    /// Returns those who are behind with their instalments, whoever has been for longest first.
    #[must_use]
    pub fn behind(&self) -> Vec<(&Case, &Overdue)> {
        let cases = self.groups.iter().flat_map(|group| &group.people);
        let late = cases.filter_map(|case| case.overdue.as_ref().map(|late| (case, late)));
        let mut late: Vec<(&Case, &Overdue)> = late.collect();
        late.sort_by_cached_key(|(case, late)| (late.since, case.who.called().to_lowercase()));
        late
    }
}

/// Draws up the docket of a cohort.
pub fn docket(
    ledger: &Ledger<'_>,
    id: &CohortId,
    policy: Option<&CheckedPolicy>,
) -> Result<Docket, Failure> {
    let rules = cohort::rules(ledger, id, policy)?;
    let mut groups: Vec<Group> = GROUPS
        .iter()
        .map(|(id, title)| Group { id, title: (*title).to_owned(), people: Vec::new() })
        .collect();
    let everyone = people::everyone(ledger)?;
    let Judgement { people, unjudged } = cohort::judge(ledger, &rules, everyone, Depth::Ahead);
    for judged in people {
        let place = place(&judged.answer);
        if let Some(group) = groups.iter_mut().find(|group| group.id == place) {
            group.people.push(case(&judged));
        }
    }
    for group in &mut groups {
        group.people.sort_by_cached_key(|case| {
            (case.lacks.len(), case.who.called().to_lowercase(), case.who.stream.clone())
        });
    }
    Ok(Docket {
        schema: "cairn.docket/1",
        asked: ledger.asked_in(rules.policy.zone()),
        cohort: id.to_string(),
        policy: PolicyUsed::new(&rules),
        groups,
        unjudged,
    })
}

const GROUPS: [(&str, &str); 8] = [
    ("ready", "eligible, and not yet decided"),
    ("close", "one or two requirements short, and still in reach"),
    ("not_yet", "more than two requirements short, or without a seat; still in reach"),
    ("out_of_reach", "cannot become eligible without a waiver or correction"),
    (
        "changed",
        "certified, but what is on record now does not support it under the policy of its day",
    ),
    ("expired", "certified, and the certificate is no longer valid"),
    ("decided", "certified, and supported by what is on record, under the policy of its day"),
    ("ended", "declined, withdrawn, deferred, refused, suspended or revoked"),
];

fn place(answer: &Answer) -> &'static str {
    match answer.verdict {
        "eligible" => "ready",
        "out_of_reach" => "out_of_reach",
        // What does not support it any more is for the committee, whether the certificate has expired or not.
        "certified" if answer.stands == Some(false) => "changed",
        "certified" if answer.run_out().is_some() => "expired",
        "certified" => "decided",
        "open" | "at_risk" => {
            let seated = matches!(answer.standing, "admitted" | "referred");
            if seated && answer.lacking().count() <= CLOSE { "close" } else { "not_yet" }
        }
        _ => "ended",
    }
}

fn case(judged: &Judged) -> Case {
    let answer = &judged.answer;
    let lack = |line: &crate::lines::Line| Lack {
        requirement: line.id.clone(),
        status: line.status,
        have: line.have,
        need: line.need,
        words: line
            .since
            .as_ref()
            .map_or_else(|| line.brief.clone(), |since| format!("{}, {}", line.brief, since.words)),
        latest: line.latest.clone(),
    };
    let mut lacks: Vec<Lack> = answer.lacking().map(lack).collect();
    // What can no longer come is what the committee must talk about first.
    lacks.sort_by_key(|lack| lack.status != "out_of_reach");
    Case {
        who: judged.person.who(),
        standing: answer.standing,
        verdict: answer.verdict,
        lacks,
        certificate: answer.certificate.clone(),
        overdue: answer.account.as_ref().and_then(AccountLine::behind),
        remains: answer.remains.clone(),
    }
}
