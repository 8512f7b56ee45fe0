//! Reflections on sessions, each in time, with minima for each category.

use std::collections::{BTreeMap, BTreeSet};

use crate::assess::act::Act;
use crate::assess::case::{Assume, Case};
use crate::assess::finding::{Measured, Part};
use crate::assess::reasons::{Against, Evidence};
use crate::ids::{Facet, SessionId};
use crate::policy::Scheduled;
use crate::presence::Interval;
use crate::time::Instant;

/// What a `filings` requirement asks.
pub(super) struct Rule<'a> {
    pub index: usize,
    pub need: u32,
    pub within_days: u32,
    pub each: &'a BTreeMap<Facet, u32>,
}

/// One session as a filing sees it.
struct Subject<'a> {
    id: &'a SessionId,
    /// The categories of what was filed in time; `None`: nothing was.
    filed: Option<BTreeSet<&'a Facet>>,
    /// Waived: as good as filed, in every category.
    waived: bool,
    /// From when on it can be filed.
    from: Instant,
    /// Whether filing is still possible.
    open: bool,
}

impl Subject<'_> {
    fn is_filed(&self) -> bool {
        self.waived || self.filed.is_some()
    }

    fn touches(&self, facet: &Facet) -> bool {
        self.waived || self.filed.as_ref().is_some_and(|facets| facets.contains(facet))
    }
}

/// Returns the stretch in which a filing counts, as extensions have moved its end.
pub(super) fn counts_within(
    case: &Case<'_>,
    index: usize,
    session: &Scheduled,
    window: Interval,
    within_days: u32,
) -> Interval {
    // Working it out anew would be right, and slow.
    let known = &session.filing;
    debug_assert!(known.contains_key(&(window, within_days)), "a window that was not thought of");
    let counts = session.filing_window(window, within_days, case.calendar.zone);
    Interval { to: case.extended(index, Some(&session.id), counts.to), ..counts }
}

fn subjects<'a>(case: &Case<'a>, rule: &Rule<'_>, notes: &mut Evidence) -> Vec<Subject<'a>> {
    let mut subjects = Vec::with_capacity(case.calendar.sessions.len());
    for session in &case.calendar.sessions {
        let filings = case.enrolment.reflections.get(&session.id).into_iter().flatten();
        let filings = filings.filter(|filing| case.past(filing.stamp));
        let Some(window) = session.window(case.now) else {
            // Nothing can be said about a session that did not take place.
            notes.against.extend(filings.map(|filing| (filing.stamp.position, Against::Cancelled)));
            continue;
        };
        let counts = counts_within(case, rule.index, session, window, rule.within_days);
        let mut filed = None;
        for filing in filings {
            let place = filing.stamp.position;
            if filing.stamp.at < counts.from {
                notes.against.insert(place, Against::Early);
            } else if filing.stamp.at < counts.to {
                filed.get_or_insert_with(BTreeSet::new).extend(&filing.facets);
                notes.counts.insert(place);
            } else {
                notes.against.insert(place, Against::Late(counts.to));
            }
        }
        let waived = case.session_waiver(rule.index, &session.id);
        notes.counts.extend(waived.iter().map(|waived| waived.stamp.position));
        let (waived, open) = (waived.is_some(), case.open(counts.to));
        let from = counts.from;
        subjects.push(Subject { id: &session.id, filed, waived, from, open });
    }
    subjects
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

pub(super) fn measure(
    case: &Case<'_>,
    rule: &Rule<'_>,
    assume: Assume,
    notes: &mut Evidence,
) -> Measured {
    let subjects = subjects(case, rule, notes);
    let future: Vec<bool> = subjects
        .iter()
        .map(|subject| {
            assume == Assume::PerfectFuture
                && case.comes(subject.open && case.by_then(Some(subject.from)), || {
                    Act::Reflect(subject.id.clone())
                })
        })
        .collect();
    let with_future = || subjects.iter().zip(&future);
    let part = |(facet, need): (&Facet, &u32)| {
        let have = with_future().filter(|(subject, comes)| **comes || subject.touches(facet));
        Part { name: facet.to_string(), have: number(have.count()), need: (*need).into() }
    };
    let have = with_future().filter(|(subject, comes)| **comes || subject.is_filed()).count();
    let parts = rule.each.iter().map(part).collect();
    Measured { parts, ..Measured::count(number(have), rule.need.into()) }
}

/// Returns the categories that a planned reflection is to touch: of each category, the first of those that are planned, in the
/// order of the calendar, make up what is lacking.
pub(super) fn to_touch(case: &Case<'_>, rule: &Rule<'_>, id: &SessionId) -> Vec<Facet> {
    let subjects = subjects(case, rule, &mut Evidence::default());
    let is_planned = |subject: &&Subject<'_>| {
        subject.open && case.comes(true, || Act::Reflect(subject.id.clone()))
    };
    let is_lacking_here = |(facet, need): &(&Facet, &u32)| {
        let (there, lacking): (Vec<_>, Vec<_>) =
            subjects.iter().partition(|subject| subject.touches(facet));
        let first = lacking.into_iter().filter(is_planned);
        let mut first = first.take((**need as usize).saturating_sub(there.len()));
        first.any(|subject| subject.id == id)
    };
    rule.each.iter().filter(is_lacking_here).map(|(facet, _)| facet.clone()).collect()
}

/// Returns how many further filings can be missed, whichever they are, where it is not met: then there are more to come of
/// what lacks most than there are to spare.
pub(super) fn slack(case: &Case<'_>, rule: &Rule<'_>) -> u32 {
    let best = measure(case, rule, Assume::PerfectFuture, &mut Evidence::default());
    let there = measure(case, rule, Assume::Strict, &mut Evidence::default());
    // What is there already stays there, whatever is missed.
    let whole = (there.have < there.need).then_some(best.have - best.need);
    let parts = there.parts.iter().zip(&best.parts).filter(|(there, _)| there.have < there.need);
    let spare = parts.map(|(_, best)| best.have - best.need).chain(whole).min();
    spare.and_then(|spare| u32::try_from(spare).ok()).unwrap_or_default()
}
