//! Random policies that pass their check, from a world small enough for things to collide.

use std::collections::{BTreeMap, BTreeSet};

use cairn_domain::policy::{
    Basis, Due, Excusal, Fraction, LeastPresence, Lock, MakeUps, Milestone, Moment, Need, OnRefund,
    Policy, Price, Requirement, Rule, Session, Tier,
};
use cairn_domain::{Currency, Money};
use chrono::{Days, NaiveDate, NaiveTime};
use chrono_tz::Tz;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

fn name<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

/// Texts that say something, with everything in them that a file must escape.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z ]{0,12}x",
        "\\PC{1,10}",
        select(vec!["\"", "\\", "'''", "a\nb", "\t\"\"\"x", "\u{7f}é🦀", "\r\n.", "# no"])
            .prop_map(str::to_owned)
    ]
    .prop_filter("says nothing", |text| !text.trim().is_empty())
}

fn bases() -> impl Strategy<Value = Basis> {
    prop_oneof![texts().prop_map(Basis::Published), texts().prop_map(Basis::Assumed)]
}

fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).unwrap()
}

fn days() -> impl Strategy<Value = NaiveDate> {
    (0_u64..400).prop_map(|after| first_day() + Days::new(after))
}

fn shares() -> impl Strategy<Value = Fraction> {
    prop_oneof![
        (1_u32..=5).prop_flat_map(|per| (1..=per).prop_map(move |of| Fraction { of, per })),
        (1_u32..=100).prop_map(|of| Fraction { of, per: 100 }),
        (1_u32..=1000).prop_map(|of| Fraction { of, per: 1000 }),
        Just(Fraction { of: u32::MAX, per: u32::MAX }),
    ]
}

fn session(place: usize) -> impl Strategy<Value = Session> {
    let second = (0_u32..86_400, 0_u32..3).prop_map(|(seconds, third)| {
        NaiveTime::from_num_seconds_from_midnight_opt(seconds, third * 333_000_000).unwrap()
    });
    (second, 30_u32..=240, bases()).prop_map(move |(time, minutes, basis)| {
        let day = first_day() + Days::new(3 * place as u64);
        let id =
            if place.is_multiple_of(2) { format!("s{place}") } else { format!("20.{place}_x") };
        Session { id: name(&id), starts: day.and_time(time), minutes, basis }
    })
}

fn leaf(sessions: u32) -> BoxedStrategy<Requirement> {
    let need = prop_oneof![(0..=1_u32).prop_map(Need::Count), shares().prop_map(Need::Share)];
    let presence = prop_oneof![
        shares().prop_map(LeastPresence::Share),
        (1_u32..=30).prop_map(LeastPresence::Minutes)
    ];
    let make_ups = option::of((0_u32..5, option::of(days())).prop_map(|(at_most, by)| MakeUps {
        at_most,
        by,
        within_days: None,
    }));
    let of = option::of(Just(BTreeSet::from([name("s0")])));
    let excused = select(vec![Excusal::Absent, Excusal::LeavesShare]);
    let attendance = (need, of, presence, make_ups, excused).prop_map(
        |(need, of, presence, make_ups, excused)| Requirement::Sessions {
            need,
            of,
            presence,
            make_ups,
            excused,
            late: None,
        },
    );
    let facets = select(vec!["self", "larger_systems", "a.b"]).prop_map(name);
    let each = prop::collection::btree_map(facets, 0..=sessions, 0..3);
    let filings = (0..=sessions, 0_u32..60, each).prop_map(
        |(need, within_days, each): (u32, u32, BTreeMap<_, _>)| Requirement::Filings {
            need,
            within_days,
            each,
        },
    );
    let milestone = prop_oneof![
        select(vec!["project", "portfolio"]).prop_map(|item| Milestone::Submitted(name(item))),
        (1_u32..=30).prop_map(|days| Milestone::Retreat { days, times: 1 }),
    ];
    let done = (milestone, option::of(days())).prop_map(|(milestone, by)| Requirement::Done {
        milestone,
        after: None,
        by: by.map(|day| Due::One(Moment::Day(day))),
        valid_for: None,
    });
    let reviews = (1_u32..=100).prop_map(|reviewers| Requirement::Reviews {
        of: name("project"),
        reviewers,
        each: BTreeMap::new(),
        excluding: BTreeSet::new(),
    });
    let before = prop::collection::btree_set(texts(), 1..4)
        .prop_map(|any_of| Requirement::Prerequisite { any_of });
    prop_oneof![attendance, filings, done, reviews, before, prices().prop_map(Requirement::Paid)]
        .boxed()
}

fn prices() -> impl Strategy<Value = Price> {
    let locks = select(vec![Lock::Applying, Lock::Admission, Lock::Paying]);
    let tier = (texts(), 0_i64..100_000, locks, days()).prop_map(|(name, minor, locked_by, by)| {
        Tier { name, price: Money { minor, currency: usd() }, locked_by, by, and: Vec::new() }
    });
    let refunds = select(vec![OnRefund::Keeps, OnRefund::Loses]);
    (100_000_i64..2_000_000, prop::collection::vec(tier, 0..3), option::of(days()), refunds)
        .prop_map(|(minor, tiers, by, on_refund)| Price {
            full: Money { minor, currency: usd() },
            tiers,
            by,
            on_refund,
            instalments: Vec::new(),
            refunds: Vec::new(),
        })
}

fn usd() -> Currency {
    name("USD")
}

fn rule(id: String, asks: impl Strategy<Value = Requirement>) -> impl Strategy<Value = Rule> {
    let role = option::of(select(vec!["staff", "committee"]).prop_map(name));
    (texts(), asks, role, 0_u32..3, bases()).prop_map(
        move |(title, asks, waivable_by, margin, basis)| Rule {
            id: name(&id),
            title,
            asks,
            waivable_by,
            waiver_quorum: 1,
            extendable_by: None,
            margin,
            basis,
        },
    )
}

/// Policies that pass their check: up to five sessions, up to five leaves, and a root over them.
pub fn policies() -> impl Strategy<Value = Policy> {
    let zones =
        select(vec![Tz::UTC, Tz::America__New_York, Tz::Australia__Melbourne, Tz::Asia__Kolkata]);
    let parts = (1_usize..=5, 1_usize..=5).prop_flat_map(|(sessions, leaves)| {
        let most = u32::try_from(sessions).unwrap();
        let listed: Vec<_> = (0..sessions).map(session).collect();
        let rules: Vec<_> = (0..leaves)
            .map(|place| {
                let id =
                    if place % 2 == 0 { format!("leaf-{place}") } else { format!("leaf.{place}") };
                rule(id, leaf(most))
            })
            .collect();
        (listed, rules, any::<bool>(), 0..=leaves)
    });
    let root = rule("root".to_owned(), Just(Requirement::All(Vec::new())));
    let frame = (texts(), texts(), zones, option::of(days()), any::<bool>(), root);
    (parts, frame)
        .prop_map(
            |(
                (sessions, mut requirements, all, need),
                (title, version, zone, apply_by, last, mut root),
            )| {
                let of: Vec<_> = requirements.iter().map(|rule| rule.id.clone()).collect();
                let need = u32::try_from(need).unwrap();
                root.asks =
                    if all { Requirement::All(of) } else { Requirement::AtLeast { need, of } };
                let place = if last { requirements.len() } else { 0 };
                requirements.insert(place, root);
                Policy {
                    cohort: name("small.2026"),
                    title,
                    version,
                    zone,
                    currency: usd(),
                    begins: first_day(),
                    ends: first_day() + Days::new(399),
                    apply_by,
                    sessions,
                    root: name("root"),
                    requirements,
                    outcomes: Vec::new(),
                    certificate: None,
                }
            },
        )
        .prop_filter("passes its check", |policy| policy.clone().check().is_ok())
}
