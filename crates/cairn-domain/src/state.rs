//! Where a practitioner is in the life of an enrolment, and the table of what follows what.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where a practitioner stands with a cohort.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Something was recorded for the cohort, but no application.
    #[default]
    Unknown,
    /// Applied; nothing decided.
    Applied,
    /// On the waiting list.
    Waitlisted,
    /// Has a seat.
    Admitted,
    /// Turned down.
    Declined,
    /// Left.
    Withdrawn,
    /// Moved to another cohort.
    Deferred,
    /// Not yet certified: to come back with something.
    Referred,
    /// Certified.
    Certified,
    /// Not certified, for good.
    Refused,
    /// On hold.
    Suspended,
    /// No longer certified.
    Revoked,
}

/// What moves a practitioner from one state to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// `applied`
    Apply,
    /// `admitted`
    Admit,
    /// `waitlisted`
    Waitlist,
    /// `declined`
    Decline,
    /// `withdrew`
    Withdraw,
    /// `deferred`
    Defer,
    /// `referred`
    Refer,
    /// `certified`
    Certify,
    /// `refused`
    Refuse,
    /// `suspended`
    Suspend,
    /// `reinstated`
    Reinstate,
    /// `revoked`
    Revoke,
}

/// What a step leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// The state after it.
    pub to: State,
    /// Whether the step follows from the state before it; if not, it is an anomaly.
    pub expected: bool,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 12] = [
        Self::Unknown,
        Self::Applied,
        Self::Waitlisted,
        Self::Admitted,
        Self::Declined,
        Self::Withdrawn,
        Self::Deferred,
        Self::Referred,
        Self::Certified,
        Self::Refused,
        Self::Suspended,
        Self::Revoked,
    ];

    /// Returns what a step leads to from here; `before` is the state that a suspension or revocation interrupted.
    ///
    /// Total: the log may hold what the rules would have refused. What can be believed moves the state and is odd; what
    /// cannot (an application by somebody certified) is odd and moves nothing.
    #[must_use]
    pub const fn after(self, step: Step, before: Self) -> Outcome {
        use State::{
            Admitted, Applied, Certified, Declined, Deferred, Referred, Refused, Revoked,
            Suspended, Unknown, Waitlisted, Withdrawn,
        };
        let (to, expected) = match (step, self) {
            (Step::Apply, Unknown | Declined | Withdrawn | Deferred | Refused) => (Applied, true),
            // Lifting a refusal that fell on appeal gives the seat back; the committee decides anew.
            (Step::Admit, Applied | Waitlisted) | (Step::Reinstate, Refused) => (Admitted, true),
            (Step::Admit, Unknown | Declined | Withdrawn | Deferred) => (Admitted, false),
            (Step::Waitlist, Applied) => (Waitlisted, true),
            (Step::Waitlist, Unknown | Declined | Withdrawn | Deferred) => (Waitlisted, false),
            (Step::Decline, Applied | Waitlisted) => (Declined, true),
            (Step::Decline, Unknown) => (Declined, false),
            (Step::Withdraw, Applied | Waitlisted | Admitted | Referred | Suspended) => {
                (Withdrawn, true)
            }
            (Step::Withdraw, Unknown) => (Withdrawn, false),
            (Step::Defer, Applied | Waitlisted | Admitted | Referred) => (Deferred, true),
            (Step::Defer, Unknown | Suspended) => (Deferred, false),
            (Step::Refer, Admitted | Referred) => (Referred, true),
            (Step::Certify, Admitted | Referred) => (Certified, true),
            (
                Step::Certify,
                Unknown | Applied | Waitlisted | Declined | Withdrawn | Deferred | Refused,
            ) => (Certified, false),
            (Step::Refuse, Admitted | Referred) => (Refused, true),
            (Step::Suspend, Admitted | Referred | Certified) => (Suspended, true),
            (Step::Reinstate, Suspended | Revoked) => (before, true),
            (Step::Revoke, Certified) => (Revoked, true),
            // Only a certificate can be taken back: whoever had none yet stays as they are.
            (Step::Revoke, Suspended) if matches!(before, Certified) => (Revoked, true),
            _ => (self, false),
        };
        Outcome { to, expected }
    }

    /// Tells whether this state ends the question of eligibility, at least for now.
    #[must_use]
    pub const fn is_an_end(self) -> bool {
        match self {
            Self::Declined
            | Self::Withdrawn
            | Self::Deferred
            | Self::Certified
            | Self::Refused
            | Self::Suspended
            | Self::Revoked => true,
            Self::Unknown | Self::Applied | Self::Waitlisted | Self::Admitted | Self::Referred => {
                false
            }
        }
    }

    /// Tells whether the practitioner has a seat and may be certified.
    #[must_use]
    pub const fn has_seat(self) -> bool {
        matches!(self, Self::Admitted | Self::Referred)
    }

    /// Returns the state as the wire and the reports name it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Applied => "applied",
            Self::Waitlisted => "waitlisted",
            Self::Admitted => "admitted",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
            Self::Deferred => "deferred",
            Self::Referred => "referred",
            Self::Certified => "certified",
            Self::Refused => "refused",
            Self::Suspended => "suspended",
            Self::Revoked => "revoked",
        }
    }
}

impl Step {
    /// Every step.
    pub const ALL: [Self; 12] = [
        Self::Apply,
        Self::Admit,
        Self::Waitlist,
        Self::Decline,
        Self::Withdraw,
        Self::Defer,
        Self::Refer,
        Self::Certify,
        Self::Refuse,
        Self::Suspend,
        Self::Reinstate,
        Self::Revoke,
    ];
}
