//! Amounts of something done, with minima and maxima of categories within it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::assess::act::Act;
use crate::assess::asked::Asked;
use crate::assess::case::{Assume, Case};
use crate::assess::finding::{Measured, Part};
use crate::assess::reasons::{Against, Evidence};
use crate::assess::window::Span;
use crate::enrolment::Done;
use crate::ids::{Activity, Partner};
use crate::policy::{Category, Due, Measure};
use crate::time::{Instant, TICK, day_of, last_before, start_of_day};

/// What a `log` requirement asks.
pub(super) struct Rule<'a> {
    pub index: usize,
    pub need: u32,
    pub unit: &'a Measure,
    pub among: &'a [Category],
    pub different: Option<u32>,
    pub per_day: Option<u32>,
    pub reported_by: Option<&'a Due>,
}

/// What there is so far.
#[derive(Default)]
pub(super) struct Sums<'a> {
    by_activity: BTreeMap<&'a Activity, u64>,
    by_day: BTreeMap<NaiveDate, u64>,
    pub with: BTreeSet<&'a Partner>,
}

pub(super) fn measure(
    case: &Case<'_>,
    rule: &Rule<'_>,
    assume: Assume,
    notes: &mut Evidence,
) -> Measured {
    let span = case.span(rule.index, assume);
    let reported = rule.reported_by(case, &span);
    let sums = rule.sums(case, &span, reported, notes);
    let mut parts = Vec::new();
    let mut have: u64 = 0;
    for category in rule.among {
        have = have.saturating_add(value(category, &sums, &mut parts));
    }
    if let Some(need) = rule.different {
        let have = i64::try_from(sums.with.len()).unwrap_or(i64::MAX);
        parts.push(Part { name: Category::DIFFERENT.to_owned(), have, need: need.into() });
    }
    let measured = Measured { parts, ..Measured::count(number(have), rule.need.into()) };

    // What was done in time can still be told while it can be reported.
    let next = span.next(case);
    let open = match rule.reported_by {
        Some(_) if span.is_empty() => false,
        Some(_) => next.is_some_and(|next| reported.is_none_or(|closes| next < closes)),
        None => span.takes(next),
    };
    let comes = assume == Assume::PerfectFuture
        && case.comes(open && case.by_then(next), || {
            Act::Log(case.policy.rule(rule.index).id.clone())
        });
    let Some(limit) = rule.per_day else { return measured.filled_if(comes) };
    if !comes {
        return measured;
    }
    let by_then = case.horizon.checked_add_signed(TICK);
    let last = span.closes.into_iter().chain(reported).chain(by_then).min();
    with_room(measured, room(case, limit, (next, last), &sums))
}

/// Adds up what counts so far.
pub(super) fn so_far<'a>(case: &Case<'a>, rule: &Rule<'a>) -> Sums<'a> {
    let span = case.span(rule.index, Assume::PerfectFuture);
    rule.sums(case, &span, rule.reported_by(case, &span), &mut Evidence::default())
}

/// The beginnings of as many days as it takes at least, where only so much counts of each.
pub(super) fn days_taken(case: &Case<'_>, index: usize) -> Vec<Instant> {
    let zone = case.policy.zone();
    let limited = match case.asked(index) {
        Asked::Log(rule) => rule.per_day.map(|limit| (rule.need, limit)),
        _ => None,
    };
    let next = case.span(index, Assume::PerfectFuture).next(case);
    limited.zip(next).map_or_else(Vec::new, |((need, limit), next)| {
        let days = day_of(next, zone).iter_days().take(need.div_ceil(limit) as usize);
        days.map(|day| start_of_day(day, zone)).collect()
    })
}

/// Returns how much more can come, day by day; `None`: there is no end to it.
fn room(
    case: &Case<'_>,
    limit: u32,
    (from, closes): (Option<Instant>, Option<Instant>),
    sums: &Sums<'_>,
) -> Option<i64> {
    let zone = case.policy.zone();
    let (from, closes) = from.zip(closes)?;
    let (first, last) = (day_of(from, zone), day_of(last_before(closes), zone));
    let days = (last - first).num_days() + 1;
    // Only the first of these days can have something already.
    let taken = sums.by_day.get(&first).copied().unwrap_or_default();
    Some(days * i64::from(limit) - number(taken))
}

fn number(amount: u64) -> i64 {
    i64::try_from(amount).unwrap_or(i64::MAX)
}

impl<'a> Rule<'a> {
    /// Returns the first instant at which it is too late to report: where nothing is said of it, as to do it.
    fn reported_by(&self, case: &Case<'_>, span: &Span<'_>) -> Option<Instant> {
        self.reported_by.map_or(span.closes, |due| case.due(due))
    }

    /// Adds up what counts, and sorts the evidence.
    fn sums(
        &self,
        case: &Case<'a>,
        span: &Span<'_>,
        reported: Option<Instant>,
        notes: &mut Evidence,
    ) -> Sums<'a> {
        let zone = case.policy.zone();
        let mut sums = Sums::default();
        for done in case.enrolment.logged.iter().filter(|done| case.past(done.stamp)) {
            let told = done.reported.map_or(done.stamp.at, |day| start_of_day(day, zone));
            let Some(category) = self.category_of(&done.activity).filter(|_| told <= case.now)
            else {
                continue;
            };
            let place = done.stamp.position;
            let day = case.day(done.stamp);
            match self.amount(case, span, done, told, reported) {
                Ok(amount) if self.add(&mut sums, done, day, amount, category.most) => {
                    notes.counts.insert(place);
                }
                Ok(_) => {
                    notes.against.insert(place, Against::OverTheMost);
                }
                Err(why) => {
                    notes.against.insert(place, why);
                }
            }
        }
        sums
    }

    /// Returns how much an event adds, or why it adds nothing.
    fn amount(
        &self,
        case: &Case<'_>,
        span: &Span<'_>,
        done: &Done,
        told: Instant,
        reported: Option<Instant>,
    ) -> Result<u64, Against> {
        let amount = self.unit.of(done.amount).ok_or(Against::OtherUnit)?;
        if let Some(why) = span.refuses(case, done.stamp) {
            return Err(why);
        }
        match reported.filter(|closes| told >= *closes) {
            Some(closes) => Err(Against::ReportedLate(closes)),
            None => Ok(amount.into()),
        }
    }

    /// Adds one event; tells whether it brought anything that its category and its day had room for.
    fn add(
        &self,
        sums: &mut Sums<'a>,
        done: &'a Done,
        day: NaiveDate,
        amount: u64,
        most: Option<u32>,
    ) -> bool {
        let brought_someone = done.with.as_ref().is_some_and(|with| sums.with.insert(with))
            && self.different.is_some();
        let of_day = sums.by_day.entry(day).or_default();
        let counted = match self.per_day {
            Some(limit) => u64::from(limit).saturating_sub(*of_day).min(amount),
            None => amount,
        };
        *of_day = of_day.saturating_add(counted);
        let of_activity = sums.by_activity.entry(&done.activity).or_default();
        let had_room = most.is_none_or(|most| *of_activity < u64::from(most));
        *of_activity = of_activity.saturating_add(counted);
        brought_someone || (counted > 0 && had_room)
    }

    /// Returns the category that an activity is in; `None`: the activity does not count here.
    fn category_of(&self, activity: &Activity) -> Option<&'a Category> {
        let mut all = self.among.iter().flat_map(Category::walk);
        all.find(|category| category.of.contains(activity))
    }
}

/// Returns the sum of a category's own activities.
pub(super) fn sum_of(category: &Category, sums: &Sums<'_>) -> u64 {
    let own = category.of.iter().filter_map(|activity| sums.by_activity.get(activity));
    own.fold(0, |sum, amount| sum.saturating_add(*amount))
}

/// Fills in what there is room for, where a day's limit leaves only so much.
fn with_room(measured: Measured, room: Option<i64>) -> Measured {
    let Some(room) = room else { return measured.filled_if(true) };
    let filled = |have: i64, need: i64| have.max(need.min(have.saturating_add(room)));
    let have = filled(measured.have, measured.need);
    let part = |part: Part| {
        // Whom it was done with counts even where the amount has no room.
        let different = part.name == Category::DIFFERENT;
        let have = if different { part.have.max(part.need) } else { filled(part.have, part.need) };
        Part { have, ..part }
    };
    Measured { have, parts: measured.parts.into_iter().map(part).collect(), ..measured }
}

/// Returns what there is of a category, at most its most; adds its minimum to the parts, after those within it.
fn value(category: &Category, sums: &Sums<'_>, parts: &mut Vec<Part>) -> u64 {
    let mut sum = sum_of(category, sums);
    for inner in &category.among {
        sum = sum.saturating_add(value(inner, sums, parts));
    }
    let counted = category.most.map_or(sum, |most| sum.min(most.into()));
    if let Some(least) = category.least {
        let name = category.name.to_string();
        parts.push(Part { name, have: number(counted), need: least.into() });
    }
    counted
}
