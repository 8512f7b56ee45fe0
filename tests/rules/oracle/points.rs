//! Since when, until when: every instant at which an answer may change, looked at one by one.

use std::collections::BTreeSet;

use cairn_domain::Assume::PerfectFuture;
use cairn_domain::assess::Deadline;
use cairn_domain::policy::{Due, Lock, Moment, Requirement, Rule};
use cairn_domain::{Event, Instant, RequirementId, SessionId};
use chrono::{Days, NaiveDate};

use super::days::long_after;
use super::{Ask, Oracle, TICK, Window};

/// So many days before the first, and after the last, that something tells of: longer than any term of a small world.
const MARGIN: Days = Days::new(200);

impl Oracle<'_> {
    /// Every instant at which an answer may change, in order.
    pub(super) fn points(&self) -> &[Instant] {
        self.points.get_or_init(|| self.every_point())
    }

    /// Every instant at which an answer may change: events, the ends of sessions, and the first and last instants of days.
    fn every_point(&self) -> Vec<Instant> {
        let mut days: Vec<NaiveDate> = vec![self.policy.begins, self.policy.ends];
        for each in self.person.iter().chain(&self.cohort) {
            days.push(self.local_day(each.at));
            days.extend(match each.event {
                Event::Extended { to, .. } => Some(*to),
                Event::Waived { until, .. } => *until,
                Event::Logged { reported, .. } => *reported,
                Event::SessionHeld { to, .. } => Some(self.local_day(*to)),
                _ => None,
            });
        }
        let first = *days.iter().min().expect("the cohort's first") - MARGIN;
        let last = *days.iter().max().expect("the cohort's last") + MARGIN;
        let days = first.iter_days().take_while(|day| *day <= last).map(|day| self.starts(day));
        let windows = self.every_window().into_iter().map(|(_, window)| window);
        let ends = windows.flat_map(|(from, to)| [from - TICK, from, to - TICK, to]);
        let events = self.person.iter().chain(&self.cohort).map(|each| each.at);
        let all: BTreeSet<Instant> =
            days.flat_map(|at| [at - TICK, at]).chain(ends).chain(events).collect();
        all.into_iter().collect()
    }

    /// When sessions have ended, for good.
    pub fn session_ends(&self) -> Vec<Instant> {
        self.every_window().into_iter().map(|(_, window)| window.1).collect()
    }

    /// An instant, and the beginnings of the days after it, each with its day.
    pub fn days_from(&self, at: Instant) -> impl Iterator<Item = (Instant, NaiveDate)> + '_ {
        let first = self.local_day(at);
        let later = first.iter_days().skip(1).map(|day| (self.starts(day), day));
        std::iter::once((at, first)).chain(later)
    }

    /// Every window that a session ever had.
    fn every_window(&self) -> Vec<(&SessionId, Window)> {
        let held = pick!(self.cohort.iter(), Event::SessionHeld { session, from, to } => (session, (*from, *to)));
        let planned =
            self.policy.sessions.iter().map(|each| &each.id).zip(self.plan.iter().copied());
        planned.chain(held.map(|held| held.1)).collect()
    }

    /// The first instant from which the perfect future failed until now; `None`: it failed before anything happened.
    pub fn since(&self, rule: &Rule, now: Instant) -> Option<Instant> {
        let in_reach = |at: &Instant| self.passes(rule, Ask::new(*at, PerfectFuture));
        let earlier = self.points().iter().rev().filter(|at| **at < now);
        let out: Vec<&Instant> =
            std::iter::once(&now).chain(earlier).take_while(|at| !in_reach(at)).collect();
        let all = self.points().iter().filter(|at| **at < now).count() + 1;
        (out.len() < all).then(|| out.last().map_or(now, |at| **at))
    }

    /// The first instant from which, nothing having been done until then, it would be out of reach; `None`: never.
    pub fn wait(&self, rule: &Rule, now: Instant) -> Option<Instant> {
        let idle = self.if_nothing_more_happened(now);
        // What would come after the last of the points, by a term or two, is not looked at: nothing can be said of the last ones.
        let far = idle.points().last().map_or(now, |last| *last - Days::new(90));
        let mut ahead = idle.points().iter().filter(|at| **at > now && **at <= far);
        ahead.find(|at| !idle.passes(rule, Ask::new(**at, PerfectFuture))).copied()
    }

    /// When what had been out of reach is in reach again, looking ahead; `None`: never.
    pub fn reached_again(&self, rule: &Rule, now: Instant) -> Option<Instant> {
        let in_reach = |at: &&Instant| self.passes(rule, Ask::new(**at, PerfectFuture));
        let mut ahead = self.points().iter().filter(|at| **at > now).skip_while(in_reach);
        ahead.find(in_reach).copied()
    }

    /// Whether an instant is the one from which a deadline has passed.
    pub fn passed_at(&self, deadline: &Deadline, since: Instant) -> bool {
        let ends = since + TICK;
        let is_end = |day: NaiveDate| self.end_of(day) == ends;
        let windows = || self.every_window().into_iter();
        let of = |id: &RequirementId| self.rule(id);
        let at = Ask::new(since, PerfectFuture);
        match deadline {
            Deadline::Session(id) => windows().any(|(of, window)| of == id && window.1 == ends),
            Deadline::Filing(id) => {
                let rules = self.policy.requirements.iter();
                rules
                    .filter_map(|rule| match &rule.asks {
                        Requirement::Filings { within_days, .. } => Some((rule, *within_days)),
                        _ => None,
                    })
                    .any(|(rule, within)| {
                        let mut windows = windows().filter(|(of, _)| *of == id);
                        windows
                            .any(|(_, window)| self.filing(rule, id, window, within, at).1 == ends)
                    })
            }
            Deadline::MakeUps(id) => {
                let Requirement::Sessions { make_ups: Some(make_ups), .. } = &of(id).asks else {
                    return false;
                };
                let by = |(session, window)| self.make_up_by(make_ups, of(id), session, window, at);
                windows().map(by).any(|by| by == ends)
            }
            Deadline::Milestone(id) | Deadline::Awaited(id) | Deadline::Room(id) => {
                self.window_turned(of(id), since)
            }
            Deadline::Expiry(id) => {
                let term = self.window(of(id), at).valid_for;
                let ended =
                    |day| term.is_some_and(|term| self.end_of(long_after(day, term)) == since);
                self.happened(since).any(|told| ended(self.day(&told)))
            }
            Deadline::Waiver(id) => {
                exists!(self.happened(since), Event::Waived { requirement, until: Some(until), .. }
                    if requirement == id && self.end_of(*until) == since)
            }
            Deadline::Tier(name) => self.prices().any(|(_, price)| {
                let tiers = price.tiers.iter().filter(|tier| tier.name == *name);
                let days = |tier: &cairn_domain::policy::Tier| {
                    let more = tier.and.iter().map(|each| (each.locked_by, each.by));
                    let all: Vec<(Lock, NaiveDate)> =
                        more.chain([(tier.locked_by, tier.by)]).collect();
                    all
                };
                tiers.flat_map(days).any(|(_, day)| is_end(day))
            }),
            Deadline::Payment(id) => self.prices().any(|(rule, price)| {
                let last = |day| self.extended(rule, None, self.end_of(day), since);
                rule.id == *id && price.by.map(last) == Some(ends)
            }),
        }
    }

    fn prices(&self) -> impl Iterator<Item = (&Rule, &cairn_domain::policy::Price)> {
        self.policy.requirements.iter().filter_map(|rule| match &rule.asks {
            Requirement::Paid(price) => Some((rule, price)),
            _ => None,
        })
    }

    /// Whether a window closed at an instant, or what is counted from something turned: then at a day's or session's edge.
    fn window_turned(&self, rule: &Rule, since: Instant) -> bool {
        let (ends, just_before) = (since + TICK, Ask::new(since - TICK, PerfectFuture));
        let closes = [just_before, Ask::new(since, PerfectFuture)]
            .map(|ask| self.window(rule, ask).closes.is_some_and(|end| end == ends));
        let (after, reported_by, per_day) = match &rule.asks {
            Requirement::Log { after, reported_by, per_day, .. } => {
                (after, reported_by.as_ref(), per_day.is_some())
            }
            Requirement::Done { after, .. } | Requirement::Exam { after, .. } => {
                (after, None, false)
            }
            _ => (&None, None, false),
        };
        let reports = reported_by
            .and_then(|due: &Due| self.last_instant(Some(due), since))
            .is_some_and(|end| end == ends);
        let moves = per_day || matches!(after, Some(Moment::From(_)));
        let begins = |(_, window): (&SessionId, Window)| [since, ends].contains(&window.0);
        let edge = [since, ends].iter().any(|at| self.starts(self.local_day(*at)) == *at)
            || self.every_window().into_iter().any(begins);
        closes.contains(&true) || reports || (moves && edge)
    }
}
