//! Random policies that pass their check, over the whole algebra, from a world small enough for things to collide.

mod amounts;
mod attendance;
mod evidence;
mod tuition;
mod when;

use cairn_domain::policy::{Basis, Ending, Fraction, Policy, Requirement, Rule, Session, Validity};
use cairn_domain::{Currency, RequirementId};
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

fn usd() -> Currency {
    name("USD")
}

/// Sessions three days apart; the shortest has half an hour.
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

/// What a leaf asks. The first is one that a last day may be counted from; the others may be counted from it.
fn leaf(place: usize, sessions: u32) -> BoxedStrategy<Requirement> {
    if place == 0 {
        return prop_oneof![evidence::done(false, sessions), evidence::exams(false, sessions)]
            .boxed();
    }
    prop_oneof![
        attendance::sessions(),
        attendance::absences(sessions),
        evidence::filings(sessions),
        evidence::done(true, sessions),
        evidence::exams(true, sessions),
        evidence::people(),
        evidence::before(),
        amounts::logs(sessions),
        tuition::prices().prop_map(Requirement::Paid),
    ]
    .boxed()
}

fn id_of(place: usize) -> String {
    // A dot in a name must be quoted in a file, or it is two keys.
    if place.is_multiple_of(2) { format!("leaf-{place}") } else { format!("leaf.{place}") }
}

fn rule(id: String, asks: impl Strategy<Value = Requirement>) -> impl Strategy<Value = Rule> {
    let roles = || option::of(select(vec!["staff", "committee"]).prop_map(name));
    (texts(), asks, roles(), 1_u32..=3, roles(), 0_u32..3, bases()).prop_map(
        move |(title, asks, waivable_by, quorum, extendable_by, margin, basis)| Rule {
            id: name(&id),
            title,
            waiver_quorum: if waivable_by.is_some() { quorum } else { 1 },
            waivable_by,
            extendable_by: extendable_by.filter(|_| has_last_day(&asks)),
            asks,
            margin,
            basis,
        },
    )
}

fn has_last_day(asks: &Requirement) -> bool {
    match asks {
        Requirement::Sessions { make_ups, .. } => make_ups.is_some(),
        Requirement::Paid(price) => price.by.is_some(),
        asks => asks.window().is_some() || matches!(asks, Requirement::Filings { .. }),
    }
}

/// Up to three outcomes: the first may need any requirement, the last may need none.
fn outcomes(of: &[RequirementId]) -> impl Strategy<Value = Vec<Ending>> + use<> {
    let one = |place: usize| {
        (texts(), select(of.to_vec()), any::<bool>()).prop_map(move |(title, needs, open)| {
            let needs = (place < 2 || !open).then_some(needs);
            Ending { id: name(&format!("outcome-{place}")), title, needs }
        })
    };
    (one(0), one(1), one(2), 0_usize..=3).prop_map(|(first, second, last, many)| {
        let mut all = vec![first, second, last];
        all.drain(..3 - many);
        all
    })
}

fn certificates() -> impl Strategy<Value = Option<Validity>> {
    let validity = (when::terms(), option::of(when::terms()))
        .prop_map(|(valid_for, renewable_for)| Validity { valid_for, renewable_for });
    option::of(validity)
}

/// Policies that pass their check: up to five sessions, up to five leaves, and a root over them.
pub fn policies() -> impl Strategy<Value = Policy> {
    let zones =
        select(vec![Tz::UTC, Tz::America__New_York, Tz::Australia__Melbourne, Tz::Asia__Kolkata]);
    let parts = (1_usize..=5, 1_usize..=5).prop_flat_map(|(sessions, leaves)| {
        let most = u32::try_from(sessions).unwrap();
        let listed: Vec<_> = (0..sessions).map(session).collect();
        let rules: Vec<_> =
            (0..leaves).map(|place| rule(id_of(place), leaf(place, most))).collect();
        let ids: Vec<_> = (0..leaves).map(|place| name(&id_of(place))).collect();
        (listed, rules, any::<bool>(), 0..=leaves, outcomes(&ids))
    });
    let root = rule("root".to_owned(), Just(Requirement::All(Vec::new())));
    let frame = (texts(), texts(), zones, option::of(days()), any::<bool>(), root, certificates());
    (parts, frame)
        .prop_map(
            |(
                (sessions, mut requirements, all, need, outcomes),
                (title, version, zone, apply_by, last, mut root, certificate),
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
                    outcomes,
                    certificate,
                }
            },
        )
        .prop_filter("passes its check", |policy| policy.clone().check().is_ok())
}
