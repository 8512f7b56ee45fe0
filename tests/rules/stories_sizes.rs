//! How much of each act a plan asks for: people, amounts, money, categories; and which of several ways it takes.

use std::collections::{BTreeMap, BTreeSet};

use cairn_domain::Presence;
use cairn_domain::policy::{Category, Due, Lock, MakeUps, Measure, Milestone, Need, Requirement};
use cairn_testkit::story::*;
use cairn_testkit::worlds::name;

fn seated() -> Story {
    given([applied().on("2025-06-12"), admitted().on("2025-07-02")]).as_of("2025-09-01")
}

fn category(id: &str, least: Option<u32>, most: Option<u32>) -> Category {
    let (least, most) = (least.map(|hours| 60 * hours), most.map(|hours| 60 * hours));
    Category { name: name(id), of: [name(id)].into(), among: Vec::new(), least, most }
}

fn group(id: &str, least: Option<u32>, most: Option<u32>, among: Vec<Category>) -> Category {
    Category { of: BTreeSet::new(), among, ..category(id, least, most) }
}

/// So many hours, with so many different people.
fn hours_of<const N: usize>(need: u32, with: Option<u32>, among: [Category; N]) -> Requirement {
    Requirement::Log {
        need: 60 * need,
        unit: Measure::Minutes,
        among: among.into(),
        different: with,
        per_day: None,
        reported_by: None,
        after: None,
        by: None,
        valid_for: None,
    }
}

#[test]
fn so_many_people_so_many_of_them_in_each_capacity() {
    let asks = || Requirement::Reviews {
        of: name("project"),
        reviewers: 4,
        each: BTreeMap::from([(name("mentor"), 2), (name("peer"), 2)]),
        excluding: BTreeSet::from([name("friend")]),
    };
    seated()
        .under(asking([("reviews", asks())]))
        .then_plan(&["have project accepted (4 people, 2 mentor, 2 peer, no friend) for reviews"]);
    let told = seated().and([
        submitted().on("2025-08-01"),
        accepted("ada").in_capacity("mentor").on("2025-08-02"),
        accepted("ben").in_capacity("mentor").on("2025-08-03"),
    ]);
    told.under(asking([("reviews", asks())]))
        .then_plan(&["have project accepted (2 people, 2 peer, no friend) for reviews"]);
    let asks = |judges| Requirement::Judgement {
        question: name("readiness"),
        judges,
        each: BTreeMap::from([(name("mentor"), 1)]),
        excluding: BTreeSet::from([name("friend")]),
    };
    let told = seated().and([granted("ada", "mentor").on("2025-08-02")]);
    told.under(asking([("ready", asks(3))]))
        .then_plan(&["have readiness granted (2 people, no friend) for ready"]);
    let told = seated().and([granted("ada", "peer").on("2025-08-02")]);
    told.under(asking([("ready", asks(1))]))
        .then_plan(&["have readiness granted (1 people, 1 mentor, no friend) for ready"]);
}

#[test]
fn so_much_of_each_category_and_then_of_any() {
    let plan = |told: Story, asks: Requirement, how_much: &str| {
        let line = format!("log hours {how_much} for hours before 2026-01-01T05:00:00Z");
        told.under(asking([("hours", asks)])).then_plan(&[&line]);
    };
    let open = || [category("coaching", Some(3), None), category("reading", None, None)];
    plan(seated(), hours_of(5, None, open()), "(180 minutes coaching and 120 minutes)");
    plan(
        seated().and([logged("coaching", hours(1)).on("2025-08-01")]),
        hours_of(5, None, open()),
        "(120 minutes coaching and 120 minutes)",
    );
    plan(
        seated().and([logged("reading", hours(4)).on("2025-08-01")]),
        hours_of(5, None, open()),
        "(180 minutes coaching)",
    );
    // Where there is no room for all of it in the first, the rest goes to the next.
    let narrow = || [category("reading", Some(1), Some(2)), category("coaching", None, Some(4))];
    plan(seated(), hours_of(5, None, narrow()), "(120 minutes reading and 180 minutes coaching)");
    plan(
        seated().and([logged("reading", hours(3)).on("2025-08-01")]),
        hours_of(5, None, narrow()),
        "(180 minutes coaching)",
    );
    plan(
        seated().and([logged("coaching", hours(4)).on("2025-08-01")]),
        hours_of(5, None, narrow()),
        "(60 minutes reading)",
    );
    // Categories of categories.
    let nested = || {
        [
            group(
                "work",
                Some(4),
                Some(6),
                vec![category("paid", Some(1), Some(2)), category("unpaid", None, None)],
            ),
            category("reading", None, None),
        ]
    };
    plan(
        seated(),
        hours_of(8, None, nested()),
        "(120 minutes paid and 240 minutes unpaid and 120 minutes reading)",
    );
    plan(
        seated().and([logged("unpaid", hours(5)).on("2025-08-01")]),
        hours_of(8, None, nested()),
        "(60 minutes paid and 120 minutes reading)",
    );
    plan(
        seated().and([logged("paid", hours(3)).on("2025-08-01")]),
        hours_of(8, None, nested()),
        "(240 minutes unpaid and 120 minutes reading)",
    );
    // With so many different people.
    let told = seated().and([
        logged("coaching", hours(5)).with("a").on("2025-08-01"),
        logged("coaching", hours(1)).with("b").on("2025-08-02"),
    ]);
    plan(told.clone(), hours_of(5, Some(3), open()), "(with 1 others)");
    plan(told.clone(), hours_of(7, Some(2), open()), "(60 minutes)");
    plan(told, hours_of(8, Some(4), open()), "(120 minutes) (with 2 others)");
}

#[test]
fn the_last_minute_is_asked_for_too() {
    let asks = || hours_of(1, None, [category("coaching", None, None)]);
    let told = seated()
        .and([logged("coaching", cairn_domain::event::Amount::Minutes(59)).on("2025-08-01")]);
    told.under(asking([("hours", asks())]))
        .then_plan(&["log hours (1 minutes) for hours before 2026-01-01T05:00:00Z"]);
}

#[test]
fn dives_are_counted_in_hundredths() {
    let mut asks = hours_of(2, None, [Category { least: None, ..category("dive", None, None) }]);
    if let Requirement::Log { unit, need, .. } = &mut asks {
        (*unit, *need) = (Measure::Hundredths("dives".to_owned()), 300);
    }
    let told = seated().and([logged("dive", units(1)).on("2025-08-01")]);
    told.under(asking([("dives", asks)]))
        .then_plan(&["log dives (200 hundredths) for dives before 2026-01-01T05:00:00Z"]);
}

#[test]
fn so_many_retreats_more() {
    let asks = |times| done(Milestone::Retreat { days: 5, times });
    let told = seated().and([retreat(5).on("2025-08-01")]);
    told.under(asking([("away", asks(3))]))
        .then_plan(&["go away for 5 days (2 of 5 days) for away before 2026-01-01T05:00:00Z"]);
    let told = seated().and([retreat(4).on("2025-08-01")]);
    told.under(asking([("away", asks(1))]))
        .then_plan(&["go away for 5 days (1 of 5 days) for away before 2026-01-01T05:00:00Z"]);
}

#[test]
fn reflections_touch_what_is_lacking() {
    let each = BTreeMap::from([(name("self"), 1), (name("systems"), 1)]);
    let policy = || {
        asking([(
            "reflections",
            Requirement::Filings { need: 2, within_days: 21, each: each.clone() },
        )])
    };
    let told = seated().and([reflected("2025-09", ["self"]).on("2025-09-12")]).as_of("2025-09-20");
    told.under(policy()).then_plan(&["reflect on 2025-10 (systems) for reflections from 2025-10-09T04:00:00Z before 2025-10-31T04:00:00Z"]);
    let told = seated().and([reflected("2025-09", ["self", "systems"]).on("2025-09-12")]);
    told.as_of("2025-09-20").under(policy()).then_plan(&[
        "reflect on 2025-10 for reflections from 2025-10-09T04:00:00Z before 2025-10-31T04:00:00Z",
    ]);
}

/// Of each category only as many are asked for as are lacking; what touches one already is no help with it.
#[test]
fn reflections_touch_no_more_than_is_lacking() {
    let each = BTreeMap::from([(name("self"), 1), (name("systems"), 2)]);
    let asks = Requirement::Filings { need: 3, within_days: 60, each };
    let policy = || asking([("reflections", asks.clone())]);
    let told = seated().under(policy()).as_of("2025-09-12");
    let [october, november] = [
        "for reflections from 2025-10-09T04:00:00Z before 2025-12-09T05:00:00Z",
        "for reflections from 2025-11-13T05:00:00Z before 2026-01-13T05:00:00Z",
    ];
    told.clone().then_plan(&[
        "reflect on 2025-09 (self and systems) for reflections before 2025-11-11T05:00:00Z",
        &format!("reflect on 2025-10 (systems) {october}"),
        &format!("reflect on 2025-11 {november}"),
    ]);
    told.and([reflected("2025-09", ["systems"]).on("2025-09-12")]).then_plan(&[
        &format!("reflect on 2025-10 (self and systems) {october}"),
        &format!("reflect on 2025-11 {november}"),
    ]);
}

#[test]
fn what_is_missed_is_made_up_for_in_time() {
    let policy = only("attendance", |rule| {
        if let Requirement::Sessions { need, make_ups, .. } = &mut rule.asks {
            *need = Need::Count(3);
            *make_ups = Some(MakeUps { at_most: 1, by: None, within_days: Some(10) });
        }
    });
    let told = seated().under(policy).as_of("2025-09-12");
    told.then_plan(&[
        "make up for 2025-09 for attendance before 2025-09-22T04:00:00Z",
        "attend 2025-10 for attendance from 2025-10-09T23:00:00Z before 2025-10-10T02:00:00Z",
        "attend 2025-11 for attendance from 2025-11-14T00:00:00Z before 2025-11-14T03:00:00Z",
    ]);
}

#[test]
fn what_is_pending_is_settled() {
    let policy = only("attendance", |rule| {
        if let Requirement::Sessions { need, make_ups, .. } = &mut rule.asks {
            (*need, *make_ups) = (Need::Count(3), None);
        }
    });
    let told = seated().and([attended("2025-09", Presence::Unmeasured).on("2025-09-11")]);
    told.under(policy).as_of("2025-09-12").then_plan(&[
        "attend 2025-10 for attendance from 2025-10-09T23:00:00Z before 2025-10-10T02:00:00Z",
        "attend 2025-11 for attendance from 2025-11-14T00:00:00Z before 2025-11-14T03:00:00Z",
        "settle 2025-09 for attendance",
    ]);
}

#[test]
fn a_reduced_price_is_locked_in_time_by_what_locks_it() {
    let whole = "pay (1000.00 USD) for tuition before 2025-12-02T05:00:00Z";
    let in_time = "pay (800.00 USD) for tuition before 2025-06-16T04:00:00Z";
    for (lock, plan) in [(Lock::Applying, whole), (Lock::Admission, whole), (Lock::Paying, in_time)]
    {
        let policy = only("tuition", |rule| {
            if let Requirement::Paid(price) = &mut rule.asks {
                price.tiers[0].locked_by = lock;
            }
        });
        given([]).under(policy).as_of("2025-06-10").then_plan_for("tuition", &[plan]);
    }
    let told = given([applied().on("2025-06-12"), paid(100).on("2025-06-13")]);
    told.under(only("tuition", |_| {}))
        .as_of("2025-06-20")
        .then_plan_for("tuition", &["pay (700.00 USD) for tuition before 2025-12-02T05:00:00Z"]);
}

#[test]
fn of_several_ways_the_one_of_which_most_is_done_is_kept() {
    let policy = || {
        let of = ["short", "hours", "paper"].map(requirement).into();
        let mut policy = asking([
            ("either", Requirement::AtLeast { need: 1, of }),
            ("short", done(Milestone::Retreat { days: 5, times: 4 })),
            ("hours", hours_of(10, None, [category("coaching", None, None)])),
            ("paper", done(Milestone::Submitted(name("project")))),
        ]);
        policy.requirements.remove(0);
        policy.root = name("either");
        policy
    };
    seated()
        .under(policy())
        .then_plan(&["go away for 5 days (4 of 5 days) for short before 2026-01-01T05:00:00Z"]);
    let told = seated().and([logged("coaching", hours(3)).on("2025-08-01")]);
    told.clone()
        .under(policy())
        .then_plan(&["log hours (420 minutes) for hours before 2026-01-01T05:00:00Z"]);
    told.and([retreat(5).on("2025-08-02"), retreat(5).on("2025-08-09")])
        .under(policy())
        .then_plan(&["go away for 5 days (2 of 5 days) for short before 2026-01-01T05:00:00Z"]);
}

#[test]
fn what_was_done_in_time_is_only_to_be_reported() {
    let mut asks = hours_of(2, None, [category("coaching", None, None)]);
    if let Requirement::Log { by, reported_by, .. } = &mut asks {
        *by = Some(Due::Earliest([on("2025-09-10")].into()));
        *reported_by = Some(Due::Earliest([on("2025-09-20")].into()));
    }
    let policy = asking([("hours", asks)]);
    seated()
        .under(policy.clone())
        .then_plan(&["log hours (120 minutes) for hours before 2025-09-11T04:00:00Z"]);
    seated()
        .as_of("2025-09-15")
        .under(policy)
        .then_plan(&["log hours (120 minutes) for hours before 2025-09-21T04:00:00Z"]);
}
