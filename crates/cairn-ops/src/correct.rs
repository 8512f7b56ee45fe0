//! Correcting: nothing is ever changed or taken away; a later event says that an earlier one does not count, or what it
//! should have said.

mod amend;
#[cfg(test)]
mod stories;
mod void;

use cairn_domain::{Event, Fact, Fate, Instant, Occurred, Recorded, Settled, StreamId, settle};
use cairn_eventlog::{Envelope, Log};

use crate::failure::Failure;
use crate::ledger::Ledger;
use crate::record::{
    By, Said, Saying, Seen, Subject, When, say_occurred, say_odd, target, zone_of,
};
use crate::words;

pub use amend::amend;
pub use void::void;

/// What somebody wishes to correct.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The event: `#120`, `120`, or the start of its id.
    pub event: String,
    /// Why; kept as a private field.
    pub reason: String,
    /// The cohort, if it is to change.
    pub cohort: Option<String>,
    /// When it was true, if that is to change.
    pub when: When,
    /// What is to change.
    pub said: Said,
    /// Who records.
    pub by: By,
}

/// An event that is to be corrected, with the records around it.
struct Case<'a> {
    ledger: Ledger<'a>,
    envelope: Envelope,
    subject: Option<Subject>,
    record: Seen,
    settled: Settled,
}

impl<'a> Case<'a> {
    fn open(log: &'a dyn Log, now: Instant, wish: &Request) -> Result<Self, Failure> {
        if wish.reason.trim().is_empty() {
            return Err(Failure::mend("a correction needs a reason")
                .hint("say with `--reason` what was wrong"));
        }
        crate::record::text::remark("reason", &wish.reason)?;
        let ledger = crate::record::open(log, now)?;
        let envelope = target::event(&ledger, &wish.event)?;
        let subject = match &envelope.stream {
            StreamId::Practitioner(id) => Some(Subject::read(&ledger, *id)?),
            StreamId::Cohort(_) => None,
        };
        let record = Seen::read(&ledger, envelope.stream.clone())?;
        let settled = settle(record.history.clone(), Instant::MAX_UTC, &ledger.zones);
        Ok(Self { ledger, envelope, subject, record, settled })
    }

    /// Returns the event as it was recorded.
    fn recorded(&self) -> Result<&Recorded, Failure> {
        self.at(self.envelope.position).ok_or_else(|| {
            Failure::damaged(format!("event #{} is not in its stream", self.envelope.position))
        })
    }

    fn at(&self, position: u64) -> Option<&Recorded> {
        self.record.history.iter().find(|each| each.position == position)
    }

    fn by_id(&self, id: cairn_domain::EventId) -> Option<&Recorded> {
        self.record.history.iter().find(|each| each.id == id)
    }

    /// Returns what an event says now, if it counts and is no correction.
    fn fact(&self, position: u64) -> Option<&Fact> {
        self.settled.facts.iter().find(|fact| fact.stamp.position == position)
    }

    /// Refuses to correct what is voided already.
    fn still_counts(&self, verb: &str) -> Result<(), Failure> {
        let position = self.envelope.position;
        let Some(Fate::Voided(by)) = self.settled.fates.get(&position) else { return Ok(()) };
        Err(Failure::refused(format!("#{position} cannot be {verb}"))
            .because(format!("it does not count any more: #{by} voided it"))
            .hint(format!(
                "to let it count again, take that back: `cairn void {by} --reason \"…\"`"
            )))
    }

    /// Says what an event says, once the stream is settled so.
    fn saying(&self, settled: &Settled, recorded: &Recorded) -> Saying {
        let position = recorded.position;
        let fact = settled.facts.iter().find(|fact| fact.stamp.position == position);
        let event = fact.map_or(&recorded.event, |fact| &fact.event);
        let occurred = fact.map_or(recorded.occurred, |fact| {
            fact.stamp.day.map_or(Occurred::At(fact.stamp.at), Occurred::On)
        });
        let zone = zone_of(&self.ledger, &self.record.stream, event);
        let units = self.units(event);
        let told = |field: &str| self.told(settled, position, field);
        let mut what = words::event_in(&units, event, zone, &told);
        if let Event::Voided { event, .. } | Event::Amended { event, .. } = event
            && let Some(corrected) = self.by_id(*event)
        {
            what = what.replacen("an earlier event", &words::place(corrected.position), 1);
        }
        Saying { position, what, on: say_occurred(occurred, zone) }
    }

    /// Returns what the event's amount is counted in.
    fn units(&self, event: &Event) -> words::Units {
        let rules = event.cohort().and_then(|cohort| self.ledger.rules(cohort).ok());
        words::Units::of(rules.iter().map(|rules| &rules.policy))
    }

    /// Returns a private value of an event as it stands: of its latest amendment, or else its own.
    fn told(&self, settled: &Settled, position: u64, field: &str) -> Option<String> {
        let amended = match settled.fates.get(&position) {
            Some(Fate::Amended(by)) => Some(*by),
            _ => None,
        };
        let own = |position: u64| {
            let event = self.record.events.iter().find(|event| event.position == position)?;
            crate::record::told(&event.private, field)
        };
        amended.and_then(own).or_else(|| own(position))
    }

    /// Returns what to call whom or what it is about.
    fn called(&self) -> String {
        match &self.subject {
            Some(subject) => subject.called(),
            None => self.record.stream.to_string().replace("cohort/", ""),
        }
    }

    /// Lists what becomes odd by the correction.
    fn odd(&self, correction: &Recorded, now: Instant) -> Vec<String> {
        let Some(subject) = &self.subject else { return Vec::new() };
        let anomalies = subject.made_odd(&self.ledger, &self.record.stream, correction, now);
        anomalies.iter().map(|each| say_odd(each, correction.position)).collect()
    }
}
