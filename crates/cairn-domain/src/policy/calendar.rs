//! When a cohort's sessions are: as planned, as held, or not at all.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use chrono_tz::Tz;

use crate::cohort::CohortRecord;
use crate::fact::Stamp;
use crate::ids::SessionId;
use crate::policy::{CheckedPolicy, Requirement};
use crate::presence::Interval;
use crate::time::{Instant, day_of, end_of_day, start_of_day};

/// One session of a calendar, with what was recorded about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheduled {
    /// Its name.
    pub id: SessionId,
    /// When it was planned.
    pub planned: Interval,
    held: Vec<(Stamp, Interval)>,
    cancelled: Vec<Stamp>,
    /// When filings count, worked out once for each window and each number of days that the policy names: finding the
    /// ends of local days is what an assessment would otherwise spend most of its time on.
    pub(crate) filing: BTreeMap<(Interval, u32), Interval>,
}

impl Scheduled {
    /// Returns when the session is, as far as has happened by `now`; `None` once it is cancelled.
    #[must_use]
    pub fn window(&self, now: Instant) -> Option<Interval> {
        if self.cancelled.iter().any(|stamp| stamp.at <= now) {
            return None;
        }
        let held = self.held.iter().rev().find(|(stamp, _)| stamp.at <= now);
        Some(held.map_or(self.planned, |(_, window)| *window))
    }

    /// Returns the stretch in which a filing about the session counts: from the start of its local day to the end of the
    /// day so many days later.
    #[must_use]
    pub fn filing_window(&self, window: Interval, within_days: u32, zone: Tz) -> Interval {
        let known = self.filing.get(&(window, within_days)).copied();
        known.unwrap_or_else(|| counts(window, within_days, zone))
    }

    /// Returns every window that it ever had: the planned one, and each that was recorded.
    pub fn windows(&self) -> impl Iterator<Item = Interval> + '_ {
        std::iter::once(self.planned).chain(self.held.iter().map(|(_, window)| *window))
    }
}

/// A cohort's sessions in order of their planned time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// The zone of its days.
    pub zone: Tz,
    /// The sessions.
    pub sessions: Vec<Scheduled>,
    /// Where each of them stands.
    places: BTreeMap<SessionId, usize>,
}

impl Calendar {
    /// Lays what was recorded of the sessions over the policy's plan.
    #[must_use]
    pub fn new(policy: &CheckedPolicy, cohort: &CohortRecord) -> Self {
        let zone = policy.zone();
        let within = policy.rules().iter().filter_map(|rule| match rule.asks {
            Requirement::Filings { within_days, .. } => Some(within_days),
            _ => None,
        });
        let within: BTreeSet<u32> = within.collect();
        let lay = |(id, planned): &(SessionId, Interval)| {
            let mut session = Scheduled {
                id: id.clone(),
                planned: *planned,
                held: cohort.held.get(id).cloned().unwrap_or_default(),
                cancelled: cohort.cancelled.get(id).cloned().unwrap_or_default(),
                filing: BTreeMap::new(),
            };
            let each = |window: Interval| {
                within.iter().map(move |days| ((window, *days), counts(window, *days, zone)))
            };
            session.filing = session.windows().flat_map(each).collect();
            session
        };
        let sessions = policy.planned().iter().map(lay).collect();
        let ids = policy.planned().iter().map(|(id, _)| id.clone());
        Self { zone, sessions, places: ids.zip(0..).collect() }
    }

    /// Returns a session by its name.
    #[must_use]
    pub fn session(&self, id: &SessionId) -> Option<&Scheduled> {
        self.places.get(id).map(|place| &self.sessions[*place])
    }

    /// Returns the local day on which a session's window begins.
    #[must_use]
    pub fn day(&self, window: Interval) -> NaiveDate {
        day_of(window.from, self.zone)
    }

    /// Returns what was recorded of the sessions: of which, by which event, and when it was held, or that it was cancelled.
    pub fn recorded(&self) -> impl Iterator<Item = (&SessionId, Stamp, Option<Interval>)> + '_ {
        self.sessions.iter().flat_map(|session| {
            let held =
                session.held.iter().map(|(stamp, window)| (&session.id, *stamp, Some(*window)));
            held.chain(session.cancelled.iter().map(|stamp| (&session.id, *stamp, None)))
        })
    }
}

fn counts(window: Interval, within_days: u32, zone: Tz) -> Interval {
    let day = day_of(window.from, zone);
    let due = day.checked_add_days(Days::new(u64::from(within_days))).unwrap_or(day);
    Interval { from: start_of_day(day, zone), to: end_of_day(due, zone) }
}
