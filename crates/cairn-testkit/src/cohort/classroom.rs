//! What is told of sessions and reflections.

use cairn_domain::event::Mode;
use cairn_domain::time::day_of;
use cairn_domain::{Event, Facet, Interval, Occurred, Presence};
use chrono::TimeDelta;

use super::script::{Person, whole_seconds};
use super::stage::next_morning;

/// Returns the numbers of the twelve sessions, but these.
pub(super) fn all_but(missed: &[usize]) -> Vec<usize> {
    (1..=12).filter(|number| !missed.contains(number)).collect()
}

impl Person<'_> {
    /// Was at these sessions live, as the meeting's report says: in a little late, sometimes thrown out for a while.
    pub fn attends(mut self, sessions: impl IntoIterator<Item = usize>) -> Self {
        for number in sessions {
            let held = self.term.meeting(number).held;
            let came = held.from + TimeDelta::seconds(self.chance.between(-180, 360));
            let left = held.to + TimeDelta::seconds(self.chance.between(-240, 90));
            let mut stays = vec![Interval { from: came, to: left }];
            if self.chance.smiles(12) {
                let thrown_out = came + TimeDelta::minutes(self.chance.between(30, 110));
                let back = thrown_out + TimeDelta::seconds(self.chance.between(40, 400));
                stays = vec![
                    Interval { from: came, to: thrown_out },
                    Interval { from: back, to: left },
                ];
            }
            self = self.connected(number, stays);
        }
        self
    }

    /// Was connected to a session during these stays.
    pub fn connected(self, number: usize, stays: Vec<Interval>) -> Self {
        self.present(number, Presence::Intervals(stays))
    }

    /// Was there from the beginning for so many hundredths of the session; `up` to the next whole second, or down.
    pub fn attends_percent(self, number: usize, percent: i64, up: bool) -> Self {
        let held = self.term.meeting(number).held;
        let exact = held.length().num_seconds() * percent;
        let seconds = if up { (exact + 99) / 100 } else { exact / 100 };
        let stay = Interval { from: held.from, to: held.from + TimeDelta::seconds(seconds) };
        self.connected(number, vec![stay])
    }

    /// What a witness knows of their presence at a session, written down when the reports were read in.
    pub fn present(mut self, number: usize, presence: Presence) -> Self {
        let (session, held) =
            (self.term.meeting(number).id.clone(), self.term.meeting(number).held);
        let told = next_morning(held.to) + self.chance.minutes(0, 45);
        let report = matches!(presence, Presence::Intervals(_) | Presence::Seconds(_));
        let report = report.then(|| format!("{}/{session}", self.term.cohort));
        let cohort = self.term.cohort.clone();
        let event = Event::Attended { cohort, session, mode: Mode::Live, presence };
        self.put_at(Occurred::At(held.from), told, event);
        self.last().report = report;
        self
    }

    /// Made up for a session by its recording, on that day.
    pub fn makes_up(self, number: usize, day: &str) -> Self {
        let session = self.term.meeting(number).id.clone();
        let (cohort, mode) = (self.term.cohort.clone(), Mode::MakeUp);
        self.tell(day, Event::Attended { cohort, session, mode, presence: Presence::Whole })
    }

    /// Was excused from a session on its eve.
    pub fn excused(mut self, number: usize) -> Self {
        let meeting = self.term.meeting(number);
        let (cohort, session) = (self.term.cohort.clone(), meeting.id.clone());
        let eve = day_of(meeting.held.from - TimeDelta::days(1), self.term.zone);
        self.put(Occurred::On(eve), Event::Excused { cohort, session });
        self
    }

    /// Reflected on these sessions, well in time; the facets take turns, so that nine filings touch each three times.
    pub fn reflects(mut self, sessions: impl IntoIterator<Item = usize>) -> Self {
        let facets = self.term.facets();
        for number in sessions {
            let mut touched = vec![facets[self.filed % facets.len()].clone()];
            if self.chance.smiles(35) {
                touched.push(self.chance.one_of(&facets).clone());
            }
            self.filed += 1;
            let ended = self.term.meeting(number).held.to;
            let at = self.days_later(ended, 1, 16);
            self.reflected(number, at, touched);
        }
        self
    }

    /// Reflected on a session at this time, on one facet.
    pub fn reflects_on(mut self, number: usize, when: &str, facet: usize) -> Self {
        let at = super::when::occurred(when, self.zone);
        let facet = self.term.facets()[facet].clone();
        self.reflected(number, at, vec![facet]);
        self
    }

    /// Reflected on these sessions in time, but on one facet only.
    pub fn reflects_only_on(
        mut self,
        sessions: impl IntoIterator<Item = usize>,
        facet: usize,
    ) -> Self {
        let facet = self.term.facets()[facet].clone();
        for number in sessions {
            let ended = self.term.meeting(number).held.to;
            let at = self.days_later(ended, 1, 16);
            self.reflected(number, at, vec![facet.clone()]);
        }
        self
    }

    fn reflected(&mut self, number: usize, at: Occurred, facets: Vec<Facet>) {
        let (cohort, session) = (self.term.cohort.clone(), self.term.meeting(number).id.clone());
        let facets = facets.into_iter().collect();
        self.put(at, Event::Reflected { cohort, session, facets });
        self.last().wish.source = Some(serde_json::json!({"system": "form"}));
    }

    /// Was connected to a session on two devices at once, for so many minutes each.
    pub fn attends_on_two_devices(self, number: usize, minutes: i64) -> Self {
        let from = whole_seconds(self.term.meeting(number).held.from);
        let phone = Interval { from, to: from + TimeDelta::minutes(minutes) };
        let overlap = TimeDelta::minutes(5);
        let laptop = Interval { from: from + overlap, to: phone.to + overlap };
        self.connected(number, vec![phone, laptop])
    }
}
