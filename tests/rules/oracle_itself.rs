//! The oracle is held against the text's own promises, so that it proves something where it agrees with the domain.

use cairn_domain::Assume::{Lenient, PerfectFuture, Strict};
use cairn_testkit::worlds::World;

use crate::comparison::oracle;
use crate::oracle::Ask;

/// What passes strictly passes leniently, and what passes leniently passes in the perfect future.
#[test]
fn the_oracle_hopes_more_the_more_it_assumes() {
    for seed in 0..500 {
        let world = World::from_seed(seed);
        let oracle = oracle(&world);
        for rule in &world.policy.requirements {
            let [strict, lenient, future] = [Strict, Lenient, PerfectFuture]
                .map(|assume| oracle.passes(rule, Ask::new(world.now, assume)));
            assert!(strict <= lenient && lenient <= future, "seed {seed}, {}: {rule:#?}", rule.id);
        }
    }
}

/// Where nothing more happens, what is out of reach stays out of reach: time alone never helps.
#[test]
fn time_alone_brings_nothing_back_into_reach() {
    for seed in 0..500 {
        let world = World::from_seed(seed);
        let oracle = oracle(&world).if_nothing_more_happened(world.now);
        for rule in &world.policy.requirements {
            let reached = oracle.reached_again(rule, world.now);
            assert_eq!(reached, None, "seed {seed}, {}: {:#?}", rule.id, rule.asks);
        }
    }
}
