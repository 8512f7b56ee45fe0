//! The small world of the contract: few ids, few streams, few things that happen.

use cairn_domain::{Event, EventId, Instant, Occurred, StreamId};
use cairn_eventlog::{Draft, PrivateFields, PrivateValue, Wish, private};
use chrono::{DateTime, TimeDelta};
use proptest::prelude::*;
use serde_json::json;

/// The start of time in the contract.
#[must_use]
pub fn start() -> Instant {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000)
}

/// What varies between drafts; everything else follows from it.
#[derive(Debug, Clone)]
pub struct Seed {
    /// Which id, of few; the same id with the same content is a retry.
    pub id: u8,
    /// Which stream, of few.
    pub stream: u8,
    /// What happened, of few things.
    pub content: u8,
}

/// Returns seeds from a small world.
pub fn seeds() -> impl Strategy<Value = Seed> {
    // Mostly the content follows from the id, so that retries are as frequent as conflicts.
    (0_u8..24, prop::option::weighted(0.1, 0_u8..6)).prop_map(|(id, other)| {
        let content = other.unwrap_or(id % 6);
        Seed { id, stream: content % 3, content }
    })
}

/// Returns the stream of a number.
///
/// # Panics
/// Never: the name is a name.
#[must_use]
pub fn stream(number: u8) -> StreamId {
    let name = match number {
        0 => "cohort/small-2025".to_owned(),
        number => format!("practitioner/{}", EventId::from_u128(u128::from(number) + 0xC0)),
    };
    name.parse().unwrap_or_else(|fault| panic!("{fault}"))
}

/// Returns the draft of a seed.
///
/// # Panics
/// If the draft is refused, which is a fault of the contract.
#[must_use]
pub fn draft(seed: &Seed) -> Draft {
    let event_id =
        EventId::from_u128(0x0197_0000_0000_7000_8000_0000_0000_0000 + u128::from(seed.id));
    let secret = PrivateValue {
        salt: [seed.content; 32],
        value: json!({"text": "réservé", "number": seed.content}),
    };
    let note = private::seal(event_id, "note", &secret.salt, &secret.value);
    let cohort = json!("small-2025");
    let (kind, body) = match seed.content {
        0 => (
            "session_held",
            json!({"session": "2025-09", "from": "2025-09-11T23:00:00Z", "to": "2025-09-12T02:00:00Z"}),
        ),
        1 => ("applied", json!({"cohort": cohort})),
        2 => (
            "paid",
            json!({"cohort": cohort, "amount": {"minor": 1_250_000, "currency": "USD"}, "reference": "é\n\"\u{7f}"}),
        ),
        3 => ("session_cancelled", json!({"session": "2025-10"})),
        4 => (
            "attended",
            json!({"cohort": cohort, "session": "2025-09", "mode": "live", "presence": "whole"}),
        ),
        _ => ("withdrew", json!({"cohort": cohort})),
    };
    let event: Event = serde_json::from_value(json!({"type": kind, "body": body}))
        .unwrap_or_else(|fault| panic!("{fault}"));
    let day = start().date_naive();
    let wish = Wish {
        event_id,
        stream: stream(seed.stream),
        occurred_at: if seed.content.is_multiple_of(2) {
            Occurred::On(day)
        } else {
            Occurred::At(start())
        },
        recorded_by: "staff@example.org".to_owned(),
        source: (seed.content == 2).then(|| json!({"line": 7, "file": "sample.csv"})),
        event,
        note: (seed.content > 3).then_some(note),
        private: if seed.content > 3 {
            PrivateFields::from([("note".to_owned(), secret)])
        } else {
            PrivateFields::new()
        },
    };
    Draft::new(wish).unwrap_or_else(|fault| panic!("{fault}"))
}
