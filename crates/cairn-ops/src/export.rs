//! Writing a log out, so that another log, or another program, can read it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use cairn_domain::{CohortId, Event, Instant, Position, StreamId};
use cairn_eventlog::{EnvelopeRef, Log, PrivateFields, PrivateValue, canonical, codec, ndjson};
use chrono_tz::Tz;
use schemars::JsonSchema;
use serde::Serialize;

use crate::asking::{Asking, Horizon};
use crate::failure::Failure;
use crate::verify::thousands;

/// Which events are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// The whole log.
    Everything,
    /// One stream.
    Stream(StreamId),
    /// A cohort's stream, and the whole record of everyone who has an event that names the cohort.
    Cohort(CohortId),
}

/// How events are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Envelopes with their private fields: what another log loads.
    Full,
    /// Envelopes without private fields: what may be handed on.
    WithoutPrivate,
    /// The exact bytes that the log's tree is made of.
    Canonical,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ExportReport {
    /// Always `cairn.export/1`.
    pub schema: &'static str,
    /// The log's own name.
    pub log: String,
    /// How many events were written.
    pub events: u64,
    /// How many events the log holds.
    pub size: u64,
    /// The root of the log's Merkle tree, over all of its events, in hexadecimal.
    pub root: String,
    /// The outcome in words.
    pub words: String,
}

/// Returns the cohort that a name, or part of one, means.
pub fn cohort(log: &dyn Log, text: &str) -> Result<CohortId, Failure> {
    // Not by way of the ledger, which stops at what only a newer cairn can read: an export does not.
    let streams = log.streams_named("cohort/")?;
    let cohorts = || {
        streams.iter().filter_map(|stream| {
            if let StreamId::Cohort(cohort) = stream { Some(cohort) } else { None }
        })
    };
    let mut partly = cohorts().filter(|cohort| cohort.as_str().contains(text));
    match (cohorts().find(|cohort| cohort.as_str() == text), partly.next(), partly.next()) {
        (Some(cohort), ..) | (None, Some(cohort), None) => Ok(cohort.clone()),
        (None, found, _) => {
            let known: Vec<String> = cohorts().map(|cohort| format!("`{cohort}`")).collect();
            let matches =
                if found.is_some() { "several cohorts match" } else { "no cohort matches" };
            let failure = Failure::mend(format!("{matches} `{text}`"));
            Err(if known.is_empty() {
                failure.because("the log has no cohort yet")
            } else {
                failure.hint(format!("there are {}", known.join(", ")))
            })
        }
    }
}

/// Writes the events that were asked for, one line each, in the order of the log. `line` is given each line with its end,
/// and breaks when it cannot take any more.
pub fn export(
    log: &dyn Log,
    which: &Which,
    form: Form,
    asking: Asking,
    line: &mut dyn FnMut(&[u8]) -> ControlFlow<()>,
) -> Result<ExportReport, Failure> {
    // Private values, events and head are of one state of the log, whatever others append meanwhile.
    let _still = log.still()?;
    let horizon = asking.settle(Instant::MAX_UTC, home_zone(log)?);
    let streams = streams(log, which, &horizon)?;
    let private = if form == Form::Full { private(log, which)? } else { BTreeMap::new() };
    let (nothing, origin) = (PrivateFields::new(), log.about().origin.clone());
    let (mut events, mut text, mut bytes) = (0, String::new(), Vec::new());
    log.scan(0, &mut |each| {
        if !within(&horizon, &each) {
            return ControlFlow::Break(());
        }
        if streams.as_ref().is_some_and(|streams| !streams.contains(each.stream)) {
            return ControlFlow::Continue(());
        }
        events += 1;
        if form == Form::Canonical {
            bytes.clear();
            canonical::write_leaf(&mut bytes, &origin, &each);
            bytes.push(b'\n');
            return line(&bytes);
        }
        text.clear();
        ndjson::write_line(&mut text, &each, private.get(&each.position).unwrap_or(&nothing));
        text.push('\n');
        line(text.as_bytes())
    })?;
    let head = log.head()?;
    Ok(ExportReport {
        schema: "cairn.export/1",
        log: origin,
        events,
        size: head.size,
        root: hex::encode(head.root),
        words: format!("{} of {} written", thousands(events), crate::verify::events(head.size)),
    })
}

fn within(horizon: &Horizon, each: &EnvelopeRef<'_>) -> bool {
    each.position <= horizon.known_to && each.recorded_at <= horizon.known_at
}

/// Returns the streams to write, or `None` for all of them; fails where there is nothing of that name.
fn streams(
    log: &dyn Log,
    which: &Which,
    horizon: &Horizon,
) -> Result<Option<BTreeSet<StreamId>>, Failure> {
    let (streams, name) = match which {
        Which::Everything => return Ok(None),
        Which::Stream(stream) if log.stream(stream)?.is_empty() => {
            (BTreeSet::new(), stream.to_string())
        }
        Which::Stream(stream) => (BTreeSet::from([stream.clone()]), stream.to_string()),
        Which::Cohort(cohort) => (of_cohort(log, cohort, horizon)?, format!("cohort/{cohort}")),
    };
    if streams.is_empty() {
        return Err(Failure::mend(format!("the log has nothing of `{name}`"))
            .hint("`cairn find` finds people and their streams"));
    }
    Ok(Some(streams))
}

/// Finds a cohort's streams: its own, and those of everyone who has an event that names it, with their linked records.
fn of_cohort(
    log: &dyn Log,
    cohort: &CohortId,
    horizon: &Horizon,
) -> Result<BTreeSet<StreamId>, Failure> {
    let mut found = BTreeSet::new();
    let mut linked: Vec<(StreamId, StreamId)> = Vec::new();
    log.scan(0, &mut |each| {
        if !within(horizon, &each) {
            return ControlFlow::Break(());
        }
        match each.stream {
            StreamId::Cohort(name) if name == cohort => {
                found.insert(each.stream.clone());
            }
            StreamId::Cohort(_) => {}
            StreamId::Practitioner(_) => {
                // What cannot be read names no cohort that we know; `verify` is for finding that out.
                let event =
                    codec::decode(each.kind, each.version, each.body).map(|decoded| decoded.event);
                let event = event.unwrap_or(Event::Unknown);
                if names(&event, cohort) && !found.contains(each.stream) {
                    found.insert(each.stream.clone());
                }
                if let Event::Linked { other } = event {
                    linked.push((each.stream.clone(), StreamId::Practitioner(other)));
                }
            }
        }
        ControlFlow::Continue(())
    })?;
    let mut grew = true;
    while grew {
        let before = found.len();
        for (one, other) in &linked {
            if found.contains(one) || found.contains(other) {
                found.extend([one.clone(), other.clone()]);
            }
        }
        grew = found.len() > before;
    }
    Ok(found)
}

fn names(event: &Event, cohort: &CohortId) -> bool {
    match event {
        Event::Amended { to, .. } => names(&to.event, cohort),
        Event::Deferred { to, .. } if to == cohort => true,
        other => other.cohort() == Some(cohort),
    }
}

/// Reads the private values that are still held, by the position of their event.
fn private(log: &dyn Log, which: &Which) -> Result<BTreeMap<Position, PrivateFields>, Failure> {
    let of = match which {
        Which::Stream(stream) => Some(stream),
        Which::Everything | Which::Cohort(_) => None,
    };
    let mut held: BTreeMap<Position, PrivateFields> = BTreeMap::new();
    let mut unreadable = None;
    log.private(of, &mut |each| {
        let Ok(value) = canonical::parse(each.value) else {
            unreadable = Some(each.position);
            return ControlFlow::Break(());
        };
        let value = PrivateValue { salt: each.salt, value };
        held.entry(each.position).or_default().insert(each.field.to_owned(), value);
        ControlFlow::Continue(())
    })?;
    match unreadable {
        None => Ok(held),
        Some(position) => Err(Failure::damaged(format!(
            "a private value of event #{position} cannot be read"
        ))
        .hint(
            "`cairn verify` says what is damaged; `--without-private` leaves private values out",
        )),
    }
}

/// Finds the zone in which a day is meant: that of the first policy ever adopted.
fn home_zone(log: &dyn Log) -> Result<Tz, Failure> {
    let mut first: Option<(Position, Tz)> = None;
    for stream in log.streams_named("cohort/")? {
        for each in log.stream(&stream)? {
            let Ok(decoded) = codec::decode(&each.kind, each.version, &each.body) else { continue };
            if let Event::PolicyAdopted { policy } = decoded.event
                && first.is_none_or(|(position, _)| each.position < position)
            {
                first = Some((each.position, policy.zone));
            }
        }
    }
    Ok(first.map_or(Tz::UTC, |(_, zone)| zone))
}
