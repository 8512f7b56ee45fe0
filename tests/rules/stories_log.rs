//! Amounts of something: hours in categories, with different people, reported in time.

use cairn_domain::assess::{Against, Cause, Deadline};
use cairn_domain::policy::{Category, Due, Measure, Requirement};
use cairn_domain::{Policy, Status};
use cairn_testkit::story::*;
use cairn_testkit::worlds::{at, name};

fn category(id: &str, of: &str, least: Option<u32>, most: Option<u32>) -> Category {
    let (least, most) = (least.map(|hours| 60 * hours), most.map(|hours| 60 * hours));
    Category { name: name(id), of: [name(of)].into(), among: Vec::new(), least, most }
}

/// So many hours, of these categories.
fn hours_of<const N: usize>(need: u32, among: [Category; N]) -> Requirement {
    logging(60 * need, Measure::Minutes, among.into())
}

/// Ten hours, at least six of them paid, at most two of them of reading.
fn practice() -> Requirement {
    hours_of(
        10,
        [
            category("paid", "coaching-paid", Some(6), None),
            category("unpaid", "coaching-unpaid", None, None),
            category("reading", "reading", None, Some(2)),
        ],
    )
}

fn ten_hours() -> Policy {
    asking([("practice", practice())])
}

#[test]
fn hours_add_up_in_their_categories() {
    let told = given([logged("coaching-paid", hours(5)), logged("coaching-unpaid", hours(5))]);
    let told = told.under(ten_hours()).as_of("2025-12-01").then("practice", "open", (600, 600));
    let paid = &told.finding("practice").settled.parts[0];
    assert_eq!((paid.name.as_str(), paid.have, paid.need), ("paid", 300, 360));
    told.and([logged("coaching-paid", hours(1))])
        .then("practice", "met", (660, 600))
        .then_cites("practice", &[1, 2, 3]);
}

#[test]
fn hours_of_nothing_that_is_asked_for_count_for_nothing() {
    let told = given([logged("coaching-paid", hours(9)), logged("singing", hours(1))]);
    told.under(ten_hours()).then("practice", "out_of_reach", (540, 600));
}

#[test]
fn what_is_more_than_the_most_is_said_to_be_over() {
    let told = given([
        logged("coaching-paid", hours(7)),
        logged("reading", hours(2)),
        logged("reading", hours(3)),
    ]);
    told.under(ten_hours())
        .as_of("2025-12-01")
        .then("practice", "open", (540, 600))
        .then_against("practice", &[(3, Against::OverTheMost)]);
}

#[test]
fn a_category_has_at_most_its_most_however_much_is_within_it() {
    let mut both = category("both", "x", None, Some(4));
    both.of.clear();
    both.among = vec![category("one", "one", Some(3), None), category("two", "two", None, Some(3))];
    let policy = asking([("practice", hours_of(5, [both, category("rest", "rest", None, None)]))]);
    let told = given([logged("one", hours(3)), logged("two", hours(5)), logged("rest", hours(1))]);
    told.under(policy).then("practice", "met", (300, 300));
}

#[test]
fn dives_are_no_hours() {
    let told = given([logged("coaching-paid", units(60)), logged("coaching-paid", hours(9))]);
    told.under(ten_hours())
        .as_of("2025-12-01")
        .then("practice", "open", (540, 600))
        .then_against("practice", &[(1, Against::OtherUnit)]);
}

#[test]
fn hours_that_were_reported_too_late_are_said_to_be() {
    let mut asks = practice();
    if let Requirement::Log { reported_by, .. } = &mut asks {
        *reported_by = Some(Due::One(on("2026-01-15")));
    }
    let policy = asking([("practice", asks)]);
    let done = |reported: &str| {
        let told =
            given([logged("coaching-paid", hours(10)).on("2025-12-31").reported_on(reported)]);
        told.under(policy.clone())
    };
    done("2026-01-15").then("practice", "met", (600, 600));
    done("2026-01-16")
        .then("practice", "out_of_reach", (0, 600))
        .then_against("practice", &[(1, Against::ReportedLate(at("2026-01-16T05:00:00Z")))]);
}

#[test]
fn what_is_reported_later_counts_from_then_on() {
    let told =
        given([logged("coaching-paid", hours(10)).on("2025-09-01").reported_on("2025-09-20")]);
    let told = told.under(ten_hours());
    told.clone().as_of("2025-09-19").then("practice", "open", (0, 600));
    told.as_of("2025-09-20").then("practice", "met", (600, 600));
}

#[test]
fn of_one_day_no_more_counts_than_its_limit() {
    let mut asks = hours_of(5, [category("dives", "diving", None, None)]);
    if let Requirement::Log { per_day, .. } = &mut asks {
        *per_day = Some(120);
    }
    let told = given([
        logged("diving", hours(2)).on("2025-12-29"),
        logged("diving", hours(2)).on("2025-12-29"),
    ]);
    let told = told.under(asking([("dives", asks)]));
    told.clone().as_of("2025-12-29").then("dives", "open", (120, 300));
    // One day is left, of two hours: five can no longer be reached.
    told.as_of("2025-12-30").then("dives", "out_of_reach", (120, 300));
}

#[test]
fn it_takes_so_many_different_people() {
    let mut asks = hours_of(2, [category("any", "coaching", None, None)]);
    if let Requirement::Log { different, .. } = &mut asks {
        *different = Some(2);
    }
    let with = |who: &str| logged("coaching", hours(1)).with(who);
    let policy = asking([("practice", asks)]);
    let told = given([with("client-1"), with("client-1"), logged("coaching", hours(1))]);
    let told = told.under(policy).as_of("2025-12-01").then("practice", "open", (180, 120));
    told.and([with("client-2")]).then("practice", "met", (240, 120));
}

#[test]
fn the_days_left_have_no_room_for_what_is_lacking() {
    let mut asks = hours_of(10, [category("practice", "coaching-paid", None, None)]);
    if let Requirement::Log { per_day, .. } = &mut asks {
        *per_day = Some(3 * 60);
    }
    let told = given([]).under(asking([("practice", asks)]));
    let room = Deadline::Room(requirement("practice"));
    // Four days of three hours are needed; the year ends with 31 December.
    let since = at("2025-12-29T04:59:59.999999Z");
    told.clone().as_of("2025-12-27").then("practice", "open", (0, 600));
    told.as_of("2025-12-28")
        .then_status("practice", &Status::OutOfReach { since, cause: Cause::Deadline(room) });
}
