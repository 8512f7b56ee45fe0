//! The table of forms, in the order in which the help lists them.

use super::field::Field;
use super::form::{Choice, Form, Whose};

const fn form(kind: &'static str, whose: Whose) -> Form {
    Form { kind, whose, is_decision: false, needs: &[], choice: Choice::Nothing, may: &[] }
}

const fn seat(kind: &'static str) -> Form {
    form(kind, Whose::PersonInCohort)
}

const fn decision(kind: &'static str) -> Form {
    Form { is_decision: true, ..seat(kind) }
}

const PRESENCE: Choice =
    Choice::One(&[Field::Whole, Field::From, Field::Minutes, Field::Unmeasured]);
const ABOUT_THEM: Choice = Choice::Some(&[Field::Name, Field::Email, Field::Zone]);

/// What can be recorded. Policies are adopted, corrections made and personal data erased by commands of their own.
pub const FORMS: [Form; 34] = [
    // --- who they are ---
    Form { choice: ABOUT_THEM, ..form("identified", Whose::Person) },
    Form { needs: &[Field::Other], ..form("linked", Whose::Person) },
    Form { needs: &[Field::Other], ..form("unlinked", Whose::Person) },
    // --- how they come and go ---
    Form { may: &[Field::Team], ..seat("applied") },
    decision("admitted"),
    decision("waitlisted"),
    decision("declined"),
    seat("withdrew"),
    Form { needs: &[Field::To], ..decision("deferred") },
    // --- what they pay ---
    Form { needs: &[Field::Amount], may: &[Field::Reference], ..seat("paid") },
    Form { needs: &[Field::Amount], may: &[Field::Payment], ..seat("refunded") },
    Form { needs: &[Field::Amount, Field::Kind], ..seat("tuition_adjusted") },
    // --- what they do ---
    Form {
        needs: &[Field::Session],
        choice: PRESENCE,
        may: &[Field::To, Field::MakeUp],
        ..seat("attended")
    },
    Form { needs: &[Field::Session], ..seat("excused") },
    Form { needs: &[Field::Session], may: &[Field::Facet], ..seat("reflected") },
    Form { needs: &[Field::Item], ..seat("submitted") },
    Form {
        needs: &[Field::Item, Field::Reviewer],
        choice: Choice::One(&[Field::Accepted, Field::Returned]),
        may: &[Field::As],
        ..seat("reviewed")
    },
    Form { needs: &[Field::Days], ..seat("retreat_completed") },
    Form { needs: &[Field::Achievement], ..form("credited", Whose::PersonAnyCohort) },
    Form {
        needs: &[Field::Activity],
        choice: Choice::One(&[Field::Minutes, Field::Hours, Field::Amount]),
        may: &[Field::With, Field::Reported],
        ..seat("logged")
    },
    Form {
        needs: &[Field::Item],
        choice: Choice::One(&[Field::Passed, Field::NotPassed, Field::Score]),
        ..seat("examined")
    },
    Form {
        needs: &[Field::Question, Field::Judge, Field::As],
        choice: Choice::One(&[Field::Granted, Field::Denied]),
        ..seat("judged")
    },
    // --- what is decided about them ---
    Form {
        needs: &[Field::Requirement, Field::Authority],
        may: &[Field::Session, Field::Until, Field::GrantedBy],
        ..decision("waived")
    },
    Form {
        needs: &[Field::Requirement, Field::To, Field::Authority],
        may: &[Field::Session],
        ..decision("extended")
    },
    decision("certified"),
    Form { needs: &[Field::Requirement], ..decision("referred") },
    decision("refused"),
    decision("suspended"),
    decision("reinstated"),
    decision("revoked"),
    Form { needs: &[Field::Decision], ..seat("appealed") },
    Form {
        choice: Choice::One(&[Field::Upheld, Field::Overturned]),
        may: &[Field::Appeal],
        ..decision("appeal_decided")
    },
    // --- what a cohort does ---
    Form {
        needs: &[Field::Session, Field::From, Field::To],
        ..form("session_held", Whose::Cohort)
    },
    Form { needs: &[Field::Session], ..form("session_cancelled", Whose::Cohort) },
];
