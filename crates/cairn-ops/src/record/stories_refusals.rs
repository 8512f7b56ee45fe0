//! What is not understood, or could mean several things, is asked back: as stories.

use cairn_domain::Event;
use cairn_eventlog::codec;
use cairn_testkit::dice::Dice;

use super::world::World;
use crate::record::field::Field;
use crate::record::form::{FORMS, Whose};
use crate::record::{Request, Said, When, plan};

fn event_of(world: &World) -> Event {
    let last = world.last();
    codec::decode(&last.kind, last.version, &last.body).unwrap().event
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
        let by = crate::record::By {
            who: texts[3].clone(),
            note: Some(texts[3].clone()),
            source: Vec::new(),
        };
        let request =
            Request { kind: form.kind.to_owned(), who, cohort, when, said, is_new: true, by };
        if let Err(failure) = plan(&world.log, world.now, &request, &mut world.fresh) {
            assert!(!failure.what.is_empty() && failure.kind != crate::Kind::Damaged, "{failure}");
        }
    }
}
