//! A crowd of any size, told as it goes: for benchmarks. Nothing is kept but where one is.

use cairn_domain::event::{Mode, ReviewOutcome};
use cairn_domain::policy::Requirement;
use cairn_domain::{Event, Instant, Interval, Money, Occurred, Policy, Presence, StreamId};
use cairn_eventlog::{Draft, Parts, codec};
use chrono::TimeDelta;

use super::chance::Chance;
use super::register::Entry;
use super::stage::{Term, next_morning};
use super::when::instant;

/// What the n-th event of everybody is about.
#[derive(Debug, Clone, Copy)]
enum Turn {
    Identified,
    Credited,
    Applied,
    Admitted,
    Paid,
    /// The session with this number.
    Attended(usize),
    Reflected(usize),
    Retreat,
    Submitted,
    Reviewed(&'static str),
    Decided,
}

/// Everybody has 30 events, in this order.
const TURNS: [Turn; 30] = {
    use Turn::{
        Admitted, Applied, Attended, Credited, Decided, Identified, Paid, Reflected, Retreat,
        Reviewed, Submitted,
    };
    [
        Identified,
        Credited,
        Applied,
        Admitted,
        Paid,
        Attended(1),
        Reflected(1),
        Attended(2),
        Reflected(2),
        Attended(3),
        Reflected(3),
        Attended(4),
        Reflected(4),
        Attended(5),
        Reflected(5),
        Attended(6),
        Reflected(6),
        Attended(7),
        Reflected(7),
        Attended(8),
        Reflected(8),
        Retreat,
        Attended(9),
        Reflected(9),
        Attended(10),
        Submitted,
        Reviewed("reviewer.lund@example.org"),
        Reviewed("reviewer.ferreira@example.org"),
        Attended(12),
        Decided,
    ]
};

/// Returns the events of so many practitioners, 30 each, after the policy's adoption; in the order of the log.
///
/// Everybody's first event comes before anybody's second, each time in another order, so that no stream lies together.
/// Some are absent, some owe money, some are referred. `position` and `recorded_at` are those of a log that is restored.
///
/// # Panics
///
/// If the policy is not sound, or is not one of twelve sessions that asks for what a year usually asks for.
pub fn crowd(
    policy: &Policy,
    practitioners: usize,
    seed: u64,
) -> impl Iterator<Item = Draft> + use<> {
    let term = Term::planned(policy);
    let adoption = adoption(policy, seed);
    let many = practitioners as u64;
    let stride = stride(many);
    let rest = (0..TURNS.len() as u64 * many).map(move |place| {
        let (turn, step) = (place / many, place % many);
        // Strides that share no factor with the number reach everybody once.
        let who = (step * stride + turn * 7) % many;
        let told = Told { term: &term, seed, who, turn: u32::try_from(turn).unwrap_or(0) };
        restored(told.entry(step), place + 2)
    });
    std::iter::once(restored(adoption, 1)).chain(rest)
}

/// Returns a large prime that does not divide the number.
fn stride(many: u64) -> u64 {
    [7919, 104_729, 15_485_863].into_iter().find(|prime| !many.is_multiple_of(*prime)).unwrap_or(1)
}

fn adoption(policy: &Policy, seed: u64) -> Entry {
    let event = Event::PolicyAdopted { policy: Box::new(policy.clone()) };
    let at = instant("2025-03-01T15:00:00Z");
    let mut chance = Chance::of(seed, policy.cohort.as_str());
    Entry::new(&mut chance, StreamId::Cohort(policy.cohort.clone()), Occurred::At(at), at, event)
}

fn restored(entry: Entry, position: u64) -> Draft {
    let (kind, version, body) =
        codec::encode(&entry.wish.event, None).expect("the crowd does what cairn knows");
    let parts = Parts {
        event_id: entry.wish.event_id,
        stream: entry.wish.stream,
        kind: kind.to_owned(),
        version,
        occurred_at: entry.wish.occurred_at,
        recorded_by: entry.wish.recorded_by,
        source: None,
        body,
        private: entry.wish.private,
        recorded_at: Some(entry.recorded_at),
        position: Some(position),
    };
    Draft::from_parts(parts).expect("the crowd tells well-formed events")
}

/// One event of one of the crowd.
struct Told<'a> {
    term: &'a Term,
    seed: u64,
    who: u64,
    turn: u32,
}

impl Told<'_> {
    fn entry(&self, step: u64) -> Entry {
        // The first turn decides who somebody is; later turns must find the same person again.
        let opened = instant("2025-04-01T12:00:00Z");
        let id = Chance::at(self.seed, self.who, 0).id(opened);
        let mut chance = Chance::at(self.seed, self.who, self.turn + 1);
        let (at, event) = self.event(&mut chance);
        let told = self.begins() + TimeDelta::milliseconds(i64::try_from(step).unwrap_or(0));
        let stream = StreamId::Practitioner(id);
        let mut entry = Entry::new(&mut chance, stream, Occurred::At(at), told, event);
        if matches!(entry.wish.event, Event::Identified { .. }) {
            let named = entry.commit(&mut chance, "name", &format!("Somebody {}", self.who));
            let zone = Some(chrono_tz::America::New_York);
            entry.wish.event = Event::Identified { name: Some(named), email: None, zone };
        }
        entry
    }

    fn doing(&self) -> Turn {
        TURNS[self.turn as usize]
    }

    /// When the events of a turn begin to be written down: each later than the turn before.
    fn begins(&self) -> Instant {
        let nth = |number: usize| next_morning(self.term.meeting(number).held.to);
        let days = TimeDelta::days;
        match self.doing() {
            Turn::Identified => instant("2025-04-01T12:00:00Z"),
            Turn::Credited => instant("2025-04-20T12:00:00Z"),
            Turn::Applied => instant("2025-05-10T12:00:00Z"),
            Turn::Admitted => instant("2025-07-10T12:00:00Z"),
            Turn::Paid => instant("2025-08-10T12:00:00Z"),
            Turn::Attended(number) => nth(number),
            Turn::Reflected(number) => nth(number) + days(7),
            Turn::Retreat => nth(8) + days(12),
            Turn::Submitted => nth(10) + days(5),
            Turn::Reviewed("reviewer.lund@example.org") => nth(10) + days(12),
            Turn::Reviewed(_) => nth(10) + days(19),
            Turn::Decided => nth(12) + days(14),
        }
    }

    fn event(&self, chance: &mut Chance) -> (Instant, Event) {
        let cohort = self.term.cohort.clone();
        let soon = self.begins() - chance.minutes(30, 400);
        match self.doing() {
            Turn::Identified => (soon, Event::Identified { name: None, email: None, zone: None }),
            Turn::Credited => {
                let achievement = chance.one_of(&self.term.workshops()).clone();
                (instant("2024-11-08T21:00:00Z"), Event::Credited { cohort: None, achievement })
            }
            Turn::Applied => (soon, Event::Applied { cohort, team: None }),
            Turn::Admitted => (soon, Event::Admitted { cohort }),
            Turn::Paid => {
                let minor = if chance.smiles(96) { 1_250_000 } else { 250_000 };
                let amount = Money { minor, currency: self.term.currency() };
                let reference = Some(format!("tx-{}", self.who));
                (soon, Event::Paid { cohort, amount, reference })
            }
            Turn::Attended(number) => self.attended(number, chance),
            Turn::Reflected(number) => {
                let session = self.term.meeting(number).id.clone();
                let facets = self.term.facets();
                let turn = facets[(number + usize::from(chance.smiles(5))) % facets.len()].clone();
                (soon, Event::Reflected { cohort, session, facets: [turn].into() })
            }
            Turn::Retreat => {
                let days = if chance.smiles(97) { 5 } else { 3 };
                (soon, Event::RetreatCompleted { cohort, days })
            }
            Turn::Submitted => (soon, Event::Submitted { cohort, item: self.term.work() }),
            Turn::Reviewed(reviewer) => {
                let accepted = chance.smiles(94);
                let outcome =
                    if accepted { ReviewOutcome::Accepted } else { ReviewOutcome::Returned };
                let (item, reviewer) = (self.term.work(), reviewer.to_owned());
                (soon, Event::Reviewed { cohort, item, reviewer, outcome, capacity: None })
            }
            Turn::Decided => (soon, self.decided(chance)),
        }
    }

    fn attended(&self, number: usize, chance: &mut Chance) -> (Instant, Event) {
        let meeting = self.term.meeting(number);
        let (from, to) = (meeting.held.from, meeting.held.to);
        let left = if chance.smiles(95) {
            chance.between(-600, 60)
        } else {
            chance.between(-9_000, -3_000)
        };
        let stay = Interval {
            from: from + TimeDelta::seconds(chance.between(-120, 400)),
            to: to + TimeDelta::seconds(left),
        };
        let mode = if chance.smiles(97) { Mode::Live } else { Mode::MakeUp };
        let (cohort, session) = (self.term.cohort.clone(), meeting.id.clone());
        (from, Event::Attended { cohort, session, mode, presence: Presence::Intervals(vec![stay]) })
    }

    fn decided(&self, chance: &mut Chance) -> Event {
        let cohort = self.term.cohort.clone();
        match chance.between(1, 100) {
            1..=80 => Event::Certified { cohort, receipt: None },
            81..=92 => {
                let asks = |asks: &Requirement| matches!(asks, Requirement::Sessions { .. });
                Event::Referred { cohort, requirements: [self.term.requirement(asks)].into() }
            }
            93..=96 => Event::Withdrew { cohort },
            _ => Event::Refused { cohort },
        }
    }
}
