//! Oddities and states in plain words.

use cairn_domain::anomaly::Oddity;
use cairn_domain::{State, Step};

use crate::asking::say_day;

/// Says what is odd about an event.
#[must_use]
pub fn oddity(oddity: &Oddity) -> String {
    match oddity {
        Oddity::CorrectsNothing => "corrects no earlier event of this record".to_owned(),
        Oddity::Misplaced => "belongs in a cohort's stream, not in a person's".to_owned(),
        Oddity::OutOfOrder { from, step } => again(*from, *step)
            .map_or_else(|| format!("{} while {}", step_words(*step), state(*from)), str::to_owned),
        Oddity::WithoutSeat => "by somebody who had no seat at the time".to_owned(),
        Oddity::PaidTwice => "may be recorded twice: the same payment is there already".to_owned(),
        Oddity::RefundedMoreThanPaid => "refunds more than had been paid".to_owned(),
        Oddity::ReviewedBeforeSubmitted => {
            "a review of something that had not been handed in".to_owned()
        }
        Oddity::NoSuchAppeal => "decides an appeal that is not on record".to_owned(),
        Oddity::AppliedLate { by } => format!("applied after the last day, {}", say_day(*by)),
        Oddity::UnknownSession(id) => format!("the calendar has no session {id}"),
        Oddity::BeforeSession(id) => {
            format!("dated before the day of session {id}")
        }
        Oddity::OtherCurrency => {
            "in another currency than the policy's; it does not count".to_owned()
        }
        Oddity::WaiverWithoutAuthority(id) => {
            format!("the policy gives no such authority to waive {id}; it does not count")
        }
        Oddity::ExtensionWithoutAuthority(id) => {
            format!(
                "the policy gives no such authority to move the last day of {id}; it does not count"
            )
        }
        Oddity::Unsupported => {
            "certified, but what is on record now does not support it".to_owned()
        }
    }
}

/// Says a state.
#[must_use]
pub fn state(state: State) -> &'static str {
    match state {
        State::Unknown => "not an applicant",
        State::Applied => "an applicant",
        State::Waitlisted => "on the waiting list",
        State::Admitted => "admitted",
        State::Declined => "declined",
        State::Withdrawn => "withdrawn",
        State::Deferred => "deferred",
        State::Referred => "referred, to come back",
        State::Certified => "certified",
        State::Refused => "refused",
        State::Suspended => "suspended",
        State::Revoked => "revoked",
    }
}

/// Says that somebody took the step by which they stand where they do, once more.
fn again(from: State, step: Step) -> Option<&'static str> {
    Some(match (from, step) {
        (State::Applied, Step::Apply) => "applied again, having applied before",
        (State::Waitlisted, Step::Waitlist) => "waitlisted again, having been waitlisted before",
        (State::Admitted, Step::Admit) => "admitted again, having been admitted before",
        (State::Declined, Step::Decline) => "declined again, having been declined before",
        (State::Withdrawn, Step::Withdraw) => "withdrew again, having withdrawn before",
        (State::Deferred, Step::Defer) => "deferred again, having been deferred before",
        (State::Referred, Step::Refer) => "referred again, having been referred before",
        (State::Certified, Step::Certify) => "certified again, having been certified before",
        (State::Refused, Step::Refuse) => "refused again, having been refused before",
        (State::Suspended, Step::Suspend) => "suspended again, having been suspended before",
        (State::Revoked, Step::Revoke) => "revoked again, having been revoked before",
        _ => return None,
    })
}

fn step_words(step: Step) -> &'static str {
    match step {
        Step::Apply => "applied",
        Step::Admit => "admitted",
        Step::Waitlist => "waitlisted",
        Step::Decline => "declined",
        Step::Withdraw => "withdrew",
        Step::Defer => "deferred",
        Step::Refer => "referred",
        Step::Certify => "certified",
        Step::Refuse => "refused",
        Step::Suspend => "suspended",
        Step::Reinstate => "reinstated",
        Step::Revoke => "revoked",
    }
}
