//! Local times into their zone.
//!
//! Which zone it is, nobody can tell from a file; and a time that clocks showed twice or never is not resolved here.

use chrono::{DateTime, LocalResult, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;

/// Why a local time names no single instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Misplaced {
    /// Clocks were turned back over it: one of these two was meant.
    #[error("{local} happens twice in {zone}: at {first} and at {second}")]
    Twice {
        /// The time that clocks showed twice.
        local: NaiveDateTime,
        /// Where they did.
        zone: Tz,
        /// When they showed it before they were turned back.
        first: DateTime<Utc>,
        /// When they showed it again.
        second: DateTime<Utc>,
    },
    /// Clocks were turned forward over it.
    #[error("{local} does not exist in {zone}: clocks jump over it that day")]
    Never {
        /// The time that no clock showed.
        local: NaiveDateTime,
        /// Where not.
        zone: Tz,
    },
}

/// Returns the instant at which clocks of a zone showed a local time.
pub fn place(local: NaiveDateTime, zone: Tz) -> Result<DateTime<Utc>, Misplaced> {
    match zone.from_local_datetime(&local) {
        LocalResult::Single(at) => Ok(at.with_timezone(&Utc)),
        LocalResult::Ambiguous(first, second) => {
            let (first, second) = (first.with_timezone(&Utc), second.with_timezone(&Utc));
            Err(Misplaced::Twice { local, zone, first, second })
        }
        LocalResult::None => Err(Misplaced::Never { local, zone }),
    }
}
