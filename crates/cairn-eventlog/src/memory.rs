//! The log in memory: for tests, for dry runs, and as the plainest statement of what a log does.

use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;

use cairn_domain::time::to_micros;
use cairn_domain::{EventId, Instant, Position, StreamId};

use crate::canonical::{self, LARGEST_EVENT};
use crate::draft::Draft;
use crate::envelope::{Envelope, EnvelopeRef, PrivateRef};
use crate::error::LogError;
use crate::log::{About, Expected, Log, Outcome, Timing};
use crate::merkle::{Frontier, Hash, leaf_hash};
use crate::proof::Head;
use crate::verify::{Check, Examined};

/// A log that is gone when it is dropped.
#[derive(Debug, Clone)]
pub struct MemoryLog {
    about: About,
    kept: Kept,
    /// The size up to which a restore has come; another batch of it may follow.
    restored: u64,
}

/// What the log holds.
#[derive(Debug, Clone, Default)]
struct Kept {
    events: Vec<(Envelope, Hash)>,
    by_id: HashMap<EventId, usize>,
    by_stream: BTreeMap<StreamId, Vec<usize>>,
    frontier: Frontier,
}

impl MemoryLog {
    /// Makes an empty log.
    #[must_use]
    pub fn new(origin: impl Into<String>, now: Instant) -> Self {
        let about = About {
            origin: origin.into(),
            created_at: to_micros(now),
            format: 1,
            frozen_clock: false,
        };
        Self { about, kept: Kept::default(), restored: 0 }
    }

    fn events(&self, of: Option<&StreamId>) -> Box<dyn Iterator<Item = &Envelope> + '_> {
        match of {
            None => Box::new(self.kept.events.iter().map(|(event, _)| event)),
            Some(stream) => {
                let places = self.kept.by_stream.get(stream).map_or(&[][..], Vec::as_slice);
                Box::new(places.iter().map(|place| &self.kept.events[*place].0))
            }
        }
    }
}

impl Kept {
    fn size(&self) -> u64 {
        self.frontier.size()
    }

    fn revision(&self, stream: &StreamId) -> u64 {
        self.by_stream.get(stream).map_or(0, |places| places.len() as u64)
    }

    fn last_time(&self) -> Option<Instant> {
        self.events.last().map(|(event, _)| event.recorded_at)
    }

    fn there(&self, draft: &Draft) -> Result<Option<Outcome>, LogError> {
        let Some(place) = self.by_id.get(&draft.event_id()) else { return Ok(None) };
        let there = &self.events[*place].0;
        draft
            .same_as(&there.borrowed())
            .map(|()| Some(Outcome::AlreadyThere { position: there.position }))
    }

    fn push(&mut self, origin: &str, draft: &Draft, timing: Timing) -> Result<Outcome, LogError> {
        let mut event = draft.envelope().clone();
        event.position = self.size() + 1;
        event.revision = self.revision(&event.stream) + 1;
        event.recorded_at = draft.recorded_at(timing, event.position, self.last_time())?;
        let leaf = canonical::leaf(origin, &event.borrowed());
        if leaf.len() > LARGEST_EVENT {
            return Err(LogError::TooLarge { event_id: event.event_id, bytes: leaf.len() });
        }
        let hash = leaf_hash(&leaf);
        let place = self.events.len();
        self.frontier.push(hash);
        self.by_id.insert(event.event_id, place);
        self.by_stream.entry(event.stream.clone()).or_default().push(place);
        let outcome = Outcome::Appended { position: event.position, revision: event.revision };
        self.events.push((event, hash));
        Ok(outcome)
    }
}

impl Log for MemoryLog {
    fn about(&self) -> &About {
        &self.about
    }

    fn head(&self) -> Result<Head, LogError> {
        Ok(Head { size: self.kept.size(), root: self.kept.frontier.root() })
    }

    fn append(
        &mut self,
        drafts: &[Draft],
        expected: &[(StreamId, Expected)],
        timing: Timing,
    ) -> Result<Vec<Outcome>, LogError> {
        let size = self.kept.size();
        if timing == Timing::Keep && size != self.restored {
            return Err(LogError::NotEmpty { size });
        }
        let there: Vec<_> =
            drafts.iter().map(|draft| self.kept.there(draft)).collect::<Result<_, _>>()?;
        if there.iter().all(Option::is_some) {
            return Ok(there.into_iter().flatten().collect());
        }
        for (stream, expected) in expected {
            expected.check(stream, self.kept.revision(stream))?;
        }
        // All or nothing: the work is done on a copy. Tests and dry runs are small.
        let mut next = self.kept.clone();
        let mut outcomes = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let outcome = match next.there(draft)? {
                Some(there) => there,
                None => next.push(&self.about.origin, draft, timing)?,
            };
            outcomes.push(outcome);
        }
        self.kept = next;
        if timing == Timing::Keep {
            self.restored = self.kept.size();
        }
        Ok(outcomes)
    }

    fn stream(&self, stream: &StreamId) -> Result<Vec<Envelope>, LogError> {
        Ok(self.events(Some(stream)).cloned().collect())
    }

    fn event(&self, event_id: EventId) -> Result<Option<Envelope>, LogError> {
        Ok(self.kept.by_id.get(&event_id).map(|place| self.kept.events[*place].0.clone()))
    }

    fn streams(&self) -> Result<BTreeMap<StreamId, u64>, LogError> {
        Ok(self
            .kept
            .by_stream
            .iter()
            .map(|(stream, places)| (stream.clone(), places.len() as u64))
            .collect())
    }

    fn scan(
        &self,
        after: Position,
        each: &mut dyn FnMut(EnvelopeRef<'_>) -> ControlFlow<()>,
    ) -> Result<(), LogError> {
        let skipped = usize::try_from(after).unwrap_or(usize::MAX);
        // Breaking is how the caller stops; it is no answer of ours.
        let _ = self.events(None).skip(skipped).try_for_each(|event| each(event.borrowed()));
        Ok(())
    }

    fn private(
        &self,
        of: Option<&StreamId>,
        each: &mut dyn FnMut(PrivateRef<'_>) -> ControlFlow<()>,
    ) -> Result<(), LogError> {
        let _ = self.events(of).try_for_each(|event| {
            event.private.iter().try_for_each(|(field, private)| {
                let value = canonical::text(&private.value);
                let (position, stream, salt) = (event.position, &event.stream, private.salt);
                each(PrivateRef { position, stream, field, salt, value: &value })
            })
        });
        Ok(())
    }

    fn leaves(&self) -> Result<Vec<Hash>, LogError> {
        Ok(self.kept.events.iter().map(|(_, leaf)| *leaf).collect())
    }

    fn examine(&self, each: &mut dyn FnMut(Examined<'_>)) -> Result<(), LogError> {
        for (event, leaf) in &self.kept.events {
            each(Examined {
                position: event.position,
                leaf: Some(*leaf),
                event: Ok(event.borrowed()),
            });
        }
        Ok(())
    }

    fn own_checks(&self) -> Vec<Check> {
        Vec::new()
    }
}
