//! Law 13: the states that are reachable are those of the declared table, and every edge is witnessed by a history.

use std::collections::{BTreeMap, BTreeSet};

use cairn_domain::State::{
    self, Admitted, Applied, Certified, Declined, Deferred, Referred, Refused, Revoked, Suspended,
    Unknown, Waitlisted, Withdrawn,
};
use cairn_domain::Step::{
    self, Admit, Apply, Certify, Decline, Defer, Refer, Refuse, Reinstate, Revoke, Suspend,
    Waitlist, Withdraw,
};
use cairn_domain::{Fact, Oddity, Stamp, Standing};
use cairn_testkit::worlds::{at, home_cohort, other_cohort};

/// The table: a row for each step that moves somebody: from where, to where, and whether it follows.
const TABLE: [(Step, &[State], &[State], State); 11] = [
    (Apply, &[Unknown, Declined, Withdrawn, Deferred, Refused], &[], Applied),
    (Admit, &[Applied, Waitlisted], &[Unknown, Declined, Withdrawn, Deferred], Admitted),
    (Waitlist, &[Applied], &[Unknown, Declined, Withdrawn, Deferred], Waitlisted),
    (Decline, &[Applied, Waitlisted], &[Unknown], Declined),
    (Withdraw, &[Applied, Waitlisted, Admitted, Referred, Suspended], &[Unknown], Withdrawn),
    (Defer, &[Applied, Waitlisted, Admitted, Referred], &[Unknown, Suspended], Deferred),
    (Refer, &[Admitted, Referred], &[], Referred),
    (
        Certify,
        &[Admitted, Referred],
        &[Unknown, Applied, Waitlisted, Declined, Withdrawn, Deferred, Refused],
        Certified,
    ),
    (Refuse, &[Admitted, Referred], &[], Refused),
    (Suspend, &[Admitted, Referred, Certified], &[], Suspended),
    (Revoke, &[Certified], &[], Revoked),
];

/// Where a step leads, by the table, and whether it follows; `before` is what was interrupted.
fn declared(from: State, step: Step, before: State) -> (State, bool) {
    match (step, from) {
        (Reinstate, Suspended | Revoked) => (before, true),
        (Revoke, Suspended) if before == Certified => (Revoked, true),
        (Reinstate, Refused) => (Admitted, true),
        _ => TABLE
            .iter()
            .filter(|row| row.0 == step)
            .find_map(|(_, follow, odd, to)| {
                let follows = follow.contains(&from);
                (follows || odd.contains(&from)).then_some((*to, follows))
            })
            .unwrap_or((from, false)),
    }
}

fn event(step: Step) -> cairn_domain::Event {
    use cairn_domain::Event;
    let cohort = home_cohort();
    match step {
        Apply => Event::Applied { cohort, team: None },
        Admit => Event::Admitted { cohort },
        Waitlist => Event::Waitlisted { cohort },
        Decline => Event::Declined { cohort },
        Withdraw => Event::Withdrew { cohort },
        Defer => Event::Deferred { cohort, to: other_cohort() },
        Refer => Event::Referred { cohort, requirements: BTreeSet::new() },
        Certify => Event::Certified { cohort, receipt: None },
        Refuse => Event::Refused { cohort },
        Suspend => Event::Suspended { cohort },
        Reinstate => Event::Reinstated { cohort },
        Revoke => Event::Revoked { cohort },
    }
}

/// Where a history of steps leads, and whether its last step was odd.
fn walk(steps: &[Step]) -> (State, bool) {
    let start = at("2025-09-01T12:00:00Z");
    let facts: Vec<Fact> = (1..)
        .zip(steps)
        .map(|(position, step)| Fact {
            stamp: Stamp { at: start, position, day: None },
            event: event(*step),
        })
        .collect();
    let standing = Standing::replay(&facts);
    let Some(here) = standing.in_cohort(&home_cohort()) else { return (Unknown, false) };
    let last = facts.len() as u64;
    let odd = here.anomalies.iter().any(|each| {
        each.stamp.position == last && matches!(each.oddity, Oddity::OutOfOrder { .. })
    });
    (here.state(start), odd)
}

/// Every state under every step, whatever a suspension interrupted.
#[test]
fn the_table_is_what_was_declared() {
    for from in State::ALL {
        for step in Step::ALL {
            for before in State::ALL {
                let outcome = from.after(step, before);
                assert_eq!(
                    (outcome.to, outcome.expected),
                    declared(from, step, before),
                    "{from:?} {step:?}"
                );
            }
        }
    }
}

/// From nothing, by shortest histories: every state is reached, every edge is walked, and none leads elsewhere.
#[test]
fn every_edge_is_witnessed_by_a_history() {
    // What is ahead depends on the state, and for the suspended on what was interrupted.
    let mut reached: BTreeMap<(State, State), Vec<Step>> =
        BTreeMap::from([((Unknown, Unknown), Vec::new())]);
    let mut ahead = vec![(Unknown, Unknown)];
    while let Some((from, before)) = ahead.pop() {
        let history = reached[&(from, before)].clone();
        for step in Step::ALL {
            let mut longer = history.clone();
            longer.push(step);
            let (expected, follows) = declared(from, step, before);
            assert_eq!(walk(&longer), (expected, !follows), "{longer:?}");
            let halted = |state| matches!(state, Suspended | Revoked);
            let place = (expected, if halted(expected) { before } else { expected });
            reached.entry(place).or_insert_with(|| {
                ahead.push(place);
                longer
            });
        }
    }
    let states: BTreeSet<State> = reached.keys().map(|place| place.0).collect();
    assert_eq!(states, State::ALL.into_iter().collect());
}

/// Nobody is certified by a way round: among steps that follow, only certifying makes a certificate.
#[test]
fn no_sequence_of_decisions_reaches_a_certificate_but_by_certifying() {
    let mut ahead = vec![(Unknown, Unknown, false)];
    let mut seen = BTreeSet::new();
    while let Some((from, before, certified)) = ahead.pop() {
        assert!(certified || from != Certified, "certified without a decision to certify");
        for step in Step::ALL {
            let outcome = from.after(step, before);
            let halted = matches!(outcome.to, Suspended | Revoked);
            let next = (
                outcome.to,
                if halted { before } else { outcome.to },
                certified || step == Certify,
            );
            if outcome.expected && seen.insert(next) {
                ahead.push(next);
            }
        }
    }
    assert!(seen.iter().any(|(state, ..)| *state == Certified));
}
