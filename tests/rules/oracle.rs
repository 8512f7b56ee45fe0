//! The oracle: what `docs/reference/requirements.md` says, said again, slowly and by quantifiers.
//!
//! Written from that page before its author had read how the domain answers, it shares the domain's types and none of its
//! code, and is free to be slow. Where the two disagree, one of them is wrong, and the page says which.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use cairn_domain::Assume::{Lenient, PerfectFuture, Strict};
use cairn_domain::event::{Mode, ReviewOutcome};
use cairn_domain::policy::*;
use cairn_domain::*;
use chrono::{Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// From when until when; and in which way, by when.
type Window = (Instant, Instant);
type How = (Mode, Option<Instant>);

/// How much there is of what is asked, and of each category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    pub have: i64,
    pub need: i64,
    pub parts: BTreeMap<String, (i64, i64)>,
}

/// An event that counts, when it sorts, and what it says.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    pub at: Instant,
    pub position: u64,
    day: Option<NaiveDate>,
    pub event: &'a Event,
}

/// Everything that a question is about.
pub struct Oracle<'a> {
    policy: &'a Policy,
    /// The practitioner's counting events, in order.
    pub person: Vec<Told<'a>>,
    /// The cohort's counting events, in order.
    pub cohort: Vec<Told<'a>>,
}

thread_local! {
    static DAYS: RefCell<HashMap<(NaiveDate, Tz), Instant>> = RefCell::default();
}

/// The first instant of a local day, by looking at every minute of three days and at every second of one minute.
pub fn first_instant(day: NaiveDate, zone: Tz) -> Instant {
    let look = || {
        let midnight = Utc.from_utc_datetime(&day.and_time(NaiveTime::MIN));
        let has_begun = |at: &Instant| at.with_timezone(&zone).date_naive() >= day;
        let mut minutes = (-36 * 60..36 * 60).map(|each| midnight + TimeDelta::minutes(each));
        let minute = minutes.find(has_begun).expect("no zone is that far from UTC");
        let mut seconds = (-60..=0).map(|each| minute + TimeDelta::seconds(each));
        seconds.find(has_begun).expect("at the latest on the minute")
    };
    DAYS.with_borrow_mut(|days| *days.entry((day, zone)).or_insert_with(look))
}

/// What counts of a stream, as known at an instant: corrections resolved, in order of occurrence and position.
fn told<'a>(history: &'a [Recorded], known_at: Instant, zones: &Zones) -> Vec<Told<'a>> {
    let known: Vec<&Recorded> =
        history.iter().filter(|each| each.recorded_at <= known_at).collect();
    let corrects = |event: &Event| matches!(event, Event::Voided { .. } | Event::Amended { .. });
    // What cannot be read may be of any type: "a verdict over it is an error, never a skip" (DESIGN.md).
    let same_type = |a: &Event, b: &Event| {
        std::mem::discriminant(a) == std::mem::discriminant(b) || *a == Event::Unknown
    };
    let says = |(index, each): (usize, &&'a Recorded)| {
        let (occurred, event) = (index + 1..known.len())
            .rev()
            .filter(|later| counts(&known, *later))
            .find_map(|later| match &known[later].event {
                Event::Amended { event, to, .. }
                    if *event == each.id && same_type(&to.event, &each.event) =>
                {
                    Some((to.occurred_at, &*to.event))
                }
                _ => None,
            })
            .unwrap_or((each.occurred, &each.event));
        let zone = event.cohort().and_then(|of| zones.cohorts.get(of));
        let (at, day) = match occurred {
            Occurred::At(instant) => (instant, None),
            Occurred::On(day) => (first_instant(day, *zone.unwrap_or(&zones.home)), Some(day)),
        };
        Told { at, position: each.position, day, event }
    };
    let live =
        |(index, each): &(usize, &&Recorded)| !corrects(&each.event) && counts(&known, *index);
    let mut all: Vec<Told> = known.iter().enumerate().filter(live).map(says).collect();
    all.sort_by_key(|each| (each.at, each.position));
    all
}

/// An event counts unless there is a later one that voids it and counts.
fn counts(known: &[&Recorded], index: usize) -> bool {
    let voids = |later: &Recorded| matches!(&later.event, Event::Voided { event, .. } if *event == known[index].id);
    !(index + 1..known.len()).any(|later| voids(known[later]) && counts(known, later))
}

/// A moment to ask about: by when, assuming what, and (a bit for each session of the calendar) missing what from then on.
#[derive(Debug, Clone, Copy)]
pub struct Ask {
    pub now: Instant,
    pub assume: Assume,
    pub missed: u32,
}

impl Ask {
    pub fn new(now: Instant, assume: Assume) -> Self {
        Self { now, assume, missed: 0 }
    }

    /// In the perfect future, something can happen after now and before the deadline; time is kept to the microsecond.
    fn can_still(self, deadline: Instant) -> bool {
        self.assume == PerfectFuture && self.now + TICK < deadline
    }
}
const TICK: TimeDelta = TimeDelta::microseconds(1);

/// Picks what events say: those that look so, with what is asked of them.
macro_rules! pick {
    ($told:expr, $pattern:pat $(if $guard:expr)? => $value:expr) => {
        $told.filter_map(|each| match each.event { $pattern $(if $guard)? => Some((each, $value)), _ => None })
    };
}

/// Tells whether there is an event that looks so.
macro_rules! exists {
    ($told:expr, $pattern:pat $(if $guard:expr)?) => {
        $told.any(|each| matches!(each.event, $pattern $(if $guard)?))
    };
}
fn plain(name: &str) -> String {
    name.chars().filter(|each| !each.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// The least whole number that is at least a share of another.
fn share(part: Fraction, whole: i64) -> i64 {
    let per = i64::from(part.per);
    (whole * i64::from(part.of) + per - 1) / per
}

impl<'a> Oracle<'a> {
    /// Reads the practitioner's stream and the cohort's as they were known at an instant.
    pub fn new(policy: &'a Policy, zones: &Zones, of: [&'a [Recorded]; 2], known: Instant) -> Self {
        let [person, cohort] = of.map(|history| told(history, known, zones));
        Self { policy, person, cohort }
    }
    fn end_of(&self, day: NaiveDate) -> Instant {
        first_instant(day + Days::new(1), self.policy.zone)
    }
    fn end_by(&self, day: Option<NaiveDate>) -> Instant {
        self.end_of(day.unwrap_or(self.policy.ends))
    }

    /// What has happened to the practitioner in this cohort by an instant.
    fn happened(&self, now: Instant) -> impl DoubleEndedIterator<Item = Told<'a>> + Clone {
        let here = |each: &&Told| each.event.cohort().is_none_or(|of| *of == self.policy.cohort);
        self.person.iter().filter(move |each| each.at <= now).filter(here).copied()
    }

    /// Where the practitioner stands, and the last application that began an enrolment.
    pub fn life(&self, now: Instant) -> (State, Option<Told<'a>>) {
        let (mut before, mut begun) = (State::Unknown, None);
        let state = self.happened(now).fold(State::Unknown, |state, each| {
            let next = after(state, each.event, before);
            if next != State::Suspended && next != State::Revoked {
                before = next;
            }
            if matches!(each.event, Event::Applied { .. }) && state != next {
                begun = Some(each);
            }
            next
        });
        (state, begun)
    }
    pub fn rule(&self, id: &RequirementId) -> &'a Rule {
        self.policy.requirements.iter().find(|rule| rule.id == *id).expect("checked policies")
    }
    pub fn waived(&self, rule: &Rule, now: Instant) -> bool {
        let may = rule.waivable_by.as_ref();
        exists!(self.happened(now), Event::Waived { requirement, authority, .. } if *requirement == rule.id && Some(authority) == may)
    }
    pub fn passes(&self, rule: &Rule, ask: Ask) -> bool {
        self.waived(rule, ask.now) || {
            let of = self.measure(rule, ask);
            of.have >= of.need && of.parts.values().all(|(have, need)| have >= need)
        }
    }
    pub fn measure(&self, rule: &Rule, ask: Ask) -> Measure {
        let passing =
            |of: &[RequirementId]| count(of.iter().filter(|id| self.passes(self.rule(id), ask)));
        let (have, need) = match &rule.asks {
            Requirement::All(of) => (passing(of), count(of.iter())),
            Requirement::AtLeast { need, of } => (passing(of), i64::from(*need)),
            Requirement::Sessions { .. } => self.sessions(&rule.asks, ask),
            Requirement::Filings { need, within_days, each } => {
                return self.filings(*need, *within_days, each, ask);
            }
            Requirement::Done { milestone, by } => self.done(milestone, self.end_by(*by), ask),
            Requirement::Reviews { of, reviewers } => self.reviews(of, i64::from(*reviewers), ask),
            Requirement::Prerequisite { any_of } => (self.credited(any_of, ask), 1),
            Requirement::Paid(price) => self.paid(price, ask),
        };
        Measure { have, need, parts: BTreeMap::new() }
    }

    /// The calendar as it stands at an instant: each session that is not cancelled, with its window.
    fn calendar(&self, now: Instant) -> impl Iterator<Item = (u32, &'a SessionId, Window)> {
        let happened = self.cohort.iter().filter(move |each| each.at <= now);
        self.policy.sessions.iter().enumerate().filter_map(move |(index, planned)| {
            let held = pick!(happened.clone(), Event::SessionHeld { session, from, to } if *session == planned.id => (*from, *to));
            let window = held.map(|held| held.1).next_back().unwrap_or_else(|| self.planned(planned));
            let cancelled = exists!(happened.clone(), Event::SessionCancelled { session } if *session == planned.id);
            (!cancelled).then_some((1 << index, &planned.id, window))
        })
    }
    fn planned(&self, planned: &Session) -> Window {
        let from = self.policy.zone.from_local_datetime(&planned.starts).single();
        let from = from.expect("a checked policy").with_timezone(&Utc);
        (from, from + TimeDelta::minutes(i64::from(planned.minutes)))
    }
    fn sessions(&self, asks: &Requirement, ask: Ask) -> (i64, i64) {
        let Requirement::Sessions { need, of, presence, make_ups, excused } = asks else {
            return (0, 0);
        };
        let cap = make_ups.as_ref().map_or(0, |make_ups| i64::from(make_ups.at_most));
        let deadline = make_ups.as_ref().map(|make_ups| self.end_by(make_ups.by));
        let seen =
            self.calendar(ask.now).filter(|each| of.as_ref().is_none_or(|of| of.contains(each.1)));
        let seen = seen.map(|(bit, id, window)| {
            let ahead = ask.can_still(window.1);
            let live = self.attended((Mode::Live, None), id, presence, window, ask)
                || (ahead && ask.missed & bit == 0);
            let made_up = deadline.is_some_and(|deadline| {
                self.attended((Mode::MakeUp, Some(deadline)), id, presence, window, ask)
                    // What is missed from now on can only be made up for once it is over.
                    || (if ahead { window.1 < deadline } else { ask.can_still(deadline) })
            });
            let leaves = *excused == Excusal::LeavesShare
                && exists!(self.happened(ask.now), Event::Excused { session, .. } if session == id);
            (live, !live && made_up, !live && leaves)
        });
        let seen: Vec<(bool, bool, bool)> = seen.collect();
        let number = |of: (bool, bool, bool)| count(seen.iter().filter(|each| **each == of));
        let first = number((false, true, false)).min(cap);
        let then = number((false, true, true)).min(cap - first);
        let left = number((false, true, true)) - then + number((false, false, true));
        let asked_of = count(seen.iter()) - left;
        let need = match need {
            Need::Count(count) => i64::from(*count),
            Need::Share(part) => share(*part, asked_of),
        };
        (number((true, false, false)) + first + then, need)
    }

    /// Whether a session was attended: long enough together, or by one report alone, or perhaps (lenient).
    fn attended(&self, by: How, id: &SessionId, min: &LeastPresence, of: Window, ask: Ask) -> bool {
        let ((by, before), (from, to)) = (by, of);
        let in_time = self.happened(ask.now).filter(|each| before.is_none_or(|end| each.at < end));
        let reports = pick!(in_time, Event::Attended { session, mode, presence, .. } if session == id && *mode == by => presence);
        let reports: Vec<&Presence> = reports.map(|each| each.1).collect();
        let length = (to - from).num_seconds();
        let enough = match min {
            LeastPresence::Share(part) => share(*part, length),
            LeastPresence::Minutes(minutes) => length.min(60 * i64::from(*minutes)),
        };
        let clip = |at: Instant| if by == Mode::Live { at.max(from).min(to) } else { at };
        let stays = reports.iter().flat_map(|presence| match presence {
            Presence::Intervals(stays) => stays.as_slice(),
            _ => &[],
        });
        let stays: Vec<Window> = stays.map(|stay| (clip(stay.from), clip(stay.to))).collect();
        // Between two neighbouring corners one is there all the time or not at all.
        let corners: BTreeSet<Instant> = stays.iter().flat_map(|stay| [stay.0, stay.1]).collect();
        let there = |(a, b): &(&Instant, &Instant)| stays.iter().any(|s| s.0 <= **a && **b <= s.1);
        let pieces = corners.iter().zip(corners.iter().skip(1)).filter(there);
        let total: TimeDelta = pieces.map(|(a, b)| *b - *a).sum();
        total >= TimeDelta::seconds(enough)
            || reports.iter().any(|presence| match presence {
                Presence::Intervals(_) => false,
                Presence::Seconds(seconds) => i64::from(*seconds) >= enough,
                Presence::Whole => true,
                Presence::Unmeasured => ask.assume != Strict,
            })
    }
    fn filings(&self, need: u32, within: u32, each: &BTreeMap<Facet, u32>, ask: Ask) -> Measure {
        let filed = |touching: Option<&Facet>| {
            count(self.calendar(ask.now).filter(|(bit, id, window)| {
                let (opens, due) = self.filing(*window, within);
                let in_time = self.happened(ask.now).filter(|told| opens <= told.at && told.at < due);
                let mut on = pick!(in_time, Event::Reflected { session, facets, .. } if session == *id => facets);
                (ask.can_still(due) && ask.missed & bit == 0)
                    || on.any(|(_, facets)| touching.is_none_or(|facet| facets.contains(facet)))
            }))
        };
        let part = |(name, need): (&Facet, &u32)| {
            (name.to_string(), (filed(Some(name)), i64::from(*need)))
        };
        Measure { have: filed(None), need: i64::from(need), parts: each.iter().map(part).collect() }
    }

    /// From when until when a reflection on a session is in time.
    fn filing(&self, window: Window, within: u32) -> Window {
        let day = window.0.with_timezone(&self.policy.zone).date_naive();
        let due = self.end_of(day + Days::new(u64::from(within)));
        (first_instant(day, self.policy.zone), due)
    }
    fn done(&self, what: &Milestone, deadline: Instant, ask: Ask) -> (i64, i64) {
        let in_time = self.happened(ask.now).filter(|each| each.at < deadline);
        let need = if let Milestone::Retreat { days } = what { i64::from(*days) } else { 1 };
        let have = in_time.map(|each| match (each.event, what) {
            (Event::Submitted { item, .. }, Milestone::Submitted(of)) => i64::from(item == of),
            (Event::RetreatCompleted { days, .. }, Milestone::Retreat { .. }) => i64::from(*days),
            _ => 0,
        });
        let have = have.max().unwrap_or(0);
        (if ask.can_still(deadline) { have.max(need) } else { have }, need)
    }
    fn reviews(&self, work: &Item, need: i64, ask: Ask) -> (i64, i64) {
        let said = pick!(self.happened(ask.now), Event::Reviewed { item, reviewer, outcome, .. } if item == work => (reviewer, *outcome));
        // In order, so that the latest word of each takes the place of those before it.
        let latest: BTreeMap<&String, (Told, ReviewOutcome)> =
            said.map(|(told, (reviewer, outcome))| (reviewer, (told, outcome))).collect();
        let accepted = |word: &&(Told, ReviewOutcome)| word.1 == ReviewOutcome::Accepted;
        let have = count(latest.values().filter(accepted));
        let mut submitted = self.happened(ask.now);
        let hand_in = submitted
            .rfind(|each| matches!(each.event, Event::Submitted { item, .. } if item == work));
        let place = |told: &Told| (told.at, told.position);
        let pending = hand_in.is_some_and(|last| {
            latest.values().all(|word| accepted(&word) || place(&word.0) < place(&last))
        });
        let all = ask.assume == PerfectFuture || (ask.assume == Lenient && pending);
        (if all { have.max(need) } else { have }, need)
    }
    fn credited(&self, names: &BTreeSet<String>, ask: Ask) -> i64 {
        let (state, begun) = self.life(ask.now);
        let first = self.happened(ask.now).find(|each| matches!(each.event, Event::Applied { .. }));
        let is_one = |told: &str| names.iter().any(|name| plain(name) == plain(told));
        let mut credits = pick!(self.happened(ask.now), Event::Credited { achievement, .. } if is_one(achievement) => ());
        let Some(applied) = begun.or(first) else {
            let pending = ask.assume == Lenient && credits.next().is_some();
            return i64::from(ask.assume == PerfectFuture || pending);
        };
        let zone = self.policy.zone;
        let day = |told: &Told| told.day.unwrap_or(told.at.with_timezone(&zone).date_naive());
        let in_time = |credit: &Told| match credit.day.or(applied.day) {
            Some(_) => day(credit) <= day(&applied),
            None => credit.at <= applied.at,
        };
        let anew =
            matches!(state, State::Declined | State::Withdrawn | State::Deferred | State::Refused);
        i64::from((anew && ask.assume == PerfectFuture) || credits.any(|each| in_time(&each.0)))
    }

    /// Every movement of money in the policy's currency: when, by how much, and what it was.
    fn movements(&self, now: Instant) -> impl Iterator<Item = (Instant, i64, &'a Event)> + Clone {
        let currency = self.policy.currency;
        let all = pick!(self.happened(now), Event::Paid { amount, .. } | Event::Refunded { amount, .. } | Event::TuitionAdjusted { credit: amount, .. } => amount);
        all.filter(move |(_, amount)| amount.currency == currency).map(|(each, amount)| {
            let back = matches!(each.event, Event::Refunded { .. });
            (each.at, if back { -amount.minor } else { amount.minor }, each.event)
        })
    }
    fn sum(&self, now: Instant, wanted: impl Fn(Instant, &Event) -> bool) -> i64 {
        self.movements(now).filter(|each| wanted(each.0, each.2)).map(|each| each.1).sum()
    }
    fn price(&self, price: &Price, ask: Ask) -> i64 {
        let net = |by: Instant| self.sum(ask.now, |at, _| at <= by);
        let locked = price.tiers.iter().filter(|tier| {
            let ends = self.end_of(tier.by);
            let mut in_time = self.happened(ask.now).filter(|each| each.at < ends);
            let reaches = |at: Instant| net(at) >= tier.price.minor;
            let lasts = |from: Instant| {
                price.on_refund == OnRefund::Keeps
                    || self.movements(ask.now).all(|each| each.0 <= from || reaches(each.0))
            };
            ask.can_still(ends)
                || match tier.locked_by {
                    Lock::Applying => exists!(in_time, Event::Applied { .. }),
                    Lock::Admission => exists!(in_time, Event::Admitted { .. }),
                    Lock::Paying => self
                        .movements(ask.now)
                        .any(|each| each.0 < ends && reaches(each.0) && lasts(each.0)),
                }
        });
        locked.map(|tier| tier.price.minor).fold(price.full.minor, i64::min)
    }

    fn paid(&self, price: &Price, ask: Ask) -> (i64, i64) {
        let deadline = price.by.map_or(Instant::MAX_UTC, |day| self.end_of(day));
        let paid = |event: &Event| matches!(event, Event::Paid { .. });
        let late = |by| self.sum(by, |at, event| at >= deadline && paid(event));
        let back = |by| -self.sum(by, |_, event| matches!(event, Event::Refunded { .. }));
        let ahead =
            self.movements(ask.now).map(|each| back(each.0) - late(each.0)).fold(0, i64::max);
        let rest = |event: &Event| !matches!(event, Event::Refunded { .. });
        let have =
            self.sum(ask.now, |at, event| rest(event) && (at < deadline || !paid(event))) - ahead;
        let need = self.price(price, ask);
        (if ask.can_still(deadline) { need.max(have) } else { have }, need)
    }

    /// The account of a price, in time or not: the price, what was paid, refunded and adjusted, and the balance.
    pub fn account(&self, price: &Price, now: Instant) -> [i64; 5] {
        let paid = self.sum(now, |_, event| matches!(event, Event::Paid { .. }));
        let refunded = -self.sum(now, |_, event| matches!(event, Event::Refunded { .. }));
        let adjusted = self.sum(now, |_, event| matches!(event, Event::TuitionAdjusted { .. }));
        let price = self.price(price, Ask::new(now, Strict));
        [price, paid, refunded, adjusted, price - paid + refunded - adjusted]
    }

    /// The most further sessions (filings) of which *any* may be missed: over every subset. `None`: all of them may be.
    pub fn slack(&self, rule: &Rule, now: Instant) -> Option<u32> {
        let ask = Ask::new(now, PerfectFuture);
        let ends = |window: Window| match &rule.asks {
            Requirement::Filings { within_days, .. } => self.filing(window, *within_days).1,
            _ => window.1,
        };
        let ahead = self.calendar(now).filter(|(.., window)| ask.can_still(ends(*window)));
        let ahead: u32 = ahead.map(|(bit, ..)| bit).sum();
        (0..1_u32 << self.policy.sessions.len())
            .filter(|missed| missed & !ahead == 0)
            .filter(|missed| !self.passes(rule, Ask { missed: *missed, ..ask }))
            .map(|missed| missed.count_ones() - 1)
            .min()
    }

    /// Every instant at which an answer may change: events, and deadlines (of which kind), at their last microsecond.
    pub fn turning_points(&self) -> Vec<(Instant, Option<&'static str>)> {
        let held = pick!(self.cohort.iter(), Event::SessionHeld { from, to, .. } => (*from, *to));
        let planned = self.policy.sessions.iter().map(|each| self.planned(each));
        let windows: Vec<Window> = planned.chain(held.map(|each| each.1)).collect();
        let mut ends: Vec<_> = windows.iter().map(|window| (window.1, "session")).collect();
        for rule in &self.policy.requirements {
            match &rule.asks {
                Requirement::Sessions { make_ups: Some(make_ups), .. } => {
                    ends.push((self.end_by(make_ups.by), "make_ups"));
                }
                Requirement::Filings { within_days, .. } => ends
                    .extend(windows.iter().map(|of| (self.filing(*of, *within_days).1, "filing"))),
                Requirement::Done { by, .. } => ends.push((self.end_by(*by), "milestone")),
                Requirement::Paid(price) => {
                    ends.extend(price.tiers.iter().map(|tier| (self.end_of(tier.by), "tier")));
                    ends.extend(price.by.map(|day| (self.end_of(day), "payment")));
                }
                _ => {}
            }
        }
        let events = self.person.iter().chain(&self.cohort).map(|each| (each.at, None));
        let mut all: Vec<_> =
            events.chain(ends.into_iter().map(|(at, kind)| (at - TICK, Some(kind)))).collect();
        all.sort_unstable();
        all
    }

    /// The first instant from which the perfect future failed until now; `None`: it failed before anything happened.
    pub fn since(&self, rule: &Rule, now: Instant) -> Option<Instant> {
        let points = self.turning_points().into_iter().map(|each| each.0).filter(|at| *at <= now);
        let mut moments: Vec<Instant> = points.chain([now]).collect();
        moments.insert(0, moments[0] - TICK);
        let in_reach = |at: &Instant| self.passes(rule, Ask::new(*at, PerfectFuture));
        moments.iter().rposition(in_reach).map(|last| moments[last + 1])
    }
}
fn count<T>(of: impl Iterator<Item = T>) -> i64 {
    of.fold(0, |sum, _| sum + 1)
}

/// Where an event leads; what cannot be believed leads nowhere.
fn after(state: State, event: &Event, before: State) -> State {
    use State::*;
    let gone = matches!(state, Unknown | Declined | Withdrawn | Deferred);
    let seat = matches!(state, Admitted | Referred);
    let early = matches!(state, Applied | Waitlisted);
    let leaving = seat || early || matches!(state, Unknown | Suspended);
    match event {
        Event::Applied { .. } if gone || state == Refused => Applied,
        Event::Admitted { .. } if gone || early => Admitted,
        Event::Waitlisted { .. } if gone || state == Applied => Waitlisted,
        Event::Declined { .. } if early || state == Unknown => Declined,
        Event::Withdrew { .. } if leaving => Withdrawn,
        Event::Deferred { .. } if leaving => Deferred,
        Event::Referred { .. } if seat => Referred,
        Event::Certified { .. } if gone || seat || early || state == Refused => Certified,
        Event::Refused { .. } if seat => Refused,
        Event::Suspended { .. } if seat || state == Certified => Suspended,
        Event::Revoked { .. } if state == Certified => Revoked,
        Event::Revoked { .. } if state == Suspended && before == Certified => Revoked,
        Event::Reinstated { .. } if matches!(state, Suspended | Revoked) => before,
        Event::Reinstated { .. } if state == Refused => Admitted,
        _ => state,
    }
}
