//! Events in plain words.

use cairn_domain::event::{
    AdjustmentKind, AppealOutcome, ExamOutcome, Mode, ReviewOutcome, Ruling,
};
use cairn_domain::presence::seconds_within;
use cairn_domain::{Event, Interval, Money, Presence};
use chrono_tz::Tz;

use super::{amount_words, count, examination};
use crate::asking::{say_day, say_instant};

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
        Event::Attended { .. }
        | Event::Excused { .. }
        | Event::Reflected { .. }
        | Event::Submitted { .. }
        | Event::Reviewed { .. }
        | Event::RetreatCompleted { .. }
        | Event::Credited { .. }
        | Event::Logged { .. }
        | Event::Examined { .. }
        | Event::Judged { .. } => done(event),
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
        Event::Recognised { .. } => format!("recognised in files as {}", told("alias")),
        Event::SourceSaved { source } => {
            format!("how files of `{}` are read was set down", source.name)
        }
        Event::FileImported { name, kind, rows, events, queued, .. } => format!(
            "file {name} imported, a {kind}: {}, {} recorded, {} left to be decided",
            count(i64::from(*rows), "row"),
            count(i64::from(*events), "event"),
            queued
        ),
        Event::RowQueued { claim, name, email } => {
            let shown = [name.map(|_| told("name")), email.map(|_| told("email"))];
            let shown: Vec<String> = shown.into_iter().flatten().collect();
            let shown =
                if shown.is_empty() { "nobody's name".to_owned() } else { shown.join(", ") };
            let claim = self::event(&claim.event, zone, private);
            format!("a row left to be decided: {shown}: {claim}")
        }
        Event::RowResolved { practitioner: Some(who), .. } => {
            format!("it was decided that a row is of practitioner/{who}")
        }
        Event::RowResolved { practitioner: None, .. } => {
            "it was decided that a row is nobody's".to_owned()
        }
        Event::Voided { .. } => format!("voids an earlier event: {}", told("reason")),
        Event::Amended { to, .. } => {
            let to = self::event(&to.event, zone, private);
            format!("amends an earlier event, to say: {to}; reason: {}", told("reason"))
        }
        Event::Unknown => "something that only a newer cairn can read".to_owned(),
        Event::Waived { .. }
        | Event::Extended { .. }
        | Event::Certified { .. }
        | Event::Referred { .. }
        | Event::Refused { .. }
        | Event::Suspended { .. }
        | Event::Reinstated { .. }
        | Event::Revoked { .. }
        | Event::Appealed { .. }
        | Event::AppealDecided { .. } => decided(event),
    }
}

/// Says what somebody did, and what was said of it.
fn done(event: &Event) -> String {
    match event {
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
        Event::Reviewed { item, reviewer, outcome, capacity, .. } => {
            let said = match outcome {
                ReviewOutcome::Accepted => "accepted",
                ReviewOutcome::Returned => "given back",
            };
            let role = capacity.as_ref().map_or_else(String::new, |role| format!(", as {role}"));
            format!("{item} {said} by {reviewer}{role}")
        }
        Event::RetreatCompleted { days, .. } => {
            format!("completed a retreat of {}", count(i64::from(*days), "day"))
        }
        Event::Credited { achievement, .. } => format!("completed {achievement}"),
        Event::Logged { activity, amount, with, reported, .. } => {
            let with = with.as_ref().map_or_else(String::new, |with| format!(", with {with}"));
            let reported =
                reported.map_or_else(String::new, |day| format!(", reported {}", say_day(day)));
            format!("did {} of {activity}{with}{reported}", amount_words(*amount))
        }
        Event::Examined { item, outcome, .. } => match outcome {
            ExamOutcome::Passed => format!("passed {}", examination(item)),
            ExamOutcome::NotPassed => format!("sat {}, not passed", examination(item)),
            ExamOutcome::Scored { got, of } => {
                format!("sat {}: {got} of {of} points", examination(item))
            }
        },
        Event::Judged { question, judge, capacity, outcome, .. } => {
            let said = match outcome {
                Ruling::Granted => "granted",
                Ruling::Denied => "not granted",
            };
            format!("{question} {said} by {judge}, as {capacity}")
        }
        other => other.kind().replace('_', " "),
    }
}

/// Says what was decided about somebody, and what came of it.
fn decided(event: &Event) -> String {
    match event {
        Event::Extended { requirement, to, authority, session, .. } => {
            let on = session.as_ref().map_or_else(String::new, |id| format!(" for {id}"));
            format!("{requirement}{on} extended to {} by the {authority}", say_day(*to))
        }
        Event::Waived { requirement, authority, sessions, until, granted_by, .. } => {
            let names: Vec<&str> = sessions.iter().map(cairn_domain::SessionId::as_str).collect();
            let of =
                if names.is_empty() { String::new() } else { format!(" for {}", names.join(", ")) };
            let until = until.map_or_else(String::new, |day| format!(", until {}", say_day(day)));
            let names: Vec<&str> = granted_by.iter().map(String::as_str).collect();
            let by = if names.is_empty() {
                String::new()
            } else {
                format!(", granted by {}", names.join(" and "))
            };
            format!("{requirement}{of} waived by the {authority}{by}{until}")
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
        other => other.kind().replace('_', " "),
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
