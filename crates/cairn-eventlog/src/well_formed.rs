//! What the types of the domain do not hold: amounts that are positive, intervals that end after they begin, years that
//! calendars can carry. What is merely odd passes; audits show it as an anomaly.

use cairn_domain::event::{Amount, ExamOutcome, Replacement};
use cairn_domain::policy::Place;
use cairn_domain::time::to_micros;
use cairn_domain::{
    Event, EventId, ImportSource, Instant, Interval, Money, Occurred, Policy, Presence, StreamId,
};
use chrono::{Datelike, NaiveDate, TimeDelta};

use crate::draft::BadEvent;
use crate::wording;

/// The most stays that one attendance may list.
const MOST_STAYS: usize = 1_000;
/// The longest stay: nobody is connected for longer than a retreat lasts.
const LONGEST_STAY: TimeDelta = TimeDelta::days(7);

/// Returns the occurrence to the microsecond, or says that its year is out of range.
pub(crate) fn occurrence(occurred: Occurred) -> Result<Occurred, String> {
    let (day, exact) = match occurred {
        Occurred::At(instant) => (instant.date_naive(), Occurred::At(to_micros(instant))),
        Occurred::On(day) => (day, occurred),
    };
    if in_range(day) { Ok(exact) } else { Err(out_of_range(day)) }
}

fn in_range(day: NaiveDate) -> bool {
    (1900..=2200).contains(&day.year())
}

fn out_of_range(day: NaiveDate) -> String {
    format!("`{day}` is out of range: expected a time between the years 1900 and 2200")
}

/// Checks what an event says beyond what its types hold, and that it is in the right kind of stream.
pub(crate) fn check(stream: &StreamId, event: &Event) -> Result<(), BadEvent> {
    in_its_stream(stream, event)?;
    content(stream, event).map_err(|(field, what)| BadEvent::new(format!("body.{field}"), what))
}

fn in_its_stream(stream: &StreamId, event: &Event) -> Result<(), BadEvent> {
    let of_cohort = matches!(stream, StreamId::Cohort(_));
    if event.is_correction() || event.is_of_cohort() == of_cohort {
        return Ok(());
    }
    let expected = if of_cohort { "practitioner/…" } else { "cohort/…" };
    let what =
        format!("`{}` does not belong in `{stream}`: expected a stream `{expected}`", event.kind());
    Err(BadEvent::new("stream", what))
}

/// A field of the body, and what is wrong with it.
type Fault = (String, String);

fn content(stream: &StreamId, event: &Event) -> Result<(), Fault> {
    match event {
        Event::Paid { amount, .. } | Event::Refunded { amount, .. } => positive("amount", amount),
        Event::Attended { presence: Presence::Intervals(stays), .. } => intervals(stays),
        Event::Reviewed { reviewer, .. } => not_empty("reviewer", reviewer, "who reviewed it"),
        Event::Judged { judge, .. } => not_empty("judge", judge, "who answered"),
        Event::Logged { amount, reported, .. } => logged(*amount, *reported),
        Event::Examined { outcome: ExamOutcome::Scored { got, of }, .. } => scored(*got, *of),
        Event::Waived { granted_by, until, .. } => {
            granted_by
                .iter()
                .try_for_each(|name| not_empty("granted_by", name, "who granted it"))?;
            until.map_or(Ok(()), |until| day("until", until))
        }
        Event::Extended { to, .. } => day("to", *to),
        Event::Credited { achievement, .. } => {
            not_empty("achievement", achievement, "what was completed")
        }
        Event::Referred { requirements, .. } if requirements.is_empty() => Err((
            "requirements".to_owned(),
            "it is empty: expected what to come back with".to_owned(),
        )),
        Event::Certified { receipt: Some(receipt), .. } => moment("receipt.as_of", receipt.as_of),
        Event::SessionHeld { from, to, .. } => stay("", Interval { from: *from, to: *to }),
        Event::PolicyAdopted { policy } => adopted(stream, policy),
        Event::Amended { to, .. } => replacement("to", stream, to),
        // The claim is of a practitioner; of which one, nobody knows yet.
        Event::RowQueued { claim, .. } => {
            replacement("claim", &StreamId::Practitioner(EventId::nil()), claim)
        }
        Event::SourceSaved { source } => saved(source),
        Event::FileImported { name, sha256, kind, .. } => {
            not_empty("name", name, "the file's name")?;
            not_empty("kind", kind, "what it was read as")?;
            digest("sha256", sha256)
        }
        Event::Identified { .. }
        | Event::Linked { .. }
        | Event::Unlinked { .. }
        | Event::Erased {}
        | Event::Recognised { .. }
        | Event::Applied { .. }
        | Event::Admitted { .. }
        | Event::Waitlisted { .. }
        | Event::Declined { .. }
        | Event::Withdrew { .. }
        | Event::Deferred { .. }
        | Event::TuitionAdjusted { .. }
        | Event::Attended { .. }
        | Event::Excused { .. }
        | Event::Reflected { .. }
        | Event::Submitted { .. }
        | Event::Examined { .. }
        | Event::RetreatCompleted { .. }
        | Event::Certified { .. }
        | Event::Referred { .. }
        | Event::Refused { .. }
        | Event::Suspended { .. }
        | Event::Reinstated { .. }
        | Event::Revoked { .. }
        | Event::Appealed { .. }
        | Event::AppealDecided { .. }
        | Event::SessionCancelled { .. }
        | Event::RowResolved { .. }
        | Event::Voided { .. }
        | Event::Unknown => Ok(()),
    }
}

fn positive(field: &str, amount: &Money) -> Result<(), Fault> {
    if amount.minor > 0 {
        Ok(())
    } else {
        Err((
            format!("{field}.minor"),
            format!("`{}` is not positive: expected minor units, such as cents", amount.minor),
        ))
    }
}

/// The most that one event may state, in minutes or hundredths: a year of minutes, and far from where sums overflow.
const LARGEST_LOGGED: u32 = 1_000_000;

fn logged(amount: Amount, reported: Option<NaiveDate>) -> Result<(), Fault> {
    let (Amount::Minutes(much) | Amount::Hundredths(much)) = amount;
    if !(1..=LARGEST_LOGGED).contains(&much) {
        let what = format!("`{much}` is out of range: expected 1 to {LARGEST_LOGGED}");
        return Err(("amount".to_owned(), what));
    }
    reported.map_or(Ok(()), |reported| day("reported", reported))
}

fn scored(got: u32, of: u32) -> Result<(), Fault> {
    if of > 0 && got <= of {
        Ok(())
    } else {
        let what = format!("`{got}` of `{of}`: expected points of a positive number of points");
        Err(("outcome".to_owned(), what))
    }
}

fn not_empty(field: &str, text: &str, expected: &str) -> Result<(), Fault> {
    if text.trim().is_empty() {
        Err((field.to_owned(), format!("it is empty: expected {expected}")))
    } else {
        Ok(())
    }
}

fn intervals(stays: &[Interval]) -> Result<(), Fault> {
    if stays.len() > MOST_STAYS {
        let what = format!("it lists {} stays: expected at most {MOST_STAYS}", stays.len());
        return Err(("presence.intervals".to_owned(), what));
    }
    stays
        .iter()
        .enumerate()
        .try_for_each(|(index, each)| stay(&format!("presence.intervals.{index}."), *each))
}

fn stay(prefix: &str, stay: Interval) -> Result<(), Fault> {
    moment(&format!("{prefix}from"), stay.from)?;
    let field = || format!("{prefix}to");
    if stay.to <= stay.from {
        return Err((
            field(),
            format!("`{}` is not after `{}`: expected from before to", stay.to, stay.from),
        ));
    }
    if stay.to - stay.from > LONGEST_STAY {
        return Err((
            field(),
            "it is more than 7 days after its beginning: expected one stay".to_owned(),
        ));
    }
    Ok(())
}

fn moment(field: &str, instant: Instant) -> Result<(), Fault> {
    day(field, instant.date_naive())?;
    if to_micros(instant) == instant {
        Ok(())
    } else {
        Err((
            field.to_owned(),
            "it is finer than a microsecond: expected at most six decimals".to_owned(),
        ))
    }
}

fn day(field: &str, day: NaiveDate) -> Result<(), Fault> {
    if in_range(day) { Ok(()) } else { Err((field.to_owned(), out_of_range(day))) }
}

fn adopted(stream: &StreamId, policy: &Policy) -> Result<(), Fault> {
    if *stream != StreamId::Cohort(policy.cohort.clone()) {
        let what = format!("the policy of `{}` does not belong in `{stream}`", policy.cohort);
        return Err(("policy.cohort".to_owned(), what));
    }
    day("policy.begins", policy.begins)?;
    day("policy.ends", policy.ends)?;
    policy.apply_by.map_or(Ok(()), |by| day("policy.apply_by", by))?;
    policy.sessions.iter().try_for_each(|session| day("policy.sessions", session.starts.date()))
}

/// The most faults of a policy that are said at once.
const MOST_FAULTS: usize = 5;

/// Checks that questions can be asked under the policy that an event adopts, if it adopts one; otherwise, which field is
/// wrong, and how.
///
/// This is asked on the way in. A log that holds such a policy is not damaged: an earlier cairn may have been content.
pub(crate) fn applicable(event: &Event) -> Result<(), BadEvent> {
    let (prefix, policy) = match event {
        Event::PolicyAdopted { policy } => ("body.", policy),
        Event::Amended { to, .. } => match &*to.event {
            Event::PolicyAdopted { policy } => ("body.to.body.", policy),
            _ => return Ok(()),
        },
        _ => return Ok(()),
    };
    let faults = policy.clone().check().err().unwrap_or_default();
    let Some((first, others)) = faults.split_first() else { return Ok(()) };
    let others = others
        .iter()
        .take(MOST_FAULTS - 1)
        .map(|other| format!("; `{}`: {}", place_of(policy, &other.place), other.kind));
    let more = match faults.len().saturating_sub(MOST_FAULTS) {
        0 => String::new(),
        more => format!("; and {more} more"),
    };
    let others: String = others.collect();
    let what = format!("the policy cannot be applied: {}{others}{more}", first.kind);
    Err(BadEvent::new(format!("{prefix}{}", place_of(policy, &first.place)), what))
}

/// Returns where in the body a fault of a policy is, by names where there are names.
fn place_of(policy: &Policy, place: &Place) -> String {
    match place {
        Place::Top(key) => format!("policy.{key}"),
        Place::Session(at, key) => match policy.sessions.get(*at) {
            Some(session) => format!("policy.sessions.{}.{key}", session.id),
            None => format!("policy.sessions.{at}.{key}"),
        },
        Place::Requirement(at, key) => match policy.requirements.get(*at) {
            Some(requirement) => format!("policy.requirements.{}.{key}", requirement.id),
            None => format!("policy.requirements.{at}.{key}"),
        },
    }
}

/// Checks an event that another one holds under a field.
fn replacement(at: &str, stream: &StreamId, to: &Replacement) -> Result<(), Fault> {
    occurrence(to.occurred_at).map_err(|what| (format!("{at}.occurred_at"), what))?;
    let least = to.event.version();
    if to.version != least {
        return Err((format!("{at}.version"), wording::not_the_least(to.version, least)));
    }
    in_its_stream(stream, &to.event).map_err(|fault| (format!("{at}.type"), fault.what))?;
    content(stream, &to.event).map_err(|(field, what)| (format!("{at}.body.{field}"), what))
}

fn saved(source: &ImportSource) -> Result<(), Fault> {
    if source.columns.is_empty() {
        let what = "it names no column: expected where the file holds what".to_owned();
        return Err(("source.columns".to_owned(), what));
    }
    let zero = source.columns.iter().position(|column| column.position == 0);
    zero.map_or(Ok(()), |at| {
        let what = "columns count from 1".to_owned();
        Err((format!("source.columns.{at}.position"), what))
    })
}

fn digest(field: &str, text: &str) -> Result<(), Fault> {
    let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if text.len() == 64 && text.bytes().all(is_hex) {
        Ok(())
    } else {
        let what = format!("`{text}` is no SHA-256: expected 64 small hexadecimal digits");
        Err((field.to_owned(), what))
    }
}
