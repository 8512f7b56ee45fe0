//! The rules under which stories play: one requirement of every kind.

use std::collections::{BTreeMap, BTreeSet};

use cairn_domain::policy::{
    Basis, Excusal, Fraction, LeastPresence, Lock, MakeUps, Milestone, Need, OnRefund, Price,
    Requirement, Rule, Session, Tier,
};
use cairn_domain::{Policy, RequirementId};
use chrono_tz::America::New_York;

use super::{date, dollars};
use crate::worlds::{home_cohort, name};

fn basis() -> Basis {
    Basis::Assumed("for a story".to_owned())
}

fn rule(id: &str, waivable_by: Option<&str>, asks: Requirement) -> Rule {
    let waivable_by = waivable_by.map(name);
    Rule {
        id: name(id),
        title: id.to_owned(),
        asks,
        waivable_by,
        waiver_quorum: 1,
        extendable_by: None,
        margin: 0,
        basis: basis(),
    }
}

fn session(month: u32, day: u32) -> Session {
    let starts = date(&format!("2025-{month:02}-{day:02}")).and_hms_opt(19, 0, 0);
    let id = name(&format!("2025-{month:02}"));
    Session { id, starts: starts.unwrap_or_default(), minutes: 180, basis: basis() }
}

/// Three evenings in New York, on the second Thursdays of September, October and November 2025; two to be attended for
/// four fifths of the time, one of them perhaps by a make-up, absences excused; a reflection within 21 days; a project that
/// two reviewers accept; a retreat of five days; the workshop before applying; 1,000 dollars, or 800 for early birds.
#[must_use]
pub fn small_policy() -> Policy {
    let early = Tier {
        name: "early bird".to_owned(),
        price: dollars(800),
        locked_by: Lock::Applying,
        by: date("2025-06-15"),
        and: Vec::new(),
    };
    let price = Price {
        full: dollars(1_000),
        tiers: vec![early],
        by: Some(date("2025-12-01")),
        on_refund: OnRefund::Loses,
        instalments: Vec::new(),
        refunds: Vec::new(),
    };
    let attendance = Requirement::Sessions {
        need: Need::Share(Fraction { of: 2, per: 3 }),
        of: None,
        presence: LeastPresence::Share(Fraction { of: 4, per: 5 }),
        make_ups: Some(MakeUps { at_most: 1, by: None, within_days: None }),
        excused: Excusal::LeavesShare,
        late: None,
    };
    let each = BTreeMap::from([(name("self"), 1)]);
    let names = BTreeSet::from(["Foundations".to_owned(), "Intro Workshop".to_owned()]);
    let submitted = Milestone::Submitted(name("project"));
    let requirements = vec![
        rule("attendance", Some("committee"), attendance),
        rule("reflections", None, Requirement::Filings { need: 1, within_days: 21, each }),
        rule(
            "project",
            None,
            Requirement::Done { milestone: submitted, after: None, by: None, valid_for: None },
        ),
        rule(
            "reviews",
            None,
            Requirement::Reviews {
                of: name("project"),
                reviewers: 2,
                each: BTreeMap::new(),
                excluding: BTreeSet::new(),
            },
        ),
        rule(
            "retreat",
            Some("committee"),
            Requirement::Done {
                milestone: Milestone::Retreat { days: 5, times: 1 },
                after: None,
                by: None,
                valid_for: None,
            },
        ),
        rule("workshop", Some("staff"), Requirement::Prerequisite { any_of: names }),
        rule("tuition", None, Requirement::Paid(price)),
    ];
    let all: Vec<RequirementId> = requirements.iter().map(|rule| rule.id.clone()).collect();
    let mut policy = Policy {
        cohort: home_cohort(),
        title: "A story".to_owned(),
        version: "1".to_owned(),
        zone: New_York,
        currency: dollars(0).currency,
        begins: date("2025-06-01"),
        ends: date("2025-12-31"),
        apply_by: Some(date("2025-08-31")),
        sessions: vec![session(9, 11), session(10, 9), session(11, 13)],
        root: name("certify"),
        requirements,
        outcomes: Vec::new(),
        certificate: None,
    };
    policy.requirements.insert(0, rule("certify", None, Requirement::All(all)));
    policy
}

/// The small policy, asking for only one of its requirements, with a change to it.
///
/// # Panics
/// If there is no such requirement.
#[must_use]
pub fn only(id: &str, change: impl FnOnce(&mut Rule)) -> Policy {
    let mut policy = small_policy();
    policy.root = name(id);
    policy.requirements.retain(|rule| rule.id.as_str() == id);
    change(&mut policy.requirements[0]);
    policy
}

/// The small policy's year, asking for something else: one requirement, or all of several. The committee may waive each.
///
/// # Panics
/// If it asks for nothing.
#[must_use]
pub fn asking<const N: usize>(requirements: [(&str, Requirement); N]) -> Policy {
    let mut policy = small_policy();
    let rules = requirements.map(|(id, asks)| rule(id, Some("committee"), asks));
    policy.requirements = rules.into();
    policy.root = policy.requirements[0].id.clone();
    if N > 1 {
        let all = policy.requirements.iter().map(|rule| rule.id.clone()).collect();
        policy.root = name("certify");
        policy.requirements.insert(0, rule("certify", None, Requirement::All(all)));
    }
    policy
}
