//! Whom an event is about: the records that it rests on, as far as they go when somebody begins to record.

use cairn_domain::{
    Anomaly, CohortId, Event, Instant, Position, PractitionerId, Recorded, Standing, StreamId,
    assess, settle,
};
use cairn_eventlog::{Envelope, Expected, Log};

use crate::asking::{Asking, Known};
use crate::failure::Failure;
use crate::ledger::{Ledger, recorded};
use crate::people::{self, Person, Who};
use crate::words;

/// Opens the log as far as it goes now: what comes in while somebody decides is not half seen.
pub(crate) fn open(log: &dyn Log, now: Instant) -> Result<Ledger<'_>, Failure> {
    let size = log.head()?.size;
    Ledger::open(log, Asking { as_of: None, known_at: Some(Known::Position(size)) }, now)
}

/// One stream, as far as it was seen.
#[derive(Debug)]
pub(crate) struct Seen {
    /// The stream.
    pub stream: StreamId,
    /// Its events.
    pub events: Vec<Envelope>,
    /// The same, for the fold.
    pub history: Vec<Recorded>,
}

impl Seen {
    /// Reads a stream.
    pub fn read(ledger: &Ledger<'_>, stream: StreamId) -> Result<Self, Failure> {
        let mut events = ledger.log.stream(&stream)?;
        events.retain(|each| each.position <= ledger.known_to);
        let history =
            events.iter().map(|each| recorded(each.borrowed())).collect::<Result<_, _>>()?;
        Ok(Self { stream, events, history })
    }

    /// Returns what an append takes for granted: that the stream is still as it was seen.
    pub fn expected(&self) -> (StreamId, Expected) {
        let expected =
            self.events.last().map_or(Expected::Empty, |last| Expected::At(last.revision));
        (self.stream.clone(), expected)
    }
}

/// The records of one person.
pub(crate) struct Subject {
    /// The person.
    pub person: Person,
    /// Their records; the one that they are known by first.
    pub records: Vec<Seen>,
}

impl Subject {
    /// Reads the records of a person.
    pub fn read(ledger: &Ledger<'_>, id: PractitionerId) -> Result<Self, Failure> {
        let person = people::person(ledger, id)?;
        let ids = std::iter::once(person.id).chain(person.others.iter().copied());
        let records = ids
            .map(|id| Seen::read(ledger, StreamId::Practitioner(id)))
            .collect::<Result<_, _>>()?;
        Ok(Self { person, records })
    }

    /// Looks at the person as if an event had not been recorded yet.
    pub fn forget(&mut self, position: Position) {
        self.person.facts.retain(|fact| fact.stamp.position != position);
        self.person.standing = Standing::replay(&self.person.facts);
    }

    /// Returns what to call the person.
    pub fn called(&self) -> String {
        self.person.who().called()
    }

    /// Lists what is odd about the records, or would be with one more event.
    fn oddities(
        &self,
        ledger: &Ledger<'_>,
        more: Option<(&StreamId, &Recorded)>,
        now: Instant,
    ) -> Vec<Anomaly> {
        let mut facts = Vec::new();
        let mut odd = Vec::new();
        for record in &self.records {
            let mut history = record.history.clone();
            history.extend(
                more.filter(|(stream, _)| **stream == record.stream)
                    .map(|(_, event)| event.clone()),
            );
            let settled = settle(history, Instant::MAX_UTC, &ledger.zones);
            facts.extend(settled.facts);
            odd.extend(settled.anomalies);
        }
        facts.sort_by_key(|fact| fact.stamp);
        let standing = Standing::replay(&facts);
        odd.extend(standing.anomalies.iter().cloned());
        for (cohort, enrolment) in &standing.enrolments {
            // Where no policy is in force yet, only the fold has something to say.
            let found = ledger
                .rules(cohort)
                .map(|rules| assess(&rules.policy, &rules.calendar, &standing, now).anomalies);
            odd.extend(found.unwrap_or_else(|_| enrolment.anomalies.clone()));
        }
        odd
    }

    /// Lists what one more event makes odd: about itself, or about others.
    pub fn made_odd(
        &self,
        ledger: &Ledger<'_>,
        stream: &StreamId,
        event: &Recorded,
        now: Instant,
    ) -> Vec<Anomaly> {
        let before = self.oddities(ledger, None, now);
        let mut fresh: Vec<Anomaly> = Vec::new();
        for anomaly in self.oddities(ledger, Some((stream, event)), now) {
            if !before.contains(&anomaly) && !fresh.contains(&anomaly) {
                fresh.push(anomaly);
            }
        }
        fresh
    }
}

/// Returns how to name a person on the command line.
pub(crate) fn to_ask(who: &Who) -> String {
    let id = who.stream.trim_start_matches("practitioner/");
    who.name.as_ref().map_or_else(|| id.to_owned(), |name| format!("\"{name}\""))
}

/// Says what is odd; about which event, where it is not the one in hand.
pub(crate) fn say_odd(anomaly: &Anomaly, in_hand: Position) -> String {
    let words = words::oddity(&anomaly.oddity);
    if anomaly.stamp.position == in_hand {
        words
    } else {
        format!("{}: {words}", words::place(anomaly.stamp.position))
    }
}

/// Returns the cohort that is meant: the named one, the only one that the person has to do with, or the only one.
pub(crate) fn cohort_of(
    ledger: &Ledger<'_>,
    subject: Option<&Subject>,
    named: Option<&str>,
    kind: &str,
) -> Result<CohortId, Failure> {
    let own: Vec<&CohortId> =
        subject.map(|who| who.person.standing.enrolments.keys().collect()).unwrap_or_default();
    // An application begins something: where there are several cohorts, it must say which.
    if named.is_some() || own.is_empty() || kind == "applied" {
        return only_cohort(ledger, named);
    }
    match own.as_slice() {
        [cohort] => Ok((*cohort).clone()),
        several => {
            let called = subject.map(Subject::called).unwrap_or_default();
            let failure = Failure::mend(format!("{called} is on record in several cohorts"));
            let listed =
                several.iter().fold(failure, |failure, each| failure.listing(each.as_str()));
            Err(listed.hint("name the one that is meant with `--cohort`"))
        }
    }
}

/// Returns the named cohort, or the only one.
pub(crate) fn only_cohort(ledger: &Ledger<'_>, named: Option<&str>) -> Result<CohortId, Failure> {
    let several = named.is_none() && ledger.cohorts.len() > 1;
    crate::find::cohort(ledger, named)
        .map_err(|failure| if several { failure.hint("`--cohort` names it") } else { failure })
}

/// Tells whether an event is a decision that can be appealed against.
pub(crate) fn can_be_appealed(event: &Event) -> bool {
    crate::record::form::form(event.kind()).is_ok_and(|form| form.is_decision)
}
