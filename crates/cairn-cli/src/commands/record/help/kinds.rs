//! What each kind of event is for, and examples.

type Words = (&'static str, &'static str);

/// Returns what a kind of event is for, and examples.
pub(crate) fn kind(kind: &str) -> Words {
    comings(kind).or_else(|| doings(kind)).or_else(|| decisions(kind)).unwrap_or_default()
}

/// Who they are, how they come and go, and what they pay.
fn comings(kind: &str) -> Option<Words> {
    Some(match kind {
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
        _ => return None,
    })
}

/// What they do.
fn doings(kind: &str) -> Option<Words> {
    Some(match kind {
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
            "  cairn record reviewed \"Asha Rao\" --item project --reviewer m.okafor@example.org --accepted
  cairn record reviewed rao --item project --reviewer j.lind@example.com --as outside --returned",
        ),
        "retreat_completed" => (
            "Record that somebody completed a retreat; give its last day",
            "  cairn record retreat_completed \"Asha Rao\" --days 5 --on 2026-04-24",
        ),
        "credited" => (
            "Record something done elsewhere or earlier; give the day it was completed",
            "  cairn record credited \"Asha Rao\" --achievement \"Foundations I\" --on 2024-11-20",
        ),
        "logged" => (
            "Record how much of something somebody did: hours of practice, credits, dives",
            "  cairn record logged \"Asha Rao\" --activity coaching-paid --hours 1:30 --with client-7 --on 2026-01-20
  cairn record logged rao --activity ethics --amount 1.5 --on 2026-01-20 --reported 2026-02-01",
        ),
        "examined" => (
            "Record an attempt at an examination, and how it went",
            "  cairn record examined \"Asha Rao\" --item written --score 42/50 --on 2026-05-12
  cairn record examined rao --item practical --not-passed --on 2026-05-12",
        ),
        "judged" => (
            "Record what somebody said to a question that the rules leave to judgement",
            "  cairn record judged \"Asha Rao\" --question readiness --judge m.okafor@example.org --as mentor --granted",
        ),
        _ => return None,
    })
}

/// What is decided about them, and what a cohort does.
fn decisions(kind: &str) -> Option<Words> {
    Some(match kind {
        "waived" => (
            "Record that a requirement was waived, or some sessions of it",
            "  cairn record waived \"Asha Rao\" --requirement reflections --authority committee
  cairn record waived rao --requirement attendance --session 2026-01 --authority committee \\
    --granted-by m.okafor@example.org --granted-by j.lind@example.com",
        ),
        "extended" => (
            "Record that a requirement's last day was moved",
            "  cairn record extended \"Asha Rao\" --requirement project --to 2026-09-30 --authority committee
  cairn record extended rao --requirement reflections --session 2026-01 --to 2026-03-31 --authority staff",
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
        _ => return None,
    })
}
