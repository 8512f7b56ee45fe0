//! What is odd about what was recorded. An observation is never refused for being odd; audits show it instead.

use chrono::NaiveDate;

use crate::fact::Stamp;
use crate::ids::{RequirementId, SessionId};
use crate::state::{State, Step};

/// Something odd about a recorded event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anomaly {
    /// The event.
    pub stamp: Stamp,
    /// What is odd about it.
    pub oddity: Oddity,
}

/// The ways in which a record can be odd.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Oddity {
    /// A void or amendment names no earlier event of its stream that it could correct.
    CorrectsNothing,
    /// An event of a cohort stands in a practitioner's stream.
    Misplaced,
    /// The step does not follow from where the practitioner stood.
    OutOfOrder {
        /// Where they stood.
        from: State,
        /// What was recorded.
        step: Step,
    },
    /// Attended, filed or handed in by somebody who had no seat at the time.
    WithoutSeat,
    /// The same provider's reference was recorded before, or, without one, the same amount within 24 hours.
    PaidTwice,
    /// More was refunded than had been paid.
    RefundedMoreThanPaid,
    /// Reviewed before anything was handed in.
    ReviewedBeforeSubmitted,
    /// An appeal was decided that was never made.
    NoSuchAppeal,
    /// Applied after the last day to apply (shown by the assessment, which knows the policy).
    AppliedLate {
        /// The last day.
        by: NaiveDate,
    },
    /// The session is not in the cohort's calendar.
    UnknownSession(SessionId),
    /// Attended or filed before the day of its session.
    BeforeSession(SessionId),
    /// In another currency than the policy's; it is not counted.
    OtherCurrency,
    /// The waiver names a requirement that the policy does not have, or that this authority may not waive.
    WaiverWithoutAuthority(RequirementId),
    /// The extension names a requirement that the policy does not have, or whose last day this authority may not move.
    ExtensionWithoutAuthority(RequirementId),
    /// The decision falls outside what the policy supports: certified while a requirement was not met.
    Unsupported,
}
