//! What an assessment says: a tree of findings that cite events, and its top line.

use crate::anomaly::Anomaly;
use crate::assess::reasons::{Cause, Evidence};
use crate::fact::Stamp;
use crate::ids::{OutcomeId, RequirementId, Role};
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
