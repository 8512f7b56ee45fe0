//! Laws 14 to 21: corrections and the two times.

use cairn_domain::event::Replacement;
use cairn_domain::{
    Commitment, Event, EventId, Occurred, Oddity, Recorded, Standing, assess, settle,
};
use cairn_testkit::worlds::{World, worlds};
use chrono::TimeDelta;
use proptest::prelude::*;

use crate::support::{all_known, answer, append, begun, last_recorded, readable};

fn void(event: EventId) -> Event {
    Event::Voided { event, reason: Commitment([1; 32]) }
}

/// A world in which the practitioner has a history, and one event of it.
fn worlds_and_an_event() -> impl Strategy<Value = (World, usize)> {
    let some = worlds().prop_filter("a history", |world| !world.person.is_empty());
    (some, any::<prop::sample::Index>()).prop_map(|(world, index)| {
        let nth = index.index(world.person.len());
        (all_known(world), nth)
    })
}

proptest! {
    /// Law 14: a history with a void of an event says what the history without the event says.
    #[test]
    fn a_void_is_as_if_it_had_never_been((mut world, nth) in worlds_and_an_event()) {
        let mut without = world.clone();
        without.person.remove(nth);
        let id = world.person[nth].id;
        append(&mut world, void(id));
        prop_assert_eq!(world.read().settled.facts, without.read().settled.facts);
        if readable(&world) {
            let (with, without) = (answer(&world), answer(&without));
            prop_assert_eq!((with.verdict, with.root), (without.verdict, without.root));
        }
    }

    /// Law 15: a history with an amendment says what the history says that was right from the start.
    #[test]
    fn an_amendment_is_as_if_it_had_been_right_from_the_start((mut world, nth) in worlds_and_an_event(), other in worlds()) {
        let old = world.person[nth].clone();
        let kind = old.event.kind();
        let new = other.person.iter().find(|each| each.event.kind() == kind).unwrap_or(&old).clone();
        prop_assume!(!old.event.is_correction() && old.event != Event::Unknown);
        let mut right = world.clone();
        right.person[nth] = Recorded { occurred: new.occurred, event: new.event.clone(), ..old.clone() };
        right.person.retain(|each| !matches!(&each.event, Event::Amended { event, .. } if *event == old.id));
        let version = new.event.version();
        let to = Replacement { occurred_at: new.occurred, version, event: Box::new(new.event) };
        // Voids of the earlier amendments name what is not there any more in `right`, and do nothing there.
        append(&mut world, Event::Amended { event: old.id, to, reason: Commitment([1; 32]) });
        prop_assert_eq!(world.read().settled.facts, right.read().settled.facts);
    }

    /// Law 16: a void of a void restores; however long the chain, an even number of voids changes nothing.
    #[test]
    fn a_chain_of_voids_is_odd_or_even((mut world, nth) in worlds_and_an_event(), length in 1..6_usize) {
        let before = world.read().settled.facts;
        let mut once = world.clone();
        let mut target = world.person[nth].id;
        append(&mut once, void(target));
        for _ in 0..length {
            target = append(&mut world, void(target));
        }
        let expected = if length % 2 == 0 { before } else { once.read().settled.facts };
        prop_assert_eq!(world.read().settled.facts, expected);
    }

    /// Law 17: corrections that would run in a circle do nothing: a correction can only name what was there before it.
    #[test]
    fn a_correction_of_what_comes_later_does_nothing((world, nth) in worlds_and_an_event(), ahead in 0..4_usize) {
        let mut circle = world.clone();
        let later = (nth + ahead).min(world.person.len() - 1);
        let id = uuid::Uuid::from_u128(7);
        let mistake = Recorded { id, event: void(world.person[later].id), ..world.person[nth].clone() };
        circle.person.insert(nth, mistake);
        let settled = circle.read().settled;
        prop_assert_eq!(settled.facts, world.read().settled.facts);
        // Unless somebody voided the mistake, which no event of this world can know of, it is listed.
        prop_assert!(settled.anomalies.iter().any(|each| each.oddity == Oddity::CorrectsNothing));
    }

    /// Law 18: what was known at an instant is what a log that ends there says.
    #[test]
    fn as_known_at_an_instant_is_the_log_until_then(world in worlds()) {
        let mut until_then = world.clone();
        until_then.person.retain(|each| each.recorded_at <= world.known_at);
        until_then.cohort.retain(|each| each.recorded_at <= world.known_at);
        let until_then = all_known(until_then);
        prop_assert_eq!(world.read().settled, until_then.read().settled);
        prop_assert_eq!(world.read().record, until_then.read().record);
    }

    /// Law 19: what is recorded later never changes what was known.
    #[test]
    fn later_recordings_never_change_what_was_known((world, nth) in worlds_and_an_event(), more in worlds()) {
        let known = world.read();
        let mut later = world.clone();
        let last = last_recorded(&world).max(world.known_at);
        append(&mut later, void(world.person[nth].id));
        for each in more.person {
            append(&mut later, each.event);
        }
        for each in later.person.iter_mut().skip(world.person.len()) {
            each.recorded_at = last + TimeDelta::microseconds(1);
        }
        prop_assert_eq!(later.read().settled, known.settled);
    }

    /// Law 20: the two times are independent: first what was known, then what was true, each by its own clock.
    #[test]
    fn the_two_times_are_independent(world in worlds()) {
        prop_assume!(readable(&world));
        let known: Vec<Recorded> =
            world.person.iter().filter(|each| each.recorded_at <= world.known_at).cloned().collect();
        let facts = settle(known, last_recorded(&world), &world.zones).facts;
        let true_by_then = facts.iter().filter(|fact| begun(&world, fact.stamp) <= world.now);
        let read = world.read();
        let split = assess(&read.policy, &read.calendar, &Standing::replay(true_by_then), world.now);
        prop_assert_eq!(split, answer(&world));
    }

    /// Law 21: what was voided is never cited, nor what has not happened yet.
    #[test]
    fn what_was_voided_is_never_cited((mut world, nth) in worlds_and_an_event()) {
        let (id, position) = (world.person[nth].id, world.person[nth].position);
        append(&mut world, void(id));
        prop_assume!(readable(&world));
        for finding in answer(&world).root.walk() {
            let evidence = &finding.evidence;
            for cited in [&evidence.counts, &evidence.pending] {
                prop_assert!(!cited.contains(&position), "{finding:?}");
            }
            prop_assert!(!evidence.against.contains_key(&position), "{finding:?}");
            prop_assert!(finding.waived.as_ref().is_none_or(|waived| waived.stamp.position != position));
        }
    }

    /// Folding only what is true by a day answers, for that day, like folding everything.
    #[test]
    fn one_fold_answers_for_every_day(world in worlds()) {
        prop_assume!(readable(&world));
        let read = world.read();
        let early = read.settled.facts.iter().filter(|fact| begun(&world, fact.stamp) <= world.now);
        let found = assess(&read.policy, &read.calendar, &Standing::replay(early), world.now);
        prop_assert_eq!(found, answer(&world));
    }
}

/// Law 20, by example: to swap the two times is to ask another question.
#[test]
fn swapping_the_two_times_asks_another_question() {
    use cairn_testkit::story::{given, paid};
    let told = given([paid(1_000).on("2025-09-01").recorded("2025-10-01T00:00:00Z")]);
    let ask = |day: &str, known: &str| {
        let told = told.clone().as_of(day).known_at(&format!("{known}T12:00:00Z"));
        told.finding("tuition").settled.have
    };
    assert_eq!(ask("2025-09-15", "2025-10-15"), 100_000);
    assert_eq!(ask("2025-10-15", "2025-09-15"), 0);
    assert!(
        matches!(told.settled().facts[0].stamp.day, Some(day) if Occurred::On(day).to_string() == "2025-09-01")
    );
}
