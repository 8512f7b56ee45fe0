//! A plan: an event that is ready to be appended, and the answer that goes with it. A dry run stops here.

use cairn_domain::{Event, Instant, Occurred, StreamId};
use cairn_eventlog::{Draft, Expected, Log, LogError, Timing, Wish, ndjson};
use chrono_tz::Tz;

use crate::failure::{Failure, Kind};
use crate::people::Who;
use crate::record::field::Field;
use crate::record::form::form;
use crate::record::report::{Report, Saying};
use crate::record::seals::{Seals, told};
use crate::record::times::say_occurred;
use crate::record::{By, subject};
use crate::words;

/// An event that is ready to be appended, with what was taken for granted when it was put together.
#[derive(Debug, Clone)]
pub struct Plan {
    draft: Draft,
    expected: Vec<(StreamId, Expected)>,
    now: Instant,
    zone: Tz,
    report: Report,
}

/// What a plan is made of.
pub(crate) struct Parts {
    pub stream: StreamId,
    pub occurred: Occurred,
    pub event: Event,
    pub expected: Vec<(StreamId, Expected)>,
    pub now: Instant,
    pub zone: Tz,
    pub who: Option<Who>,
    pub called: String,
    /// What happened, where the event alone would not say it well.
    pub what: Option<String>,
    pub before: Option<Saying>,
    pub after: Option<Saying>,
    pub effect: Option<String>,
    pub odd: Vec<String>,
}

impl Plan {
    /// Puts a plan together.
    pub(crate) fn new(parts: Parts, by: &By, mut seals: Seals<'_>) -> Result<Self, Failure> {
        let Parts { stream, occurred, event, expected, now, zone, who, called, .. } = parts;
        by.is_plain()?;
        let note = by.note.as_deref().map(|note| seals.seal("note", note)).transpose()?;
        let private = |field: &str| seals.told(field);
        let mut what = parts.what.unwrap_or_else(|| words::event(&event, zone, &private));
        if let Some(before) = &parts.before {
            what = what.replacen("an earlier event", &words::place(before.position), 1);
        }
        let kind = event.kind();
        let source = by.source();
        let draft = Draft::new(Wish {
            event_id: seals.id,
            stream: stream.clone(),
            occurred_at: occurred,
            recorded_by: by.who.clone(),
            source,
            event,
            note,
            private: seals.values,
        })
        .map_err(|bad| {
            Failure::mend(format!("`{kind}` cannot be recorded")).because(bad.to_string())
        })?;
        let values = &draft.envelope().private;
        let report = Report {
            schema: "cairn.recorded/1",
            dry_run: true,
            position: None,
            revision: None,
            kind,
            stream: stream.to_string(),
            who,
            called,
            what,
            on: say_occurred(occurred, zone),
            recorded_at: now,
            recorded_on: say_occurred(Occurred::At(now), zone),
            recorded_by: by.who.clone(),
            private: values
                .keys()
                .filter_map(|key| Some((key.clone(), told(values, key)?)))
                .collect(),
            before: parts.before,
            after: parts.after,
            effect: parts.effect,
            odd: parts.odd,
            event: serde_json::Value::Null,
        };
        let mut plan = Self { draft, expected, now, zone, report };
        plan.report.event = exported(plan.draft.envelope(), false);
        Ok(plan)
    }

    /// Tells whether it takes down something that happened, which is true whatever was recorded meanwhile: if the records
    /// moved on, it is planned again, and what is odd about it is seen anew.
    #[must_use]
    pub fn is_observation(&self) -> bool {
        form(self.report.kind)
            .is_ok_and(|form| !form.is_decision && !form.needs.contains(&Field::Other))
    }

    /// Returns what would be recorded; nothing is.
    #[must_use]
    pub fn rehearse(self) -> Report {
        self.report
    }

    /// Appends the event.
    pub fn carry_out(self, log: &mut dyn Log) -> Result<Report, Failure> {
        let appended =
            log.append(std::slice::from_ref(&self.draft), &self.expected, Timing::Now(self.now));
        appended.map_err(|error| self.moved(error))?;
        let there = log.event(self.draft.event_id())?;
        let envelope = there.ok_or_else(|| {
            Failure::damaged("the event was appended, but it cannot be read again")
        })?;
        let event = exported(&envelope, true);
        let recorded_on = say_occurred(Occurred::At(envelope.recorded_at), self.zone);
        Ok(Report {
            dry_run: false,
            position: Some(envelope.position),
            revision: Some(envelope.revision),
            recorded_at: envelope.recorded_at,
            recorded_on,
            event,
            ..self.report
        })
    }

    fn moved(&self, error: LogError) -> Failure {
        let failure = Failure::from(error);
        if failure.kind != Kind::Refused {
            return failure;
        }
        let again = match &self.report.who {
            Some(who) => format!(
                "`cairn audit {}` shows what is new; then say it again, if it still holds",
                subject::to_ask(who)
            ),
            None => "look at what is new, then say it again, if it still holds".to_owned(),
        };
        Failure::refused(format!("`{}` was not recorded", self.report.kind))
            .because(failure.what)
            .hint(again)
    }
}

/// Returns the envelope as exports write it, without the values of private fields and their salts.
fn exported(envelope: &cairn_eventlog::Envelope, placed: bool) -> serde_json::Value {
    let mut line = String::new();
    ndjson::write_line(&mut line, &envelope.borrowed(), &cairn_eventlog::PrivateFields::new());
    let mut value: serde_json::Value = serde_json::from_str(&line).unwrap_or_default();
    if let (Some(fields), false) = (value.as_object_mut(), placed) {
        // It has no place yet, and so no time of recording.
        for unknown in ["position", "revision", "recorded_at"] {
            fields.remove(unknown);
        }
    }
    value
}
