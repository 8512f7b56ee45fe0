//! Which records are of one person.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use cairn_domain::{PractitionerId, Recorded, links};

use crate::failure::Failure;
use crate::ledger::{Ledger, recorded};

/// Which records are of one person, as known.
#[derive(Debug, Default)]
pub struct Links {
    households: HashMap<PractitionerId, (PractitionerId, Vec<PractitionerId>)>,
}

impl Links {
    /// Reads the links, from the streams that hold any.
    pub fn read(ledger: &Ledger<'_>) -> Result<Self, Failure> {
        let mut named = BTreeMap::new();
        for stream in ledger.log.streams_with_links()? {
            let Some(id) = stream.practitioner() else { continue };
            let envelopes = ledger.log.stream(&stream)?;
            let history: Vec<Recorded> =
                envelopes.iter().map(|each| recorded(each.borrowed())).collect::<Result<_, _>>()?;
            named.insert(id, links(&ledger.settle(history).facts));
        }
        Ok(Self::new(&named))
    }

    /// Works out households: records that name each other, by whatever way round.
    pub(crate) fn new(named: &BTreeMap<PractitionerId, BTreeSet<PractitionerId>>) -> Self {
        let mut beside: BTreeMap<PractitionerId, BTreeSet<PractitionerId>> = BTreeMap::new();
        for (from, others) in named {
            for to in others {
                beside.entry(*from).or_default().insert(*to);
                beside.entry(*to).or_default().insert(*from);
            }
        }
        let is_named: BTreeSet<&PractitionerId> = named.values().flatten().collect();
        let mut households = HashMap::new();
        for start in beside.keys() {
            if households.contains_key(start) {
                continue;
            }
            let mut members = BTreeSet::from([*start]);
            let mut ahead = vec![*start];
            while let Some(member) = ahead.pop() {
                let near = beside.get(&member).into_iter().flatten();
                ahead.extend(near.filter(|other| members.insert(**other)));
            }
            // The one that no other names; where they name each other in a circle, the oldest id.
            let first = members.iter().find(|member| !is_named.contains(member)).copied();
            let primary = first.or_else(|| members.first().copied()).unwrap_or(*start);
            let others: Vec<PractitionerId> =
                members.iter().filter(|each| **each != primary).copied().collect();
            households.extend(members.iter().map(|member| (*member, (primary, others.clone()))));
        }
        Self { households }
    }

    /// Returns the record that a person is known by, given any of their records.
    #[must_use]
    pub fn known_as(&self, id: PractitionerId) -> PractitionerId {
        self.household(id).0
    }

    /// Finds the records of one person: the one that they are known by, then the rest in order.
    #[must_use]
    pub fn household(&self, id: PractitionerId) -> (PractitionerId, Vec<PractitionerId>) {
        self.households.get(&id).cloned().unwrap_or_else(|| (id, Vec::new()))
    }
}
