//! Whether a log is what it says it is: every row looked at again, whatever holds it.
//!
//! Nothing here trusts what the backend checked when it wrote; nothing stops at the first finding.

use std::ops::ControlFlow;

use cairn_domain::Position;

use crate::envelope::EnvelopeRef;
use crate::error::LogError;
use crate::log::Log;
use crate::merkle::Hash;
use crate::proof::Head;
use crate::seen::Seen;

/// A row as it is stored, damaged ones too.
#[derive(Debug, Clone)]
pub struct Examined<'a> {
    /// The position that the row is stored under.
    pub position: Position,
    /// The stored leaf hash, if it is one.
    pub leaf: Option<Hash>,
    /// The event, or what is wrong with the row.
    pub event: Result<EnvelopeRef<'a>, String>,
}

/// What sort of thing was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingKind {
    /// The log does not hold what was recorded.
    Damage,
    /// An event is newer than this cairn: it cannot be judged.
    Newer,
    /// A policy cannot be applied by this cairn: questions about its cohort have no answer.
    Inapplicable,
}

/// One thing that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What sort of thing it is.
    pub kind: FindingKind,
    /// The position in the log, if it is about one event.
    pub position: Option<Position>,
    /// What is wrong, in words.
    pub what: String,
    /// Where: the field, or the part of the store.
    pub place: String,
}

impl Finding {
    /// Makes a finding of damage.
    pub fn damage(
        position: Option<Position>,
        place: impl Into<String>,
        what: impl Into<String>,
    ) -> Self {
        Self { kind: FindingKind::Damage, position, what: what.into(), place: place.into() }
    }
}

/// One property that was checked, and where it does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What was checked, as a statement that should be true.
    pub name: &'static str,
    /// Where it is not true, in order of position.
    pub findings: Vec<Finding>,
}

/// What `verify` found out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// How many rows were read.
    pub events: u64,
    /// The root over the events as they are read now.
    pub root: Hash,
    /// The size and root that the log has stored, if it could be read.
    pub stored: Option<Head>,
    /// Everything that was checked.
    pub checks: Vec<Check>,
}

impl Verified {
    /// Returns every finding, check by check.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.checks.iter().flat_map(|check| &check.findings)
    }

    /// Tells whether the log holds what was recorded, as far as this cairn can judge: nothing was found to be damaged.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.findings().all(|finding| finding.kind != FindingKind::Damage)
    }
}

/// Looks at every row of a log again.
///
/// Fails only where the log cannot be read at all; what can be read and is wrong is a finding.
pub fn verify(log: &dyn Log) -> Result<Verified, LogError> {
    // Rows, private values and head are read one after the other: what somebody appends in between is no damage.
    let _still = log.still()?;
    let mut seen = Seen::new(&log.about().origin);
    let mut store = log.own_checks();
    if let Err(fault) = log.examine(&mut |row| seen.row(&row)) {
        seen.readable.push(Finding::damage(None, "log", format!("reading stopped: {fault}")));
    }
    if let Err(fault) = log.private(None, &mut |row| {
        seen.private_value(row.position, row.field, row.salt, row.value);
        ControlFlow::Continue(())
    }) {
        seen.private.push(Finding::damage(None, "private", format!("reading stopped: {fault}")));
    }
    let stored = log.head();
    let read = Head { size: seen.frontier.size(), root: seen.frontier.root() };
    let head = match &stored {
        Err(fault) => vec![Finding::damage(None, "head", fault.to_string())],
        Ok(stored) if *stored != read => {
            vec![Finding::damage(None, "head", heads_differ(stored, &read))]
        }
        Ok(_) => Vec::new(),
    };
    let mut checks = vec![
        Check { name: "every row can be read", findings: seen.readable },
        Check { name: "positions count from 1 without gaps", findings: seen.positions },
        Check { name: "revisions count from 1 in every stream", findings: seen.revisions },
        Check { name: "every event has an id of its own", findings: seen.ids },
        Check {
            name: "nothing was recorded earlier than what stands before it",
            findings: seen.times,
        },
        Check { name: "every event is stored in its one canonical form", findings: seen.canonical },
        Check { name: "every event has the hash that was stored with it", findings: seen.leaves },
        Check { name: "the tree over the events has the stored size and root", findings: head },
        Check { name: "every event is known and well-formed", findings: seen.events },
        Check {
            name: "private values are those that the events commit to",
            findings: seen.private,
        },
    ];
    checks.append(&mut store);
    Ok(Verified { events: seen.rows, root: read.root, stored: stored.ok(), checks })
}

fn heads_differ(stored: &Head, read: &Head) -> String {
    format!(
        "the log says {} events and root {}, but its rows give {} and {}",
        stored.size,
        hex::encode(stored.root),
        read.size,
        hex::encode(read.root)
    )
}
