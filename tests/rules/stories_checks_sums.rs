//! What the check of a policy refuses of its sums: amounts by category, and prices; and of what leads in circles.

use cairn_domain::money::LARGEST_AMOUNT;
use cairn_domain::policy::FaultKind::*;
use cairn_domain::policy::{
    Category, Due, FaultKind, Instalment, Measure, Place, Price, Requirement,
};
use cairn_domain::{Money, Policy};
use cairn_testkit::story::*;
use cairn_testkit::worlds::name;

use crate::stories_checks::{at, exam, range, sound, wrong};
use crate::stories_policies::{complete, log};

const MOST: i64 = 1_000_000;

fn bounded(id: &str, least: Option<u32>, most: Option<u32>, among: Vec<Category>) -> Category {
    let of: &[&str] = if among.is_empty() { &[id] } else { &[] };
    Category { least, most, ..category(id, of, among) }
}

/// So many minutes are asked for, among some categories.
fn asked<const N: usize>(minutes: u32, among: [Category; N]) -> Policy {
    asked_with(minutes, among, |_, _| {})
}

fn asked_with<const N: usize>(
    minutes: u32,
    among: [Category; N],
    change: impl FnOnce(&mut Option<u32>, &mut Option<Due>),
) -> Policy {
    let mut asks = log(Measure::Minutes, among.into());
    let Requirement::Log { need, per_day, reported_by, .. } = &mut asks else { panic!() };
    *need = minutes;
    change(per_day, reported_by);
    asking([("hours", asks)])
}

fn impossible(need: u64, available: u64) -> FaultKind {
    Impossible { need, available }
}

#[test]
fn an_amount_is_something_of_something() {
    let any = || bounded("any", None, None, vec![]);
    sound(asked(1, [any()]));
    wrong(asked(0, [any()]), [(at("need"), range(0, 1, MOST))]);
    wrong(asked(1, []), [(at("among"), Empty)]);
}

#[test]
fn a_days_limit_lets_something_through_and_leaves_no_day_to_tell_it_later() {
    let any = || [bounded("any", None, None, vec![])];
    let limit = |minutes| asked_with(60, any(), |per_day, _| *per_day = Some(minutes));
    sound(limit(1));
    wrong(limit(0), [(at("per_day"), range(0, 1, MOST))]);
    let reported = Due::One(on("2026-01-15"));
    sound(asked_with(60, any(), |_, by| *by = Some(reported.clone())));
    let both = asked_with(60, any(), |per_day, by| {
        (*per_day, *by) = (Some(30), Some(reported));
    });
    wrong(both, [(at("per_day"), Together("per_day", "reported_by"))]);
}

#[test]
fn a_bound_of_a_category_is_an_amount() {
    let bounds = |least, most| {
        asked(60, [bounded("some", least, most, vec![]), bounded("any", None, None, vec![])])
    };
    let at = |key| at("among").nth(0).key(key);
    sound(bounds(Some(1), Some(1)));
    wrong(bounds(Some(0), None), [(at("least"), range(0, 1, MOST))]);
    wrong(bounds(None, Some(0)), [(at("most"), range(0, 1, MOST))]);
    wrong(bounds(None, Some(1_000_001)), [(at("most"), range(1_000_001, 1, MOST))]);
}

#[test]
fn no_more_is_asked_than_the_categories_hold() {
    let most = |id, most| bounded(id, None, Some(most), vec![]);
    let need = || at("need");
    sound(asked(50, [most("a", 30), most("b", 20)]));
    wrong(asked(51, [most("a", 30), most("b", 20)]), [(need(), impossible(51, 50))]);
    // The narrower of a category's bound and those within it is what it holds.
    let both = |limit| [bounded("both", None, Some(limit), vec![most("a", 30), most("b", 20)])];
    sound(asked(50, both(100)));
    wrong(asked(60, both(100)), [(need(), impossible(60, 50))]);
    sound(asked(40, both(40)));
    wrong(asked(50, both(40)), [(need(), impossible(50, 40))]);
}

#[test]
fn a_category_holds_what_is_asked_of_those_in_it() {
    let within = |least: [Option<u32>; 2], most| {
        let [a, b] = least;
        let among = vec![bounded("a", a, None, vec![]), bounded("b", b, None, vec![])];
        asked(1, [bounded("both", None, Some(most), among)])
    };
    let at_most = || at("among").nth(0).key("most");
    sound(within([Some(60), Some(40)], 100));
    wrong(within([Some(61), Some(40)], 100), [(at_most(), impossible(101, 100))]);
    sound(within([None, None], 1));
    sound(within([Some(1), None], 1));
    let least = |least, most| asked(1, [bounded("one", Some(least), Some(most), vec![])]);
    sound(least(30, 30));
    wrong(least(31, 30), [(at("among").nth(0).key("least"), impossible(31, 30))]);
}

#[test]
fn what_must_be_met_to_report_in_time_is_asked_for() {
    let by = Due::One(after(days(30), met("aid")));
    let hours =
        asked_with(60, [bounded("any", None, None, vec![])], |_, reported| *reported = Some(by));
    let asks = hours.requirements[0].asks.clone();
    let mut policy = asking([("hours", asks), ("aid", complete(&["First aid"]))]);
    policy.requirements.remove(0);
    policy.root = name("hours");
    sound(policy);
}

fn priced(change: impl FnOnce(&mut Price)) -> Policy {
    only("tuition", |rule| {
        let Requirement::Paid(price) = &mut rule.asks else { panic!() };
        change(price);
    })
}

#[test]
fn a_reduced_price_is_below_the_full_one() {
    let early = |whole| priced(|price| price.tiers[0].price = dollars(whole));
    sound(early(999));
    for whole in [1_000, 1_001] {
        let kind = NotReduced(dollars(whole), dollars(1_000));
        wrong(early(whole), [(at("tiers").nth(0).key("price"), kind)]);
    }
}

#[test]
fn a_price_is_nothing_or_more_and_can_be_counted() {
    let full = |minor| {
        priced(|price| {
            price.tiers.clear();
            price.full.minor = minor;
        })
    };
    sound(full(0));
    sound(full(LARGEST_AMOUNT));
    for minor in [-1, LARGEST_AMOUNT + 1] {
        wrong(full(minor), [(at("full"), range(minor, 0, LARGEST_AMOUNT))]);
    }
}

#[test]
fn instalments_come_to_the_full_price_where_they_can_be_added() {
    let euros = |whole| Money { currency: "EUR".parse().unwrap(), ..dollars(whole) };
    let paid_in = |first: Money, second: Money| {
        priced(|price| {
            let days = ["2025-07-01", "2025-10-01"].map(|day| day.parse().unwrap());
            let parts = days.into_iter().zip([first, second]);
            price.instalments = parts.map(|(by, amount)| Instalment { by, amount }).collect();
        })
    };
    sound(paid_in(dollars(400), dollars(600)));
    let kind = NotTheSum(dollars(900), dollars(1_000));
    wrong(paid_in(dollars(400), dollars(500)), [(at("instalments"), kind)]);
    let kind = OtherCurrency(euros(500), dollars(0).currency);
    let place = at("instalments").nth(1).key("amount");
    wrong(paid_in(dollars(400), euros(500)), [(place, kind)]);
}

/// Requirements by name, each asking for all of some.
fn circle<const N: usize>(rules: [(&str, &[&str]); N]) -> Policy {
    let all = |names: &[&str]| Requirement::All(names.iter().map(|each| name(each)).collect());
    let asks = |names: &[&str]| match names {
        [] => complete(&["First aid"]),
        names => all(names),
    };
    let mut policy = asking(rules.map(|(id, names)| (id, asks(names))));
    if N > 1 {
        policy.requirements.remove(0);
    }
    policy.root = policy.requirements[0].id.clone();
    policy
}

#[test]
fn a_requirement_that_asks_for_itself_is_told_by_the_way_back_to_it() {
    let told = |id: &str, way: &str| Cycle(name(id), way.to_owned());
    wrong(circle([("a", &["a"])]), [(at("all"), told("a", "`a`"))]);
    // What stands beside the way does not belong to it.
    let three = circle([("a", &["aid", "b"]), ("aid", &[]), ("b", &["aid", "c"]), ("c", &["a"])]);
    wrong(three, [(at("all"), told("a", "`b`, `c`, `a`"))]);
}

#[test]
fn a_circle_is_told_where_its_first_word_stands() {
    let first = only_after(exam(), at_the(met("second")));
    let first = due_by(first, [after(days(30), met("second"))]);
    let second = only_after(exam(), at_the(met("first")));
    let policy = asking([("first", first), ("second", second)]);
    let place = Place::requirement(1, "after").key("after").key("requirement");
    wrong(policy, [(place, Cycle(name("first"), "`second`, `first`".to_owned()))]);
}
