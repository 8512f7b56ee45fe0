//! What the help says about each kind of event and each option.

use cairn_ops::record::Field;

/// Returns what a kind of event is for, and examples.
pub(crate) fn kind(kind: &str) -> (&'static str, &'static str) {
    match kind {
        "identified" => (
            "Record who somebody is; without WHO, begin a record for somebody new",
            "  cairn record identified --name \"Asha Rao\" --email asha@example.org --zone Asia/Kolkata
  cairn record identified \"Asha Rao\" --email rao@example.com",
        ),
        "linked" => (
            "Record that another record is of the same person; WHO stays the one they are known by",
            "  cairn record linked \"Asha Rao\" --other 0197c3a2",
        ),
        "unlinked" => (
            "Record that two linked records are of different people after all",
            "  cairn record unlinked \"Asha Rao\" --other 0197c3a2",
        ),
        "applied" => (
            "Record that somebody applied to a cohort",
            "  cairn record applied \"Asha Rao\" --on 2025-06-10 --team north-school",
        ),
        "admitted" => ("Record that somebody was given a seat", "  cairn record admitted \"Asha Rao\" --on 2025-07-01"),
        "waitlisted" => ("Record that somebody was put on the waiting list", "  cairn record waitlisted \"Asha Rao\""),
        "declined" => ("Record that an application was turned down", "  cairn record declined \"Asha Rao\""),
        "withdrew" => ("Record that somebody left the cohort", "  cairn record withdrew \"Asha Rao\" --on 2025-11-03"),
        "deferred" => (
            "Record that somebody's place moved to another cohort",
            "  cairn record deferred \"Asha Rao\" --to compassionate-systems-2026-27",
        ),
        "paid" => (
            "Record that money came in for somebody",
            "  cairn record paid \"Asha Rao\" --amount \"12500.00 USD\" --reference ch_3PqA --on 2025-06-10",
        ),
        "refunded" => (
            "Record that money went back",
            "  cairn record refunded \"Asha Rao\" --amount \"500.00 USD\" --payment 118",
        ),
        "tuition_adjusted" => (
            "Record that somebody owes less, or more, than the price",
            "  cairn record tuition_adjusted \"Asha Rao\" --kind scholarship --amount \"2500.00 USD\"",
        ),
        "attended" => (
            "Record that somebody attended a session, or made up for it",
            "  cairn record attended \"Asha Rao\" --session 2025-09 --whole
  cairn record attended rao --session 2025-09 --from 19:02 --to 20:10 --from 20:15 --to 22:00
  cairn record attended rao --session 2025-10 --minutes 160 --make-up --on 2025-10-20",
        ),
        "excused" => ("Record that an absence was excused", "  cairn record excused \"Asha Rao\" --session 2025-10"),
        "reflected" => (
            "Record that somebody filed a reflection on a session",
            "  cairn record reflected \"Asha Rao\" --session 2025-09 --facet self --facet relationships",
        ),
        "submitted" => (
            "Record that somebody handed in a piece of work",
            "  cairn record submitted \"Asha Rao\" --item project",
        ),
        "reviewed" => (
            "Record what a reviewer said of a piece of work",
            "  cairn record reviewed \"Asha Rao\" --item project --reviewer m.okafor@example.org --accepted",
        ),
        "retreat_completed" => (
            "Record that somebody completed a retreat; give its last day",
            "  cairn record retreat_completed \"Asha Rao\" --days 5 --on 2026-04-24",
        ),
        "credited" => (
            "Record something done elsewhere or earlier; give the day it was completed",
            "  cairn record credited \"Asha Rao\" --achievement \"Foundations I\" --on 2024-11-20",
        ),
        "waived" => (
            "Record that a requirement was waived",
            "  cairn record waived \"Asha Rao\" --requirement reflections --authority committee",
        ),
        "certified" => (
            "Record that the committee certified somebody; refused unless the policy is satisfied",
            "  cairn record certified \"Asha Rao\" --dry-run\n  cairn record certified \"Asha Rao\" --on 2026-08-20",
        ),
        "referred" => (
            "Record that the committee said: not yet, come back with …",
            "  cairn record referred \"Asha Rao\" --requirement reflections --requirement project",
        ),
        "refused" => ("Record that the committee refused to certify", "  cairn record refused \"Asha Rao\""),
        "suspended" => ("Record that a place or a certificate was put on hold", "  cairn record suspended \"Asha Rao\""),
        "reinstated" => ("Record that a suspension, a revocation, or a refusal that fell on appeal was lifted", "  cairn record reinstated \"Asha Rao\""),
        "revoked" => ("Record that a certificate was taken back", "  cairn record revoked \"Asha Rao\""),
        "appealed" => (
            "Record that somebody appealed against a decision",
            "  cairn record appealed \"Asha Rao\" --decision 412",
        ),
        "appeal_decided" => (
            "Record what became of an appeal",
            "  cairn record appeal_decided \"Asha Rao\" --upheld",
        ),
        "session_held" => (
            "Record when a session of a cohort really took place",
            "  cairn record session_held --session 2025-10 --from 2025-10-09T19:15 --to 2025-10-09T22:00",
        ),
        "session_cancelled" => (
            "Record that a session of a cohort was cancelled",
            "  cairn record session_cancelled --session 2026-01 --on 2026-01-05",
        ),
        _ => ("", ""),
    }
}

/// Returns what an option takes, and what it is for; what it is for may depend on the kind of event.
pub(crate) fn field(field: Field, kind: Option<&str>) -> (&'static str, &'static str) {
    match (field, kind) {
        (Field::Name, _) => ("NAME", "The name that they go by; it is private and can be erased"),
        (Field::Email, _) => {
            ("ADDRESS", "An e-mail address of theirs; it is private and can be erased")
        }
        (Field::Zone, _) => ("ZONE", "The time zone they live in, such as Europe/Copenhagen"),
        (Field::Other, _) => ("WHO", "The other record; best by the start of its id"),
        (Field::Team, _) => {
            ("TEAM", "The team that they applied with, in small letters, such as north-school")
        }
        (Field::To, Some("deferred")) => ("COHORT", "The cohort that they are to join"),
        (Field::To, Some("session_held")) => ("TIME", "When it ended"),
        (Field::To, Some(_)) => ("TIME", "When they left; one for each --from"),
        (Field::To, None) => (
            "TIME|COHORT",
            "When they left, or it ended; of deferred: the cohort that they are to join",
        ),
        (Field::From, Some("session_held")) => {
            ("TIME", "When it began, such as 2025-10-09T19:15 in the cohort's time zone")
        }
        (Field::From, _) => {
            ("TIME", "When they came, such as 19:02 on the session's day; repeat for each stay")
        }
        (Field::Amount, Some("tuition_adjusted")) => (
            "MONEY",
            "By how much they owe less, such as \"2500.00 USD\"; negative if they owe more",
        ),
        (Field::Amount, _) => {
            ("MONEY", "How much, such as \"12500.00 USD\"; the currency may be left out")
        }
        (Field::Reference, _) => ("TEXT", "What the bank or payment service calls the payment"),
        (Field::Payment, _) => {
            ("EVENT", "The payment that was refunded, by its number, such as 118")
        }
        (Field::Kind, _) => ("KIND", "Why: scholarship, sponsorship or correction"),
        (Field::Session, _) => {
            ("SESSION", "The session, as the policy's calendar names it, such as 2025-09")
        }
        (Field::Whole, _) => ("", "They were there for the whole session"),
        (Field::Minutes, _) => ("NUMBER", "They were there for so many minutes; when is not known"),
        (Field::Unmeasured, _) => ("", "They were there, but for how long is not known yet"),
        (Field::MakeUp, _) => {
            ("", "They made up for the session, by a recording or with another cohort")
        }
        (Field::Live, _) => ("", "They were at the session itself, not at a make-up"),
        (Field::Facet, _) => (
            "FACET",
            "What the reflection touches: self, relationships, larger_systems; repeat for more",
        ),
        (Field::Item, _) => ("ITEM", "The piece of work, such as project"),
        (Field::Reviewer, _) => ("WHO", "Who reviewed it, such as m.okafor@example.org"),
        (Field::Accepted, _) => ("", "The reviewer accepted it"),
        (Field::Returned, _) => ("", "The reviewer gave it back to be revised"),
        (Field::Days, _) => ("NUMBER", "How many days they took part in"),
        (Field::Achievement, _) => ("TEXT", "What they completed, by the name that it had there"),
        (Field::Requirement, Some("waived")) => {
            ("REQUIREMENT", "The requirement, as the policy names it")
        }
        (Field::Requirement, _) => {
            ("REQUIREMENT", "What to come back with, as the policy names it; repeat for more")
        }
        (Field::Authority, _) => {
            ("ROLE", "By whose authority, as the policy names it, such as committee")
        }
        (Field::Decision, _) => ("EVENT", "The decision, by its number, such as 412"),
        (Field::Appeal, _) => {
            ("EVENT", "The appeal, by its number; may be left out where only one is open")
        }
        (Field::Upheld, _) => ("", "The decision stands"),
        (Field::Overturned, _) => ("", "The decision falls; record the new decision next"),
    }
}

#[cfg(test)]
mod tests {
    use cairn_ops::record::FORMS;

    #[test]
    fn every_kind_has_words_and_an_example_of_itself() {
        for form in &FORMS {
            let (about, examples) = super::kind(form.kind);
            assert!(about.starts_with("Record "), "{}", form.kind);
            assert!(examples.contains(&format!("cairn record {} ", form.kind)), "{}", form.kind);
        }
    }
}
