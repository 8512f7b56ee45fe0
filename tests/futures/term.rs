//! A term: a policy with one requirement over a few sessions, ten days apart, and what can become of each of them.

use cairn_domain::event::Mode;
use cairn_domain::policy::{Basis, Policy, Requirement, Rule, Session};
use cairn_domain::time::end_of_day;
use cairn_domain::{
    Calendar, CheckedPolicy, CohortId, CohortRecord, Event, Fact, Instant, Interval, Presence,
    SessionId, Stamp, Standing,
};
use cairn_testkit::worlds::name;
use chrono::{Days, NaiveDate, NaiveTime, TimeDelta};
use chrono_tz::Tz;

/// What became of one session, by all that is on record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    Absent,
    Excused,
    Present,
    Late,
    Unmeasured,
    MadeUp,
    ExcusedMadeUp,
    LateMadeUp,
    Filed,
}

/// A policy over a few sessions, ready to be asked.
pub struct Term {
    pub label: String,
    pub policy: CheckedPolicy,
    pub calendar: Calendar,
    /// What can become of a session under this policy, of all that can.
    pub alphabet: Vec<Outcome>,
}

pub const ZONE: Tz = Tz::America__New_York;

pub fn day(number: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + Days::new(number)
}

/// The end of the cohort: whatever is not there by then does not come.
pub fn end() -> Instant {
    end_of_day(day(100), ZONE) + TimeDelta::hours(1)
}

impl Term {
    /// Makes a term of rules, of which the first decides.
    pub fn new(label: &str, sessions: usize, rules: Vec<Rule>, alphabet: &[Outcome]) -> Self {
        let planned = (1..=sessions).map(|number| Session {
            id: name(&format!("s{number}")),
            starts: day(10 * number as u64).and_time(NaiveTime::from_hms_opt(19, 0, 0).unwrap()),
            minutes: 60,
            basis: basis(),
        });
        let policy = Policy {
            cohort: name("north"),
            title: label.to_owned(),
            version: "1".to_owned(),
            zone: ZONE,
            currency: "USD".parse().unwrap(),
            begins: day(0),
            ends: day(100),
            apply_by: None,
            sessions: planned.collect(),
            root: rules[0].id.clone(),
            requirements: rules,
            outcomes: Vec::new(),
            certificate: None,
        };
        let policy = policy.check().unwrap_or_else(|faults| panic!("{label}: {faults:?}"));
        let calendar = Calendar::new(&policy, &CohortRecord::default());
        Self { label: label.to_owned(), policy, calendar, alphabet: alphabet.to_vec() }
    }

    pub fn window(&self, session: usize) -> Interval {
        self.policy.planned()[session].1
    }

    /// The instant after the so-manieth session at which a question is asked; before the first for none.
    pub fn after(&self, sessions: usize) -> Instant {
        match sessions {
            0 => end_of_day(day(0), ZONE),
            sessions => self.window(sessions - 1).to + TimeDelta::hours(30),
        }
    }

    /// What is on record when the sessions came out like this.
    pub fn standing(&self, outcomes: &[Outcome]) -> Standing {
        let mut facts = vec![fact(self.after(0), 1, Event::Admitted { cohort: name("north") })];
        for (session, outcome) in outcomes.iter().enumerate() {
            self.happen(session, *outcome, &mut facts);
        }
        Standing::replay(&facts)
    }

    fn happen(&self, session: usize, outcome: Outcome, facts: &mut Vec<Fact>) {
        let window = self.window(session);
        let cohort: CohortId = name("north");
        let id: SessionId = name(&format!("s{}", session + 1));
        let attended = |mode: Mode, presence: Presence| Event::Attended {
            cohort: cohort.clone(),
            session: id.clone(),
            mode,
            presence,
        };
        let late = Interval { from: window.from + TimeDelta::minutes(10), to: window.to };
        let excused = Event::Excused { cohort: cohort.clone(), session: id.clone() };
        let made_up = attended(Mode::MakeUp, Presence::Whole);
        let late = attended(Mode::Live, Presence::Intervals(vec![late]));
        let whole = attended(Mode::Live, Presence::Whole);
        let reflected = Event::Reflected {
            cohort: cohort.clone(),
            session: id.clone(),
            facets: ["self".parse().unwrap()].into(),
        };
        let events = match outcome {
            Outcome::Absent => vec![],
            Outcome::Excused => vec![excused],
            Outcome::Present => vec![whole],
            Outcome::Late => vec![late],
            Outcome::Unmeasured => vec![attended(Mode::Live, Presence::Unmeasured)],
            Outcome::MadeUp => vec![made_up],
            Outcome::ExcusedMadeUp => vec![excused, made_up],
            Outcome::LateMadeUp => vec![late, made_up],
            Outcome::Filed => vec![reflected],
        };
        for (place, event) in (0_u32..).zip(events) {
            let at = window.to + TimeDelta::hours(1 + i64::from(place));
            facts.push(fact(at, 10 * (session as u64 + 1) + u64::from(place), event));
        }
    }
}

pub fn fact(at: Instant, position: u64, event: Event) -> Fact {
    Fact { stamp: Stamp { at, position, day: None }, event }
}

pub fn basis() -> Basis {
    Basis::Assumed("a small term".to_owned())
}

/// A rule of this name.
pub fn rule(id: &str, asks: Requirement) -> Rule {
    Rule {
        id: name(id),
        title: id.to_owned(),
        asks,
        waivable_by: None,
        waiver_quorum: 1,
        extendable_by: None,
        margin: 9,
        basis: basis(),
    }
}

impl Term {
    /// Tells whether a make-up or a reflection can still be done after an instant, by the policy's words and not by the
    /// domain's code.
    pub fn is_open(&self, act: &cairn_domain::assess::Act, now: Instant) -> bool {
        use cairn_domain::assess::Act;
        let place = |id: &cairn_domain::SessionId| {
            self.policy.planned().iter().position(|(known, _)| known == id).unwrap()
        };
        let ends = |session: usize, days: u32| {
            end_of_day(day(10 * (session as u64 + 1)) + Days::new(days.into()), ZONE)
        };
        let soon = now + TimeDelta::microseconds(1);
        self.policy.rules().iter().any(|rule| match (act, &rule.asks) {
            (Act::MakeUp(id), Requirement::Sessions { make_ups: Some(make_ups), .. }) => {
                let last = end_of_day(make_ups.by.unwrap_or(day(100)), ZONE);
                let own = make_ups.within_days.map_or(last, |days| ends(place(id), days));
                soon < last.min(own)
            }
            (Act::Reflect(id), Requirement::Filings { within_days, .. }) => {
                soon < ends(place(id), *within_days)
            }
            _ => false,
        })
    }
}
