//! What can be wrong with a policy, and where.

use chrono::NaiveDate;

use crate::ids::{OutcomeId, RequirementId, Role, SessionId};
use crate::money::{Currency, Money};
use crate::policy::{Fraction, Place};
use crate::time::BadLocalTime;

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
    #[error("{} is not a share: expected more than nothing and at most the whole, such as 4/5", written(*.0))]
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
    /// A last day counted from something that could be lost again, and the day with it.
    #[error(
        "a last day cannot be counted from `{0}`: only from something done once, or from an examination"
    )]
    NoAnchor(RequirementId),
    /// A last day that lies before something that may not have happened yet.
    #[error("a last day cannot be counted back from what has not happened yet")]
    CountedBack,
    /// Two words that contradict each other.
    #[error("`{0}` and `{1}` cannot be stated together")]
    Together(&'static str, &'static str),
    /// A word that says nothing without another.
    #[error("`{0}` says nothing without `{1}`")]
    Without(&'static str, &'static str),
    /// A span of the calendar without any length.
    #[error("this is no time at all")]
    NoTime,
    /// A limit that nobody could ever go beyond.
    #[error("nobody can miss more than {at_most}: there {}", only(*available))]
    AsksNothing {
        /// The limit.
        at_most: u64,
        /// What there is to miss.
        available: u64,
    },
    /// A capacity that is asked for and whose word does not count.
    #[error("`{0}` is asked for and does not count")]
    Excluded(Role),
    /// A name that means something already.
    #[error("`{0}` stands for how many different people: no category can be called that")]
    Reserved(&'static str),
    /// Something to count that is no word, or one that means time.
    #[error("`{0}` is nothing that can be counted")]
    NotAUnit(String),
    /// A limit on each day that could be used in more than one way.
    #[error("`per_day` can only be kept where there is one category")]
    ManyPerDay,
    /// Categories within categories, without end.
    #[error("categories are nested more than {0} deep")]
    TooDeep(usize),
    /// A day that should come after the one before it in the list.
    #[error("{0} does not come after {1}, the day before it in the list")]
    OutOfOrder(NaiveDate, NaiveDate),
    /// Parts of a price that are not the price.
    #[error("these come to {0}, and the full price is {1}")]
    NotTheSum(Money, Money),
    /// A last day that may be moved where there is none.
    #[error("there is no last day here that could be moved")]
    NoLastDay,
    /// An outcome for everybody before other outcomes.
    #[error("`{0}` needs nothing: no outcome after it can ever come about")]
    NeedsNothing(OutcomeId),
}

/// Returns a share as people write it.
fn written(share: Fraction) -> String {
    match share {
        Fraction { of, per: 100 } => format!("{of} %"),
        Fraction { of, per } => format!("{of}/{per}"),
    }
}

fn only(sessions: u64) -> String {
    match sessions {
        0 => "are no sessions".to_owned(),
        1 => "is only 1 session".to_owned(),
        many => format!("are only {many} sessions"),
    }
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

    /// What may be listed once only.
    pub(super) fn once<'n>(&mut self, place: &Place, names: impl Iterator<Item = &'n str>) {
        let mut seen = std::collections::BTreeSet::new();
        for name in names.filter(|name| !seen.insert(*name)) {
            self.add(place.clone(), FaultKind::Duplicate(name.to_owned()));
        }
    }

    pub(super) fn day(&mut self, place: Place, day: NaiveDate, from: NaiveDate, to: NaiveDate) {
        if day < from || day > to {
            self.add(place, FaultKind::DayOutside { day, from, to });
        }
    }

    /// A share of which nothing is one, too.
    pub(super) fn part(&mut self, place: Place, share: Fraction) {
        if share.per == 0 || share.of > share.per {
            self.add(place, FaultKind::NotAShare(share));
        }
    }

    pub(super) fn share(&mut self, place: Place, share: Fraction) {
        if share.of == 0 || share.of > share.per {
            self.add(place, FaultKind::NotAShare(share));
        }
    }
}
