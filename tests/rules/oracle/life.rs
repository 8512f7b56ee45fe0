//! Where a practitioner stands, and the events that led there.

use cairn_domain::{Event, Instant, State};

use super::{Oracle, Told};

impl<'a> Oracle<'a> {
    /// Every step of a life by an instant: the event, where it led from, and where it led.
    fn steps(&self, now: Instant) -> Vec<(Told<'a>, State, State)> {
        let (mut state, mut before) = (State::Unknown, State::Unknown);
        let step = |each: Told<'a>| {
            let from = state;
            state = after(state, each.event, before);
            if state != State::Suspended && state != State::Revoked {
                before = state;
            }
            (each, from, state)
        };
        self.happened(now).map(step).collect()
    }

    /// Where the practitioner stands, and the last application that began an enrolment.
    pub fn life(&self, now: Instant) -> (State, Option<Told<'a>>) {
        let steps = self.steps(now);
        let state = steps.last().map_or(State::Unknown, |step| step.2);
        let begins = |(each, from, to): &&(Told, State, State)| {
            matches!(each.event, Event::Applied { .. }) && from != to
        };
        (state, steps.iter().rfind(begins).map(|step| step.0))
    }

    /// The application that decides: the last that began an enrolment, or the first of all.
    pub(super) fn application(&self, now: Instant) -> Option<Told<'a>> {
        self.life(now).1.or_else(|| self.first_application(now))
    }

    /// The application that windows are counted from.
    pub(super) fn first_application(&self, now: Instant) -> Option<Told<'a>> {
        self.happened(now).find(|each| matches!(each.event, Event::Applied { .. }))
    }

    /// When they left (withdrew, were deferred or declined), if they have.
    pub(super) fn left(&self, now: Instant) -> Option<Instant> {
        let steps = self.steps(now);
        let moved = steps.iter().rfind(|(_, from, to)| from != to);
        let gone = [State::Withdrawn, State::Deferred, State::Declined];
        moved.filter(|step| gone.contains(&step.2)).map(|step| step.0.at)
    }

    /// The decision to certify that holds: a suspension that was lifted does not make it another.
    pub(super) fn decided(&self, now: Instant) -> Option<Told<'a>> {
        let steps = self.steps(now);
        let certified = |(each, from, to): &&(Told, State, State)| {
            matches!(each.event, Event::Certified { .. }) && from != to
        };
        steps.iter().rfind(certified).map(|step| step.0)
    }
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
