//! The pieces of evidence that a fold keeps, each with its stamp.

use std::collections::BTreeSet;

use crate::event::{Mode, ReviewOutcome};
use crate::fact::Stamp;
use crate::ids::{EventId, Facet, Role};
use crate::money::Money;
use crate::presence::Presence;

/// One piece of evidence that the practitioner was at a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The event.
    pub stamp: Stamp,
    /// Live, or by a make-up.
    pub mode: Mode,
    /// For how long.
    pub presence: Presence,
}

/// One reflection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed {
    /// The event.
    pub stamp: Stamp,
    /// The facets it touches.
    pub facets: BTreeSet<Facet>,
}

/// One word of a reviewer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// The event.
    pub stamp: Stamp,
    /// Who said it.
    pub reviewer: String,
    /// What they said.
    pub outcome: ReviewOutcome,
}

/// One completed retreat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetreatDays {
    /// The event.
    pub stamp: Stamp,
    /// How many days.
    pub days: u32,
}

/// Something done elsewhere or earlier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credit {
    /// The event; its time is that of the completion.
    pub stamp: Stamp,
    /// What, by the name it was given there.
    pub achievement: String,
}

/// What a movement of money is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MovementKind {
    /// Money came in.
    Payment,
    /// Money went back.
    Refund,
    /// What is owed changed.
    Adjustment,
}

/// One movement on the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Movement {
    /// The event.
    pub stamp: Stamp,
    /// Its kind.
    pub kind: MovementKind,
    /// What it adds to the net; negative for a refund.
    pub credit: Money,
}

/// One waiver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    /// The event.
    pub stamp: Stamp,
    /// By whose authority.
    pub authority: Role,
}

/// One appeal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appeal {
    /// The event.
    pub stamp: Stamp,
    /// The decision appealed against.
    pub against: EventId,
}
