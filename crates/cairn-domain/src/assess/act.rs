//! What a practitioner, or the programme for them, can still do.

use crate::event::Amount;
use crate::ids::{Facet, Item, RequirementId, Role, SessionId};
use crate::money::Money;
use crate::time::Instant;

/// Something that can still be done, or could have been. What one act does counts for every requirement that looks at it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Act {
    /// Attend a live session.
    Attend(SessionId),
    /// Make up for a session that was, or will be, missed.
    MakeUp(SessionId),
    /// File a reflection on a session.
    Reflect(SessionId),
    /// Hand in a piece of work.
    HandIn(Item),
    /// Take part in a retreat of so many days, or in more of them; a longer one serves for a shorter, too.
    Retreat(u32),
    /// Complete something, by its first name.
    Complete(String),
    /// Apply.
    Apply,
    /// Be admitted.
    Seat,
    /// Have a piece of work accepted.
    Accept(Item),
    /// Have a question decided in one's favour.
    Grant(Item),
    /// Do what a requirement asks amounts of.
    Log(RequirementId),
    /// Pass an examination.
    Pass(Item),
    /// Pay.
    Pay,
    /// Do what a requirement asks, once what it waits for is there.
    Do(RequirementId),
    /// Have it settled for how long one was at a session.
    Settle(SessionId),
}

/// How much an act must bring, where it is a matter of how much.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Size {
    /// So many more people who accept or grant.
    People {
        /// How many.
        number: u32,
        /// How many of them in which capacity.
        each: Vec<(Role, u32)>,
        /// The capacities in which their word would not count.
        not_as: Vec<Role>,
    },
    /// So many retreats of so many days.
    Retreats {
        /// How many.
        times: u32,
        /// Of how many days each.
        days: u32,
    },
    /// So much, and of which category; the name is empty where any will do.
    Amounts(Vec<(String, Amount)>),
    /// With so many different people more.
    Different(u32),
    /// So much money.
    Money(Money),
    /// Touching these categories.
    Touching(Vec<Facet>),
}

impl Size {
    /// Tells whether another size of the same act brings this about, too.
    pub(super) const fn lies_in(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Retreats { times, days }, Self::Retreats { times: more, days: longer }) => {
                *times <= *more && *days <= *longer
            }
            _ => false,
        }
    }
}

/// An act of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToDo {
    /// What to do.
    pub act: Act,
    /// How much of it.
    pub sizes: Vec<Size>,
    /// The requirements that it is for.
    pub serves: Vec<RequirementId>,
    /// When it can be done at the earliest, where that is later than now: when the session begins.
    pub from: Option<Instant>,
    /// The first instant at which it is too late; absent: no deadline binds it.
    pub before: Option<Instant>,
}

impl ToDo {
    /// Brings forward what would otherwise be due later.
    pub(super) fn due_by(&mut self, at: Instant) {
        self.before = Some(self.before.map_or(at, |before| before.min(at)));
    }
}
