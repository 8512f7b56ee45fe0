//! Why a decision was refused, in words.

use chrono::NaiveDate;

use crate::ids::{CohortId, EventId, RequirementId, Role, SessionId};
use crate::state::{State, Step};

/// Why a decision was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The decision does not follow from where the practitioner stands.
    #[error("they are {state} in this cohort, and {wish} does not follow from that", state = words(*.from), wish = wish(*.step))]
    DoesNotFollow {
        /// Where they stand.
        from: State,
        /// What was wished.
        step: Step,
    },
    /// The policy is not satisfied: which requirements, and how far they are.
    #[error("the policy is not satisfied: {}", .0.join(", "))]
    NotSatisfied(Vec<String>),
    /// There is no such requirement.
    #[error("the policy has no requirement `{requirement}`; it has {known}")]
    NoSuchRequirement {
        /// The name.
        requirement: RequirementId,
        /// The names there are.
        known: String,
    },
    /// Nobody may waive it, or not this authority.
    #[error("the policy lets {}", who_may(.by.as_ref(), .authority))]
    NotWaivable {
        /// The requirement.
        requirement: RequirementId,
        /// Who tried.
        authority: Role,
        /// Who may; absent: nobody.
        by: Option<Role>,
    },
    /// It is waived or met already.
    #[error("`{0}` is met already: there is nothing to waive")]
    NothingToWaive(RequirementId),
    /// It takes more people to waive it.
    #[error("the policy lets `{requirement}` be waived by {quorum} people together, and {} named", are(*.granted))]
    BelowQuorum {
        /// The requirement.
        requirement: RequirementId,
        /// How many are named.
        granted: usize,
        /// How many it takes.
        quorum: u32,
    },
    /// It is not asked session by session.
    #[error("`{0}` is not asked session by session, so that no single session can be meant")]
    NotBySession(RequirementId),
    /// The calendar has no such session, or the requirement does not look at it.
    #[error("`{requirement}` asks for no session `{session}`; it asks for {known}")]
    NoSuchSession {
        /// The requirement.
        requirement: RequirementId,
        /// The name.
        session: SessionId,
        /// The names there are.
        known: String,
    },
    /// Nobody may move its last day, or not this authority.
    #[error("the policy lets {}", who_may_extend(.by.as_ref(), .authority))]
    NotExtendable {
        /// The requirement.
        requirement: RequirementId,
        /// Who tried.
        authority: Role,
        /// Who may; absent: nobody.
        by: Option<Role>,
    },
    /// It is met already.
    #[error("`{0}` is met already: there is nothing to extend")]
    NothingToExtend(RequirementId),
    /// It would not move the last day.
    #[error("the last day of `{requirement}` is {last} already, and {to} is not later")]
    NotLater {
        /// The requirement.
        requirement: RequirementId,
        /// The last day that it has.
        last: NaiveDate,
        /// The last day that was wished.
        to: NaiveDate,
    },
    /// The cohort is the one they are in.
    #[error("`{0}` is the cohort they would leave")]
    SameCohort(CohortId),
    /// There is no open appeal.
    #[error("there is no open appeal to decide")]
    NoOpenAppeal,
    /// The appeal that is named is not one of the open ones.
    #[error(
        "the appeal that is named is not open in this cohort: it is decided, taken back, or about another cohort"
    )]
    AppealNotOpen(EventId),
}

fn who_may(by: Option<&Role>, tried: &Role) -> String {
    let nobody = || "nobody waive it".to_owned();
    by.map_or_else(nobody, |by| format!("only `{by}` waive it, not `{tried}`"))
}

fn who_may_extend(by: Option<&Role>, tried: &Role) -> String {
    let nobody = || "nobody move its last day".to_owned();
    by.map_or_else(nobody, |by| format!("only `{by}` move its last day, not `{tried}`"))
}

fn are(people: usize) -> String {
    match people {
        0 => "nobody is".to_owned(),
        1 => "1 is".to_owned(),
        many => format!("{many} are"),
    }
}

const fn words(state: State) -> &'static str {
    match state {
        State::Unknown => "not an applicant",
        State::Applied => "an applicant",
        State::Waitlisted => "on the waiting list",
        State::Admitted => "admitted",
        State::Declined => "declined",
        State::Withdrawn => "withdrawn",
        State::Deferred => "deferred",
        State::Referred => "referred",
        State::Certified => "certified",
        State::Refused => "refused",
        State::Suspended => "suspended",
        State::Revoked => "revoked",
    }
}

const fn wish(step: Step) -> &'static str {
    match step {
        Step::Apply => "applying",
        Step::Admit => "admitting",
        Step::Waitlist => "waitlisting",
        Step::Decline => "declining",
        Step::Withdraw => "withdrawing",
        Step::Defer => "deferring",
        Step::Refer => "referring",
        Step::Certify => "certifying",
        Step::Refuse => "refusing",
        Step::Suspend => "suspending",
        Step::Reinstate => "reinstating",
        Step::Revoke => "revoking",
    }
}
