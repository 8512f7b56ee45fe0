//! The reasons of a finding: the events behind it, why some do not count, and what put it out of reach.

use std::collections::{BTreeMap, BTreeSet};

use crate::ids::{Position, RequirementId, SessionId};
use crate::time::Instant;

/// What put a requirement out of reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// An event, by its position.
    Event(Position),
    /// A deadline that passed.
    Deadline(Deadline),
    /// It was not in reach before anything happened either; a checked policy gives no occasion for it.
    Always,
}

/// A point in time after which something no longer counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deadline {
    /// The session ended.
    Session(SessionId),
    /// The reflection on the session was due.
    Filing(SessionId),
    /// The last day for make-ups passed.
    MakeUps(RequirementId),
    /// The last day for a milestone, an examination or an amount passed.
    Milestone(RequirementId),
    /// What its window waits for can no longer come early enough.
    Awaited(RequirementId),
    /// The days left have no room for what is lacking, where only so much counts of one day.
    Room(RequirementId),
    /// What had been done for it expired.
    Expiry(RequirementId),
    /// A waiver ran out.
    Waiver(RequirementId),
    /// The last day to lock a reduced price passed.
    Tier(String),
    /// The last day to pay passed.
    Payment(RequirementId),
}

impl Deadline {
    /// Tells whether it is the end of something that holds to its last microsecond, rather than of an opportunity, which
    /// must be taken before it.
    #[must_use]
    pub const fn runs_out(&self) -> bool {
        matches!(self, Self::Expiry(_) | Self::Waiver(_))
    }
}

/// The events behind a measure, by position.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evidence {
    /// What counts.
    pub counts: BTreeSet<Position>,
    /// What was looked at and does not count, or counts against, each with why.
    pub against: BTreeMap<Position, Against>,
    /// What may come to count.
    pub pending: BTreeSet<Position>,
}

impl Evidence {
    /// Adds what was found elsewhere.
    pub(super) fn take(&mut self, other: Self) {
        self.counts.extend(other.counts);
        self.against.extend(other.against);
        self.pending.extend(other.pending);
    }
}

/// Why a piece of evidence does not count, or counts against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Against {
    /// Not there for long enough.
    TooShort {
        /// For how many seconds they were there, by all that is known of the session.
        there: u32,
        /// How many it takes.
        needed: u32,
        /// How many seconds the session lasted.
        lasted: u32,
    },
    /// Came too late to have been there, in seconds.
    CameLate {
        /// How late.
        late: u32,
        /// How late one may be.
        allowed: u32,
    },
    /// Left too early to have been there, in seconds.
    LeftEarly {
        /// How early.
        early: u32,
        /// How early one may leave.
        allowed: u32,
    },
    /// One make-up more than may count.
    OverTheCap,
    /// After the deadline, which was this instant.
    Late(Instant),
    /// Before it could count: before the day of its session.
    Early,
    /// Before something that it must come after, and that has not happened yet.
    NotYet,
    /// About a session that was cancelled.
    Cancelled,
    /// A reviewer gave the work back.
    Returned,
    /// A retreat of too few days.
    TooFewDays,
    /// Completed only after applying.
    AfterApplying,
    /// Money that went back, or that is owed more.
    Reduces,
    /// In another currency.
    OtherCurrency,
    /// In a capacity whose word does not count here.
    Excluded,
    /// Not granted by this judge.
    Denied,
    /// Not passed, or too few points.
    NotPassed,
    /// One attempt more than may count.
    TooManyAttempts,
    /// Before it could count, which was from this instant on.
    TooEarly(Instant),
    /// It counted until this instant.
    Expired(Instant),
    /// Reported too late; it was due before this instant.
    ReportedLate(Instant),
    /// In another unit.
    OtherUnit,
    /// More than counts, of its category or of its day.
    OverTheMost,
}
