//! What each option takes, and what it is for.

use cairn_ops::record::Field;

type Words = (&'static str, &'static str);

/// Returns what an option takes, and what it is for; what it is for may depend on the kind of event.
pub(crate) fn field(field: Field, kind: Option<&str>) -> Words {
    of_kind(field, kind).unwrap_or_else(|| of_any(field))
}

/// What an option is for in one kind of event; without a kind, in all that have it.
fn of_kind(field: Field, kind: Option<&str>) -> Option<Words> {
    Some(match (field, kind) {
        (Field::To, Some("deferred")) => ("COHORT", "The cohort that they are to join"),
        (Field::To, Some("session_held")) => ("TIME", "When it ended"),
        (Field::To, Some("extended")) => ("DAY", "The last day from now on, such as 2026-09-30"),
        (Field::To, None) => (
            "TIME|COHORT",
            "When they left, or it ended; of deferred: the cohort that they are to join",
        ),
        (Field::From, Some("session_held")) => {
            ("TIME", "When it began, such as 2025-10-09T19:15 in the cohort's time zone")
        }
        (Field::Amount, Some("tuition_adjusted")) => (
            "MONEY",
            "By how much they owe less, such as \"2500.00 USD\"; negative if they owe more",
        ),
        (Field::Amount, Some("logged")) => {
            ("NUMBER", "How much, where it is not time: with at most two decimals, such as 1.5")
        }
        (Field::Amount, None) => {
            ("MONEY|NUMBER", "How much, such as \"12500.00 USD\"; of logged: a number, such as 1.5")
        }
        (Field::Session, Some("waived")) => (
            "SESSION",
            "Waive this session only, as the calendar names it; repeat for more [default: all of it]",
        ),
        (Field::Session, Some("extended")) => {
            ("SESSION", "Move the last day for this session only, as the calendar names it")
        }
        (Field::Minutes, Some("logged")) => ("NUMBER", "For how many minutes"),
        (Field::Minutes, None) => {
            ("NUMBER", "For how many minutes they were there, or did it; when is not known")
        }
        (Field::Item, Some("examined")) => ("ITEM", "The examination, such as written"),
        (Field::Item, None) => ("ITEM", "The piece of work, such as project; or the examination"),
        (Field::Requirement, Some("waived" | "extended")) => {
            ("REQUIREMENT", "The requirement, as the policy names it")
        }
        _ => return None,
    })
}

/// What an option is for, wherever nothing else was said.
const fn of_any(field: Field) -> Words {
    match field {
        Field::To => ("TIME", "When they left; one for each --from"),
        Field::Name => ("NAME", "The name that they go by; it is private and can be erased"),
        Field::Email => ("ADDRESS", "An e-mail address of theirs; it is private and can be erased"),
        Field::Zone => ("ZONE", "The time zone they live in, such as Europe/Copenhagen"),
        Field::Other => ("WHO", "The other record; best by the start of its id"),
        Field::Team => {
            ("TEAM", "The team that they applied with, in small letters, such as north-school")
        }
        Field::From => {
            ("TIME", "When they came, such as 19:02 on the session's day; repeat for each stay")
        }
        Field::Amount => {
            ("MONEY", "How much, such as \"12500.00 USD\"; the currency may be left out")
        }
        Field::Reference => ("TEXT", "What the bank or payment service calls the payment"),
        Field::Payment => ("EVENT", "The payment that was refunded, by its number, such as 118"),
        Field::Kind => ("KIND", "Why: scholarship, sponsorship or correction"),
        Field::Session => {
            ("SESSION", "The session, as the policy's calendar names it, such as 2025-09")
        }
        Field::Whole => ("", "They were there for the whole session"),
        Field::Hours => ("H:MM", "For how long, in hours and minutes, such as 1:30"),
        Field::Activity => ("ACTIVITY", "In what, as the policy names it, such as coaching-paid"),
        Field::With => {
            ("PARTNER", "With whom, by a name that says nothing about them, such as client-7")
        }
        Field::Reported => ("DAY", "The day on which it was reported, if that was later"),
        Field::Minutes => ("NUMBER", "They were there for so many minutes; when is not known"),
        Field::Unmeasured => ("", "They were there, but for how long is not known yet"),
        Field::MakeUp => {
            ("", "They made up for the session, by a recording or with another cohort")
        }
        Field::Live => ("", "They were at the session itself, not at a make-up"),
        Field::Facet => (
            "FACET",
            "What the reflection touches: self, relationships, larger_systems; repeat for more",
        ),
        Field::Item => ("ITEM", "The piece of work, such as project"),
        Field::Reviewer => ("REVIEWER", "Who reviewed it, such as m.okafor@example.org"),
        Field::Accepted => ("", "The reviewer accepted it"),
        Field::Returned => ("", "The reviewer gave it back to be revised"),
        Field::Days => ("NUMBER", "How many days they took part in"),
        Field::Achievement => ("TEXT", "What they completed, by the name that it had there"),
        Field::Requirement => {
            ("REQUIREMENT", "What to come back with, as the policy names it; repeat for more")
        }
        Field::Authority => {
            ("ROLE", "By whose authority, as the policy names it, such as committee")
        }
        Field::Decision => ("EVENT", "The decision, by its number, such as 412"),
        Field::Appeal => {
            ("EVENT", "The appeal, by its number; may be left out where only one is open")
        }
        Field::Passed => ("", "They passed, by the examiner's word"),
        Field::NotPassed => ("", "They did not pass, by the examiner's word"),
        Field::Score => {
            ("POINTS", "The points of those there were, such as 42/50; the policy says what passes")
        }
        Field::Question => ("QUESTION", "The question, as the policy names it, such as readiness"),
        Field::Judge => ("JUDGE", "Who answered, such as m.okafor@example.org"),
        Field::As => ("CAPACITY", "In which capacity, as the policy names it, such as mentor"),
        Field::Granted => ("", "They grant it"),
        Field::Denied => ("", "They do not grant it"),
        Field::Until => ("DAY", "The last day on which the waiver holds [default: for good]"),
        Field::GrantedBy => {
            ("WHO", "Who granted it; repeat for more, where the policy asks for several people")
        }
        Field::Upheld => ("", "The decision stands"),
        Field::Overturned => ("", "The decision falls; record the new decision next"),
    }
}
