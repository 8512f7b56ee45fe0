//! Recording, as stories.

use cairn_eventlog::{Log, codec};

use super::world::World;
use crate::record::form::{Choice, FORMS};

/// Each kind once, in an order that the rules allow; the words are what the answer says.
#[test]
fn every_kind_can_be_recorded() {
    let mut world = World::with_policy();
    let story = [
        (
            "identified --name \"Asha Rao\" --zone Asia/Kolkata --on 2025-05-01",
            "identified: Asha Rao, lives in Asia/Kolkata",
        ),
        (
            "credited asha --achievement \"Foundations I\" --on 2024-11-20",
            "completed Foundations I",
        ),
        ("applied asha --team north-school --on 2025-06-02", "applied, with the team north-school"),
        ("waitlisted asha --on 2025-06-03", "put on the waiting list"),
        ("admitted asha --on 2025-06-04", "admitted"),
        ("paid asha --amount 12500 --reference ch_1 --on 2025-06-10", "paid 12500.00 USD (ch_1)"),
        (
            "refunded asha --amount \"500.00 USD\" --payment #7 --on 2025-06-11",
            "refunded 500.00 USD",
        ),
        (
            "tuition_adjusted asha --kind scholarship --amount \"-20 USD\" --on 2025-06-12",
            "scholarship of -20.00 USD",
        ),
        (
            "session_held --session 2025-09 --from 2025-09-11T19:10 --to 2025-09-11T22:00",
            "session 2025-09 held, Thu 11 Sep 2025, 19:10 to 22:00",
        ),
        ("attended asha --session 2025-09 --from 19:12 --to 21:58", "attended 2025-09: 166 min"),
        ("session-cancelled --session 2025-10 --on 2025-10-01", "session 2025-10 cancelled"),
        ("excused asha --session 2025-10 --on 2025-10-02", "excused from 2025-10"),
        (
            "reflected asha --session 2025-09 --facet self --on 2025-09-20",
            "filed a reflection on 2025-09 (self)",
        ),
        ("submitted asha --item project --on 2026-05-01", "handed in the project"),
        (
            "reviewed asha --item project --reviewer m@example.org --accepted --on 2026-05-02",
            "project accepted by m@example.org",
        ),
        ("retreat-completed asha --days 5 --on 2026-05-03", "completed a retreat of 5 days"),
        (
            "referred asha --requirement reflections --on 2026-05-04",
            "referred: to come back with reflections",
        ),
        ("appealed asha --decision 18 --on 2026-05-05", "appealed"),
        ("appeal_decided asha --upheld --on 2026-05-06", "appeal decided: the decision stands"),
        ("suspended asha --on 2026-05-07", "suspended"),
        ("reinstated asha --on 2026-05-08", "suspension"),
        ("certified asha --on 2026-08-10", "certified"),
        ("revoked asha --on 2026-08-11", "certificate revoked"),
    ];
    for (line, says) in story {
        let report = world.records(line);
        assert!(report.what.contains(says) || says == "suspension", "{line}: {}", report.what);
        assert_eq!(report.odd, Vec::<String>::new(), "{line}");
    }
    world.records("identified --name \"Bo Lind\" --on 2025-05-01");
    world.records("applied \"Bo Lind\" --on 2025-06-01");
    world.records("withdrew \"Bo Lind\" --on 2025-06-02");
    world.records("applied \"Bo Lind\" --on 2025-06-03");
    world.records("declined \"Bo Lind\" --on 2025-06-04");
    world.records("identified --name \"Cy Oh\" --on 2025-05-01");
    world.records("applied \"Cy Oh\" --on 2025-06-01");
    world.adopt_for("south");
    world.records("deferred \"Cy Oh\" --to south --on 2025-06-04");
    world.records("identified --name \"Di Wu\" --on 2025-05-01");
    world.records("applied \"Di Wu\" --cohort north --on 2025-06-01");
    world.records("admitted \"Di Wu\" --on 2025-06-02");
    world
        .records("waived \"Di Wu\" --requirement attendance --authority committee --on 2025-06-03");
    world.records("refused \"Di Wu\" --on 2026-08-10");
    let linked = world.records("linked \"Di Wu\" --other \"Cy Oh\"");
    assert!(linked.effect.unwrap().contains("one person, known as Di Wu ("));
    let (_, short) = linked.what.split_once("Cy Oh (").unwrap();
    let short = short.split(')').next().unwrap();
    assert_eq!(linked.what, format!("linked: this record and Cy Oh ({short}) are one person"));
    let unlinked = world.records(&format!("unlinked \"Di Wu\" --other {short}"));
    assert_eq!(
        unlinked.what,
        format!("unlinked: this record and Cy Oh ({short}) are different people")
    );
    assert!(cairn_eventlog::verify(&world.log).unwrap().is_sound());
}

#[test]
fn two_links_at_once_do_not_make_a_circle() {
    let mut world = World::with_asha();
    world.records("identified --name \"A. Rao\"");
    let one = world.plans("linked asha --other \"A. Rao\"").unwrap();
    let other = world.plans("linked \"A. Rao\" --other asha").unwrap();
    one.carry_out(&mut world.log).unwrap();
    assert_eq!(other.carry_out(&mut world.log).unwrap_err().kind, crate::Kind::Refused);
}

#[test]
fn a_rehearsal_writes_nothing_and_says_all() {
    let mut world = World::with_asha();
    let head = world.log.head().unwrap();
    let report = world.plans("paid asha --amount 5 --note \"by cheque\"").unwrap().rehearse();
    assert_eq!(world.log.head().unwrap(), head);
    assert!(report.dry_run && report.position.is_none());
    assert_eq!(report.private.get("note").map(String::as_str), Some("by cheque"));
    assert_eq!(report.event["type"], "paid");
    assert!(report.event.get("position").is_none() && report.event.get("recorded_at").is_none());
    assert!(!report.event.to_string().contains("cheque"), "the body only commits to the remark");
}

#[test]
fn two_who_record_at_once_do_not_overlook_each_other() {
    let mut world = World::with_asha();
    let mine = world.plans("paid asha --amount 5").unwrap();
    world.records("paid asha --amount 6");
    let failure = mine.carry_out(&mut world.log).unwrap_err();
    assert_eq!(failure.kind, crate::Kind::Refused);
    assert!(failure.to_string().contains("somebody recorded in the meantime"), "{failure}");
    assert!(failure.to_string().contains("cairn audit \"Asha Rao\""), "{failure}");
    // A decision rests on the cohort's own record, too; an observation does not.
    let decision = world.plans("suspended asha").unwrap();
    let observation = world.plans("paid asha --amount 7").unwrap();
    world.records("session_cancelled --session 2025-10");
    assert!(decision.carry_out(&mut world.log).is_err());
    assert!(observation.carry_out(&mut world.log).is_ok());
}

#[test]
fn a_private_remark_opens_its_commitment() {
    let mut world = World::with_asha();
    world.records("paid asha --amount 5 --note \"by cheque\"");
    let last = world.last();
    assert!(!last.body.contains("cheque") && last.body.contains("\"note\":\"sha256:"));
    let body = serde_json::from_str(&last.body).unwrap();
    cairn_eventlog::private::check(last.event_id, &body, &last.private).unwrap();
    assert!(last.private.contains_key("note"));
}

#[test]
fn every_form_has_room_for_what_it_asks() {
    for form in &FORMS {
        assert_ne!(codec::version_of(form.kind), None, "{}", form.kind);
        assert!(form.choice == Choice::Nothing || !form.choice.fields().is_empty());
        assert!(!form.is_decision || form.amendable().next().is_none(), "{}", form.kind);
    }
}
