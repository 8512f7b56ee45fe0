//! A zone as a calendar file spells it: when its clocks were put forward and back, for the years that matter.
//!
//! Every change is written out, one after the other. A rule such as "the second Sunday of March" would say more than anybody
//! knows of coming years, and would have to be worked out of changes that are all there is.

use cairn_domain::Instant;
use cairn_domain::time::{day_of, start_of_day};
use chrono::{Datelike, NaiveDate, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::{OffsetComponents, OffsetName, Tz};

/// Returns the lines of the zone's component, for all sessions from the first to the last of these instants.
pub(super) fn lines(zone: Tz, from: Instant, to: Instant) -> Vec<String> {
    let first = new_year(day_of(from, zone).year(), zone);
    let end = new_year(day_of(to, zone).year().saturating_add(1), zone);
    let mut lines = vec!["BEGIN:VTIMEZONE".to_owned(), format!("TZID:{}", zone.name())];
    // What clocks showed when the first year began: nothing changes then, but readers need a beginning.
    lines.extend(observance(zone, first, offset(first, zone)));
    for (at, before) in changes(zone, first, end) {
        lines.extend(observance(zone, at, before));
    }
    lines.push("END:VTIMEZONE".to_owned());
    lines
}

fn observance(zone: Tz, at: Instant, before: TimeDelta) -> [String; 6] {
    let there = zone.offset_from_utc_datetime(&at.naive_utc());
    let after = offset(at, zone);
    let kind = if there.dst_offset().is_zero() { "STANDARD" } else { "DAYLIGHT" };
    let local = at.naive_utc() + before;
    [
        format!("BEGIN:{kind}"),
        format!("DTSTART:{}", local.format("%Y%m%dT%H%M%S")),
        format!("TZOFFSETFROM:{}", said(before)),
        format!("TZOFFSETTO:{}", said(after)),
        format!("TZNAME:{}", there.abbreviation().unwrap_or("LMT")),
        format!("END:{kind}"),
    ]
}

/// Finds every instant at which clocks were changed, with the offset before: looks once a day, then halves.
fn changes(zone: Tz, from: Instant, to: Instant) -> Vec<(Instant, TimeDelta)> {
    const DAY: TimeDelta = TimeDelta::days(1);
    let mut found = Vec::new();
    let mut at = from;
    while at < to {
        let next = at + DAY;
        let (before, after) = (offset(at, zone), offset(next, zone));
        if before != after {
            let (mut low, mut high) = (at, next);
            while high - low > TimeDelta::seconds(1) {
                let middle = low + TimeDelta::seconds((high - low).num_seconds() / 2);
                if offset(middle, zone) == before { low = middle } else { high = middle }
            }
            found.push((high, before));
        }
        at = next;
    }
    found
}

fn offset(at: Instant, zone: Tz) -> TimeDelta {
    let seconds = zone.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc();
    TimeDelta::seconds(i64::from(seconds))
}

fn said(offset: TimeDelta) -> String {
    let seconds = offset.num_seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    let (whole, rest) = (seconds.abs() / 60, seconds.abs() % 60);
    let tail = if rest == 0 { String::new() } else { format!("{rest:02}") };
    format!("{sign}{:02}{:02}{tail}", whole / 60, whole % 60)
}

fn new_year(year: i32, zone: Tz) -> Instant {
    // Policies are of the years 1900 to 2200, all of which have a first day.
    let day = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
    start_of_day(day, zone).with_timezone(&Utc)
}
