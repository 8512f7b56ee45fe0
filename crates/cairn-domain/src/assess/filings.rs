//! Reflections on sessions, each in time, with minima for each category.

use std::collections::{BTreeMap, BTreeSet};

use crate::assess::case::{Assume, Case};
use crate::assess::finding::{Against, Evidence, Measured, Part};
use crate::ids::Facet;

/// What a `filings` requirement asks: on how many sessions, within how many days, and how many of each category.
pub(super) type Asked<'a> = (u32, u32, &'a BTreeMap<Facet, u32>);

/// One session as a filing sees it.
struct Subject<'a> {
    /// The categories of what was filed in time; `None`: nothing was.
    filed: Option<BTreeSet<&'a Facet>>,
    /// Whether filing is still possible.
    open: bool,
}

impl Subject<'_> {
    fn touches(&self, facet: &Facet) -> bool {
        self.filed.as_ref().is_some_and(|facets| facets.contains(facet))
    }
}

fn subjects<'a>(case: &Case<'a>, within_days: u32, notes: &mut Evidence) -> Vec<Subject<'a>> {
    let mut subjects = Vec::with_capacity(case.calendar.sessions.len());
    for session in &case.calendar.sessions {
        let filings = case.enrolment.reflections.get(&session.id).into_iter().flatten();
        let filings = filings.filter(|filing| case.past(filing.stamp));
        let Some(window) = session.window(case.now) else {
            // Nothing can be said about a session that did not take place.
            notes.against.extend(filings.map(|filing| (filing.stamp.position, Against::Cancelled)));
            continue;
        };
        let counts = session.filing_window(window, within_days, case.calendar.zone);
        let mut filed = None;
        for filing in filings {
            if filing.stamp.at >= counts.from && filing.stamp.at < counts.to {
                filed.get_or_insert_with(BTreeSet::new).extend(&filing.facets);
                notes.counts.insert(filing.stamp.position);
            } else {
                let early = filing.stamp.at < counts.from;
                let why = if early { Against::Early } else { Against::Late(counts.to) };
                notes.against.insert(filing.stamp.position, why);
            }
        }
        subjects.push(Subject { filed, open: case.open(counts.to) });
    }
    subjects
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

pub(super) fn measure(
    case: &Case<'_>,
    asked: Asked<'_>,
    assume: Assume,
    notes: &mut Evidence,
) -> Measured {
    let (need, within_days, each) = asked;
    let subjects = subjects(case, within_days, notes);
    let future = |subject: &Subject<'_>| assume == Assume::PerfectFuture && subject.open;
    let part = |(facet, need): (&Facet, &u32)| {
        let have =
            subjects.iter().filter(|subject| subject.touches(facet) || future(subject)).count();
        Part { name: facet.to_string(), have: number(have), need: (*need).into() }
    };
    let have = subjects.iter().filter(|subject| subject.filed.is_some() || future(subject)).count();
    Measured {
        have: number(have),
        need: need.into(),
        parts: each.iter().map(part).collect(),
        limit: false,
    }
}

/// Returns how many further filings can be missed, whichever they are.
pub(super) fn slack(case: &Case<'_>, asked: Asked<'_>) -> u32 {
    let best = measure(case, asked, Assume::PerfectFuture, &mut Evidence::default());
    let spare = |have: i64, need: i64| u32::try_from(have - need).unwrap_or(0);
    let parts = best.parts.iter().map(|part| spare(part.have, part.need));
    let all = std::iter::once(spare(best.have, best.need)).chain(parts).min().unwrap_or(0);
    let to_come = subjects(case, asked.1, &mut Evidence::default());
    let to_come = to_come.iter().filter(|subject| subject.open && subject.filed.is_none()).count();
    all.min(u32::try_from(to_come).unwrap_or(u32::MAX))
}
