//! Any text is read as a policy or refused with faults that lie within it; what is accepted prints, reads back the same,
//! and assesses any history.
#![no_main]

use cairn_domain::{Calendar, Policy, assess};
use cairn_testkit::worlds::{World, home_cohort};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match cairn_policy::read("policy.toml", text) {
        Err(errors) => {
            assert!(!errors.errors().is_empty());
            for error in errors.errors() {
                assert!(text.get(error.span.clone()).is_some(), "{error:?}");
            }
            let _ = errors.render(false, 100);
        }
        Ok(policy) => {
            let printed = cairn_policy::print(policy.policy());
            let again =
                cairn_policy::read("printed.toml", &printed).expect("what is printed can be read");
            assert_eq!(again.policy(), policy.policy());
            // A history that the same bytes throw, as if it were of this policy's cohort.
            let seed =
                bytes.iter().fold(0, |seed, byte| (seed * 31 + u64::from(*byte)) % 1_000_003);
            let world = World::from_seed(seed);
            let read = world.read();
            let ours = Policy { cohort: home_cohort(), ..policy.policy().clone() };
            let ours = ours.check().expect("a cohort's name changes no rule");
            let calendar = Calendar::new(&ours, &read.record);
            let _ = assess(&ours, &calendar, &read.standing, world.now);
        }
    }
});
