//! Times as the stories write them: a day, a local time, or an instant.

use cairn_domain::time::instant_of;
use cairn_domain::{Instant, Occurred};
use chrono::{DateTime, NaiveDateTime, Utc};
use chrono_tz::Tz;

/// Reads `2025-05-02` (a day), `2025-05-02T18:55` (on the clock of `zone`) or `2025-05-02T18:55:00Z`.
pub(super) fn occurred(text: &str, zone: Tz) -> Occurred {
    if text.contains('T') && !text.ends_with('Z') {
        let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M")
            .expect("a story tells local times to the minute");
        Occurred::At(instant_of(local, zone).expect("a story's local times exist, once"))
    } else {
        text.parse().expect("a story tells days or instants")
    }
}

/// Reads `2025-05-02T18:55:00Z`.
pub(super) fn instant(text: &str) -> Instant {
    DateTime::parse_from_rfc3339(text).expect("a story tells instants in full").with_timezone(&Utc)
}
