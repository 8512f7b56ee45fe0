//! Amounts that have only so much room: on a day, in a category, on the last day of all.

use cairn_domain::Policy;
use cairn_domain::assess::Against;
use cairn_domain::event::Amount;
use cairn_domain::policy::{Category, Measure, Requirement};
use cairn_testkit::story::*;

/// So many minutes of practice.
fn practice(need: u32, limit: Option<u32>, people: Option<u32>) -> Requirement {
    let mut asks =
        logging(need, Measure::Minutes, vec![category("practice", &["practice"], vec![])]);
    if let Requirement::Log { per_day, different, .. } = &mut asks {
        (*per_day, *different) = (limit, people);
    }
    asks
}

fn hours_asked(asks: Requirement) -> Policy {
    asking([("hours", asks)])
}

const LAST_DAY: &str = "2025-12-31T15:00:00Z";

fn did(minutes: u32) -> Happening {
    logged("practice", Amount::Minutes(minutes))
}

#[test]
fn what_was_done_today_takes_of_the_last_days_room() {
    let asked = || hours_asked(practice(360, Some(240), None));
    let told = given([did(120).on("2025-12-30"), did(180).at("2025-12-31T14:00:00Z")]);
    let told = told.under(asked()).as_of_instant(LAST_DAY);
    told.then("hours", "open", (300, 360));
    let told = given([did(119).on("2025-12-30"), did(180).at("2025-12-31T14:00:00Z")]);
    told.under(asked()).as_of_instant(LAST_DAY).then("hours", "out_of_reach", (299, 360));
    // Nothing today, but more yesterday than today has room for.
    let told = given([did(240).on("2025-12-30")]);
    told.under(asked()).as_of_instant(LAST_DAY).then("hours", "open", (240, 360));
    let told = given([did(119).on("2025-12-30")]);
    told.under(asked()).as_of_instant(LAST_DAY).then("hours", "out_of_reach", (119, 360));
}

#[test]
fn another_person_can_be_met_where_the_day_has_no_room_left() {
    let told = given([did(120).with("ann").at("2025-12-31T14:00:00Z")]);
    told.under(hours_asked(practice(120, Some(120), Some(2)))).as_of_instant(LAST_DAY).then(
        "hours",
        "open",
        (120, 120),
    );
}

#[test]
fn what_a_day_has_no_room_for_does_not_count() {
    let told = given([
        did(239).at("2025-09-10T14:00:00Z"),
        did(60).at("2025-09-10T15:00:00Z"),
        did(60).at("2025-09-10T16:00:00Z"),
    ]);
    told.under(hours_asked(practice(600, Some(240), None)))
        .as_of("2025-09-10")
        .then("hours", "open", (240, 600))
        .then_cites("hours", &[1, 2])
        .then_against("hours", &[(3, Against::OverTheMost)]);
}

#[test]
fn what_a_category_has_no_room_for_counts_where_it_brings_somebody_new() {
    let told = given([did(60).with("ann"), did(60).with("bob"), did(60).with("bob")]);
    let capped = |different| {
        let mut asks = practice(120, None, different);
        if let Requirement::Log { among, .. } = &mut asks {
            among[0].most = Some(60);
            among.push(category("other", &["other"], vec![]));
        }
        hours_asked(asks)
    };
    told.clone()
        .under(capped(Some(2)))
        .then_cites("hours", &[1, 2])
        .then_against("hours", &[(3, Against::OverTheMost)]);
    told.under(capped(None))
        .then_cites("hours", &[1])
        .then_against("hours", &[(2, Against::OverTheMost), (3, Against::OverTheMost)]);
}

#[test]
fn what_inner_categories_have_no_room_for_goes_to_the_next() {
    let most = |mut category: Category, minutes| {
        category.most = Some(minutes);
        category
    };
    let inner = vec![
        most(category("reading", &["reading"], vec![]), 30),
        most(category("writing", &["writing"], vec![]), 30),
    ];
    let outer = vec![category("study", &[], inner), category("talk", &["talk"], vec![])];
    let mut all = category("all", &[], outer);
    all.least = Some(100);
    let mut asks = practice(100, None, None);
    if let Requirement::Log { among, .. } = &mut asks {
        *among = vec![all];
    }
    given([admitted()]).under(hours_asked(asks)).as_of("2025-09-01").then_plan(&[
        "log hours (30 minutes reading and 30 minutes writing and 40 minutes talk) for hours \
         before 2026-01-01T05:00:00Z",
    ]);
}
