//! Deciding, as stories: what a decision needs, and what is refused.

use cairn_domain::Event;
use cairn_eventlog::{Log, codec};

use super::world::World;

fn event_of(world: &World) -> Event {
    let last = world.last();
    codec::decode(&last.kind, last.version, &last.body).unwrap().event
}

#[test]
fn a_certificate_is_refused_until_it_is_earned_and_then_carries_a_receipt() {
    let mut world = World::with_asha();
    let (code, said) = world.refuses("certified asha");
    assert_eq!(code, 3);
    assert!(said.starts_with("error: Asha Rao cannot be certified\n  because the policy is not satisfied: attendance has 0 of 1"), "{said}");
    assert!(said.ends_with("hint: `cairn audit \"Asha Rao\"` shows the evidence"), "{said}");
    world.records("attended asha --session 2025-09 --whole");
    world.records("reflected asha --session 2025-09 --facet self --at 2025-09-12T09:00");
    let head = world.log.head().unwrap();
    world.records("certified asha --on 2025-09-12");
    let Event::Certified { receipt: Some(receipt), .. } = event_of(&world) else {
        panic!("no receipt")
    };
    assert_eq!((receipt.position, receipt.root), (head.size, hex::encode(head.root)));
    // The whole of its day counts: the reflection of that morning too.
    assert_eq!(receipt.as_of.to_string(), "2025-09-13 03:59:59.999999 UTC");
    assert!(world.refuses("certified asha").1.contains("they are certified in this cohort"));
}

#[test]
fn a_decision_is_made_when_it_is_made() {
    let mut world = World::with_asha();
    assert!(world.refuses("suspended asha --on 2027-01-01").1.contains("still to come"));
    assert!(world.refuses("admitted asha").1.contains("they are admitted in this cohort"));
    assert!(world.refuses("deferred asha --to north").1.contains("the cohort they would leave"));
    let (_, said) = world.refuses("waived asha --requirement attendance --authority staff");
    assert!(
        said.contains("`attendance` cannot be waived for Asha Rao")
            && said.contains("because the policy lets only `committee` waive it, not `staff`"),
        "{said}"
    );
    assert!(world.refuses("referred asha --requirement nothing").1.contains("it has `attendance`"));
    assert_eq!(world.refuses("appeal_decided asha --upheld").0, 3);
    // A day alone sorts before every time of that day.
    world.records("suspended asha --at 2026-01-05T10:00");
    let (code, said) = world.refuses("reinstated asha --on 2026-01-05");
    assert_eq!(code, 3);
    assert!(said.contains("--at 2026-01-05T17:00"), "{said}");
    world.records("reinstated asha --at 2026-01-05T17:00");
}

#[test]
fn nobody_is_deferred_to_a_cohort_that_no_docket_shows() {
    let mut world = World::with_asha();
    let (code, said) = world.refuses("deferred asha --to nowhere");
    assert_eq!(code, 2);
    assert!(said.starts_with("error: --to: the cohort `nowhere` has no policy"), "{said}");
    assert!(said.contains("\n  north\nhint: name one of these"), "{said}");
    world.adopt_for("nowhere");
    world.records("deferred asha --to nowhere");
}

#[test]
fn no_decision_is_slipped_in_beneath_a_later_one() {
    let mut world = World::with_asha();
    world.records("suspended asha --on 2026-01-05");
    world.records("reinstated asha --on 2026-02-05");
    let (code, said) = world.refuses("referred asha --requirement attendance --on 2025-12-01");
    assert_eq!(code, 3);
    assert_eq!(
        said,
        "error: `referred` cannot be recorded for Mon 1 Dec 2025
  because #5 stands in between: suspended, Mon 5 Jan 2026
  because it was decided on what had been decided until then, and nothing is slipped in beneath it
hint: if #5 was wrong, take it back first: `cairn void 5 --reason \"…\"`
hint: if the decision was made just now, leave out `--on` and `--at`"
    );
    // A waiver stands in the way of nothing; neither do observations, nor what does not count.
    world.records("waived asha --requirement attendance --authority committee --on 2026-04-01");
    world.records("paid asha --amount 5 --on 2026-04-02");
    world.records("referred asha --requirement reflections --on 2026-03-01");
    world.records("void 9 --reason slip");
    world.records("suspended asha --on 2026-02-20");
}

#[test]
fn only_an_open_appeal_of_this_cohort_is_decided() {
    let mut world = World::with_asha();
    world.records("refused asha --on 2026-01-05");
    world.records("appealed asha --decision 5 --on 2026-01-06");
    world.records("appeal_decided asha --upheld --on 2026-01-07");
    world.records("appealed asha --decision 5 --on 2026-01-08");
    for appeal in ["6", "7", "5"] {
        let line = format!("appeal_decided asha --appeal {appeal} --overturned --on 2026-01-09");
        assert!([2, 3].contains(&world.refuses(&line).0), "{appeal}");
    }
    let (code, said) = world.refuses("appeal_decided asha --appeal 6 --overturned");
    assert_eq!(code, 3);
    assert!(said.contains("because the appeal that is named is not open in this cohort"), "{said}");
    world.records("void 8 --reason \"typed twice\"");
    assert_eq!(world.refuses("appeal_decided asha --appeal 8 --overturned").0, 3);
    world.records("appealed asha --decision 5 --on 2026-01-10");
    world.records("appeal_decided asha --appeal 10 --overturned");
}

#[test]
fn before_a_policy_is_in_force_nothing_is_decided() {
    let mut world = World::with_asha();
    assert!(world.refuses("suspended asha --on 2024-06-01").1.contains("no policy was in force"));
}
