//! What is done once: milestones, reviews of work, and what came before applying.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::assess::case::{Assume, Case};
use crate::assess::finding::{Against, Evidence, Measured};
use crate::enrolment::Review;
use crate::event::ReviewOutcome;
use crate::fact::Stamp;
use crate::ids::Item;
use crate::policy::Milestone;
use crate::state::{State, Step};
use crate::time::day_of;

fn count(have: i64, need: i64) -> Measured {
    Measured { have, need, parts: Vec::new(), limit: false }
}

pub(super) fn milestone(
    case: &Case<'_>,
    milestone: &Milestone,
    by: Option<NaiveDate>,
    assume: Assume,
    notes: &mut Evidence,
) -> Measured {
    let closes = case.end_of(by);
    let can_come = assume == Assume::PerfectFuture && case.open(closes);
    let (have, need) = match milestone {
        Milestone::Submitted(item) => {
            let submissions = case.enrolment.submissions.get(item).into_iter().flatten();
            let (in_time, late): (Vec<&Stamp>, Vec<&Stamp>) =
                submissions.filter(|stamp| case.past(**stamp)).partition(|stamp| stamp.at < closes);
            notes.counts.extend(in_time.iter().map(|stamp| stamp.position));
            notes.against.extend(late.iter().map(|stamp| (stamp.position, Against::Late(closes))));
            (i64::from(!in_time.is_empty()), 1)
        }
        Milestone::Completed(_) | Milestone::Applied | Milestone::Admitted => (0, 1),
        Milestone::Retreat { days, .. } => {
            let mut longest = 0;
            for retreat in case.enrolment.retreats.iter().filter(|retreat| case.past(retreat.stamp))
            {
                if retreat.stamp.at < closes {
                    longest = longest.max(retreat.days);
                }
                let place = retreat.stamp.position;
                if retreat.stamp.at >= closes {
                    notes.against.insert(place, Against::Late(closes));
                } else if retreat.days < *days {
                    notes.against.insert(place, Against::TooFewDays);
                } else {
                    notes.counts.insert(place);
                }
            }
            (i64::from(longest), i64::from(*days))
        }
    };
    count(if can_come { have.max(need) } else { have }, need)
}

pub(super) fn reviews(
    case: &Case<'_>,
    item: &Item,
    reviewers: u32,
    assume: Assume,
    notes: &mut Evidence,
) -> Measured {
    let need = i64::from(reviewers);
    let said = case
        .enrolment
        .reviews
        .get(item)
        .into_iter()
        .flatten()
        .filter(|review| case.past(review.stamp));
    // A reviewer's latest word counts; reviews are in order of time.
    let words: BTreeMap<&str, &Review> =
        said.map(|review| (review.reviewer.as_str(), review)).collect();
    let (accepted, returned): (Vec<&Review>, Vec<&Review>) =
        words.into_values().partition(|review| review.outcome == ReviewOutcome::Accepted);
    notes.counts.extend(accepted.iter().map(|review| review.stamp.position));
    notes.against.extend(returned.iter().map(|review| (review.stamp.position, Against::Returned)));

    let have = i64::try_from(accepted.len()).unwrap_or(i64::MAX);
    let handed_in = case
        .enrolment
        .submissions
        .get(item)
        .into_iter()
        .flatten()
        .rfind(|stamp| case.past(**stamp));
    // Work waits for its reviewers when it was handed in and nobody has given back this state of it.
    let waiting = handed_in
        .filter(|stamp| have < need && returned.iter().all(|review| review.stamp < **stamp));
    notes.pending.extend(waiting.map(|stamp| stamp.position));
    let passes = match assume {
        Assume::Strict => false,
        Assume::Lenient => waiting.is_some(),
        // Reviewers may still come round at any time; whether work can still be handed in is a milestone's question.
        Assume::PerfectFuture => true,
    };
    count(if passes { have.max(need) } else { have }, need)
}

/// Names are compared without case and with single spaces.
fn normal(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

pub(super) fn prerequisite(
    case: &Case<'_>,
    any_of: &BTreeSet<String>,
    assume: Assume,
    notes: &mut Evidence,
) -> Measured {
    let names: BTreeSet<String> = any_of.iter().map(|name| normal(name)).collect();
    let applied = case.enrolment.application(case.now);
    let day = |stamp: Stamp| stamp.day.unwrap_or_else(|| day_of(stamp.at, case.policy.zone()));
    // Where only the day of one is known, on its very day is in time.
    let before = |credit: Stamp, applied: Stamp| match (credit.day, applied.day) {
        (None, None) => credit.at <= applied.at,
        _ => day(credit) <= day(applied),
    };
    let (mut have, mut waits) = (0, false);
    for credit in case
        .who
        .credits
        .iter()
        .chain(&case.enrolment.credits)
        .filter(|credit| case.past(credit.stamp))
    {
        if !names.contains(&normal(&credit.achievement)) {
            continue;
        }
        match applied {
            Some(applied) if before(credit.stamp, applied) => {
                have = 1;
                notes.counts.insert(credit.stamp.position);
            }
            Some(_) => {
                notes.against.insert(credit.stamp.position, Against::AfterApplying);
            }
            None => {
                waits = true;
                notes.pending.insert(credit.stamp.position);
            }
        }
    }
    // Whoever has not applied yet, or can apply anew, can complete it and then apply.
    let anew = case.enrolment.state(case.now).after(Step::Apply, State::Unknown).expected;
    let can_come = match assume {
        Assume::Strict => false,
        Assume::Lenient => waits,
        Assume::PerfectFuture => applied.is_none() || anew,
    };
    count(if can_come { 1 } else { have }, 1)
}
