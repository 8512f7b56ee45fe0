//! What can be wrong with a policy, and where.

use chrono::NaiveDate;

use crate::ids::{RequirementId, SessionId};
use crate::money::{Currency, Money};
use crate::policy::Fraction;
use crate::time::BadLocalTime;

/// Where in a policy a fault is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A key at the top: its name.
    Top(&'static str),
    /// A session, by its place in the list, and the key.
    Session(usize, &'static str),
    /// A requirement, by its place in the list, and the key.
    Requirement(usize, &'static str),
}

/// What is wrong with a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub place: Place,
    /// What.
    pub kind: FaultKind,
}

/// The ways in which a policy can be wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FaultKind {
    /// Two things share a name.
    #[error("`{0}` is there twice")]
    Duplicate(String),
    /// A name that nothing has.
    #[error("there is no requirement `{0}`")]
    UnknownRequirement(RequirementId),
    /// A session that the calendar does not have.
    #[error("there is no session `{0}` in the calendar")]
    UnknownSession(SessionId),
    /// A requirement that asks for itself.
    #[error("`{0}` asks for itself, by way of {1}")]
    Cycle(RequirementId, String),
    /// A requirement that the root does not ask for.
    #[error("nothing asks for `{0}`: it would never count")]
    Unasked(RequirementId),
    /// A list that may not be empty.
    #[error("this is empty; it needs at least one entry")]
    Empty,
    /// More is asked than there is.
    #[error("{need} cannot be reached: there {are} only {available}", are = if *available == 1 { "is" } else { "are" })]
    Impossible {
        /// What is asked.
        need: u64,
        /// What there is.
        available: u64,
    },
    /// A number outside its range.
    #[error("{got} is outside {from} to {to}")]
    OutOfRange {
        /// The number.
        got: i64,
        /// The least.
        from: i64,
        /// The most.
        to: i64,
    },
    /// A share that is no share.
    #[error("{}/{} is not a share: expected more than nothing and at most the whole, such as 4/5", .0.of, .0.per)]
    NotAShare(Fraction),
    /// A local time that names no instant.
    #[error(transparent)]
    LocalTime(BadLocalTime),
    /// Two sessions at the same time: then no single best future exists.
    #[error("this session overlaps `{0}`: nobody can attend both")]
    Clash(SessionId),
    /// A day outside of the cohort's year or the years that cairn knows.
    #[error("{day} is outside {from} to {to}")]
    DayOutside {
        /// The day.
        day: NaiveDate,
        /// The first day allowed.
        from: NaiveDate,
        /// The last day allowed.
        to: NaiveDate,
    },
    /// Another currency than the policy's.
    #[error("{0} is not in {1}, the currency of this policy")]
    OtherCurrency(Money, Currency),
    /// A reduced price that reduces nothing.
    #[error("{0} is not below the full price of {1}")]
    NotReduced(Money, Money),
    /// Requirements that share parts so often that assessing them would take forever.
    #[error("the requirements expand to more than {0} parts")]
    TooLarge(usize),
}

/// The faults found so far, in the order in which they were looked for.
#[derive(Default)]
pub(super) struct Faults(pub(super) Vec<Fault>);

impl Faults {
    pub(super) fn add(&mut self, place: Place, kind: FaultKind) {
        self.0.push(Fault { place, kind });
    }

    pub(super) fn range(&mut self, place: Place, got: u32, from: u32, to: u32) {
        if !(from..=to).contains(&got) {
            self.add(
                place,
                FaultKind::OutOfRange { got: got.into(), from: from.into(), to: to.into() },
            );
        }
    }

    pub(super) fn at_most(&mut self, place: Place, need: u32, available: usize) {
        let (need, available) = (u64::from(need), available as u64);
        if need > available {
            self.add(place, FaultKind::Impossible { need, available });
        }
    }

    pub(super) fn day(&mut self, place: Place, day: NaiveDate, from: NaiveDate, to: NaiveDate) {
        if day < from || day > to {
            self.add(place, FaultKind::DayOutside { day, from, to });
        }
    }

    pub(super) fn share(&mut self, place: Place, share: Fraction) {
        if share.of == 0 || share.of > share.per {
            self.add(place, FaultKind::NotAShare(share));
        }
    }
}
