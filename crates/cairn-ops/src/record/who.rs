//! What depends on whom an event is about: new records, links, other events that it refers to, and what is odd.

use std::collections::BTreeMap;

use cairn_domain::{
    CohortId, Event, EventId, Instant, Oddity, PractitionerId, Recorded, StreamId, links, settle,
};
use cairn_eventlog::Expected;
use chrono_tz::Tz;

use crate::asking::say_day;
use crate::failure::Failure;
use crate::find;
use crate::ledger::{Ledger, Rules};
use crate::people::Who;
use crate::record::field::Field;
use crate::record::form::{Form, Whose};
use crate::record::seals::{Seals, told};
use crate::record::subject::{self, Seen, Subject, say_odd};
use crate::record::unheard::{strangely_held, too_late, unheard_of};
use crate::record::{Request, decision, target};

/// An event in the making, with whom it is about.
pub(crate) struct Case<'a> {
    pub ledger: &'a Ledger<'a>,
    pub form: &'static Form,
    pub wish: &'a Request,
    pub subject: Option<&'a Subject>,
    pub cohort: Option<&'a CohortId>,
}

impl Case<'_> {
    /// Returns the record that a link goes into and the one that it names; other events stay where they are.
    pub fn link(&self, stream: StreamId) -> Result<(StreamId, Option<PractitionerId>), Failure> {
        let (Some(text), Some(who)) = (self.wish.said.one(Field::Other), self.subject) else {
            return Ok((stream, None));
        };
        if self.form.kind == "unlinked" {
            return self.unlink(text, who);
        }
        let other = find::one(self.ledger, text)?;
        if other == who.person.id {
            return Err(Failure::refused(format!(
                "{} cannot be linked to the same record",
                who.called()
            ))
            .because(format!("`{text}` names the same person: the two are one already"))
            .hint("name the other record by the start of its id"));
        }
        Ok((stream, Some(other)))
    }

    /// Finds the link that is to be undone: it stands in one of their records and names another.
    fn unlink(
        &self,
        text: &str,
        who: &Subject,
    ) -> Result<(StreamId, Option<PractitionerId>), Failure> {
        let said = text.trim().trim_start_matches("practitioner/").to_lowercase();
        let mut ties = Vec::new();
        for record in &who.records {
            let settled = settle(record.history.clone(), Instant::MAX_UTC, &self.ledger.zones);
            ties.extend(
                links(&settled.facts).into_iter().map(|other| (record.stream.clone(), other)),
            );
        }
        let meant: Vec<_> =
            ties.iter().filter(|(_, other)| other.to_string().starts_with(&said)).collect();
        if let ([(stream, other)], false) = (meant.as_slice(), said.is_empty()) {
            return Ok((stream.clone(), Some(*other)));
        }
        let called = who.called();
        if ties.is_empty() {
            return Err(Failure::mend(format!("no record is linked to {called}")).hint(format!(
                "`cairn audit {}` shows what is on record",
                subject::to_ask(&who.person.who())
            )));
        }
        let mut failure = Failure::mend(format!(
            "--other: `{text}` is not a record that is linked to {called}"
        ))
        .because(
            "linked records are one person, so only the start of its id tells one from another",
        );
        let mut example = String::new();
        for (_, other) in &ties {
            example = find::short_id(self.ledger, *other)?;
            failure = failure.listing(self.named(*other)?);
        }
        Err(failure.hint(format!("name it by the start of its id: `--other {example}`")))
    }

    /// Names a record, apart from what it is linked to: by its name, if it holds one, and the start of its id.
    fn named(&self, id: PractitionerId) -> Result<String, Failure> {
        let short = find::short_id(self.ledger, id)?;
        let record = Seen::read(self.ledger, StreamId::Practitioner(id))?;
        let name = record.events.iter().rev().find_map(|each| told(&each.private, "name"));
        Ok(name.map_or_else(|| short.clone(), |name| format!("{name} ({short})")))
    }

    /// Finds the event that an option refers to; it must be one of theirs, and of the right kind.
    pub fn refers(&self) -> Result<Option<EventId>, Failure> {
        let Some(who) = self.subject else { return Ok(None) };
        let said = |field| self.wish.said.one(field).map(|text| (field, text));
        let named =
            said(Field::Payment).or_else(|| said(Field::Decision)).or_else(|| said(Field::Appeal));
        let Some((field, text)) = named else {
            return if self.form.kind == "appeal_decided" {
                self.only_appeal(who).map(Some)
            } else {
                Ok(None)
            };
        };
        theirs(self.ledger, who, field, text).map(Some)
    }

    /// Returns the appeal that is meant where none was named: the only open one.
    fn only_appeal(&self, who: &Subject) -> Result<EventId, Failure> {
        let now = self.ledger.horizon.as_of;
        let open =
            self.cohort.map(|cohort| decision::open_appeals(who, cohort, now)).unwrap_or_default();
        match open.as_slice() {
            [only] => Ok(*only),
            [] => {
                Err(Failure::refused(format!("the appeal of {} cannot be decided", who.called()))
                    .because("there is no open appeal to decide")
                    .hint(format!(
                        "`cairn audit {}` shows what is on record",
                        subject::to_ask(&who.person.who())
                    )))
            }
            _ => Err(Failure::mend(format!("{} has several open appeals", who.called()))
                .hint("name one with `--appeal`")),
        }
    }

    /// Says what is odd about the event, or becomes odd by it.
    pub fn odd(
        &self,
        stream: &StreamId,
        event: &Recorded,
        rules: Option<&Rules>,
        zone: Tz,
        now: Instant,
    ) -> Result<Vec<String>, Failure> {
        let anomalies = self
            .subject
            .map(|who| who.made_odd(self.ledger, stream, event, now))
            .unwrap_or_default();
        let day = event.occurred.day(zone);
        let is_day = matches!(event.occurred, cairn_domain::Occurred::On(_));
        let disordered = |each: &&cairn_domain::Anomaly| {
            matches!(each.oddity, Oddity::OutOfOrder { .. })
                && cairn_domain::time::day_of(each.stamp.at, zone) == day
        };
        if let (true, true, Some(odd)) =
            (self.form.is_decision, is_day, anomalies.iter().find(disordered))
        {
            return Err(Failure::refused(format!(
                "`{}` cannot be recorded for the day alone",
                self.form.kind
            ))
            .because(
                "an event that has only a day comes before everything that has a time on that day",
            )
            .because(say_odd(odd, event.position))
            .hint(format!("give the time of day: `--at {day}T17:00`")));
        }
        let mut odd: Vec<String> =
            anomalies.iter().map(|each| say_odd(each, event.position)).collect();
        if event.occurred.sorts_at(zone) > now {
            odd.push(format!("{} is still to come: it counts from then on", say_day(day)));
        }
        odd.extend(unheard_of(&event.event, rules));
        odd.extend(strangely_held(&event.event, rules, zone, now));
        let standing = self.subject.map(|who| &who.person.standing);
        odd.extend(too_late((&event.event, event.occurred), rules, standing, zone));
        Ok(odd)
    }

    /// Returns what must not have moved on: the stream; for a decision, everything that it rests on; for a link, both records.
    pub fn expected(
        &self,
        stream: &StreamId,
        other: Option<PractitionerId>,
    ) -> Result<Vec<(StreamId, Expected)>, Failure> {
        let mut rests_on = BTreeMap::new();
        let mut add = |seen: &Seen| rests_on.extend([seen.expected()]);
        add(&Seen::read(self.ledger, stream.clone())?);
        if let Some(other) = other {
            add(&Seen::read(self.ledger, StreamId::Practitioner(other))?);
        }
        if let (true, Some(who)) = (self.form.is_decision, self.subject) {
            who.records.iter().for_each(&mut add);
        }
        if let (true, Some(cohort)) = (self.form.is_decision, self.cohort) {
            add(&Seen::read(self.ledger, StreamId::Cohort(cohort.clone()))?);
        }
        Ok(rests_on.into_iter().collect())
    }

    /// Returns what to call whom or what it is about.
    pub fn called(&self, stream: &StreamId, seals: &Seals<'_>) -> String {
        self.who(stream, seals)
            .map_or_else(|| stream.to_string().replace("cohort/", ""), |who| who.called())
    }

    /// Returns whom it is about.
    pub fn who(&self, stream: &StreamId, seals: &Seals<'_>) -> Option<Who> {
        match self.subject {
            Some(subject) => Some(subject.person.who()),
            None if self.form.whose == Whose::Cohort => None,
            None => Some(Who {
                stream: stream.to_string(),
                name: seals.told("name"),
                emails: seals.told("email").into_iter().collect(),
                linked: Vec::new(),
                namesakes: false,
            }),
        }
    }

    /// Says what follows from a link.
    pub fn effect(&self, other: Option<PractitionerId>) -> Result<Option<String>, Failure> {
        let (Some(who), Some(other)) = (self.subject, other) else { return Ok(None) };
        Ok(Some(if self.form.kind == "linked" {
            let primary = self.named(who.person.id)?;
            format!(
                "from now on both records are read as one person, known as {primary}; nothing is moved"
            )
        } else {
            let other = self.named(other)?;
            format!("from now on {other} is read as a person of its own; nothing is moved")
        }))
    }

    /// Says what happened, where the event alone would say it with a whole id.
    pub fn what(&self, other: Option<PractitionerId>) -> Result<Option<String>, Failure> {
        let Some(other) = other.map(|other| self.named(other)).transpose()? else {
            return Ok(None);
        };
        Ok(Some(match self.form.kind {
            "linked" => format!("linked: this record and {other} are one person"),
            _ => format!("unlinked: this record and {other} are different people"),
        }))
    }
}

/// Finds the event that an option refers to; it must be one of the person's, and of the right kind.
pub(crate) fn theirs(
    ledger: &Ledger<'_>,
    who: &Subject,
    field: Field,
    text: &str,
) -> Result<EventId, Failure> {
    let named = target::event(ledger, text)?;
    let mut history = who.records.iter().flat_map(|record| &record.history);
    let theirs = history.find(|each| each.position == named.position);
    let fits = theirs.is_some_and(|each| match field {
        Field::Payment => matches!(each.event, Event::Paid { .. }),
        Field::Decision => subject::can_be_appealed(&each.event),
        _ => matches!(each.event, Event::Appealed { .. }),
    });
    if fits {
        return Ok(named.event_id);
    }
    let option = field.option();
    let whose =
        if theirs.is_some() { String::new() } else { format!(", and not of {}", who.called()) };
    let list = format!("`cairn audit {}` lists them", subject::to_ask(&who.person.who()));
    Err(Failure::mend(format!("--{option}: #{} is `{}`{whose}", named.position, named.kind))
        .hint(format!("name one of their {option}s: {list}")))
}
