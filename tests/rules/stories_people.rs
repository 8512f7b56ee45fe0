//! What people decide: judgement, and reviews in their capacities; and a choice of several requirements.

use std::collections::{BTreeMap, BTreeSet};

use cairn_domain::Policy;
use cairn_domain::assess::Against;
use cairn_domain::policy::{Milestone, Requirement};
use cairn_testkit::story::*;
use cairn_testkit::worlds::name;

/// Two people find them ready, one of them from outside; interns are not heard.
fn ready() -> Policy {
    let asks = Requirement::Judgement {
        question: name("readiness"),
        judges: 2,
        each: BTreeMap::from([(name("outside"), 1)]),
        excluding: BTreeSet::from([name("intern")]),
    };
    asking([("ready", asks)])
}

#[test]
fn a_question_left_to_judgement_is_granted_by_several() {
    let mentors = given([granted("ada", "mentor"), granted("bob", "mentor")]).under(ready());
    let one = mentors.clone().then("ready", "open", (2, 2));
    assert_eq!(one.finding("ready").settled.parts[0].have, 0, "nobody from outside");
    given([granted("ada", "mentor"), granted("cleo", "outside")]).under(ready()).then(
        "ready",
        "met",
        (2, 2),
    );
    // The same person twice is one person.
    given([granted("cleo", "outside"), granted("cleo", "outside")]).under(ready()).then(
        "ready",
        "open",
        (1, 2),
    );
}

#[test]
fn a_judge_who_does_not_grant_it_is_said_to() {
    let told =
        given([granted("ada", "mentor"), granted("cleo", "outside"), denied("ada", "mentor")]);
    told.under(ready())
        .then("ready", "open", (1, 2))
        .then_cites("ready", &[2])
        .then_against("ready", &[(3, Against::Denied)])
        .and([granted("ada", "mentor")])
        .then("ready", "met", (2, 2));
}

#[test]
fn a_word_in_a_capacity_that_is_not_heard_is_excluded() {
    let told = given([granted("cleo", "outside"), granted("dan", "intern")]);
    told.under(ready())
        .then("ready", "open", (1, 2))
        .then_against("ready", &[(2, Against::Excluded)]);
    // Nor does it take back what the same person said in another capacity.
    let told =
        given([granted("ada", "mentor"), granted("cleo", "outside"), denied("ada", "intern")]);
    told.under(ready()).then("ready", "met", (2, 2));
}

#[test]
fn a_review_counts_in_the_capacity_of_the_last_word() {
    let policy = || {
        only("reviews", |rule| {
            if let Requirement::Reviews { each, .. } = &mut rule.asks {
                each.insert(name("outside"), 1);
            }
        })
    };
    let told = given([submitted(), accepted("ada"), accepted("bob").in_capacity("outside")]);
    let told = told.under(policy()).then("reviews", "met", (2, 2));
    told.and([accepted("bob").in_capacity("mentor")]).then("reviews", "open", (2, 2));
}

#[test]
fn two_of_three_are_enough() {
    let mut policy = asking([
        ("away", done(Milestone::Retreat { days: 5, times: 1 })),
        ("project", done(Milestone::Submitted(name("project")))),
        ("seat", done(Milestone::Admitted)),
    ]);
    let of = ["away", "project", "seat"].map(name).into();
    policy.requirements[0].asks = Requirement::AtLeast { need: 2, of };
    let one = given([submitted().on("2025-09-01")]).under(policy);
    one.clone().as_of("2025-12-01").then("certify", "open", (1, 2));
    one.clone().then("certify", "out_of_reach", (1, 2));
    one.and([retreat(5).on("2025-09-20")]).then("certify", "met", (2, 2));
}
