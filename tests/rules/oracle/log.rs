//! Amounts of something: what was logged, by category, and what there is still room for.

use std::collections::{BTreeMap, BTreeSet};

use cairn_domain::Assume::{PerfectFuture, Strict};
use cairn_domain::event::Amount;
use cairn_domain::ids::{Activity, Partner};
use cairn_domain::policy::{Category, Measure as Unit, Requirement, Rule};
use cairn_domain::{Event, Instant};
use chrono::NaiveDate;

use super::windows::Span;
use super::{Ask, Measure, Oracle, TICK, count};

/// One amount that counts: of which activity, on which day, how much, with whom.
type Counted<'a> = (&'a Activity, NaiveDate, i64, Option<&'a Partner>);

impl<'a> Oracle<'a> {
    pub(super) fn log(&self, rule: &Rule, ask: Ask) -> Measure {
        let Requirement::Log { need, among, different, per_day, reported_by, .. } = &rule.asks
        else {
            unreachable!("asked for something else")
        };
        let span = self.window(rule, ask);
        let counted = self.counted(rule, span, ask);
        let due = self.reported_before(rule, span, ask);
        let more = match reported_by {
            // What was done in time may only not have been told yet.
            Some(_) => !span.is_empty() && Span { closes: due, ..span }.can_have_more(ask),
            None => span.can_have_more(ask),
        };
        let of_day = |day| {
            let all: i64 = counted.iter().filter(|each| each.1 == day).map(|each| each.2).sum();
            per_day.map_or(all, |most| all.min(i64::from(most)))
        };
        // With a limit to each day there is one category, of which every event is.
        let room = per_day.and_then(|most| self.room(i64::from(most), rule, ask, of_day));
        let leaf = |category: &Category| {
            let of = |each: &&Counted| category.of.contains(each.0);
            let days: BTreeSet<NaiveDate> = counted.iter().filter(of).map(|each| each.1).collect();
            match per_day {
                Some(_) => days.into_iter().map(of_day).sum(),
                None => counted.iter().filter(of).map(|each| each.2).sum::<i64>(),
            }
        };
        let up_to = |have: i64, need: i64, holds: Option<i64>| {
            let can = holds.map_or(need, |holds| holds.min(need));
            if more { have.max(can) } else { have }
        };
        let holds = |category: &Category| holds(category, &|each| Some(leaf(each) + room?));
        let mut parts = BTreeMap::new();
        for category in among.iter().flat_map(every) {
            if let Some(least) = category.least {
                let have = up_to(value(category, &leaf), least.into(), holds(category));
                parts.insert(category.name.to_string(), (have, i64::from(least)));
            }
        }
        if let Some(different) = different {
            let with: BTreeSet<&Partner> = counted.iter().filter_map(|each| each.3).collect();
            let have = up_to(count(with.iter()), i64::from(*different), None);
            parts.insert("different".to_owned(), (have, i64::from(*different)));
        }
        let have = among.iter().map(|each| value(each, &leaf)).sum();
        let held = among.iter().map(holds).sum::<Option<i64>>();
        let need = i64::from(*need);
        Measure { parts, ..Measure::of(up_to(have, need, held), need) }
    }

    /// How much counts of a day, whatever its limit.
    pub fn logged_on(&self, rule: &Rule, day: NaiveDate, now: Instant) -> u32 {
        self.logged(rule, now, |each| each.1 == day)
    }

    /// How much counts of a category that has no others in it, whatever its most.
    pub fn logged_in(&self, rule: &Rule, category: &Category, now: Instant) -> u32 {
        self.logged(rule, now, |each| category.of.contains(each.0))
    }

    fn logged(&self, rule: &Rule, now: Instant, of: impl Fn(&Counted) -> bool) -> u32 {
        let ask = Ask::new(now, Strict);
        // What its window waits for may come later, and the window reach back.
        let window = self.window(rule, Ask::new(now, PerfectFuture));
        let counted = self.counted(rule, window, ask);
        let sum: i64 = counted.iter().filter(|each| of(each)).map(|each| each.2).sum();
        u32::try_from(sum).expect("small worlds")
    }

    /// Every event that counts: what it was, when, of how much, and reported in time.
    fn counted(&self, rule: &Rule, span: Span, ask: Ask) -> Vec<Counted<'a>> {
        let Requirement::Log { unit, among, .. } = &rule.asks else {
            unreachable!("asked for something else")
        };
        let due = self.reported_before(rule, span, ask);
        let all = pick!(self.happened(ask.now), Event::Logged { activity, amount, with, reported, .. }
            => (activity, *amount, with.as_ref(), *reported));
        let counted = all.filter_map(|(told, (activity, amount, with, reported))| {
            let much = match (unit, amount) {
                (Unit::Minutes, Amount::Minutes(much))
                | (Unit::Hundredths(_), Amount::Hundredths(much)) => i64::from(much),
                _ => return None,
            };
            let day = self.day(&told);
            let reported = self.starts(reported.unwrap_or(day));
            let is_of = among.iter().flat_map(every).any(|each| each.of.contains(activity));
            let counts = is_of
                && span.has(&told)
                && self.still_counts(&told, span, ask.now)
                && reported <= ask.now
                && due.is_none_or(|due| reported < due);
            counts.then_some((activity, day, much, with))
        });
        counted.collect()
    }

    /// Before when an event must be reported: before the end of the last day for that, or of the window.
    fn reported_before(&self, rule: &Rule, span: Span, ask: Ask) -> Option<Instant> {
        match &rule.asks {
            Requirement::Log { reported_by: Some(due), .. } => {
                self.last_instant(Some(due), ask.now)
            }
            _ => span.closes,
        }
    }

    /// What can still come where each day has a limit: for every day on which something can be done, less what the first of
    /// them has. `None`: no end.
    fn room(
        &self,
        most: i64,
        rule: &Rule,
        ask: Ask,
        of_day: impl Fn(NaiveDate) -> i64,
    ) -> Option<i64> {
        let span = self.window(rule, ask);
        let begins = span.opens.map_or(ask.now, |opens| opens.max(ask.now + TICK));
        let in_it =
            |at: Instant| ask.goes_until(at) && span.closes.is_none_or(|closes| at < closes);
        // Without an end there is room without end.
        ask.until.or(span.closes)?;
        let first = of_day(self.local_day(begins));
        let days = count(self.days_from(begins).take_while(|(at, _)| in_it(*at)));
        Some((days * most - first).max(0))
    }
}

/// A category and all that are in it.
fn every(category: &Category) -> Vec<&Category> {
    let within = category.among.iter().flat_map(every);
    std::iter::once(category).chain(within).collect()
}

fn at_most(most: Option<u32>, much: i64) -> i64 {
    most.map_or(much, |most| much.min(i64::from(most)))
}

/// What a category has: the sum of its events, or of its categories, at most its most.
fn value(category: &Category, leaf: &dyn Fn(&Category) -> i64) -> i64 {
    let within: i64 = category.among.iter().map(|each| value(each, leaf)).sum();
    at_most(category.most, if category.among.is_empty() { leaf(category) } else { within })
}

/// The most that a category can hold; `None`: without end.
fn holds(category: &Category, leaf: &dyn Fn(&Category) -> Option<i64>) -> Option<i64> {
    let within = || category.among.iter().map(|each| holds(each, leaf)).sum::<Option<i64>>();
    let all = if category.among.is_empty() { leaf(category) } else { within() };
    match (all, category.most) {
        (Some(all), most) => Some(at_most(most, all)),
        (None, most) => most.map(i64::from),
    }
}
