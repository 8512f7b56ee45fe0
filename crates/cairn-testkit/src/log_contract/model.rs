//! The model of a log: a list, and the words of the `Log` trait in a few lines each.

use cairn_domain::{Instant, StreamId};
use cairn_eventlog::merkle::{empty_root, leaf_hash, node_hash};
use cairn_eventlog::{Draft, Envelope, Expected, Hash, LogError, Outcome, canonical};

use super::ORIGIN;

/// What a log should hold.
#[derive(Debug, Default)]
pub struct Model {
    /// The events, in order.
    pub events: Vec<Envelope>,
}

impl Model {
    fn revision(&self, stream: &StreamId) -> u64 {
        self.events.iter().filter(|event| event.stream == *stream).count() as u64
    }

    fn there(&self, draft: &Draft) -> Result<Option<Outcome>, LogError> {
        let Some(there) = self.events.iter().find(|event| event.event_id == draft.event_id())
        else {
            return Ok(None);
        };
        draft
            .same_as(&there.borrowed())
            .map(|()| Some(Outcome::AlreadyThere { position: there.position }))
    }

    pub(super) fn append(
        &mut self,
        drafts: &[Draft],
        expected: &[(StreamId, Expected)],
        now: Instant,
    ) -> Result<Vec<Outcome>, LogError> {
        let there = drafts.iter().map(|draft| self.there(draft)).collect::<Result<Vec<_>, _>>()?;
        if there.iter().any(Option::is_none) {
            expected
                .iter()
                .try_for_each(|(stream, expected)| expected.check(stream, self.revision(stream)))?;
        }
        let before = self.events.len();
        let mut push = |draft: &Draft| {
            if let Some(there) = self.there(draft)? {
                return Ok(there);
            }
            let mut event = draft.envelope().clone();
            event.position = self.events.len() as u64 + 1;
            event.revision = self.revision(&event.stream) + 1;
            event.recorded_at = self.events.last().map_or(now, |last| last.recorded_at.max(now));
            let outcome = Outcome::Appended { position: event.position, revision: event.revision };
            self.events.push(event);
            Ok(outcome)
        };
        let outcomes: Result<Vec<_>, LogError> = drafts.iter().map(&mut push).collect();
        if outcomes.is_err() {
            self.events.truncate(before);
        }
        outcomes
    }

    pub(super) fn leaves(&self) -> Vec<Hash> {
        self.events
            .iter()
            .map(|event| leaf_hash(&canonical::leaf(ORIGIN, &event.borrowed())))
            .collect()
    }
}

/// The root as RFC 6962 defines it.
pub(super) fn root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => empty_root(),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
            node_hash(&root(left), &root(right))
        }
    }
}
