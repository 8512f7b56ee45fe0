//! One question: this policy, this practitioner, this time.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::assess::act::Act;
use crate::assess::asked::Asked;
use crate::assess::finding::{Account, Measured, Unit, Waived};
use crate::assess::history::Histories;
use crate::assess::reasons::Evidence;
use crate::assess::soonest::Firsts;
use crate::assess::{absences, done, exam, filings, log, people, sessions, spare, tuition};
use crate::enrolment::{Enrolment, Waiver};
use crate::fact::Stamp;
use crate::ids::SessionId;
use crate::policy::{Calendar, CheckedPolicy, Measure, Milestone, Requirement};
use crate::standing::Standing;
use crate::time::{Instant, TICK, day_of, end_of_day, last_before, start_of_day};

/// What is taken for granted while measuring.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Assume {
    /// Only what is settled.
    Strict,
    /// Pending evidence passes.
    Lenient,
    /// Pending evidence passes, and whatever can still happen does.
    PerfectFuture,
}

/// Which of the things that can happen do, in the perfect future.
#[derive(Clone, Copy)]
pub(super) enum Acts<'a> {
    /// All that are still open.
    Open,
    /// Of those that are still open, these alone.
    Only(&'a BTreeSet<Act>),
    /// All that ever were open, but for these where they have passed.
    AllBut(&'a BTreeSet<Act>),
}

#[derive(Clone, Copy)]
pub(super) struct Case<'a> {
    pub policy: &'a CheckedPolicy,
    pub calendar: &'a Calendar,
    pub who: &'a Standing,
    pub enrolment: &'a Enrolment,
    /// When requirements that others wait for were met.
    pub histories: &'a Histories,
    /// When requirements that others wait for can first be met.
    pub firsts: &'a Firsts,
    /// What had happened by then is known.
    pub now: Instant,
    /// What can still happen happens after this; never before `now`. Later, if nothing was done in the meantime.
    pub clock: Instant,
    pub acts: Acts<'a>,
    /// Which acts these are, among those that were asked about; absent: all.
    pub round: Option<u64>,
    /// In the perfect future, what comes has come by then.
    pub horizon: Instant,
    /// Whether an act that was planned for one requirement may serve for another. Not while it is found out whether it
    /// may: then each requirement stands for itself, or two that wait for each other's acts would ask for ever.
    pub sharing: bool,
}

impl<'a> Case<'a> {
    /// The same question at another time.
    pub fn at(self, now: Instant) -> Self {
        Self { now, clock: now, ..self }
    }

    /// The same question if nothing more happens until a later time.
    pub fn waiting(self, clock: Instant) -> Self {
        Self { clock: clock.max(self.now), ..self }
    }

    /// The same question, where what comes in the perfect future has come by an instant.
    pub const fn until(self, horizon: Instant) -> Self {
        Self { horizon, ..self }
    }

    /// Tells whether something that can be done from an instant on can have been done by the horizon.
    pub fn by_then(&self, from: Option<Instant>) -> bool {
        from.is_none_or(|from| from <= self.horizon)
    }

    /// The same question with other acts in the perfect future.
    pub fn with(self, acts: Acts<'a>) -> Self {
        Self { acts, round: self.firsts.round(), ..self }
    }

    /// Returns the first instant at which something can still happen.
    pub fn soon(&self) -> Instant {
        self.clock.checked_add_signed(TICK).unwrap_or(self.clock)
    }

    /// Tells whether something has happened yet.
    pub fn past(&self, stamp: Stamp) -> bool {
        stamp.at <= self.now
    }

    /// Tells whether something can still happen before a deadline: what can still happen happens after now, and time is
    /// kept to the microsecond. At the last microsecond of a day its deadlines have passed.
    pub fn open(&self, deadline: Instant) -> bool {
        self.clock < last_before(deadline)
    }

    /// Tells whether an act comes about in the perfect future, if it is, or is not, still open.
    ///
    /// The act is only made where it matters which: an assessment asks this for every session of every practitioner.
    pub fn comes(&self, open: bool, act: impl FnOnce() -> Act) -> bool {
        match self.acts {
            Acts::Open => open,
            Acts::Only(these) => open && these.contains(&act()),
            Acts::AllBut(these) => open || !these.contains(&act()),
        }
    }

    /// The same question, each requirement by itself.
    pub const fn apart(self) -> Self {
        Self { sharing: false, ..self }
    }

    /// Returns the end of a rule's last day, or of the cohort's.
    pub fn end_of(&self, by: Option<NaiveDate>) -> Instant {
        let day = by.unwrap_or(self.policy.policy().ends);
        // Working it out anew would be right, and slow.
        debug_assert!(self.policy.ends.contains_key(&day), "a day that was not thought of");
        self.policy.end_of(day)
    }

    /// Returns the local day of an event.
    pub fn day(&self, stamp: Stamp) -> NaiveDate {
        stamp.day.unwrap_or_else(|| day_of(stamp.at, self.policy.zone()))
    }

    /// Returns what was completed elsewhere or earlier: each name, and when. A day that is known without a cohort is a day in
    /// the zone of the cohort that is asked about.
    pub fn credits(&self) -> impl Iterator<Item = (&'a str, Stamp)> {
        let zone = self.policy.zone();
        let here = move |stamp: Stamp| Stamp {
            at: stamp.day.map_or(stamp.at, |day| start_of_day(day, zone)),
            ..stamp
        };
        let everywhere = self.who.credits.iter();
        let everywhere = everywhere.map(move |each| (each.achievement.as_str(), here(each.stamp)));
        let own = self.enrolment.credits.iter();
        everywhere.chain(own.map(|each| (each.achievement.as_str(), each.stamp)))
    }

    /// Returns the waiver that meets a requirement: the first one by the authority that the policy names; where several
    /// people must grant it, the one with which there are enough.
    pub fn waiver(&self, index: usize) -> Option<Waived> {
        self.granted(index, |waiver| waiver.sessions.is_empty())
    }

    /// Returns the waiver that meets a requirement for one session.
    pub fn session_waiver(&self, index: usize, session: &SessionId) -> Option<Waived> {
        if self.enrolment.waivers.is_empty() {
            return None;
        }
        self.granted(index, |waiver| waiver.sessions.contains(session))
    }

    fn granted(&self, index: usize, fits: impl Fn(&Waiver) -> bool) -> Option<Waived> {
        let rule = self.policy.rule(index);
        let by = rule.waivable_by.as_ref()?;
        let waivers = self.enrolment.waivers.get(&rule.id)?;
        let mut people = BTreeSet::new();
        let waiver = waivers
            .iter()
            .filter(|waiver| waiver.authority == *by && self.past(waiver.stamp))
            .filter(|waiver| self.holds(waiver) && fits(waiver))
            .find(|waiver| {
                people.extend(&waiver.granted_by);
                rule.waiver_quorum <= 1 || people.len() >= rule.waiver_quorum as usize
            })?;
        Some(Waived { stamp: waiver.stamp, authority: waiver.authority.clone() })
    }

    /// Tells whether a waiver has not run out.
    fn holds(&self, waiver: &Waiver) -> bool {
        waiver.until.is_none_or(|until| self.clock < end_of_day(until, self.policy.zone()))
    }

    /// Returns a deadline as extensions have moved it; never to an earlier one.
    pub fn extended(&self, index: usize, session: Option<&SessionId>, closes: Instant) -> Instant {
        let rule = self.policy.rule(index);
        let Some(by) = rule.extendable_by.as_ref() else { return closes };
        let extensions = self.enrolment.extensions.get(&rule.id).into_iter().flatten();
        extensions
            .filter(|each| each.authority == *by && self.past(each.stamp))
            .filter(|each| each.session.is_none() || each.session.as_ref() == session)
            .map(|each| end_of_day(each.to, self.policy.zone()))
            .fold(closes, Instant::max)
    }

    /// Tells whether a requirement is met under an assumption.
    pub fn passes(&self, index: usize, assume: Assume) -> bool {
        self.waiver(index).is_some() || self.measure(index, assume, None).passes()
    }

    /// Measures a requirement under an assumption; notes the evidence where a place for it is given.
    pub fn measure(
        &self,
        index: usize,
        assume: Assume,
        evidence: Option<&mut Evidence>,
    ) -> Measured {
        let mut nowhere = Evidence::default();
        let notes = evidence.unwrap_or(&mut nowhere);
        match self.asked(index) {
            Asked::Parts(need) => self.gate(index, assume, need, notes),
            Asked::Sessions(rule) => sessions::measure(self, &rule, assume, notes),
            Asked::Absences(rule) => absences::measure(self, &rule, assume, notes),
            Asked::Filings(rule) => filings::measure(self, &rule, assume, notes),
            Asked::Done(milestone) => done::measure(self, index, milestone, assume, notes),
            Asked::Reviews(item, rule) => people::reviews(self, item, &rule, assume, notes),
            Asked::Judgement(question, rule) => {
                people::judgement(self, question, &rule, assume, notes)
            }
            Asked::Log(rule) => log::measure(self, &rule, assume, notes),
            Asked::Exam(rule) => exam::measure(self, &rule, assume, notes),
            Asked::Prerequisite(any_of) => done::prerequisite(self, any_of, assume, notes),
            Asked::Paid(price) => tuition::measure(self, index, price, assume, notes),
        }
    }

    fn gate(&self, index: usize, assume: Assume, need: usize, notes: &mut Evidence) -> Measured {
        let mut have = 0;
        for child in self.policy.children(index) {
            if let Some(waived) = self.waiver(*child) {
                notes.counts.insert(waived.stamp.position);
                have += 1;
            } else if self.measure(*child, assume, Some(&mut *notes)).passes() {
                have += 1;
            }
        }
        Measured::count(have, i64::try_from(need).unwrap_or(i64::MAX))
    }

    /// Returns what a requirement's measure counts.
    pub fn unit(&self, index: usize) -> Unit {
        match &self.policy.rule(index).asks {
            Requirement::All(_) | Requirement::AtLeast { .. } => Unit::Requirements,
            Requirement::Sessions { .. } => Unit::Sessions,
            Requirement::Absences { .. } => Unit::Absences,
            Requirement::Filings { .. } => Unit::Filings,
            Requirement::Done { milestone: Milestone::Retreat { times: 1, .. }, .. } => Unit::Days,
            Requirement::Done { milestone: Milestone::Retreat { .. }, .. } => Unit::Retreats,
            Requirement::Done { .. }
            | Requirement::Exam { .. }
            | Requirement::Prerequisite { .. } => Unit::Done,
            Requirement::Reviews { .. } => Unit::Reviewers,
            Requirement::Judgement { .. } => Unit::Judges,
            Requirement::Log { unit: Measure::Minutes, .. } => Unit::Minutes,
            Requirement::Log { unit: Measure::Hundredths(_), .. } => Unit::Hundredths,
            Requirement::Paid(_) => Unit::Money(self.policy.policy().currency),
        }
    }

    /// Returns how many further opportunities can be missed, where missing one is a matter of counting.
    pub fn slack(&self, index: usize) -> Option<u32> {
        match self.asked(index) {
            Asked::Sessions(rule) => Some(spare::slack(self, &rule)),
            Asked::Absences(rule) => Some(absences::slack(self, &rule)),
            Asked::Filings(rule) => Some(filings::slack(self, &rule)),
            Asked::Exam(rule) => exam::slack(self, &rule),
            _ => None,
        }
    }

    /// Returns the account, where the requirement asks for money.
    pub fn account(&self, index: usize) -> Option<Account> {
        match &self.policy.rule(index).asks {
            Requirement::Paid(price) => Some(tuition::account(self, price)),
            _ => None,
        }
    }
}
