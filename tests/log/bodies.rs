//! One body of every kind of event.

use serde_json::{Value, json};

/// An identity.
pub const ID: &str = "01970000-0000-7000-8000-000000000001";

/// A commitment.
pub fn seal() -> String {
    format!("sha256:{}", "ab".repeat(32))
}

/// One body of every kind of event, and the streams that they are of.
pub fn bodies() -> Vec<(u8, &'static str, Value)> {
    let receipt = json!({"position": 9, "root": "00", "policy": seal(), "as_of": "2026-08-06T23:00:00Z",
        "time_zones": "2025b", "cairn": "0.1.0"});
    let stay =
        json!({"intervals": [{"from": "2025-09-11T23:00:00Z", "to": "2025-09-12T01:30:00.500Z"}]});
    let to = json!({"occurred_at": "2025-09-11", "version": 1, "type": "applied", "body": {"cohort": "c"}});
    vec![
        (1, "identified", json!({"name": seal(), "email": seal(), "zone": "Australia/Melbourne"})),
        (1, "linked", json!({"other": ID})),
        (1, "unlinked", json!({"other": ID})),
        (1, "erased", json!({})),
        (1, "applied", json!({"cohort": "c", "team": "t"})),
        (1, "admitted", json!({"cohort": "c"})),
        (1, "waitlisted", json!({"cohort": "c"})),
        (1, "declined", json!({"cohort": "c"})),
        (1, "withdrew", json!({"cohort": "c"})),
        (1, "deferred", json!({"cohort": "c", "to": "d"})),
        (
            1,
            "paid",
            json!({"cohort": "c", "amount": {"minor": 5, "currency": "USD"}, "reference": "\"note\":\"sha256:"}),
        ),
        (
            1,
            "refunded",
            json!({"cohort": "c", "amount": {"minor": 5, "currency": "USD"}, "payment": ID}),
        ),
        (
            1,
            "tuition_adjusted",
            json!({"cohort": "c", "credit": {"minor": -5, "currency": "EUR"}, "kind": "scholarship"}),
        ),
        (
            1,
            "attended",
            json!({"cohort": "c", "session": "s", "mode": "make_up", "presence": stay}),
        ),
        (1, "excused", json!({"cohort": "c", "session": "s"})),
        (1, "reflected", json!({"cohort": "c", "session": "s", "facets": ["larger", "self"]})),
        (1, "submitted", json!({"cohort": "c", "item": "project"})),
        (
            1,
            "reviewed",
            json!({"cohort": "c", "item": "project", "reviewer": "r@example.org", "outcome": "accepted"}),
        ),
        (1, "retreat_completed", json!({"cohort": "c", "days": 5})),
        (1, "credited", json!({"achievement": "Introduction"})),
        (
            1,
            "logged",
            json!({"cohort": "c", "activity": "dives", "amount": {"hundredths": 100}, "with": "p-1", "reported": "2026-01-01"}),
        ),
        (
            1,
            "examined",
            json!({"cohort": "c", "item": "written", "outcome": {"scored": {"got": 7, "of": 9}}}),
        ),
        (
            1,
            "judged",
            json!({"cohort": "c", "question": "readiness", "judge": "j@example.org", "capacity": "mentor", "outcome": "denied"}),
        ),
        (
            1,
            "waived",
            json!({"cohort": "c", "requirement": "attendance", "authority": "committee"}),
        ),
        (
            1,
            "extended",
            json!({"cohort": "c", "requirement": "retreat", "to": "2026-09-01", "authority": "staff", "session": "s"}),
        ),
        (1, "certified", json!({"cohort": "c", "receipt": receipt})),
        (1, "referred", json!({"cohort": "c", "requirements": ["attendance"]})),
        (1, "refused", json!({"cohort": "c"})),
        (1, "suspended", json!({"cohort": "c"})),
        (1, "reinstated", json!({"cohort": "c"})),
        (1, "revoked", json!({"cohort": "c"})),
        (1, "appealed", json!({"cohort": "c", "decision": ID})),
        (1, "appeal_decided", json!({"cohort": "c", "appeal": ID, "outcome": "upheld"})),
        (
            0,
            "policy_adopted",
            json!({"policy": {"cohort": "small-2025", "title": "T", "version": "1",
            "zone": "America/New_York", "currency": "USD", "begins": "2025-09-11", "ends": "2026-08-06", "sessions": [],
            "root": "retreat", "requirements": [{"id": "retreat", "title": "Retreat", "basis": {"assumed": "a test"},
            "asks": {"done": {"milestone": {"retreat": {"days": 5}}}}}]}}),
        ),
        (
            0,
            "session_held",
            json!({"session": "s", "from": "2025-09-11T23:00:00Z", "to": "2025-09-12T02:00:00Z"}),
        ),
        (0, "session_cancelled", json!({"session": "s"})),
        (0, "voided", json!({"event": ID, "reason": seal()})),
        (1, "amended", json!({"event": ID, "reason": seal(), "to": to})),
    ]
}
