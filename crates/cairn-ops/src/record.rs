//! Recording one event: an observation is always taken down, a decision is checked and may be refused.
//!
//! [`plan()`] puts the event together and says what will be recorded; [`Plan::carry_out`] appends it, and is refused if the
//! records that it rests on have moved on in the meantime.

mod amount;
mod body;
pub(crate) mod decision;
mod field;
pub mod form;
mod forms;
mod newcomer;
mod plan;
mod quantity;
mod report;
mod seals;
#[cfg(test)]
mod stories;
#[cfg(test)]
mod stories_decisions;
#[cfg(test)]
mod stories_observations;
#[cfg(test)]
mod stories_refusals;
mod subject;
pub(crate) mod target;
pub(crate) mod text;
mod times;
mod unheard;
mod who;
#[cfg(test)]
pub(crate) mod world;

use cairn_domain::{CohortId, Event, Instant, Occurred, Recorded, SessionId, StreamId};
use cairn_eventlog::{Log, codec};
use chrono_tz::Tz;
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::find;
use crate::ledger::{Ledger, Rules};
use crate::words;

pub use field::Field;
pub use form::{Choice, FORMS, Form, Said, Whose};
pub use plan::Plan;
pub use report::{Report, Saying};
pub use seals::Fresh;
pub use times::When;

pub(crate) use body::{Body, Reader, zone};
pub(crate) use plan::Parts;
pub(crate) use seals::{Seals, told};
pub(crate) use subject::{Seen, Subject, open, say_odd};
pub(crate) use times::{day_named, occurred, say_occurred};
pub(crate) use who::theirs;

/// Who records, and what they add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By {
    /// Who records.
    pub who: String,
    /// A remark, kept as a private field.
    pub note: Option<String>,
    /// Where it comes from: names and values.
    pub source: Vec<(String, String)>,
}

impl By {
    /// Checks that it can be shown as it is.
    pub(crate) fn is_plain(&self) -> Result<(), Failure> {
        text::line("by", &self.who, text::EMAIL)?;
        self.note.as_deref().map_or(Ok(""), |note| text::remark("note", note))?;
        self.source.iter().try_for_each(|(name, value)| {
            text::line("source", name, text::NAME)?;
            text::remark("source", value).map(|_| ())
        })
    }

    fn source(&self) -> Option<Value> {
        let fields =
            self.source.iter().map(|(key, value)| (key.clone(), Value::from(value.as_str())));
        (!self.source.is_empty()).then(|| Value::Object(fields.collect()))
    }
}

/// What somebody wishes to record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The kind of event, with `_` or `-`.
    pub kind: String,
    /// The person, by part of the name, the e-mail address or the start of the id; absent: somebody new.
    pub who: Option<String>,
    /// The cohort, if it was named.
    pub cohort: Option<String>,
    /// When it was true.
    pub when: When,
    /// What was said about it.
    pub said: Said,
    /// Go on although somebody of the same name or address is known.
    pub is_new: bool,
    /// Who records.
    pub by: By,
}

/// Puts an event together.
pub fn plan(
    log: &dyn Log,
    now: Instant,
    wish: &Request,
    fresh: &mut dyn Fresh,
) -> Result<Plan, Failure> {
    let form = form::form(&wish.kind)?;
    form.has_room(&wish.said, &form.fields().collect::<Vec<_>>())?;
    form.is_complete(&wish.said)?;
    let mut ledger = open(log, now)?;
    let mut seals = Seals::new(fresh)?;
    let (subject, stream) = match (form.whose, &wish.who) {
        (Whose::Cohort, _) => {
            (None, StreamId::Cohort(subject::only_cohort(&ledger, wish.cohort.as_deref())?))
        }
        (_, Some(who)) => {
            let subject = Subject::read(&ledger, find::one(&ledger, who)?)?;
            let stream = StreamId::Practitioner(subject.person.id);
            (Some(subject), stream)
        }
        (_, None) => (None, newcomer::begin(&ledger, form, wish, &mut seals)?),
    };
    let cohort = cohort(&ledger, form, wish, subject.as_ref(), &stream)?;
    let zone = ledger.zones.of(cohort.as_ref());
    let said_when = occurred(&wish.when, zone)?;
    if form.is_decision {
        let at = said_when.unwrap_or(Occurred::At(now));
        ledger.horizon.as_of = decision::speaks_from(at, zone, now, form.kind)?;
    }
    let rules = cohort.as_ref().map(|cohort| ledger.rules(cohort));
    // Only decisions need rules; an observation is taken down without them, too.
    let rules = if form.is_decision { rules.transpose()? } else { rules.and_then(Result::ok) };

    let case = who::Case {
        ledger: &ledger,
        form,
        wish,
        subject: subject.as_ref(),
        cohort: cohort.as_ref(),
    };
    let (stream, other) = case.link(stream)?;
    let refers = case.refers()?;
    let reader = Reader { kind: form.kind, zone, rules: rules.as_ref(), now, other, refers };
    let mut body = blank(form, cohort.as_ref());
    reader.fill(&mut body, &wish.said, &mut seals)?;
    if let (true, Some(appeal)) = (form.kind == "appeal_decided", refers) {
        body.insert("appeal".to_owned(), appeal.to_string().into());
    }
    let mut event = read(form, &stream, body)?;
    if let (true, Some(rules), Some(subject)) = (form.is_decision, &rules, &subject) {
        event = decision::check(&ledger, rules, subject, event)?;
    }
    let at = said_when.unwrap_or_else(|| goes_without_saying(&event, rules.as_ref(), now));
    if let (true, Some(cohort), Some(subject)) = (form.is_decision, &cohort, &subject) {
        decision::nothing_between(subject, cohort, form.kind, (at, zone), Instant::MAX_UTC)?;
    }

    let in_hand = Recorded {
        position: ledger.head.size + 1,
        id: seals.id,
        recorded_at: now,
        occurred: at,
        event: event.clone(),
    };
    let odd = case.odd(&stream, &in_hand, rules.as_ref(), zone, now)?;
    let expected = case.expected(&stream, other)?;
    let called = case.called(&stream, &seals);
    let who = case.who(&stream, &seals);
    let effect = case.effect(other)?;
    let units = rules.iter().map(|rules| &rules.policy);
    let counted = || match &event {
        Event::Logged { .. } => {
            Some(words::event_in(&words::Units::of(units), &event, zone, &|_| None))
        }
        _ => None,
    };
    let what = case.what(other)?.or_else(counted);
    let parts = Parts {
        stream,
        occurred: at,
        event,
        expected,
        now,
        zone,
        who,
        called,
        what,
        before: None,
        after: None,
        effect,
        odd,
    };
    Plan::new(parts, &wish.by, seals)
}

/// Returns the cohort that the event is about, if it is about one.
fn cohort(
    ledger: &Ledger<'_>,
    form: &Form,
    wish: &Request,
    subject: Option<&Subject>,
    stream: &StreamId,
) -> Result<Option<CohortId>, Failure> {
    let named = wish.cohort.as_deref();
    match form.whose {
        Whose::Person if named.is_some() => {
            Err(Failure::mend(format!("`{}` is about the person, not about a cohort", form.kind))
                .hint("leave out `--cohort`"))
        }
        Whose::Person => Ok(None),
        Whose::PersonAnyCohort => named.map(|named| find::cohort(ledger, Some(named))).transpose(),
        Whose::PersonInCohort => subject::cohort_of(ledger, subject, named, form.kind).map(Some),
        Whose::Cohort => match stream {
            StreamId::Cohort(cohort) => Ok(Some(cohort.clone())),
            StreamId::Practitioner(_) => Ok(None),
        },
    }
}

/// Begins a body with what goes without saying.
fn blank(form: &Form, cohort: Option<&CohortId>) -> Body {
    let mut body = Body::new();
    if let (Some(cohort), false) = (cohort, form.whose == Whose::Cohort) {
        body.insert("cohort".to_owned(), cohort.as_str().into());
    }
    if form.kind == "attended" {
        body.insert("mode".to_owned(), "live".into());
    }
    if form.kind == "reflected" {
        body.insert("facets".to_owned(), json!([]));
    }
    body
}

/// Reads a body as the log would.
pub(crate) fn read(form: &Form, stream: &StreamId, body: Body) -> Result<Event, Failure> {
    let decoded = codec::check_new(stream, form.kind, &Value::Object(body));
    decoded.map(|decoded| decoded.event).map_err(|bad| {
        Failure::mend(format!("`{}` cannot be recorded", form.kind))
            .because(bad.to_string())
            .hint(format!("`cairn record {} --help` says what it takes", form.kind))
    })
}

/// Returns when something was true where nobody said when: now, unless it was about something that is over.
fn goes_without_saying(event: &Event, rules: Option<&Rules>, now: Instant) -> Occurred {
    let over = match event {
        Event::SessionHeld { to, .. } => Some(*to),
        Event::Attended { session, mode: cairn_domain::event::Mode::Live, presence, .. } => {
            match presence {
                cairn_domain::Presence::Intervals(stays) => stays.iter().map(|stay| stay.to).max(),
                _ => rules.and_then(|rules| end_of(rules, session, now)),
            }
        }
        _ => None,
    };
    Occurred::At(over.map_or(now, |over| over.min(now)))
}

fn end_of(rules: &Rules, session: &SessionId, now: Instant) -> Option<Instant> {
    rules.calendar.session(session)?.window(now).map(|window| window.to)
}

/// Returns the zone in which the days of an event are meant.
pub(crate) fn zone_of(ledger: &Ledger<'_>, stream: &StreamId, event: &Event) -> Tz {
    let own = match stream {
        StreamId::Cohort(cohort) => Some(cohort),
        StreamId::Practitioner(_) => event.cohort(),
    };
    ledger.zones.of(own)
}
