//! The pieces of evidence that a fold keeps, each with its stamp.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::event::{Amount, ExamOutcome, Mode, ReviewOutcome, Ruling};
use crate::fact::Stamp;
use crate::ids::{Activity, EventId, Facet, Partner, Role, SessionId};
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
    /// In which capacity.
    pub capacity: Option<Role>,
}

/// An amount of something done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// The event; its time is when it was done.
    pub stamp: Stamp,
    /// In what.
    pub activity: Activity,
    /// How much.
    pub amount: Amount,
    /// With whom.
    pub with: Option<Partner>,
    /// The day on which it was reported, where that was later.
    pub reported: Option<NaiveDate>,
}

/// One attempt at an examination.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempt {
    /// The event.
    pub stamp: Stamp,
    /// How it went.
    pub outcome: ExamOutcome,
}

/// One answer to a question that is left to judgement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// The event.
    pub stamp: Stamp,
    /// Who answered.
    pub judge: String,
    /// In which capacity.
    pub capacity: Role,
    /// What they said.
    pub outcome: Ruling,
}

/// One extension of a last day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    /// The event.
    pub stamp: Stamp,
    /// By whose authority.
    pub authority: Role,
    /// The last day now.
    pub to: NaiveDate,
    /// The session that it is about.
    pub session: Option<SessionId>,
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
    /// Who granted it, where that was said.
    pub granted_by: BTreeSet<String>,
    /// The sessions that it is about; none: the whole requirement.
    pub sessions: BTreeSet<SessionId>,
    /// The last day on which it holds.
    pub until: Option<NaiveDate>,
}

/// One appeal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appeal {
    /// The event.
    pub stamp: Stamp,
    /// The decision appealed against.
    pub against: EventId,
}
