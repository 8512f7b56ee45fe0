//! What an assessment says: a tree of findings that cite events, and its top line.

use std::collections::{BTreeMap, BTreeSet};

use crate::anomaly::Anomaly;
use crate::fact::Stamp;
use crate::ids::{OutcomeId, Position, RequirementId, Role, SessionId};
use crate::money::Money;
use crate::state::State;
use crate::time::Instant;

/// The top line of an assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Has a seat, and everything that the policy asks is met.
    Eligible,
    /// Not yet eligible; it can still come.
    Open,
    /// Not yet eligible, and close to where it can no longer come.
    AtRisk,
    /// Can no longer become eligible, without a waiver or correction.
    OutOfReach,
    /// A state that ended the question.
    Ended(State),
}

impl Verdict {
    /// Returns the verdict as the wire and the reports name it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Eligible => "eligible",
            Self::Open => "open",
            Self::AtRisk => "at_risk",
            Self::OutOfReach => "out_of_reach",
            Self::Ended(state) => state.name(),
        }
    }
}

/// How one requirement measures up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// Met by what is settled, or waived.
    Met,
    /// Not met; it can still be.
    Open,
    /// Not met; it can still be, but no more than so many further opportunities may be missed.
    AtRisk {
        /// How many further opportunities can be missed.
        slack: u32,
    },
    /// It can no longer be met, without a waiver or correction.
    OutOfReach {
        /// The first instant from which it could not.
        since: Instant,
        /// What made it so.
        cause: Cause,
    },
}

impl Status {
    /// Returns the status as the wire and the reports name it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Open => "open",
            Self::AtRisk { .. } => "at_risk",
            Self::OutOfReach { .. } => "out_of_reach",
        }
    }
}

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

/// What `have` and `need` count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Requirements met.
    Requirements,
    /// Sessions attended.
    Sessions,
    /// Sessions reflected on.
    Filings,
    /// Done or not: 1 or 0.
    Done,
    /// Days of the longest retreat.
    Days,
    /// Sessions missed: a limit.
    Absences,
    /// Retreats completed.
    Retreats,
    /// Minutes of something.
    Minutes,
    /// Hundredths of something.
    Hundredths,
    /// Reviewers who accept.
    Reviewers,
    /// People who grant it.
    Judges,
    /// Minor units of a currency.
    Money(crate::money::Currency),
}

/// A minimum within a requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Which category.
    pub name: String,
    /// What there is.
    pub have: i64,
    /// What is asked.
    pub need: i64,
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

/// What one requirement measures, under one assumption. It measures; it does not judge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measured {
    /// What there is.
    pub have: i64,
    /// What is asked.
    pub need: i64,
    /// The minima within it.
    pub parts: Vec<Part>,
    /// Whether what is asked is a limit: `have` must not exceed `need`.
    pub limit: bool,
}

impl Measured {
    /// So much of so much, without minima.
    pub(super) const fn count(have: i64, need: i64) -> Self {
        Self { have, need, parts: Vec::new(), limit: false }
    }

    /// The same with all that is asked, if it all comes.
    pub(super) fn filled_if(mut self, comes: bool) -> Self {
        if comes {
            self.have = self.have.max(self.need);
            for part in &mut self.parts {
                part.have = part.have.max(part.need);
            }
        }
        self
    }

    /// Tells whether there is enough, or no more than may be.
    #[must_use]
    pub fn passes(&self) -> bool {
        let enough = if self.limit { self.have <= self.need } else { self.have >= self.need };
        enough && self.parts.iter().all(|part| part.have >= part.need)
    }
}

/// Who waived a requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waived {
    /// The event.
    pub stamp: Stamp,
    /// By whose authority.
    pub authority: Role,
}

/// How one requirement measures up, with its evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The requirement.
    pub requirement: RequirementId,
    /// How it measures up.
    pub status: Status,
    /// What `have` and `need` count.
    pub unit: Unit,
    /// By what is settled.
    pub settled: Measured,
    /// What there would be if pending evidence passed.
    pub with_pending: i64,
    /// What there would be in the perfect future.
    pub in_reach: i64,
    /// The events behind it.
    pub evidence: Evidence,
    /// The waiver that met it.
    pub waived: Option<Waived>,
    /// The account, where money is asked.
    pub account: Option<Account>,
    /// The parts, where requirements are asked.
    pub children: Vec<Finding>,
}

impl Finding {
    /// Walks the tree from the top: this finding, then its parts.
    pub fn walk(&self) -> Box<dyn Iterator<Item = &Self> + '_> {
        Box::new(std::iter::once(self).chain(self.children.iter().flat_map(Self::walk)))
    }
}

/// What is owed and what came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The price that applies.
    pub price: Money,
    /// The reduced price that is locked, and what locked it; absent: the full price.
    pub tier: Option<(String, Stamp)>,
    /// Paid in all.
    pub paid: Money,
    /// Refunded in all; positive.
    pub refunded: Money,
    /// Adjusted in all; positive: owes less.
    pub adjusted: Money,
    /// What is still owed; negative: paid too much.
    pub balance: Money,
    /// What should have been paid in instalments by now and was not; never negative.
    pub overdue: Money,
    /// What would go back to somebody who left now, or goes back to somebody who has left; never negative. Absent where
    /// the policy says nothing about it.
    pub refundable: Option<Money>,
}

/// A practitioner's assessment under a policy at a point in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// The top line.
    pub verdict: Verdict,
    /// Where the practitioner stands.
    pub state: State,
    /// What a suspension or revocation interrupted.
    pub interrupted: State,
    /// Whether the requirements alone are met, whatever the state.
    pub supported: bool,
    /// The best outcome that is met, where the policy names outcomes.
    pub outcome: Option<OutcomeId>,
    /// The best outcome that is in reach, where the policy names outcomes.
    pub best_outcome: Option<OutcomeId>,
    /// How the certificate stands, where there is one and the policy limits how long it holds.
    pub certificate: Option<Certificate>,
    /// The tree of findings.
    pub root: Finding,
    /// What is odd, by the fold and by the policy, in order of time.
    pub anomalies: Vec<Anomaly>,
}

/// How a certificate stands in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Certificate {
    /// The decision.
    pub decided: Stamp,
    /// The first instant at which it does not hold any more.
    pub expires: Instant,
    /// The first instant at which it cannot be renewed any more.
    pub renewable_until: Instant,
    /// How it stands now.
    pub holds: Holds,
}

/// Whether a certificate holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// It does.
    Valid,
    /// It does not, and can still be renewed.
    Lapsed,
    /// It does not, and cannot be renewed.
    Expired,
}
