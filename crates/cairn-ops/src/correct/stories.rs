//! Corrections, as stories. In each, #1 is the policy, #2 to #4 say who Asha is and that she has a seat.

use cairn_domain::{Event, Occurred};
use cairn_eventlog::{Log, codec};

use crate::asking::Asking;
use crate::ledger::Ledger;
use crate::people;
use crate::record::world::World;

fn asha(world: &World) -> people::Person {
    let ledger = Ledger::open(&world.log, Asking::default(), world.now).unwrap();
    let id = crate::find::one(&ledger, "asha").unwrap();
    people::person(&ledger, id).unwrap()
}

#[test]
fn a_void_says_why_and_can_be_taken_back() {
    let mut world = World::with_asha();
    world.records("paid asha --amount 5 --on 2025-06-10");
    let void = world.records("void #5 --reason \"recorded twice\"");
    assert_eq!(void.what, "voids #5: recorded twice");
    assert_eq!(void.before.as_ref().unwrap().what, "paid 5.00 USD");
    assert_eq!(void.effect.as_deref(), Some("#5 does not count any more"));
    assert!(asha(&world).fates.contains_key(&5));

    let (code, said) = world.refuses("void 5 --reason again");
    assert!(code == 3 && said.contains("#6 voided it") && said.contains("cairn void 6"), "{said}");
    assert_eq!(world.refuses("amend 5 --reason again --amount 6").0, 3);

    let back = world.records("void 6 --reason \"it was no double\"");
    assert_eq!(back.effect.as_deref(), Some("#5 counts again: paid 5.00 USD · Tue 10 Jun 2025"));
    assert!(!asha(&world).fates.contains_key(&5));
    assert_eq!(
        world.records("void 7 --reason \"it was\"").effect.as_deref().map(|effect| &effect[..14]),
        Some("#6 counts agai")
    );
}

#[test]
fn an_amendment_changes_what_is_mentioned_and_keeps_the_rest() {
    let mut world = World::with_asha();
    world.records("paid asha --amount 1250 --reference ch_1 --on 2025-06-10");
    let amended = world.records("amend 5 --reason typo --amount 12500");
    assert_eq!(amended.before.as_ref().unwrap().what, "paid 1250.00 USD (ch_1)");
    let after = amended.after.unwrap();
    assert_eq!(
        (after.what.as_str(), after.on.as_str()),
        ("paid 12500.00 USD (ch_1)", "Tue 10 Jun 2025")
    );

    let moved = world.records("amend 5 --reason \"wrong day\" --on 2025-06-12");
    assert_eq!(moved.before.unwrap().what, "paid 12500.00 USD (ch_1)");
    assert_eq!(moved.after.unwrap().on, "Thu 12 Jun 2025");

    let back = world.records("void 7 --reason \"it was the 10th\"");
    assert_eq!(
        back.effect.as_deref(),
        Some("#5 says again: paid 12500.00 USD (ch_1) · Tue 10 Jun 2025")
    );
    for nothing in [
        "amend 5 --reason typo",
        "amend 5 --reason typo --amount 12500",
        "amend 5 --reason typo --on 2025-06-10",
    ] {
        let (code, said) = world.refuses(nothing);
        assert!(code == 2 && said.contains("says that already"), "{said}");
    }
}

#[test]
fn presence_can_be_measured_later() {
    let mut world = World::with_asha();
    world.records("attended asha --session 2025-09 --unmeasured");
    let amended =
        world.records("amend 5 --reason \"from the report\" --from 19:00 --to 21:00 --make-up");
    assert_eq!(amended.after.unwrap().what, "made up for 2025-09: 120 min");
    assert_eq!(
        world.records("amend 5 --reason slip --live").after.unwrap().what,
        "attended 2025-09: 120 min"
    );
    let (_, said) = world.refuses("amend 5 --reason x --amount 5");
    assert!(
        said.contains("`attended` has no `--amount`\nhint: it has `--session`, `--whole`"),
        "{said}"
    );
}

#[test]
fn private_values_are_sealed_again_under_the_amendment() {
    let mut world = World::with_asha();
    world.records("amend 2 --reason spelling --name \"Asha Rao-Iyer\"");
    world.records("amend 2 --reason moved --email rao@example.com");
    let who = asha(&world).who();
    assert_eq!(
        (who.name.as_deref(), who.emails),
        (Some("Asha Rao-Iyer"), vec!["rao@example.com".to_owned()])
    );
    let last = world.last();
    let body = serde_json::from_str(&last.body).unwrap();
    cairn_eventlog::private::check(last.event_id, &body, &last.private).unwrap();
    let fields: Vec<&str> = last.private.keys().map(String::as_str).collect();
    assert_eq!(fields, ["email", "name", "reason"]);
    assert!(!last.body.contains("Iyer"));
    assert!(
        world
            .refuses("amend 2 --reason again --name \"Asha Rao-Iyer\"")
            .1
            .contains("says that already")
    );
}

#[test]
fn of_a_decision_only_the_time_can_be_amended() {
    let mut world = World::with_asha();
    world.adopt_for("south");
    world.records("deferred asha --to south --cohort north --on 2025-07-01");
    let (code, said) = world.refuses("amend 6 --reason wrong --to west");
    assert!(code == 3 && said.contains("void it and record the decision again"), "{said}");
    assert_eq!(world.refuses("amend 6 --reason wrong --cohort north").0, 3);
    world.records("amend 6 --reason \"the minutes say so\" --on 2025-07-02");
    let last = world.last();
    let Event::Amended { to, .. } =
        codec::decode(&last.kind, last.version, &last.body).unwrap().event
    else {
        panic!()
    };
    assert_eq!(to.occurred_at, Occurred::On("2025-07-02".parse().unwrap()));
    assert!(matches!(*to.event, Event::Deferred { .. }));
}

#[test]
fn a_decision_is_checked_again_on_the_day_it_is_moved_to() {
    let mut world = World::with_asha();
    world.records("attended asha --session 2025-09 --whole");
    world.records("reflected asha --session 2025-09 --facet self --on 2025-09-20");
    world.records("certified asha --on 2026-08-10");
    world.records("suspended asha --on 2026-08-15");
    for (line, code, says) in [
        (
            "--on 2025-09-01",
            3,
            "#7 cannot be moved to Mon 1 Sep 2025\n  because Asha Rao cannot be certified\n  because the policy is not satisfied: attendance has 0 of 1",
        ),
        ("--on 2027-09-01", 2, "still to come"),
        ("--on 2026-08-16", 3, "#7 cannot be moved to Sun 16 Aug 2026"),
        ("--on 2025-06-02", 3, "#7 cannot be moved to Mon 2 Jun 2025"),
    ] {
        let (got, said) = world.refuses(&format!("amend 7 --reason date {line}"));
        assert!(got == code && said.contains(says), "{line}: {got} {said}");
    }
    world.records("amend 7 --reason date --on 2026-08-12");
    // Later decisions do not stand in the way of what passes none of them.
    world.records("amend 4 --reason date --on 2025-06-04");
}

#[test]
fn what_cannot_be_corrected_says_why() {
    let mut world = World::with_asha();
    world.records("void 4 --reason wrong");
    for (line, code, says) in [
        ("void 99 --reason x", 2, "there is no event #99"),
        ("void nonsense --reason x", 2, "does not name an event"),
        ("void dead --reason x", 2, "there is no event `dead`"),
        ("void 3", 2, "needs a reason"),
        ("amend 5 --reason x --on 2025-01-01", 3, "it is a correction itself"),
        ("amend 1 --reason x --on 2025-01-02", 3, "a policy is adopted whole"),
        ("amend 3 --reason x --amount 5", 2, "`applied` has no `--amount`"),
        ("amend 2 --reason x --cohort north", 2, "names no cohort"),
        ("amend 3 --reason x --on soon", 2, "--on: `soon` is not a day"),
    ] {
        let (got, said) = world.refuses(line);
        assert!(got == code && said.contains(says), "{line}: {got} {said}");
    }
}

#[test]
fn whoever_takes_back_a_policy_hears_what_stops_working() {
    let mut world = World::with_asha();
    let void = world.records("void 1 --reason \"the wrong file\"");
    assert_eq!(
        void.odd,
        [
            "north has no policy any more: no audit, docket, table or decision there can be judged until one is adopted (`cairn policy adopt FILE`), or this void is taken back"
        ]
    );
    assert_eq!(world.records("void 5 --reason \"it was right\"").odd, Vec::<String>::new());
    // With another policy on the same day, that one is in force again.
    world.adopt_for("north");
    let void = world.records("void 7 --reason \"adopted twice\"");
    assert_eq!(
        void.odd,
        [
            "from Wed 1 Jan 2025 on, north is judged by the policy adopted at #1 again, instead of #7"
        ]
    );
}

#[test]
fn an_event_is_named_by_its_id_too() {
    let mut world = World::with_asha();
    world.records("paid asha --amount 5");
    let id = world.last().event_id.to_string();
    assert_eq!(world.records(&format!("void {id} --reason x")).before.unwrap().position, 5);
    assert!(world.refuses("void 0199 --reason x").1.contains("several events begin with"));
}

#[test]
fn what_a_correction_makes_odd_is_said() {
    let mut world = World::with_asha();
    world.records("attended asha --session 2025-09 --whole");
    world.records("reflected asha --session 2025-09 --facet self --on 2025-09-20");
    world.records("certified asha --on 2026-08-10");
    let odd = world.records("void 5 --reason \"it was somebody else\"").odd;
    assert_eq!(odd, ["#7: certified, but what is on record now does not support it"]);
    assert!(
        world
            .records("void 4 --reason \"never admitted\"")
            .odd
            .iter()
            .any(|odd| odd.contains("#7: certified while an applicant"))
    );
}

#[test]
fn a_cohorts_events_are_corrected_like_any_other() {
    let mut world = World::with_asha();
    world.records("session_held --session 2025-09 --from 2025-09-11T19:00 --to 2025-09-11T21:00");
    let amended = world.records("amend 5 --reason \"it ran late\" --to 2025-09-11T22:00");
    assert_eq!(
        amended.after.unwrap().what,
        "session 2025-09 held, Thu 11 Sep 2025, 19:00 to 22:00"
    );
    assert_eq!(amended.called, "north");
    world.records("void 5 --reason \"it never was\"");
    assert_eq!(world.log.head().unwrap().size, 7);
}

/// Whatever somebody types, the answer is an event or a sentence.
#[test]
fn no_text_makes_it_panic() {
    const PIECES: [&str; 14] = [
        "#",
        "0",
        "1",
        "2",
        "5",
        "-",
        "a",
        "é",
        "0199",
        "",
        " ",
        "2025-09-11",
        "T19:00",
        "99999999999999999999",
    ];
    let mut dice = cairn_testkit::dice::Dice::new(11);
    let mut world = World::with_asha();
    world.records("paid asha --amount 5");
    for _ in 0..5_000 {
        let mut text =
            || -> String { (0..dice.within(0, 3)).map(|_| *dice.pick(&PIECES)).collect() };
        let said = crate::record::Said::default().with(crate::record::Field::Amount, text());
        let when = crate::record::When::On(text());
        let by = crate::record::By { who: text(), note: None, source: Vec::new() };
        let wish = super::Request { event: text(), reason: text(), cohort: None, when, said, by };
        for plan in [super::void, super::amend] {
            if let Err(failure) = plan(&world.log, world.now, &wish, &mut world.fresh) {
                assert!(
                    !failure.what.is_empty() && failure.kind != crate::Kind::Damaged,
                    "{failure}"
                );
            }
        }
    }
}
