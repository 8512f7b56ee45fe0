//! Saying what an event should have said. What is not mentioned keeps its value.

use cairn_domain::event::Replacement;
use cairn_domain::{CohortId, Event, Instant, Occurred, Position, Recorded};
use cairn_eventlog::{Log, codec};
use chrono_tz::Tz;
use serde_json::Value;

use super::{Case, Request};
use crate::failure::Failure;
use crate::find;
use crate::record::form::form;
use crate::record::{Body, Field, Form, Fresh, Parts, Plan, Reader, Saying, Seals, Subject};
use crate::record::{decision, occurred, read, say_occurred, target, theirs, zone_of};
use crate::words;

/// The fields whose values are private: the body holds commitments, which name the event that they stand in.
const PRIVATE: [(&str, Field); 2] = [("name", Field::Name), ("email", Field::Email)];

/// Plans to amend an event.
pub fn amend(
    log: &dyn Log,
    now: Instant,
    wish: &Request,
    fresh: &mut dyn Fresh,
) -> Result<Plan, Failure> {
    let case = Case::open(log, now, wish)?;
    let form = amendable(&case)?;
    form.has_room(&wish.said, &form.amendable().collect::<Vec<_>>())
        .map_err(|failure| decided(form, failure))?;
    case.still_counts("amended")?;
    let amended = case.recorded()?;
    let unreadable = || Failure::damaged(format!("event #{} cannot be read", amended.position));
    let fact = case.fact(amended.position).ok_or_else(unreadable)?;
    let mut seals = Seals::new(fresh)?;

    let (_, _, body) =
        codec::encode(&fact.event, None).map_err(|bad| unreadable().because(bad.to_string()))?;
    let Value::Object(mut body) = body else { return Err(unreadable()) };
    let before_body = body.clone();
    let cohort = new_cohort(&case, form, wish, &fact.event)?;
    if let Some(cohort) = &cohort {
        body.insert("cohort".to_owned(), cohort.as_str().into());
    }
    let zone = match &cohort {
        Some(cohort) => case.ledger.zones.of(Some(cohort)),
        None => zone_of(&case.ledger, &case.record.stream, &fact.event),
    };
    let about = cohort.or_else(|| fact.event.cohort().cloned());
    let rules = about.and_then(|cohort| case.ledger.rules(&cohort).ok());
    reseal(&case, wish, amended.position, &mut body, &mut seals)?;
    let reader = Reader {
        kind: form.kind,
        zone,
        rules: rules.as_ref(),
        now,
        other: None,
        refers: case.refers(wish)?,
    };
    reader.fill(&mut body, &wish.said, &mut seals)?;

    let was = fact.stamp.day.map_or(Occurred::At(fact.stamp.at), Occurred::On);
    let now_says = occurred(&wish.when, zone)?.unwrap_or(was);
    if now_says == was && same(&case, wish, amended.position, &before_body, &body) {
        return Err(Failure::mend(format!(
            "#{} says that already: there is nothing to amend",
            amended.position
        ))
        .hint(format!(
            "say what it should have said, with the options of `cairn record {}`",
            form.kind
        )));
    }
    let event = read(form, &case.record.stream, body)?;
    if form.is_decision {
        decided_again(log, now, amended.position, &event, (was, now_says, zone))?;
    }
    let after = Saying {
        position: amended.position,
        what: words::event_in(&case.units(&event), &event, zone, &|field: &str| seals.told(field)),
        on: say_occurred(now_says, zone),
    };
    let reason = seals.seal("reason", &wish.reason)?;
    let (version, event) = (event.version(), Box::new(event));
    let to = Replacement { occurred_at: now_says, version, event };
    let event = Event::Amended { event: case.envelope.event_id, to, reason };
    let in_hand = Recorded {
        position: case.ledger.head.size + 1,
        id: seals.id,
        recorded_at: now,
        occurred: Occurred::At(now),
        event: event.clone(),
    };
    let before = case.saying(&case.settled, amended);
    let parts = Parts {
        stream: case.record.stream.clone(),
        occurred: Occurred::At(now),
        event,
        expected: vec![case.record.expected()],
        now,
        zone,
        who: case.subject.as_ref().map(|subject| subject.person.who()),
        called: case.called(),
        what: None,
        before: Some(before),
        after: Some(after),
        effect: None,
        odd: case.odd(&in_hand, now),
    };
    Plan::new(parts, &wish.by, seals)
}

/// Returns the form of the event, if it is one that can be amended.
fn amendable(case: &Case<'_>) -> Result<&'static Form, Failure> {
    let recorded = case.recorded()?;
    let place = words::place(recorded.position);
    let cannot = |why: &str| Failure::refused(format!("{place} cannot be amended")).because(why);
    let void = format!("`cairn void {} --reason \"…\"` takes it back", recorded.position);
    match &recorded.event {
        Event::Voided { .. } | Event::Amended { .. } => {
            Err(cannot("it is a correction itself, and corrections are only taken back").hint(void))
        }
        Event::PolicyAdopted { .. } => Err(cannot("a policy is adopted whole")
            .hint("`cairn policy adopt FILE` adopts another version")
            .hint(void)),
        Event::FileImported { .. } | Event::RowQueued { .. } | Event::RowResolved { .. } => {
            Err(cannot("it says what an import did").hint(void))
        }
        Event::Recognised { .. } => Err(cannot("a name is confirmed, or it is not").hint(void)),
        Event::SourceSaved { .. } => Err(cannot("how files are read is set down whole").hint(void)),
        Event::Erased {} => Err(cannot("what was erased is gone")),
        Event::Unknown => Err(Failure::mend(format!("{place} cannot be amended"))
            .because("only a newer cairn can read it")
            .hint("use the newer cairn")),
        event => form(event.kind()),
    }
}

/// Explains why a decision has no fields to change.
fn decided(form: &Form, failure: Failure) -> Failure {
    if !form.is_decision {
        return failure;
    }
    Failure::refused(format!("what `{}` decided cannot be amended", form.kind))
        .because(
            "a decision is not rewritten; only its time can be put right, with `--on` or `--at`",
        )
        .hint("void it and record the decision again: it is then checked again")
}

/// Checks a decision again on the day that it is moved to, as if it had not been made yet.
fn decided_again(
    log: &dyn Log,
    now: Instant,
    position: Position,
    event: &Event,
    (was, at, zone): (Occurred, Occurred, Tz),
) -> Result<(), Failure> {
    let mut ledger = crate::record::open(log, now)?;
    ledger.horizon.as_of = decision::speaks_from(at, zone, now, event.kind())?;
    let stream = target::event(&ledger, &position.to_string())?.stream;
    let (Some(id), Some(cohort)) = (stream.practitioner(), event.cohort()) else { return Ok(()) };
    let mut who = Subject::read(&ledger, id)?;
    who.forget(position);
    let rules = ledger.rules(cohort)?;
    let sound = decision::check(&ledger, &rules, &who, event.clone());
    sound
        .and_then(|_| {
            decision::nothing_between(&who, cohort, event.kind(), (at, zone), was.sorts_at(zone))
        })
        .map_err(|failure| {
            let when = say_occurred(at, zone);
            let what = format!("{} cannot be moved to {when}", words::place(position));
            let because = std::iter::once(failure.what).chain(failure.because).collect();
            Failure { what, because, ..failure }
        })
}

/// Returns the cohort that the event moves to, if one was named.
fn new_cohort(
    case: &Case<'_>,
    form: &Form,
    wish: &Request,
    event: &Event,
) -> Result<Option<CohortId>, Failure> {
    let Some(named) = wish.cohort.as_deref() else { return Ok(None) };
    let has_one = event.cohort().is_some() || matches!(event, Event::Credited { .. });
    if form.is_decision || !has_one {
        return Err(decided(
            form,
            Failure::mend(format!("`{}` names no cohort that could change", form.kind)),
        ));
    }
    find::cohort(&case.ledger, Some(named)).map(Some)
}

/// Seals what stays under the amendment's own identity; where a value was erased, the old commitment stays.
fn reseal(
    case: &Case<'_>,
    wish: &Request,
    position: u64,
    body: &mut Body,
    seals: &mut Seals<'_>,
) -> Result<(), Failure> {
    for (key, field) in PRIVATE {
        if let (true, false, Some(value)) =
            (body.contains_key(key), wish.said.has(field), case.told(&case.settled, position, key))
        {
            body.insert(key.to_owned(), seals.seal(key, &value)?.to_string().into());
        }
    }
    Ok(())
}

/// Tells whether a body says the same as before; private values by what they are, since every seal is fresh.
fn same(case: &Case<'_>, wish: &Request, position: u64, before: &Body, after: &Body) -> bool {
    let is_private = |key: &String| PRIVATE.iter().any(|(name, _)| name == key);
    let open = |body: &Body| -> Body {
        body.iter()
            .filter(|(key, _)| !is_private(key))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect()
    };
    let told_anew = PRIVATE.iter().any(|(key, field)| {
        wish.said.one(*field).is_some_and(|said| {
            case.told(&case.settled, position, key).as_deref() != Some(said.trim())
        })
    });
    open(before) == open(after) && !told_anew
}

impl Case<'_> {
    /// Finds the event that an option refers to.
    fn refers(&self, wish: &Request) -> Result<Option<cairn_domain::EventId>, Failure> {
        let said = |field| wish.said.one(field).map(|text| (field, text));
        let named = said(Field::Payment).or_else(|| said(Field::Decision));
        let (Some((field, text)), Some(who)) = (named, &self.subject) else { return Ok(None) };
        theirs(&self.ledger, who, field, text).map(Some)
    }
}
