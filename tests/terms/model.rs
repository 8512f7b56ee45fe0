//! What should be on record, and what should wait: worked out from the truth of a term, by rules written here anew.
//!
//! A row is somebody's by an address that is on record for them alone, by a name or an address that staff confirmed of them,
//! or by what staff decided of it. What a row tells is taken from the term, never from the file.

use std::collections::{BTreeMap, BTreeSet};

use cairn_domain::{Instant, Interval, SessionId};
use cairn_testkit::term::{Says, Term, Told};

/// What makes rows of several exports the same one: what it is about and when, and what it shows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot {
    about: String,
    shown: Option<String>,
    email: Option<String>,
}

/// What should become of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// It is somebody's.
    Of(usize),
    /// It waits for people.
    Nobody,
    /// It was decided that it is nobody's.
    Dismissed,
}

/// What staff know and decided by now.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Names and addresses that were confirmed, and of whom.
    pub aliases: BTreeMap<String, usize>,
    /// What was decided of rows: somebody's, or nobody's.
    pub decided: BTreeMap<Slot, Option<usize>>,
}

/// What should be on record of somebody.
#[derive(Debug, Clone, Default)]
pub struct Due {
    /// Stays that must be there.
    pub stays: BTreeMap<SessionId, Vec<Interval>>,
    /// Durations of which the longest must be there, if they are all that is known.
    pub minutes: BTreeMap<SessionId, BTreeSet<u32>>,
    pub paid: BTreeMap<String, i64>,
    pub back: BTreeMap<String, i64>,
    pub reflected: BTreeSet<(SessionId, Instant)>,
}

/// The truth, looked at by row.
pub struct Model<'t> {
    pub term: &'t Term,
    /// Addresses on record, and whose they are.
    addresses: BTreeMap<&'t str, BTreeSet<usize>>,
    /// What two rows of one file have in common: nobody can tell from another file which of them is meant.
    pub twins: BTreeSet<Slot>,
}

impl<'t> Model<'t> {
    pub fn of(term: &'t Term) -> Self {
        let mut addresses: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for (who, member) in term.cast.iter().enumerate().filter(|(_, each)| each.on_record) {
            for email in &member.emails {
                addresses.entry(email).or_default().insert(who);
            }
        }
        let mut model = Self { term, addresses, twins: BTreeSet::new() };
        for file in &term.files {
            let mut seen = BTreeSet::new();
            let rows = file.rows.iter().filter(|row| model.counts(row));
            let twins: Vec<Slot> = rows
                .flat_map(|row| model.slots(row))
                .filter(|slot| !seen.insert(slot.clone()))
                .collect();
            model.twins.extend(twins);
        }
        model
    }

    /// Tells whether a row says anything that counts: a stay has some part within its session.
    pub fn counts(&self, row: &Told) -> bool {
        match &row.says {
            Says::There { session, stay } => {
                let window = self.term.sessions[*session].window;
                stay.from.max(window.from) < stay.to.min(window.to)
            }
            Says::Nothing => false,
            _ => true,
        }
    }

    /// Returns what a row is known by; of a payment of which something went back, twice.
    pub fn slots(&self, row: &Told) -> Vec<Slot> {
        let slot = |about: String| {
            let (shown, email) = (row.shown.clone(), row.email.clone());
            Slot { about, shown, email }
        };
        match &row.says {
            Says::There { session, stay } => vec![slot(format!("{session} from {}", stay.from))],
            Says::Minutes { session, .. } => vec![slot(format!("{session} minutes"))],
            Says::Reflected { at, .. } => vec![slot(format!("reflected {at}"))],
            Says::Paid { payment, refunded } => {
                let key = &self.term.payments[*payment].key;
                let back = (*refunded > 0).then(|| slot(format!("{key} back")));
                std::iter::once(slot(format!("{key} paid"))).chain(back).collect()
            }
            Says::Nothing => Vec::new(),
        }
    }

    /// Tells whether it is known by the address or the name alone whose a row is.
    pub fn known(&self, row: &Told, known: &Known) -> Option<usize> {
        let key = row.email.as_deref().or(row.shown.as_deref())?;
        let confirmed = known.aliases.get(&alike(key)).copied();
        let told = row.email.as_deref().and_then(|email| self.addresses.get(email));
        let all: BTreeSet<usize> = told.into_iter().flatten().copied().chain(confirmed).collect();
        if all.len() == 1 { all.first().copied() } else { None }
    }

    /// Returns whose a row is, or the part of it that a slot names.
    pub fn owner(&self, row: &Told, slot: &Slot, known: &Known) -> Owner {
        match known.decided.get(slot) {
            Some(Some(who)) => return Owner::Of(*who),
            Some(None) => return Owner::Dismissed,
            None => {}
        }
        if let Some(who) = self.known(row, known) {
            return Owner::Of(who);
        }
        // What went back is of whoever paid.
        if let Some(key) = slot.about.strip_suffix(" back") {
            let paid = Slot { about: format!("{key} paid"), ..slot.clone() };
            if let Some(Some(who)) = known.decided.get(&paid) {
                return Owner::Of(*who);
            }
        }
        Owner::Nobody
    }

    /// Returns what should be on record of everybody, and what should wait, once every file came in; twins aside, of which only
    /// people know anything.
    pub fn due(&self, known: &Known) -> (BTreeMap<usize, Due>, BTreeSet<Slot>) {
        let (mut due, mut waits) = (BTreeMap::<usize, Due>::new(), BTreeSet::new());
        for file in &self.term.files {
            for row in file.rows.iter().filter(|row| self.counts(row)) {
                for slot in self.slots(row) {
                    if self.twins.contains(&slot) && self.known(row, known).is_none() {
                        continue;
                    }
                    match self.owner(row, &slot, known) {
                        Owner::Of(who) => self.add(due.entry(who).or_default(), row, &slot),
                        Owner::Nobody => drop(waits.insert(slot)),
                        Owner::Dismissed => {}
                    }
                }
            }
        }
        (due, waits)
    }

    fn add(&self, due: &mut Due, row: &Told, slot: &Slot) {
        let name = |session: &usize| self.term.sessions[*session].id.clone();
        match &row.says {
            Says::There { session, stay } => {
                due.stays.entry(name(session)).or_default().push(*stay);
            }
            Says::Minutes { session, minutes } => {
                due.minutes.entry(name(session)).or_default().insert(*minutes);
            }
            Says::Reflected { session, at } => drop(due.reflected.insert((name(session), *at))),
            Says::Paid { payment, refunded } => {
                let payment = &self.term.payments[*payment];
                if slot.about.ends_with(" paid") {
                    due.paid.insert(payment.key.clone(), payment.minor);
                } else {
                    let back = due.back.entry(payment.key.clone()).or_default();
                    *back = (*back).max(*refunded);
                }
            }
            Says::Nothing => {}
        }
    }

    /// Tells whether a row is one of several that say for how long one person was at a session, by other names or addresses:
    /// without times these cannot be added up, and whichever of them came later may wait for people.
    pub fn is_one_of_several(&self, row: &Told) -> bool {
        let duration = |row: &Told| match row.says {
            Says::Minutes { .. } => self.slots(row).into_iter().next(),
            _ => None,
        };
        let Some(slot) = duration(row) else { return false };
        let rows = self.term.files.iter().flat_map(|file| &file.rows);
        let others = rows.filter(|other| other.who == row.who).filter_map(duration);
        others.into_iter().any(|other| other != slot && other.about == slot.about)
    }
}

/// Returns a name as staff confirm it: capitals and blanks do not matter, accents do.
pub fn alike(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Returns for how many seconds somebody was there within a window, by the stays taken together.
pub fn seconds(stays: &[Interval], window: Interval) -> i64 {
    // Second by second would be clearer still, and slow: ends and beginnings are sorted, and open stays counted.
    let mut turns: Vec<(Instant, i32)> = Vec::new();
    for stay in stays {
        let (from, to) = (stay.from.max(window.from), stay.to.min(window.to));
        if from < to {
            turns.extend([(from, 1), (to, -1)]);
        }
    }
    turns.sort_unstable();
    let (mut open, mut since, mut total) = (0, window.from, 0);
    for (at, turn) in turns {
        if open > 0 {
            total += (at - since).num_seconds();
        }
        since = at;
        open += turn;
    }
    total
}
