//! The log, read for a question: cohorts with their policies, and records settled into facts.

mod asked;

use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;

use cairn_domain::{
    Calendar, CheckedPolicy, CohortId, CohortRecord, Event, EventId, Instant, Position, Recorded,
    Settled, Stamp, StreamId, Zones, settle,
};
use cairn_eventlog::{EnvelopeRef, Head, Log, codec};
use chrono_tz::Tz;

use crate::asking::{Asking, Horizon, Known};
use crate::failure::Failure;
use crate::lines::Cited;

/// A log with a question's horizon and what the cohorts' own streams say by then.
pub struct Ledger<'a> {
    /// The log.
    pub log: &'a dyn Log,
    /// The size and root of the log when the question was asked.
    pub head: Head,
    /// The question's two times.
    pub horizon: Horizon,
    /// The zones in which days are meant.
    pub zones: Zones,
    /// The cohorts, by name.
    pub cohorts: BTreeMap<CohortId, CohortRecord>,
    /// The last position that was known.
    pub known_to: Position,
}

/// A policy that a question is asked under, and where it comes from.
#[derive(Debug, Clone)]
pub struct Rules {
    /// The policy.
    pub policy: CheckedPolicy,
    /// The cohort's sessions, as planned and as held.
    pub calendar: Calendar,
    /// The event that adopted it; absent where it was given with the question.
    pub adopted: Option<Stamp>,
    /// The digest of its canonical bytes.
    pub digest: String,
}

impl<'a> Ledger<'a> {
    /// Opens a log for a question; reads the cohorts' streams only.
    pub fn open(log: &'a dyn Log, asking: Asking, now: Instant) -> Result<Self, Failure> {
        let head = log.head()?;
        let mut streams = BTreeMap::new();
        for stream in log.streams_named("cohort/")? {
            let StreamId::Cohort(cohort) = &stream else { continue };
            let envelopes = log.stream(&stream)?;
            let recorded: Vec<Recorded> =
                envelopes.iter().map(|each| recorded(each.borrowed())).collect::<Result<_, _>>()?;
            streams.insert(cohort.clone(), recorded);
        }
        Self::over(log, head, streams, asking, now)
    }

    fn over(
        log: &'a dyn Log,
        head: Head,
        mut streams: BTreeMap<CohortId, Vec<Recorded>>,
        asking: Asking,
        now: Instant,
    ) -> Result<Self, Failure> {
        if let Some(Known::Position(position)) = asking.known_at
            && position > head.size
        {
            return Err(Failure::mend(format!("there is no event #{position} yet"))
                .because(format!("the log has {} events", head.size))
                .hint(format!("`--known-at '#{}'` knows all of them", head.size)));
        }
        // The horizon's own days are meant in the programme's home zone: that of the first policy that counts.
        let home = first_zone(streams.values(), Instant::MAX_UTC).unwrap_or(Tz::UTC);
        let horizon = asking.settle(now, home);
        for history in streams.values_mut() {
            history.retain(|each| each.position <= horizon.known_to.min(head.size));
        }
        let mut zones = Zones { home, cohorts: BTreeMap::new() };
        for (cohort, history) in &streams {
            // A cohort keeps the zone of its first policy that counts: its days do not move when its rules do.
            if let Some(zone) = first_zone(std::iter::once(history), horizon.known_at) {
                zones.cohorts.insert(cohort.clone(), zone);
            }
        }
        let mut cohorts = BTreeMap::new();
        for (cohort, history) in streams {
            let own = Zones { home: zones.of(Some(&cohort)), cohorts: BTreeMap::new() };
            let settled = settle(history, horizon.known_at, &own);
            cohorts.insert(cohort, CohortRecord::replay(&settled.facts));
        }
        let mut ledger = Self { log, head, horizon, zones, cohorts, known_to: 0 };
        ledger.known_to = ledger.last_known()?;
        Ok(ledger)
    }

    /// Finds the last position within the horizon.
    fn last_known(&self) -> Result<Position, Failure> {
        let size = self.head.size.min(self.horizon.known_to);
        if self.horizon.known_at == Instant::MAX_UTC {
            return Ok(size);
        }
        // Times never fall along the log, so the boundary can be found by halving.
        let (mut known, mut beyond) = (0, size + 1);
        while known + 1 < beyond {
            let middle = known + (beyond - known) / 2;
            let mut at = None;
            self.log.scan(middle - 1, &mut |each| {
                at = Some(each.recorded_at);
                ControlFlow::Break(())
            })?;
            if at.is_some_and(|at| at <= self.horizon.known_at) {
                known = middle;
            } else {
                beyond = middle;
            }
        }
        Ok(known)
    }

    /// Cites an event by its place, wherever in the log it stands.
    pub fn cite(&self, position: Position) -> Result<Cited, Failure> {
        let mut event_id = EventId::default();
        self.log.scan(position.saturating_sub(1), &mut |each| {
            event_id = each.event_id;
            ControlFlow::Break(())
        })?;
        Ok(Cited { position, event_id })
    }

    /// Settles one practitioner's stream for this question.
    #[must_use]
    pub fn settle(&self, history: Vec<Recorded>) -> Settled {
        self.settle_by(history, &self.zones)
    }

    /// Settles one stream for this question, with its plain days meant in these zones.
    #[must_use]
    pub fn settle_by(&self, mut history: Vec<Recorded>, zones: &Zones) -> Settled {
        // Not the horizon's own bound: what was appended since the question was asked is not part of the answer.
        history.retain(|each| each.position <= self.known_to);
        settle(history, self.horizon.known_at, zones)
    }

    /// Reads every practitioner's events, by stream, in one pass over the log.
    pub fn histories(&self) -> Result<HashMap<StreamId, Vec<Recorded>>, Failure> {
        let mut histories: HashMap<StreamId, Vec<Recorded>> = HashMap::new();
        let mut failure = None;
        self.log.scan(0, &mut |each| {
            if each.position > self.known_to {
                return ControlFlow::Break(());
            }
            if matches!(each.stream, StreamId::Cohort(_)) {
                return ControlFlow::Continue(());
            }
            match recorded(each) {
                Ok(event) => {
                    if let Some(history) = histories.get_mut(each.stream) {
                        history.push(event);
                    } else {
                        histories.insert(each.stream.clone(), vec![event]);
                    }
                    ControlFlow::Continue(())
                }
                Err(bad) => {
                    failure = Some(bad);
                    ControlFlow::Break(())
                }
            }
        })?;
        failure.map_or(Ok(histories), Err)
    }

    /// Returns the rules in force for a cohort at the question's time.
    pub fn rules(&self, cohort: &CohortId) -> Result<Rules, Failure> {
        let record = self.cohorts.get(cohort);
        let now = self.now_in(self.zones.of(Some(cohort)));
        let newer = record.and_then(|each| each.unreadable.iter().find(|stamp| stamp.at <= now));
        if let Some(stamp) = newer {
            return Err(unreadable(stamp.position));
        }
        let in_force = record.and_then(|record| record.policy_at(now));
        let Some((stamp, policy)) = in_force else {
            return Err(Failure::mend(format!("no policy was in force for the cohort `{cohort}`"))
                .because(format!("the question is asked {}", self.asked_in(self.zones.of(Some(cohort))).words.replacen("As of", "as of", 1)))
                .hint("`cairn policy adopt FILE` adopts one; `--policy FILE` asks under one without adopting it"));
        };
        let checked = policy.clone().check().map_err(|faults| {
            let failure = Failure::damaged(format!(
                "the policy adopted at #{} cannot be applied",
                stamp.position
            ));
            faults.iter().fold(failure, |failure, fault| failure.because(fault.kind.to_string()))
        })?;
        Ok(self.rules_of(checked, Some(*stamp)))
    }

    /// Lays what happened to the cohort's sessions over a policy.
    #[must_use]
    pub fn rules_of(&self, policy: CheckedPolicy, adopted: Option<Stamp>) -> Rules {
        let nothing = CohortRecord::default();
        let record = self.cohorts.get(&policy.policy().cohort).unwrap_or(&nothing);
        let calendar = Calendar::new(&policy, record);
        let digest = digest(&policy);
        Rules { policy, calendar, adopted, digest }
    }
}

/// Returns the digest of a policy's canonical bytes: `sha256:` and hexadecimal digits.
#[must_use]
pub fn digest(policy: &CheckedPolicy) -> String {
    use sha2::{Digest, Sha256};
    // A policy is strings, integers and lists of them: it always has canonical bytes.
    let value = serde_json::to_value(policy.policy()).unwrap_or_default();
    let text = cairn_eventlog::canonical::text(&value);
    cairn_domain::Commitment(Sha256::digest(text.as_bytes()).into()).to_string()
}

/// Returns the zone of the first policy, by its place in the log, that counts as known.
fn first_zone<'r>(
    histories: impl Iterator<Item = &'r Vec<Recorded>>,
    known_at: Instant,
) -> Option<Tz> {
    // Where a day begins does not matter yet: only what counts does.
    let anywhere = Zones { home: Tz::UTC, cohorts: BTreeMap::new() };
    let settled = histories.flat_map(|history| settle(history.clone(), known_at, &anywhere).facts);
    let policies = settled.filter_map(|fact| match fact.event {
        Event::PolicyAdopted { policy } => Some((fact.stamp.position, policy.zone)),
        _ => None,
    });
    policies.min_by_key(|(position, _)| *position).map(|(_, zone)| zone)
}

/// Reads an envelope's body for the fold.
pub fn recorded(each: EnvelopeRef<'_>) -> Result<Recorded, Failure> {
    let decoded = codec::decode(each.kind, each.version, each.body).map_err(|bad| {
        Failure::damaged(format!("event #{} cannot be read", each.position))
            .because(bad.to_string())
            .hint("`cairn verify` says what is damaged, and where")
    })?;
    Ok(Recorded {
        position: each.position,
        id: each.event_id,
        recorded_at: each.recorded_at,
        occurred: each.occurred_at,
        event: decoded.event,
    })
}

/// Says that a verdict cannot be given over an event that this binary does not know.
#[must_use]
pub fn unreadable(position: Position) -> Failure {
    Failure::damaged(format!("event #{position} was written by a newer cairn than this one"))
        .because("a verdict that skips an event could be wrong, so none is given")
        .hint("use the newer cairn; this one still lists, exports and verifies the log")
}
