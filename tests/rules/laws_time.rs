//! Laws 44 and 46: deadlines hold on days of every length, and a local time that is not one instant is an error.

use cairn_domain::policy::{FaultKind, Place};
use cairn_domain::time::{BadLocalTime, day_of, end_of_day, start_of_day};
use cairn_domain::{Event, Instant, Occurred};
use cairn_testkit::story::{given, only, small_policy};
use cairn_testkit::worlds::home_cohort;
use chrono::{Days, NaiveDate, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::{TZ_VARIANTS, Tz};

use crate::oracle;

fn offset(zone: Tz, at: Instant) -> i64 {
    zone.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc().into()
}

/// Every instant in a span of years at which a zone's clocks change, found by halving days.
fn transitions(zone: Tz, from: i32, until: i32) -> Vec<(Instant, i64, i64)> {
    let start = |year| Utc.with_ymd_and_hms(year, 1, 1, 12, 0, 0).unwrap();
    let mut found = Vec::new();
    let mut day = start(from);
    while day < start(until) {
        let next = day + TimeDelta::days(1);
        if offset(zone, day) != offset(zone, next) {
            let (mut low, mut high) = (day, next);
            while high - low > TimeDelta::seconds(1) {
                let middle = low + TimeDelta::seconds((high - low).num_seconds() / 2);
                if offset(zone, middle) == offset(zone, low) { low = middle } else { high = middle }
            }
            found.push((high, offset(zone, low), offset(zone, high)));
        }
        day = next;
    }
    found
}

/// Law 44: in every zone, around every change of its clocks: a day's last instant is in, the next one is out.
#[test]
fn the_last_instant_of_a_day_is_in_and_the_next_is_out() {
    let tick = TimeDelta::microseconds(1);
    let mut lengths = std::collections::BTreeMap::new();
    for zone in TZ_VARIANTS {
        for (at, _, _) in transitions(zone, 2005, 2030) {
            let around = day_of(at, zone);
            for day in [around - Days::new(1), around, around + Days::new(1)] {
                let (start, end) = (start_of_day(day, zone), end_of_day(day, zone));
                assert_eq!(end, start_of_day(day + Days::new(1), zone));
                if start == end {
                    // Samoa and Tokelau had no 30 December 2011.
                    assert_eq!(day, NaiveDate::from_ymd_opt(2011, 12, 30).unwrap(), "{zone}");
                    continue;
                }
                assert_eq!(day_of(start, zone), day, "{zone} {day}");
                assert!(day_of(start - tick, zone) < day, "{zone} {day}");
                assert_eq!(day_of(end - tick, zone), day, "{zone} {day}");
                assert!(day_of(end, zone) > day, "{zone} {day}");
                *lengths.entry((end - start).num_minutes()).or_insert(0) += 1;
            }
        }
    }
    for hours in [23, 24, 25] {
        assert!(lengths.contains_key(&(hours * 60)), "no day of {hours} hours: {lengths:?}");
    }
}

/// Law 44: the same, by looking at every minute.
#[test]
fn a_day_begins_where_looking_at_every_minute_says() {
    let zones = [
        Tz::America__New_York,
        Tz::Australia__Sydney,
        Tz::America__Santiago,
        Tz::America__St_Johns,
        Tz::Asia__Beirut,
        Tz::Africa__Cairo,
        Tz::Pacific__Apia,
        Tz::Australia__Lord_Howe,
        Tz::Asia__Tehran,
        Tz::Atlantic__Azores,
    ];
    for zone in zones {
        for (at, _, _) in transitions(zone, 2005, 2027) {
            for ahead in [0, 1] {
                let day = day_of(at, zone) + Days::new(ahead);
                assert_eq!(
                    start_of_day(day, zone),
                    oracle::first_instant(day, zone),
                    "{zone} {day}"
                );
            }
        }
    }
}

/// Law 44, all the way: work handed in with the last instant of the deadline's day counts; with the next it does not.
#[test]
fn a_deadline_closes_with_its_day_wherever_the_programme_is() {
    for zone in ZONES {
        for (at, _, _) in transitions(zone, 2025, 2027) {
            let day = day_of(at, zone);
            let mut policy = only("project", |_| {});
            (policy.zone, policy.sessions) = (zone, Vec::new());
            (policy.begins, policy.ends, policy.apply_by) = (day - Days::new(9), day, None);
            for (micros, status) in [(-1, "met"), (0, "out_of_reach")] {
                let when = end_of_day(day, zone) + TimeDelta::microseconds(micros);
                let item = "project".parse().unwrap();
                let event = Event::Submitted { cohort: home_cohort(), item };
                let told = given([cairn_testkit::story::Happening::from(event)
                    .at(&Occurred::At(when).to_string())]);
                let found = told.under(policy.clone()).as_of("2028-01-01").finding("project");
                assert_eq!(found.status.name(), status, "{zone} {when}");
            }
        }
    }
}

const ZONES: [Tz; 7] = [
    Tz::America__New_York,
    Tz::Australia__Sydney,
    Tz::America__Santiago,
    Tz::Europe__Copenhagen,
    Tz::Asia__Beirut,
    Tz::Africa__Cairo,
    Tz::Australia__Lord_Howe,
];

/// Law 46: a session at a local time that does not exist, or exists twice, does not get through the check.
#[test]
fn a_session_at_no_single_instant_is_an_error() {
    let mut seen = (0, 0);
    for zone in TZ_VARIANTS {
        for (at, before, after) in transitions(zone, 2025, 2028) {
            let first = at.naive_utc() + TimeDelta::seconds(before.min(after));
            let middle = first + TimeDelta::seconds((before - after).abs() / 2);
            let last = first + TimeDelta::seconds((before - after).abs() - 1);
            for local in [first, middle, last] {
                let bad = if after > before {
                    BadLocalTime::Missing(local, zone)
                } else {
                    BadLocalTime::Twice(local, zone)
                };
                assert_eq!(faults(zone, local), [FaultKind::LocalTime(bad)], "{zone} {local}");
            }
            for local in [first - TimeDelta::seconds(1), last + TimeDelta::seconds(1)] {
                assert_eq!(faults(zone, local), [], "{zone} {local}");
            }
            if after > before { seen.0 += 1 } else { seen.1 += 1 }
        }
    }
    assert!(seen.0 > 100 && seen.1 > 100, "{seen:?}");
}

fn faults(zone: Tz, starts: NaiveDateTime) -> Vec<FaultKind> {
    let mut policy = only("retreat", |_| {});
    let mut session = small_policy().sessions[0].clone();
    (session.starts, session.minutes) = (starts, 1);
    (policy.zone, policy.sessions, policy.apply_by) = (zone, vec![session], None);
    let year = |ahead: i64| starts.date() + TimeDelta::days(ahead);
    (policy.begins, policy.ends) = (year(-100), year(100));
    let Err(faults) = policy.check() else { return Vec::new() };
    assert!(faults.iter().all(|fault| fault.place == Place::session(0, "starts")));
    faults.into_iter().map(|fault| fault.kind).collect()
}
