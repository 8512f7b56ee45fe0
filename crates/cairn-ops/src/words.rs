//! Events, findings and oddities in plain words.

use cairn_domain::anomaly::Oddity;
use cairn_domain::assess::{Against, Cause, Deadline, Unit};
use cairn_domain::event::{
    AdjustmentKind, Amount, AppealOutcome, ExamOutcome, Mode, ReviewOutcome, Ruling,
};
use cairn_domain::presence::seconds_within;
use cairn_domain::{Event, Interval, Money, Position, Presence, State, Step};
use chrono::TimeDelta;
use chrono_tz::Tz;

use crate::asking::{say_day, say_instant, say_last_day};

/// Says what happened. `private` returns the value of a private field, if it is still held.
pub fn event(event: &Event, zone: Tz, private: &dyn Fn(&str) -> Option<String>) -> String {
    let told = |field: &str| private(field).unwrap_or_else(|| "(not held)".to_owned());
    match event {
        Event::Identified { name, email, zone } => {
            let parts = [
                name.map(|_| told("name")),
                email.map(|_| told("email")),
                zone.map(|zone| format!("lives in {zone}")),
            ];
            format!("identified: {}", parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
        }
        Event::Linked { other } => format!("linked: this record and {other} are one person"),
        Event::Unlinked { other } => {
            format!("unlinked: this record and {other} are different people")
        }
        Event::Erased {} => "personal data erased".to_owned(),
        Event::Applied { team: Some(team), .. } => format!("applied, with the team {team}"),
        Event::Applied { team: None, .. } => "applied".to_owned(),
        Event::Admitted { .. } => "admitted".to_owned(),
        Event::Waitlisted { .. } => "put on the waiting list".to_owned(),
        Event::Declined { .. } => "application declined".to_owned(),
        Event::Withdrew { .. } => "withdrew".to_owned(),
        Event::Deferred { to, .. } => format!("deferred to {to}"),
        Event::Paid { amount, reference, .. } => match reference {
            Some(reference) => format!("paid {amount} ({reference})"),
            None => format!("paid {amount}"),
        },
        Event::Refunded { amount, .. } => format!("refunded {amount}"),
        Event::TuitionAdjusted { credit, kind, .. } => adjusted(*credit, *kind),
        Event::Attended { session, mode, presence, .. } => {
            let mode = if *mode == Mode::MakeUp { "made up for" } else { "attended" };
            format!("{mode} {session}: {}", presence_words(presence))
        }
        Event::Excused { session, .. } => format!("excused from {session}"),
        Event::Reflected { session, facets, .. } => {
            let facets: Vec<String> =
                facets.iter().map(|facet| facet.as_str().replace('_', " ")).collect();
            let on =
                if facets.is_empty() { String::new() } else { format!(" ({})", facets.join(", ")) };
            format!("filed a reflection on {session}{on}")
        }
        Event::Submitted { item, .. } => format!("handed in the {item}"),
        Event::Reviewed { item, reviewer, outcome, .. } => match outcome {
            ReviewOutcome::Accepted => format!("{item} accepted by {reviewer}"),
            ReviewOutcome::Returned => format!("{item} given back by {reviewer}"),
        },
        Event::RetreatCompleted { days, .. } => {
            format!("completed a retreat of {}", count(i64::from(*days), "day"))
        }
        Event::Credited { achievement, .. } => format!("completed {achievement}"),
        Event::Logged { activity, amount, with, .. } => {
            let with = with.as_ref().map_or_else(String::new, |with| format!(", with {with}"));
            format!("did {} of {activity}{with}", amount_words(*amount))
        }
        Event::Examined { item, outcome, .. } => match outcome {
            ExamOutcome::Passed => format!("passed the examination {item}"),
            ExamOutcome::NotPassed => format!("sat the examination {item}, not passed"),
            ExamOutcome::Scored { got, of } => {
                format!("sat the examination {item}: {got} of {of} points")
            }
        },
        Event::Judged { question, judge, capacity, outcome, .. } => {
            let said = match outcome {
                Ruling::Granted => "granted",
                Ruling::Denied => "not granted",
            };
            format!("{question} {said} by {judge}, as {capacity}")
        }
        Event::Extended { requirement, to, authority, session, .. } => {
            let on = session.as_ref().map_or_else(String::new, |id| format!(" for {id}"));
            format!("{requirement}{on} extended to {} by the {authority}", say_day(*to))
        }
        Event::Waived { requirement, authority, sessions, until, .. } => {
            let names: Vec<&str> = sessions.iter().map(cairn_domain::SessionId::as_str).collect();
            let of =
                if names.is_empty() { String::new() } else { format!(" for {}", names.join(", ")) };
            let until = until.map_or_else(String::new, |day| format!(", until {}", say_day(day)));
            format!("{requirement}{of} waived by the {authority}{until}")
        }
        Event::Certified { .. } => "certified".to_owned(),
        Event::Referred { requirements, .. } => {
            let what: Vec<&str> =
                requirements.iter().map(cairn_domain::RequirementId::as_str).collect();
            format!("referred: to come back with {}", what.join(", "))
        }
        Event::Refused { .. } => "certification refused".to_owned(),
        Event::Suspended { .. } => "suspended".to_owned(),
        Event::Reinstated { .. } => "reinstated".to_owned(),
        Event::Revoked { .. } => "certificate revoked".to_owned(),
        Event::Appealed { .. } => "appealed".to_owned(),
        Event::AppealDecided { outcome, .. } => match outcome {
            AppealOutcome::Upheld => "appeal decided: the decision stands".to_owned(),
            AppealOutcome::Overturned => "appeal decided: the decision falls".to_owned(),
        },
        Event::PolicyAdopted { policy } => {
            format!("policy adopted: {}, version {}", policy.title, policy.version)
        }
        Event::SessionHeld { session, from, to } => {
            format!(
                "session {session} held, {} to {}",
                say_instant(*from, zone),
                to.with_timezone(&zone).format("%H:%M")
            )
        }
        Event::SessionCancelled { session } => format!("session {session} cancelled"),
        Event::Voided { .. } => format!("voids an earlier event: {}", told("reason")),
        Event::Amended { to, .. } => {
            let to = self::event(&to.event, zone, private);
            format!("amends an earlier event, to say: {to}; reason: {}", told("reason"))
        }
        Event::Unknown => "something that only a newer cairn can read".to_owned(),
    }
}

/// Says how much, such as "90 minutes" or "1.5".
#[must_use]
pub fn amount_words(amount: Amount) -> String {
    match amount {
        Amount::Minutes(minutes) if minutes % 60 == 0 => count(i64::from(minutes / 60), "hour"),
        Amount::Minutes(minutes) => count(i64::from(minutes), "minute"),
        Amount::Hundredths(much) => hundredths(i64::from(much)),
    }
}

/// Writes hundredths as a number, without what it does not need: "1.5", "2".
#[must_use]
pub fn hundredths(much: i64) -> String {
    let (whole, part) = (much / 100, much % 100);
    match part {
        0 => whole.to_string(),
        part if part % 10 == 0 => format!("{whole}.{}", part / 10),
        part => format!("{whole}.{part:02}"),
    }
}

fn adjusted(credit: Money, kind: AdjustmentKind) -> String {
    let kind = match kind {
        AdjustmentKind::Scholarship => "scholarship",
        AdjustmentKind::Sponsorship => "sponsorship",
        AdjustmentKind::Correction => "correction of the account",
    };
    format!("{kind} of {credit}")
}

fn presence_words(presence: &Presence) -> String {
    match presence {
        Presence::Intervals(stays) => {
            let from = stays.iter().map(|stay| stay.from).min();
            let to = stays.iter().map(|stay| stay.to).max();
            let window = from.zip(to).map(|(from, to)| Interval { from, to });
            let seconds = window.map_or(0, |window| seconds_within(stays, window));
            let several =
                if stays.len() > 1 { format!(" in {} stays", stays.len()) } else { String::new() };
            format!("{} min{several}", seconds / 60)
        }
        Presence::Seconds(seconds) => format!("{} min (duration only)", seconds / 60),
        Presence::Whole => "the whole session".to_owned(),
        Presence::Unmeasured => "for how long is not known yet".to_owned(),
    }
}

/// Says how many, with the noun in its right number.
#[must_use]
pub fn count(number: i64, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// Says a measure: 9 of 10 sessions.
#[must_use]
pub fn measure(have: i64, need: i64, unit: Unit) -> String {
    match unit {
        Unit::Money(currency) => {
            let money = |minor| Money { minor, currency };
            format!("{} of {}", money(have), money(need))
        }
        Unit::Done if have >= need => "done".to_owned(),
        Unit::Done => "not yet".to_owned(),
        Unit::Requirements => format!("{have} of {need} met"),
        Unit::Sessions => format!("{have} of {}", count(need, "session")),
        Unit::Filings => format!("{have} of {}", count(need, "reflection")),
        Unit::Days if have == 0 => format!("none; {} asked", count(need, "day")),
        Unit::Days => format!("{}; {need} asked", count(have, "day")),
        Unit::Reviewers => format!("accepted by {have} of {}", count(need, "reviewer")),
    }
}

/// Returns the wire name of a unit.
#[must_use]
pub fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Requirements => "requirements",
        Unit::Sessions => "sessions",
        Unit::Filings => "filings",
        Unit::Done => "done",
        Unit::Days => "days",
        Unit::Reviewers => "reviewers",
        Unit::Money(_) => "minor_units",
    }
}

/// Says what put something out of reach, and since when.
#[must_use]
pub fn since(at: cairn_domain::Instant, cause: &Cause, zone: Tz) -> String {
    // A deadline puts something out of reach from its last microsecond on; people say the deadline.
    let closed = at + TimeDelta::microseconds(1);
    let passed = |what: &str| format!("since {what} ended, {}", say_instant(closed, zone));
    match cause {
        Cause::Always => format!(
            "since before {}, for as far back as there is anything on record",
            say_instant(at, zone)
        ),
        Cause::Event(position) => format!("since #{position}, {}", say_instant(at, zone)),
        Cause::Deadline(deadline) => match deadline {
            Deadline::Session(id) => passed(&format!("session {id}")),
            Deadline::Filing(id) => {
                format!("since the reflection on {id} was due, {}", say_last_day(closed, zone))
            }
            Deadline::MakeUps(_) => {
                format!("since the last day for make-ups, {}", say_last_day(closed, zone))
            }
            Deadline::Milestone(_) => format!("since its last day, {}", say_last_day(closed, zone)),
            Deadline::Tier(name) => {
                format!("since the last day for the {name} price, {}", say_last_day(closed, zone))
            }
            Deadline::Payment(_) => {
                format!("since the last day to pay, {}", say_last_day(closed, zone))
            }
        },
    }
}

/// Says why a piece of evidence does not count, or counts against.
#[must_use]
pub fn against(why: Against, zone: Tz) -> String {
    match why {
        Against::TooShort { there, needed, lasted } => {
            let of = if lasted > 0 { format!(" of {}", clock(lasted)) } else { String::new() };
            format!("there for {}{of}; it takes {}", clock(there), clock(needed))
        }
        Against::OverTheCap => "one make-up more than may count".to_owned(),
        Against::Late(closed) => {
            format!("after the last day for it, {}", say_last_day(closed, zone))
        }
        Against::Early => "before the day of its session".to_owned(),
        Against::Cancelled => "the session was cancelled".to_owned(),
        Against::Returned => "given back to be revised".to_owned(),
        Against::TooFewDays => "too few days".to_owned(),
        Against::AfterApplying => "completed only after applying".to_owned(),
        Against::Reduces => "makes the net less".to_owned(),
        Against::OtherCurrency => "in another currency".to_owned(),
    }
}

/// Says a length of time: 142 min, or 142 min 12 s.
fn clock(seconds: u32) -> String {
    match (seconds / 60, seconds % 60) {
        (minutes, 0) => format!("{minutes} min"),
        (minutes, rest) => format!("{minutes} min {rest} s"),
    }
}

/// Says what is odd about an event.
#[must_use]
pub fn oddity(oddity: &Oddity) -> String {
    match oddity {
        Oddity::CorrectsNothing => "corrects no earlier event of this record".to_owned(),
        Oddity::Misplaced => "belongs in a cohort's stream, not in a person's".to_owned(),
        Oddity::OutOfOrder { from, step } => {
            format!("{} while {}", step_words(*step), state(*from))
        }
        Oddity::WithoutSeat => "by somebody who had no seat at the time".to_owned(),
        Oddity::PaidTwice => "may be recorded twice: the same payment is there already".to_owned(),
        Oddity::RefundedMoreThanPaid => "refunds more than had been paid".to_owned(),
        Oddity::ReviewedBeforeSubmitted => {
            "a review of something that had not been handed in".to_owned()
        }
        Oddity::NoSuchAppeal => "decides an appeal that is not on record".to_owned(),
        Oddity::AppliedLate { by } => format!("applied after the last day, {}", say_day(*by)),
        Oddity::UnknownSession(id) => format!("the calendar has no session {id}"),
        Oddity::BeforeSession(id) => {
            format!("dated before the day of session {id}")
        }
        Oddity::OtherCurrency => {
            "in another currency than the policy's; it does not count".to_owned()
        }
        Oddity::WaiverWithoutAuthority(id) => {
            format!("the policy gives no such authority to waive {id}; it does not count")
        }
        Oddity::Unsupported => {
            "certified, but what is on record now does not support it".to_owned()
        }
    }
}

/// Says a state.
#[must_use]
pub fn state(state: State) -> &'static str {
    match state {
        State::Unknown => "not an applicant",
        State::Applied => "an applicant",
        State::Waitlisted => "on the waiting list",
        State::Admitted => "admitted",
        State::Declined => "declined",
        State::Withdrawn => "withdrawn",
        State::Deferred => "deferred",
        State::Referred => "referred, to come back",
        State::Certified => "certified",
        State::Refused => "refused",
        State::Suspended => "suspended",
        State::Revoked => "revoked",
    }
}

fn step_words(step: Step) -> &'static str {
    match step {
        Step::Apply => "applied",
        Step::Admit => "admitted",
        Step::Waitlist => "waitlisted",
        Step::Decline => "declined",
        Step::Withdraw => "withdrew",
        Step::Defer => "deferred",
        Step::Refer => "referred",
        Step::Certify => "certified",
        Step::Refuse => "refused",
        Step::Suspend => "suspended",
        Step::Reinstate => "reinstated",
        Step::Revoke => "revoked",
    }
}

/// Says a place in the log.
#[must_use]
pub fn place(position: Position) -> String {
    format!("#{position}")
}
