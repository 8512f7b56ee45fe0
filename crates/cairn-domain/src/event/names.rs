//! What an event is called, which cohort it names, and in whose stream it belongs.

use crate::event::Event;
use crate::ids::CohortId;

impl Event {
    /// Returns the name of the event on the wire.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Identified { .. } => "identified",
            Self::Linked { .. } => "linked",
            Self::Unlinked { .. } => "unlinked",
            Self::Erased {} => "erased",
            Self::Recognised { .. } => "recognised",
            Self::Applied { .. } => "applied",
            Self::Admitted { .. } => "admitted",
            Self::Waitlisted { .. } => "waitlisted",
            Self::Declined { .. } => "declined",
            Self::Withdrew { .. } => "withdrew",
            Self::Deferred { .. } => "deferred",
            Self::Paid { .. } => "paid",
            Self::Refunded { .. } => "refunded",
            Self::TuitionAdjusted { .. } => "tuition_adjusted",
            Self::Attended { .. } => "attended",
            Self::Excused { .. } => "excused",
            Self::Reflected { .. } => "reflected",
            Self::Submitted { .. } => "submitted",
            Self::Reviewed { .. } => "reviewed",
            Self::RetreatCompleted { .. } => "retreat_completed",
            Self::Credited { .. } => "credited",
            Self::Logged { .. } => "logged",
            Self::Examined { .. } => "examined",
            Self::Judged { .. } => "judged",
            Self::Waived { .. } => "waived",
            Self::Extended { .. } => "extended",
            Self::Certified { .. } => "certified",
            Self::Referred { .. } => "referred",
            Self::Refused { .. } => "refused",
            Self::Suspended { .. } => "suspended",
            Self::Reinstated { .. } => "reinstated",
            Self::Revoked { .. } => "revoked",
            Self::Appealed { .. } => "appealed",
            Self::AppealDecided { .. } => "appeal_decided",
            Self::PolicyAdopted { .. } => "policy_adopted",
            Self::SessionHeld { .. } => "session_held",
            Self::SessionCancelled { .. } => "session_cancelled",
            Self::SourceSaved { .. } => "source_saved",
            Self::FileImported { .. } => "file_imported",
            Self::RowQueued { .. } => "row_queued",
            Self::RowResolved { .. } => "row_resolved",
            Self::Voided { .. } => "voided",
            Self::Amended { .. } => "amended",
            Self::Unknown => "unknown",
        }
    }

    /// Returns the version of the body: the least that can say it, so that what an older cairn can read stays readable to
    /// it. Every later version only adds fields that may be absent.
    #[must_use]
    pub fn version(&self) -> u16 {
        let later = match self {
            Self::Reviewed { capacity, .. } => capacity.is_some(),
            Self::Waived { granted_by, sessions, until, .. } => {
                !granted_by.is_empty() || !sessions.is_empty() || until.is_some()
            }
            Self::PolicyAdopted { policy } => !policy.is_plain(),
            _ => false,
        };
        if later { 2 } else { 1 }
    }

    /// Returns the cohort that the event names, if it names one.
    #[must_use]
    pub const fn cohort(&self) -> Option<&CohortId> {
        match self {
            Self::Applied { cohort, .. }
            | Self::Admitted { cohort }
            | Self::Waitlisted { cohort }
            | Self::Declined { cohort }
            | Self::Withdrew { cohort }
            | Self::Deferred { cohort, .. }
            | Self::Paid { cohort, .. }
            | Self::Refunded { cohort, .. }
            | Self::TuitionAdjusted { cohort, .. }
            | Self::Attended { cohort, .. }
            | Self::Excused { cohort, .. }
            | Self::Reflected { cohort, .. }
            | Self::Submitted { cohort, .. }
            | Self::Reviewed { cohort, .. }
            | Self::RetreatCompleted { cohort, .. }
            | Self::Logged { cohort, .. }
            | Self::Examined { cohort, .. }
            | Self::Judged { cohort, .. }
            | Self::Waived { cohort, .. }
            | Self::Extended { cohort, .. }
            | Self::Certified { cohort, .. }
            | Self::Referred { cohort, .. }
            | Self::Refused { cohort }
            | Self::Suspended { cohort }
            | Self::Reinstated { cohort }
            | Self::Revoked { cohort }
            | Self::Appealed { cohort, .. }
            | Self::AppealDecided { cohort, .. } => Some(cohort),
            Self::Credited { cohort, .. } => cohort.as_ref(),
            Self::Identified { .. }
            | Self::Linked { .. }
            | Self::Unlinked { .. }
            | Self::Erased {}
            | Self::Recognised { .. }
            | Self::PolicyAdopted { .. }
            | Self::SessionHeld { .. }
            | Self::SessionCancelled { .. }
            | Self::SourceSaved { .. }
            | Self::FileImported { .. }
            | Self::RowQueued { .. }
            | Self::RowResolved { .. }
            | Self::Voided { .. }
            | Self::Amended { .. }
            | Self::Unknown => None,
        }
    }

    /// Tells whether the event belongs in a cohort's stream rather than a practitioner's; corrections belong in both.
    #[must_use]
    pub const fn is_of_cohort(&self) -> bool {
        matches!(
            self,
            Self::PolicyAdopted { .. }
                | Self::SessionHeld { .. }
                | Self::SessionCancelled { .. }
                | Self::SourceSaved { .. }
                | Self::FileImported { .. }
                | Self::RowQueued { .. }
                | Self::RowResolved { .. }
        )
    }

    /// Tells whether the event corrects another.
    #[must_use]
    pub const fn is_correction(&self) -> bool {
        matches!(self, Self::Voided { .. } | Self::Amended { .. })
    }
}
