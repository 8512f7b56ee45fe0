//! What a row says beside what is on record of it.
//!
//! Exports of one thing follow each other, and nobody can tell from two of them which is the later one. What only grows
//! tells by itself: who stays longer, and what goes back, is more in a later export. Of anything else, what was on record
//! before is the earlier word, and what never was is the later one.

use cairn_domain::{Event, EventId, Interval, Presence, StreamId};
use cairn_eventlog::{Log, codec};

use crate::failure::Failure;

/// How a row differs from what is on record.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Differs {
    /// It says the same.
    Same,
    /// It says less of what only grows: an earlier export.
    Earlier,
    /// This is what should be on record.
    Later(Event),
    /// It says something of another kind.
    Otherwise,
}

/// Compares; of whom a file says only for how long they were there, the duration grows, if it is that of a meeting.
pub(super) fn compare(there: &Event, row: &Event, durations_grow: bool) -> Differs {
    if there == row {
        return Differs::Same;
    }
    if there.cohort() != row.cohort() {
        return Differs::Otherwise;
    }
    match (there, row) {
        (Event::Paid { amount, .. }, Event::Paid { amount: other, .. })
        | (Event::Refunded { amount, .. }, Event::Refunded { amount: other, .. })
            if amount.currency != other.currency =>
        {
            Differs::Otherwise
        }
        (
            Event::Attended { session, presence: Presence::Intervals(ours), cohort, mode },
            Event::Attended { session: other, presence: Presence::Intervals(theirs), .. },
        ) if session == other => match joined(ours, theirs) {
            None if theirs.iter().all(|stay| ours.contains(stay)) => Differs::Same,
            None => Differs::Earlier,
            Some(stays) => Differs::Later(Event::Attended {
                cohort: cohort.clone(),
                session: session.clone(),
                mode: *mode,
                presence: Presence::Intervals(stays),
            }),
        },
        (
            Event::Attended { session, presence: Presence::Seconds(ours), .. },
            Event::Attended { session: other, presence: Presence::Seconds(theirs), .. },
        ) if session == other && durations_grow => match ours.cmp(theirs) {
            std::cmp::Ordering::Less => Differs::Later(row.clone()),
            std::cmp::Ordering::Equal => Differs::Same,
            std::cmp::Ordering::Greater => Differs::Earlier,
        },
        (Event::Refunded { amount, .. }, Event::Refunded { amount: other, .. }) => {
            match amount.minor.cmp(&other.minor) {
                std::cmp::Ordering::Less => Differs::Later(with_payment_of(there, row)),
                std::cmp::Ordering::Equal => Differs::Same,
                std::cmp::Ordering::Greater => Differs::Earlier,
            }
        }
        _ if there.kind() == row.kind() => Differs::Later(row.clone()),
        _ => Differs::Otherwise,
    }
}

/// A refund of which the payment is known stays one.
fn with_payment_of(there: &Event, row: &Event) -> Event {
    match (there, row) {
        (Event::Refunded { payment, .. }, Event::Refunded { cohort, amount, payment: new }) => {
            Event::Refunded { cohort: cohort.clone(), amount: *amount, payment: new.or(*payment) }
        }
        _ => row.clone(),
    }
}

/// Adds stays to others; nothing if they are covered already. One that began at the same time and was shorter is replaced.
fn joined(ours: &[Interval], theirs: &[Interval]) -> Option<Vec<Interval>> {
    let covers = |stays: &[Interval], stay: &Interval| {
        stays.iter().any(|each| each.from <= stay.from && stay.to <= each.to)
    };
    let mut stays = ours.to_vec();
    for stay in theirs {
        if !covers(&stays, stay) {
            stays.retain(|each| each.from != stay.from);
            stays.push(*stay);
        }
    }
    (stays.as_slice() != ours).then_some(stays)
}

/// What was ever on record of one event.
pub(super) struct Chain {
    /// What it said, at first and in amendments that count or not.
    versions: Vec<Event>,
    /// The first correction that was made by hand.
    pub by_hand: Option<u64>,
}

impl Chain {
    /// Reads it.
    pub fn read(log: &dyn Log, stream: &StreamId, id: EventId) -> Result<Self, Failure> {
        let mut chain = Self { versions: Vec::new(), by_hand: None };
        for each in log.stream(stream)? {
            let Ok(decoded) = codec::decode(&each.kind, each.version, &each.body) else { continue };
            match decoded.event {
                Event::Amended { event, to, .. } if event == id => {
                    let imported =
                        each.source.as_deref().is_some_and(|text| text.contains("\"importer\""));
                    if !imported {
                        chain.by_hand = chain.by_hand.or(Some(each.position));
                    }
                    chain.versions.push(*to.event);
                }
                event if each.event_id == id => chain.versions.push(event),
                _ => {}
            }
        }
        Ok(chain)
    }

    /// Tells whether it said this once.
    pub fn said(&self, event: &Event) -> bool {
        self.versions.iter().any(|version| compare(version, event, false) == Differs::Same)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cairn_domain::event::Mode;

    fn seen(stays: &[(&str, &str)]) -> Event {
        let at = |time: &str| format!("2025-09-11T{time}:00Z").parse().unwrap();
        let stays = stays.iter().map(|(from, to)| Interval { from: at(from), to: at(to) });
        Event::Attended {
            cohort: "c".parse().unwrap(),
            session: "2025-09".parse().unwrap(),
            mode: Mode::Live,
            presence: Presence::Intervals(stays.collect()),
        }
    }

    #[test]
    fn who_stayed_longer_in_a_later_export_is_there_longer() {
        let (short, long) = (seen(&[("19:00", "20:00")]), seen(&[("19:00", "20:30")]));
        assert_eq!(compare(&short, &long, false), Differs::Later(long.clone()));
        assert_eq!(compare(&long, &short, false), Differs::Earlier);
        assert_eq!(compare(&long, &long, false), Differs::Same);
    }

    #[test]
    fn a_stay_beside_others_is_added_and_the_same_one_is_not() {
        let both = seen(&[("19:00", "20:00"), ("21:00", "22:00")]);
        assert_eq!(compare(&both, &seen(&[("21:00", "22:00")]), false), Differs::Same);
        let early = seen(&[("19:00", "20:00")]);
        assert_eq!(compare(&early, &seen(&[("21:00", "22:00")]), false), Differs::Later(both));
    }

    #[test]
    fn what_went_back_only_grows() {
        let back = |minor| Event::Refunded {
            cohort: "c".parse().unwrap(),
            amount: cairn_domain::Money { minor, currency: "USD".parse().unwrap() },
            payment: None,
        };
        assert_eq!(compare(&back(5), &back(7), false), Differs::Later(back(7)));
        assert_eq!(compare(&back(7), &back(5), false), Differs::Earlier);
    }
}
