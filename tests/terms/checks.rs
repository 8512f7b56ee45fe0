//! The log held against the truth and the model.

use std::collections::{BTreeMap, BTreeSet};

use cairn_domain::{Interval, SessionId};
use cairn_testkit::term::Says;

use crate::folded::{Folded, everybody};
use crate::model::{Due, Known, Model, Slot, seconds};
use crate::staff::row;
use crate::world::World;

/// Counts the people who are credited with anything that is not theirs.
pub fn wrong_credits(world: &World<'_>, model: &Model<'_>) -> usize {
    let mut wrong = 0;
    for (who, folded) in everybody(world) {
        if !is_all_theirs(model, who, &folded) {
            let (name, seed) = (&model.term.cast[who].name, model.term.seed);
            println!("{name} ({who}) is credited with what is another's, in term {seed}");
            wrong += 1;
        }
    }
    wrong
}

/// Tells whether all that is on record of somebody is told of them, in truth, by some row of some file.
fn is_all_theirs(model: &Model<'_>, who: usize, folded: &Folded) -> bool {
    let rows = model.term.files.iter().flat_map(|file| &file.rows).filter(|row| row.who == who);
    let mut theirs = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut money = BTreeMap::new();
    for row in rows {
        match &row.says {
            Says::There { session, stay } => drop(theirs.0.insert((*session, *stay))),
            Says::Minutes { session, minutes } => drop(theirs.1.insert((*session, minutes * 60))),
            Says::Reflected { session, at } => drop(theirs.2.insert((*session, *at))),
            Says::Paid { payment, refunded } => {
                let back: &mut BTreeSet<i64> = money.entry(*payment).or_default();
                back.insert(*refunded);
            }
            Says::Nothing => {}
        }
    }
    let place =
        |id: &SessionId| model.term.sessions.iter().position(|session| session.id == *id).unwrap();
    let stays = folded
        .stays
        .iter()
        .all(|(id, stays)| stays.iter().all(|stay| theirs.0.contains(&(place(id), *stay))));
    let durations = folded
        .seconds
        .iter()
        .all(|(id, all)| all.iter().all(|seconds| theirs.1.contains(&(place(id), *seconds))));
    let reflected = folded.reflected.iter().all(|(id, at)| theirs.2.contains(&(place(id), *at)));
    let paid = folded.paid.iter().all(|(key, minor)| {
        let payment = money.keys().map(|place| &model.term.payments[*place]);
        payment.into_iter().any(|each| each.key == *key && each.minor == *minor)
    });
    let back = folded.back.iter().all(|minor| money.values().any(|back| back.contains(minor)));
    stays && durations && reflected && paid && back
}

/// Holds everybody against what should be on record, once every file came in and nothing new was learned since.
pub fn all_is_there(world: &World<'_>, model: &Model<'_>, known: &Known) {
    let (mut due, waits) = model.due(known);
    for (who, folded) in everybody(world) {
        let due = due.remove(&who).unwrap_or_default();
        let name = &model.term.cast[who].name;
        presence(model, (who, name), &folded, &due);
        assert_eq!(folded.paid, due.paid, "what {name} ({who}) paid");
        let mut back: Vec<i64> = due.back.values().copied().collect();
        back.sort_unstable();
        assert_eq!(folded.back, back, "what {name} ({who}) got back");
        let net = due.paid.values().sum::<i64>() - back.iter().sum::<i64>();
        assert_eq!(folded.net, net, "the account of {name} ({who})");
        assert_eq!(folded.reflected, due.reflected, "what {name} ({who}) wrote");
    }
    assert!(due.is_empty(), "nobody else is due anything: {due:?}");
    queue(world, model, &waits);
}

fn presence(model: &Model<'_>, (who, name): (usize, &str), folded: &Folded, due: &Due) {
    for session in &model.term.sessions {
        let window = session.window;
        let of = |stays: &BTreeMap<_, Vec<Interval>>| {
            stays.get(&session.id).cloned().unwrap_or_default()
        };
        let (there, should) = (of(&folded.stays), of(&due.stays));
        let counted = seconds(&there, window);
        assert!(counted <= (window.to - window.from).num_seconds(), "longer than the session");
        // Beside what must be there, only stays of which nobody but people can tell whose they are.
        let twins = twins_of(model, who, &session.id);
        let most: Vec<Interval> = should.iter().chain(&twins).copied().collect();
        let (least, most) = (seconds(&should, window), seconds(&most, window));
        assert!(
            (least..=most).contains(&counted),
            "{name} ({who}) at {}: {counted} s, not {least} to {most} s\n{there:#?}\n{should:#?}",
            session.id
        );
        durations(model, (who, name), &session.id, (folded, due));
    }
}

/// Holds the duration that is on record against those that files tell: of several in one file, one is, the others wait.
fn durations(
    model: &Model<'_>,
    (who, name): (usize, &str),
    id: &SessionId,
    (folded, due): (&Folded, &Due),
) {
    let seen = folded.seconds.get(id).and_then(|all| all.first()).map(|seconds| seconds / 60);
    let sure = due.minutes.get(id).and_then(|minutes| minutes.last().copied());
    let mut all = BTreeSet::new();
    for row in model.term.files.iter().flat_map(|file| &file.rows).filter(|row| row.who == who) {
        if let Says::Minutes { session, minutes } = &row.says
            && model.term.sessions[*session].id == *id
        {
            all.insert(*minutes);
        }
    }
    let could = seen.is_none_or(|minutes| all.contains(&minutes));
    let is_there = seen.is_some() || sure.is_none();
    let exact = all.len() > 1 || seen == sure || sure.is_none();
    assert!(
        could && is_there && exact,
        "{name} ({who}) at {id}: {seen:?}, not {sure:?} of {all:?}"
    );
}

fn twins_of(model: &Model<'_>, who: usize, id: &SessionId) -> Vec<Interval> {
    let rows = model.term.files.iter().flat_map(|file| &file.rows).filter(|row| row.who == who);
    let twins = rows.filter(|row| model.slots(row).iter().any(|slot| model.twins.contains(slot)));
    twins
        .filter_map(|row| match &row.says {
            Says::There { session, stay } if model.term.sessions[*session].id == *id => Some(*stay),
            _ => None,
        })
        .collect()
}

/// Holds the queue against the rows that should wait: each of them once, and no other.
fn queue(world: &World<'_>, model: &Model<'_>, should: &BTreeSet<Slot>) {
    let rows = model.term.files.iter().flat_map(|file| &file.rows);
    let several = rows.filter(|row| model.is_one_of_several(row));
    let several: BTreeSet<Slot> = several.flat_map(|row| model.slots(row)).collect();
    let mut waits = BTreeSet::new();
    for each in world.waits() {
        let (_, slot) = row(model, &each);
        if model.twins.contains(&slot) {
            continue;
        }
        assert!(waits.insert(slot), "a row waits twice: {each:?}");
    }
    let missing: Vec<&Slot> = should.difference(&waits).collect();
    let extra: Vec<&Slot> =
        waits.difference(should).filter(|slot| !several.contains(slot)).collect();
    assert!(missing.is_empty(), "should wait, and do not: {missing:#?}");
    assert!(extra.is_empty(), "wait, and should not: {extra:#?}");
}
