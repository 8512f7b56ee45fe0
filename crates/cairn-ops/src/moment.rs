//! When something can be done, in words: in the programme's zone, and in somebody's own.

use cairn_domain::Instant;
use cairn_domain::time::{day_of, start_of_day};
use chrono::{Datelike, NaiveDate, TimeDelta};
use chrono_tz::Tz;

use crate::asking::{say_day, say_instant, say_last_day};

/// From when something can be done, and until when.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    /// From when, where that is still to come.
    pub from: Option<Instant>,
    /// The first instant at which it is too late.
    pub before: Option<Instant>,
    /// Whether it is there to be attended: then it begins, and is not merely open.
    pub is_session: bool,
}

/// Says when, as the programme says it: "by Thu 5 Mar 2026".
pub(crate) fn say(bounds: Bounds, zone: Tz) -> Option<String> {
    let Bounds { from, before, is_session } = bounds;
    match (from, before) {
        (Some(from), _) if is_session => Some(say_instant(from, zone)),
        (None, Some(to)) if is_session => Some(format!("now, until {}", say_instant(to, zone))),
        (from, before) => {
            let from = from.map(|from| format!("from {}", say_beginning(from, zone)));
            let before = before.map(|before| format!("by {}", say_end(before, zone)));
            let said: Vec<String> = from.into_iter().chain(before).collect();
            (!said.is_empty()).then(|| said.join(", "))
        }
    }
}

/// Says the same as a clock elsewhere shows it; `None` where it shows the same.
pub(crate) fn say_own(bounds: Bounds, zone: Tz, own: Tz) -> Option<String> {
    let Bounds { from, before, is_session } = bounds;
    let point = if is_session { from.or(before) } else { before }?;
    if point.with_timezone(&zone).naive_local() == point.with_timezone(&own).naive_local() {
        return None;
    }
    let there = point.with_timezone(&own);
    let same_year = point.with_timezone(&zone).year() == there.year();
    let form = if same_year { "%a %-d %b, %H:%M" } else { "%a %-d %b %Y, %H:%M" };
    let said = there.format(form).to_string();
    Some(if is_session && from.is_some() { said } else { format!("before {said}") })
}

/// Returns the last day that is not too late.
pub(crate) fn last_day(before: Instant, zone: Tz) -> NaiveDate {
    day_of(before - TimeDelta::microseconds(1), zone)
}

fn say_beginning(from: Instant, zone: Tz) -> String {
    let day = day_of(from, zone);
    if from == start_of_day(day, zone) { say_day(day) } else { say_instant(from, zone) }
}

/// Says a deadline: the last day of it, where it is the end of one.
fn say_end(before: Instant, zone: Tz) -> String {
    if before == start_of_day(day_of(before, zone), zone) {
        say_last_day(before, zone)
    } else {
        say_instant(before, zone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Tz = Tz::America__New_York;

    fn at(text: &str) -> Option<Instant> {
        text.parse().ok()
    }

    fn both(
        from: Option<Instant>,
        before: Option<Instant>,
        is_session: bool,
        own: Tz,
    ) -> [String; 2] {
        let bounds = Bounds { from, before, is_session };
        [say(bounds, HERE), say_own(bounds, HERE, own)].map(Option::unwrap_or_default)
    }

    #[test]
    fn a_session_begins_at_two_clocks() {
        let said = both(
            at("2026-06-11T23:00:00Z"),
            at("2026-06-12T02:00:00Z"),
            true,
            Tz::Europe__Copenhagen,
        );
        assert_eq!(said, ["Thu 11 Jun 2026, 19:00", "Fri 12 Jun, 01:00"]);
        let running = both(None, at("2026-06-12T02:00:00Z"), true, Tz::Europe__Copenhagen);
        assert_eq!(running, ["now, until Thu 11 Jun 2026, 22:00", "before Fri 12 Jun, 04:00"]);
    }

    #[test]
    fn a_last_day_ends_elsewhere_at_another_time() {
        let said = both(None, at("2026-03-06T05:00:00Z"), false, Tz::Australia__Melbourne);
        assert_eq!(said, ["by Thu 5 Mar 2026", "before Fri 6 Mar, 16:00"]);
        let new_year = both(None, at("2027-01-01T05:00:00Z"), false, Tz::Australia__Melbourne);
        assert_eq!(new_year, ["by Thu 31 Dec 2026", "before Fri 1 Jan, 16:00"]);
        let early = both(at("2026-03-01T05:00:00Z"), at("2026-03-06T05:00:00Z"), false, HERE);
        assert_eq!(early, ["from Sun 1 Mar 2026, by Thu 5 Mar 2026", ""]);
    }

    #[test]
    fn what_nothing_binds_has_no_time() {
        assert_eq!(both(None, None, false, HERE), ["", ""]);
    }

    #[test]
    fn the_same_time_is_not_said_twice() {
        let said = both(None, at("2026-03-06T05:00:00Z"), false, Tz::America__Toronto);
        assert_eq!(said[1], "");
    }
}
