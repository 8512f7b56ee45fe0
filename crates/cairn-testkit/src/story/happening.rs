//! Something that happened: when, when it was written down, and what else is known of it.

use cairn_domain::{Event, Instant, Occurred};

use super::date;
use crate::worlds::{at, name};

/// Something that happened, and when, and when it was written down.
#[derive(Debug, Clone)]
pub struct Happening {
    pub(super) event: Event,
    pub(super) occurred: Option<Occurred>,
    pub(super) recorded: Option<Instant>,
}

impl From<Event> for Happening {
    fn from(event: Event) -> Self {
        Self { event, occurred: None, recorded: None }
    }
}

impl From<Happening> for Event {
    fn from(happening: Happening) -> Self {
        happening.event
    }
}

impl Happening {
    /// It happened on a day, as `2025-09-11`, and no more is known.
    ///
    /// # Panics
    /// If the text is no day.
    #[must_use]
    pub fn on(mut self, day: &str) -> Self {
        self.occurred = Some(Occurred::On(date(day)));
        self
    }

    /// It happened at an instant, as `2025-09-11T23:00:00Z`.
    #[must_use]
    pub fn at(mut self, instant: &str) -> Self {
        self.occurred = Some(Occurred::At(at(instant)));
        self
    }

    /// It was written down at an instant.
    #[must_use]
    pub fn recorded(mut self, instant: &str) -> Self {
        self.recorded = Some(at(instant));
        self
    }

    /// It was done with somebody.
    ///
    /// # Panics
    /// If it is no amount of something.
    #[must_use]
    pub fn with(mut self, partner: &str) -> Self {
        let Event::Logged { with, .. } = &mut self.event else { panic!("{:?}", self.event) };
        *with = Some(name(partner));
        self
    }

    /// It was reported on a later day.
    ///
    /// # Panics
    /// If it is no amount of something.
    #[must_use]
    pub fn reported_on(mut self, day: &str) -> Self {
        let Event::Logged { reported, .. } = &mut self.event else { panic!("{:?}", self.event) };
        *reported = Some(date(day));
        self
    }

    /// These people granted it together.
    ///
    /// # Panics
    /// If it is no waiver.
    #[must_use]
    pub fn granted_by<const N: usize>(mut self, people: [&str; N]) -> Self {
        let Event::Waived { granted_by, .. } = &mut self.event else { panic!("{:?}", self.event) };
        *granted_by = people.map(str::to_owned).into();
        self
    }

    /// It holds until the end of a day.
    ///
    /// # Panics
    /// If it is no waiver.
    #[must_use]
    pub fn until(mut self, day: &str) -> Self {
        let Event::Waived { until, .. } = &mut self.event else { panic!("{:?}", self.event) };
        *until = Some(date(day));
        self
    }

    /// It is about one session only.
    ///
    /// # Panics
    /// If it is neither a waiver nor an extension.
    #[must_use]
    pub fn for_session(mut self, id: &str) -> Self {
        match &mut self.event {
            Event::Waived { sessions, .. } => *sessions = [name(id)].into(),
            Event::Extended { session, .. } => *session = Some(name(id)),
            other => panic!("{other:?}"),
        }
        self
    }

    /// They said it in a capacity.
    ///
    /// # Panics
    /// If it is no review.
    #[must_use]
    pub fn in_capacity(mut self, role: &str) -> Self {
        let Event::Reviewed { capacity, .. } = &mut self.event else { panic!("{:?}", self.event) };
        *capacity = Some(name(role));
        self
    }
}
