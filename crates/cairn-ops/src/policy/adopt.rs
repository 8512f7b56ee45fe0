//! Adopting a policy: an event in its cohort's stream, in force from the day on which it occurred.

use cairn_domain::time::{day_of, start_of_day};
use cairn_domain::{
    CheckedPolicy, Event, EventId, Instant, Occurred, Policy, Position, Stamp, StreamId,
};
use cairn_eventlog::{
    Draft, Expected, Log, Outcome, PrivateFields, PrivateValue, Timing, Wish, private,
};
use chrono::NaiveDate;
use chrono_tz::Tz;
use schemars::JsonSchema;
use serde::Serialize;

use crate::asking::{Asking, say_day};
use crate::failure::Failure;
use crate::ledger::{Ledger, digest};
use crate::record::text;

use super::show::{PolicyChange, changes};

/// A policy to adopt.
#[derive(Debug, Clone)]
pub struct Adopt {
    /// The policy.
    pub policy: CheckedPolicy,
    /// The day from which it is in force, in its own zone; absent: today.
    pub from: Option<NaiveDate>,
    /// Who adopts it.
    pub by: String,
    /// A private remark.
    pub note: Option<String>,
    /// The identity of the event, if there will be one.
    pub event_id: EventId,
    /// Fresh random bytes for the remark's commitment.
    pub salt: [u8; 32],
    /// Whether nothing should be written.
    pub dry_run: bool,
}

/// What adopting a policy did, or would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AdoptReport {
    /// Always `cairn.policy-adopted/1`.
    pub schema: &'static str,
    /// The cohort.
    pub cohort: String,
    /// The policy's title.
    pub title: String,
    /// Which version of the rules it is.
    pub version: String,
    /// The digest of its canonical bytes.
    pub digest: String,
    /// The day from which it is in force, in the cohort's zone.
    pub from: NaiveDate,
    /// Whether nothing was written because nothing should be.
    pub dry_run: bool,
    /// Whether the same policy was in force already, so that nothing was written.
    pub already_in_force: bool,
    /// The position of the event that adopted it; absent in a dry run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// The position of the event that adopted the policy in force until then; absent where there was none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaces: Option<Position>,
    /// What differs from the policy in force until then.
    pub changes: Vec<PolicyChange>,
    /// What to think of: a policy that comes late, or another that takes over.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<String>,
    /// The outcome in words.
    pub words: String,
}

/// Adopts a policy for its cohort.
///
/// The same policy, in force already on that day, is not adopted again. A policy with another zone than the cohort's is
/// refused, since days that are recorded would come to mean other times.
pub fn adopt(log: &mut dyn Log, adopt: Adopt, now: Instant) -> Result<AdoptReport, Failure> {
    let policy = adopt.policy.policy().clone();
    text::line("by", &adopt.by, text::EMAIL)?;
    adopt.note.as_deref().map_or(Ok(""), |note| text::remark("note", note))?;
    let from = adopt.from.unwrap_or_else(|| day_of(now, policy.zone));
    let stream = StreamId::Cohort(policy.cohort.clone());
    let revision = log.stream(&stream)?.last().map_or(0, |last| last.revision);
    let seen = look(log, &policy, from, now)?;
    let mut report = AdoptReport {
        schema: "cairn.policy-adopted/1",
        cohort: policy.cohort.to_string(),
        title: policy.title.clone(),
        version: policy.version.clone(),
        digest: digest(&adopt.policy),
        from,
        dry_run: adopt.dry_run,
        already_in_force: false,
        position: None,
        replaces: seen.before.as_ref().map(|(stamp, _)| stamp.position),
        changes: seen
            .before
            .as_ref()
            .map(|(_, before)| changes(before, &policy))
            .unwrap_or_default(),
        remarks: remarks(&policy, from, &seen),
        words: String::new(),
    };
    if let Some((stamp, before)) = &seen.before
        && *before == policy
    {
        let since = say_day(day_of(stamp.at, policy.zone));
        report.words = format!(
            "this policy is in force already: adopted at #{}, from {since}",
            stamp.position
        );
        report.already_in_force = true;
        report.position = Some(stamp.position);
        report.replaces = None;
        report.remarks = adopt
            .from
            .filter(|from| *from > day_of(stamp.at, policy.zone))
            .map(|from| format!("to adopt it again from {} would change nothing", say_day(from)))
            .into_iter()
            .collect();
        return Ok(report);
    }
    let draft = draft(adopt, policy, from)?;
    if report.dry_run {
        report.words = format!(
            "would be adopted, in force from {}; nothing was written (dry run)",
            say_day(from)
        );
        return Ok(report);
    }
    let outcomes = log.append(&[draft], &[(stream, Expected::At(revision))], Timing::Now(now))?;
    report.position = outcomes.first().copied().map(Outcome::position);
    let place = report.position.map_or_else(String::new, |position| format!(" as #{position}"));
    report.words = format!("adopted{place}, in force from {}", say_day(from));
    Ok(report)
}

/// What is on record that bears on a new policy.
struct Seen {
    /// The policy in force on the day on which the new one begins.
    before: Option<(Stamp, Policy)>,
    /// Later policies, which will take over from the new one.
    after: Vec<Stamp>,
}

fn look(log: &dyn Log, policy: &Policy, from: NaiveDate, now: Instant) -> Result<Seen, Failure> {
    // A policy may be adopted ahead of its day: what is to come counts here too.
    let asking = Asking { as_of: Some(Occurred::At(Instant::MAX_UTC)), known_at: None };
    let ledger = Ledger::open(log, asking, now)?;
    let zone: Tz = ledger.zones.cohorts.get(&policy.cohort).copied().unwrap_or(policy.zone);
    if zone != policy.zone {
        return Err(Failure::refused(format!(
            "this policy cannot be adopted for the cohort `{}`",
            policy.cohort
        ))
        .because(format!(
            "its days are meant in {zone} since its first policy, and here they are meant in {}",
            policy.zone
        ))
        .because("days that are on record already would come to mean other times")
        .hint(format!("write `zone = \"{zone}\"`; or give the policy a cohort of its own")));
    }
    let at = start_of_day(from, zone);
    let Some(record) = ledger.cohorts.get(&policy.cohort) else {
        return Ok(Seen { before: None, after: Vec::new() });
    };
    let after =
        record.policies.iter().map(|(stamp, _)| *stamp).filter(|stamp| stamp.at > at).collect();
    Ok(Seen { before: record.policy_at(at).cloned(), after })
}

fn remarks(policy: &Policy, from: NaiveDate, seen: &Seen) -> Vec<String> {
    let mut remarks = Vec::new();
    if seen.before.is_none() && from > policy.begins {
        remarks.push(format!(
            "the cohort began on {}: a question about an earlier day than {} finds no policy; give with `--from` the day on which applications opened, or an earlier one",
            say_day(policy.begins),
            say_day(from),
        ));
    }
    if let Some(next) = seen.after.first() {
        let day = say_day(day_of(next.at, policy.zone));
        remarks.push(format!("the policy adopted at #{} takes over on {day}", next.position));
    }
    remarks
}

fn draft(adopt: Adopt, policy: Policy, from: NaiveDate) -> Result<Draft, Failure> {
    let sealed = adopt.note.map(|note| PrivateValue { salt: adopt.salt, value: note.into() });
    let note = sealed
        .as_ref()
        .map(|sealed| private::seal(adopt.event_id, "note", &sealed.salt, &sealed.value));
    let wish = Wish {
        event_id: adopt.event_id,
        stream: StreamId::Cohort(policy.cohort.clone()),
        occurred_at: Occurred::On(from),
        recorded_by: adopt.by,
        source: None,
        event: Event::PolicyAdopted { policy: Box::new(policy) },
        note,
        private: sealed
            .map(|sealed| ("note".to_owned(), sealed))
            .into_iter()
            .collect::<PrivateFields>(),
    };
    Draft::new(wish).map_err(|bad| {
        Failure::mend("this policy cannot be recorded")
            .because(format!("{}: {}", bad.field, bad.what))
            .hint("an event holds at most 65,535 bytes: shorten the titles and the reasons for assumptions")
    })
}
