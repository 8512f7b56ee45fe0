//! Recording, as stories.

use cairn_domain::Event;
use cairn_eventlog::{Log, codec};
use cairn_testkit::dice::Dice;

use super::world::World;
use crate::record::field::Field;
use crate::record::form::{Choice, FORMS, Whose};
use crate::record::{Request, Said, When, plan};

fn event_of(world: &World) -> Event {
    let last = world.last();
    codec::decode(&last.kind, last.version, &last.body).unwrap().event
}

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
fn presence_is_said_in_one_way() {
    let mut world = World::with_asha();
    let (code, said) = world.refuses("attended asha --session 2025-09");
    assert_eq!(code, 2);
    assert!(
        said.contains("needs one of `--whole`, `--from` with `--to`, `--minutes`, `--unmeasured`"),
        "{said}"
    );
    assert!(
        world
            .refuses("attended asha --session 2025-09 --whole --minutes 5")
            .1
            .contains("only one of")
    );
    assert!(world.refuses("attended asha --session 2025-09 --from 19:00").1.contains("in pairs"));
    assert!(world.refuses("attended asha --session 2025-09 --to 19:00").1.contains("needs one of"));
    assert_eq!(
        world.records("attended asha --session 2025-09 --minutes 100").what,
        "attended 2025-09: 100 min (duration only)"
    );
    assert_eq!(
        world.records("attended asha --session 2025-09 --unmeasured --make-up").on,
        "Thu 20 Aug 2026, 08:00 (America/New_York)"
    );
}

#[test]
fn what_was_lived_through_is_dated_when_it_was_over() {
    let mut world = World::with_asha();
    assert_eq!(
        world.records("attended asha --session 2025-09 --whole").on,
        "Thu 11 Sep 2025, 22:00 (America/New_York)"
    );
    let stay = world.records(
        "attended asha --session 2025-09 --from 2025-09-11T19:00-04:00 --to 2025-09-11T20:30-04:00",
    );
    assert_eq!(stay.on, "Thu 11 Sep 2025, 20:30 (America/New_York)");
    assert_eq!(
        world.records("submitted asha --item project").on,
        "Thu 20 Aug 2026, 08:00 (America/New_York)"
    );
}

#[test]
fn an_observation_is_taken_down_and_what_is_odd_is_said() {
    let mut world = World::with_policy();
    world.records("identified --name \"Asha Rao\"");
    let odd = |world: &mut World, line: &str| world.records(line).odd.join("; ");
    assert!(odd(&mut world, "attended asha --session 2025-09 --whole").contains("no seat"));
    assert!(odd(&mut world, "paid asha --amount 5 --on 2025-06-01").is_empty());
    assert!(odd(&mut world, "paid asha --amount 5 --on 2025-06-01").contains("recorded twice"));
    assert!(
        odd(&mut world, "attended asha --session 2025-99 --whole")
            .contains("the calendar has no session 2025-99")
    );
    assert!(
        odd(&mut world, "session_cancelled --session 2025-99")
            .contains("the calendar has no session")
    );
    assert!(
        odd(&mut world, "submitted asha --item project --on 2027-01-01").contains("still to come")
    );
    assert!(
        odd(&mut world, "reflected asha --session 2025-09 --facet slef")
            .contains("no requirement asks for the facet slef")
    );
    assert!(odd(&mut world, "paid asha --amount \"5.00 EUR\"").contains("another currency"));
}

#[test]
fn what_comes_too_late_to_count_is_said() {
    let mut world = World::with_asha();
    let odd = |world: &mut World, line: &str| world.records(line).odd.join("; ");
    let late = odd(&mut world, "reflected asha --session 2025-09 --facet self --on 2025-10-03");
    assert_eq!(late, "filed after the last day for it, Thu 2 Oct 2025; it does not count");
    assert_eq!(
        odd(&mut world, "reflected asha --session 2025-09 --facet self --on 2025-10-02"),
        ""
    );
    let early = odd(&mut world, "reflected asha --session 2025-10 --facet self --on 2025-10-01");
    assert!(early.contains("before the day of session 2025-10"), "{early}");
    let unknown = odd(&mut world, "reflected asha --session 2025-99 --facet self");
    assert!(unknown.contains("the calendar has no session 2025-99"), "{unknown}");
    let future = odd(&mut world, "paid asha --amount 7 --on 2027-01-01");
    assert!(future.contains("is still to come: it counts from then on"), "{future}");
}

#[test]
fn whoever_was_given_more_time_is_not_called_late() {
    let mut world = World::with_asha();
    world.records("extended asha --requirement reflections --session 2025-09 --to 2025-10-31 --authority staff --on 2025-10-01");
    let odd = |world: &mut World, line: &str| world.records(line).odd.join("; ");
    let file = "reflected asha --session 2025-09 --facet self --on";
    assert_eq!(odd(&mut world, &format!("{file} 2025-10-31")), "");
    let late = odd(&mut world, &format!("{file} 2025-11-01"));
    assert_eq!(late, "filed after the last day for it, Fri 31 Oct 2025; it does not count");
}

#[test]
fn a_session_that_was_strangely_held_is_remarked_on() {
    let mut world = World::with_asha();
    let mut odd = |from: &str, to: &str| {
        let line = format!("session_held --session 2025-09 --from {from} --to {to}");
        world.records(&line).odd.join("; ")
    };
    assert_eq!(odd("2025-09-11T19:10", "2025-09-11T22:00"), "");
    assert_eq!(
        odd("2024-09-11T19:00", "2024-09-11T20:00"),
        "session 2025-09 is planned for Thu 11 Sep 2025, 19:00"
    );
    assert_eq!(odd("2025-09-11T19:00", "2025-09-13T19:00"), "the session lasted 48 hours");
    assert!(odd("2026-09-11T19:00", "2026-09-11T20:00").ends_with("which is still to come"));
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
fn a_stay_past_midnight_is_understood() {
    let mut world = World::with_asha();
    let stay = world.records("attended asha --session 2025-09 --from 23:00 --to 00:30");
    assert_eq!(stay.what, "attended 2025-09: 90 min");
    let (code, said) = world
        .refuses("session_held --session 2025-09 --from 2025-09-11T19:00 --to 2025-09-11T18:00");
    assert_eq!(code, 2);
    assert!(
        said.starts_with("error: `--to 2025-09-11T18:00` is not after `--from 2025-09-11T19:00`"),
        "{said}"
    );
    world.records("session_held --session 2025-09 --from 2025-09-11T19:00 --to 2025-09-11T22:00");
    let (_, said) = world.refuses("amend 6 --reason slip --to 2025-09-11T18:00");
    assert!(said.contains("`--to 2025-09-11T18:00` is not after `--from`"), "{said}");
}

#[test]
fn nobody_is_begun_twice_by_mistake() {
    let mut world = World::with_asha();
    let (code, said) = world.refuses("identified --name \"ASHA  RÃO\"");
    assert!(
        code == 2 && said.contains("may be on record already") && said.contains("`--new`"),
        "{said}"
    );
    assert!(
        world
            .refuses("identified --name Else --email Asha@example.org")
            .1
            .contains("Asha Rao  asha@example.org")
    );
    world.records("identified --name \"Asha Rao\" --new");
    assert!(world.refuses("applied \"Asha Rao\"").1.contains("2 people match"));
    assert!(world.refuses("identified --email x@example.org").1.contains("needs a name"));
    assert!(world.refuses("identified").1.contains("needs one of"));
    assert!(world.refuses("paid --amount 5").1.contains("needs to know whom"));
    assert!(world.refuses("paid nobody --amount 5").1.contains("nobody matches"));
}

#[test]
fn a_link_names_another_person() {
    let mut world = World::with_asha();
    world.records("identified --name \"A. Rao\"");
    let (code, said) = world.refuses("linked asha --other asha@example.org");
    assert!(code == 3 && said.contains("cannot be linked to the same record"), "{said}");
    world.records("linked asha --other \"A. Rao\"");
    assert!(world.refuses("linked asha --other \"A. Rao\"").1.contains("one already"));
    let (_, said) = world.refuses("unlinked asha --other asha@example.org");
    assert!(said.contains("`asha@example.org` is not a record that is linked to"), "{said}");
    assert!(said.contains("\n  A. Rao (") && said.contains("hint: name it by"), "{said}");
    let short = said.rsplit("--other ").next().unwrap().trim_end_matches('`').to_owned();
    world.records(&format!("unlinked asha --other {short}"));
    assert!(world.refuses("unlinked asha --other ffff").1.contains("no record is linked to"));
}

#[test]
fn a_cohort_is_asked_for_where_several_can_be_meant() {
    let mut world = World::with_asha();
    world.adopt_for("south");
    world.records("paid asha --amount 5");
    assert!(world.refuses("session_cancelled --session 2025-09").1.contains("--cohort"));
    assert!(world.refuses("applied asha").1.contains("several cohorts are on record"));
    world.records("applied asha --cohort south");
    let (code, said) = world.refuses("paid asha --amount 6");
    assert!(code == 2 && said.contains("\n  north\n  south\nhint: "), "{said}");
    assert!(world.refuses("paid asha --amount 6 --cohort west").1.contains("no cohort matches"));
    assert!(
        world
            .refuses("identified asha --name Asha --cohort south")
            .1
            .contains("not about a cohort")
    );
    world.records("credited asha --achievement X");
    assert!(matches!(event_of(&world), Event::Credited { cohort: None, .. }));
}

#[test]
fn an_option_that_says_nothing_sensible_is_named() {
    let mut world = World::with_asha();
    for (line, says) in [
        ("paid asha --amount 12,500", "--amount: `12,500` is not an amount"),
        ("paid asha --amount \"-5 USD\"", "not more than nothing"),
        ("paid asha --amount 5.5", "not an amount"),
        ("paid asha --amount 5 --session 2025-09", "`paid` has no `--session`"),
        (
            "tuition_adjusted asha --amount 5 --kind gift",
            "`scholarship`, `sponsorship` and `correction`",
        ),
        ("attended asha --session Sept --whole", "--session: `Sept` is not a session"),
        ("attended asha --session 2025-09 --minutes many", "--minutes: `many`"),
        ("attended asha --session 2025-09 --minutes 99999999", "more than a week"),
        (
            "attended asha --session 2025-09 --from 20:00 --to 19:00",
            "`--to 19:00` is not after `--from 20:00`",
        ),
        (
            "attended asha --session 2025-09 --minutes -5",
            "--minutes: `-5` is fewer than no minutes",
        ),
        ("retreat_completed asha --days 0", "a retreat of 0 days is none"),
        ("retreat_completed asha --days 367", "367 days are more than a year"),
        ("retreat_completed asha --days 4000000000", "4000000000 days are more than a year"),
        ("paid asha --amount \"5 usd\"", "a currency is written in capitals: `USD`"),
        ("identified asha --email @", "nothing stands before the @"),
        ("identified asha --name \"a\u{202E}b\"", "a character that is not seen, U+202E"),
        ("identified asha --name \"a\nb\"", "it holds a line break or a tab"),
        ("paid asha --amount 5 --note \"a\u{1B}b\"", "--note: it holds a character"),
        ("reviewed asha --item project --reviewer \"\" --accepted", "say who reviewed it"),
        ("submitted asha --item project --at 2025-07-01T10:00:60Z", "is not a time"),
        (
            "attended asha --session 2025-09 --from 2025-11-02T01:30 --to 2025-11-02T03:00",
            "happens twice",
        ),
        ("retreat_completed asha --days -1", "--days: `-1`"),
        ("identified asha --zone Mars/Olympus", "--zone: `Mars/Olympus` is not a time zone"),
        ("identified asha --email nowhere", "it has no @"),
        ("credited asha --achievement \" \"", "it is empty"),
        ("refunded asha --amount 5 --payment 3", "#3 is `applied`"),
        ("refunded asha --amount 5 --payment 1", "#1 is `policy_adopted`, and not of Asha Rao"),
        ("refunded asha --amount 5 --payment 999", "there is no event #999"),
        ("appealed asha --decision 2", "#2 is `identified`"),
        (
            "waived asha --requirement a --requirement b --authority committee",
            "one waiver waives one",
        ),
        ("submitted asha --item project --on yesterday", "--on: `yesterday` is not a day"),
        ("submitted asha --item project --at 2025-09-11", "--on 2025-09-11"),
        ("danced asha", "there is no event `danced`"),
        ("erased asha", "there is no event `erased`"),
    ] {
        let (code, said) = world.refuses(line);
        assert!(code == 2 && said.contains(says), "{line}: {said}");
    }
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

/// Whatever somebody types, the answer is an event or a sentence.
#[test]
fn no_text_makes_it_panic() {
    const PIECES: [&str; 28] = [
        "",
        " ",
        "#",
        "0",
        "1",
        "-1",
        "9999999999999999999",
        "2025-09",
        "2025-09-11",
        "2025-09-11T19:00",
        "19:00",
        "T",
        "Z",
        "+99:99",
        ":",
        "é",
        "𝄞",
        "USD",
        ".",
        "asha",
        "north",
        "self",
        "\u{0}",
        "\n",
        "-",
        "_",
        "@",
        "262143-12-31T23:59",
    ];
    let mut dice = Dice::new(7);
    let mut world = World::with_asha();
    for _ in 0..20_000 {
        let mut text =
            || -> String { (0..dice.within(0, 3)).map(|_| *dice.pick(&PIECES)).collect() };
        let texts: Vec<String> = (0..4).map(|_| text()).collect();
        let form = dice.pick(&FORMS);
        let fields: Vec<Field> = form.fields().collect();
        let mut said = Said::default();
        for field in &fields {
            said = match (field.is_flag(), dice.below(4)) {
                (true, 0) => said.flag(*field),
                (true, _) => said,
                (false, _) => said.with(*field, dice.pick(&texts).as_str()),
            };
        }
        let when = match dice.below(3) {
            0 => When::Unsaid,
            1 => When::On(texts[0].clone()),
            _ => When::At(texts[0].clone()),
        };
        let who = if dice.chance(70) { "asha".to_owned() } else { texts[1].clone() };
        let who = (form.whose != Whose::Cohort).then_some(who);
        let cohort = dice.chance(20).then(|| texts[2].clone());
        let by =
            super::By { who: texts[3].clone(), note: Some(texts[3].clone()), source: Vec::new() };
        let request =
            Request { kind: form.kind.to_owned(), who, cohort, when, said, is_new: true, by };
        if let Err(failure) = plan(&world.log, world.now, &request, &mut world.fresh) {
            assert!(!failure.what.is_empty() && failure.kind != crate::Kind::Damaged, "{failure}");
        }
    }
}

#[test]
fn every_form_has_room_for_what_it_asks() {
    for form in &FORMS {
        assert_ne!(codec::version_of(form.kind), None, "{}", form.kind);
        assert!(form.choice == Choice::Nothing || !form.choice.fields().is_empty());
        assert!(!form.is_decision || form.amendable().next().is_none(), "{}", form.kind);
    }
}
