//! Stories of payments, forms and spreadsheets: what their rows claim, and what becomes of it.

use cairn_domain::{Event, Money};
use cairn_import::{Claim, DateOrder, Meant, Row, Sheet, What, When};

use crate::import::stories::{carries_out, tries, wish};
use crate::import::{ImportReport, Request};
use crate::record::world::World;

fn usd(minor: i64) -> Money {
    Money { minor, currency: "USD".parse().unwrap() }
}

fn claim(line: usize, key: &str, what: What) -> Claim {
    Claim {
        line,
        name: Some("Asha Rao".to_owned()),
        email: Some("asha@example.org".to_owned()),
        key: Some(key.to_owned()).filter(|key| !key.is_empty()),
        when: When::At("2025-06-15T23:58:41Z".parse().unwrap()),
        what,
        notes: Vec::new(),
    }
}

fn sheet(rows: Vec<Vec<Claim>>) -> Sheet {
    let text = format!("{rows:?}");
    Sheet {
        name: "payments.csv".to_owned(),
        // Enough to tell files apart.
        sha256: format!(
            "{:064x}",
            text.bytes()
                .fold(7_u64, |sum, byte| { sum.wrapping_mul(31).wrapping_add(u64::from(byte)) })
        ),
        kind: "payments export".to_owned(),
        provider: "stripe".to_owned(),
        encoding: None,
        delimiter: None,
        order: DateOrder::Indifferent,
        rows: rows.into_iter().map(Row::Claims).collect(),
        remarks: Vec::new(),
    }
}

fn paid(line: usize, key: &str, minor: i64) -> Claim {
    claim(line, key, What::Paid { amount: usd(minor) })
}

fn back(line: usize, key: &str, minor: i64) -> Claim {
    let what = What::Refunded { amount: usd(minor), payment: Some(key.to_owned()) };
    claim(line, &format!("{key}/refund"), what)
}

fn files(sheets: Vec<Sheet>) -> Request {
    let files = sheets.into_iter().map(Into::into).collect();
    Request { files, zone: None, ..wish(&crate::import::stories::evening(&[])) }
}

fn does(world: &mut World, rows: Vec<Vec<Claim>>) -> ImportReport {
    carries_out(world, &files(vec![sheet(rows)]))
}

/// What was paid and what went back, after all corrections, in cents.
fn money(world: &World) -> (i64, i64) {
    let ledger = crate::record::open(&world.log, world.now).unwrap();
    let people = crate::people::everyone(&ledger).unwrap();
    people.iter().flat_map(|person| &person.facts).fold((0, 0), |(paid, back), fact| {
        match &fact.event {
            Event::Paid { amount, .. } => (paid + amount.minor, back),
            Event::Refunded { amount, payment, .. } => {
                assert!(payment.is_some(), "the payment is known");
                (paid, back + amount.minor)
            }
            _ => (paid, back),
        }
    })
}

#[test]
fn a_payment_is_its_providers_and_counts_once() {
    let mut world = World::with_asha();
    let report = does(&mut world, vec![vec![paid(2, "ch_1", 900)]]);
    assert_eq!(report.files[0].counts.words(), "1 row = 1 new");
    let longer = does(&mut world, vec![vec![paid(2, "ch_2", 100)], vec![paid(3, "ch_1", 900)]]);
    assert_eq!(longer.files[0].counts.words(), "2 rows = 1 new + 1 already on record");
    assert_eq!(money(&world), (1_000, 0));
}

#[test]
fn what_went_back_grows_and_is_never_told_twice() {
    let mut world = World::with_asha();
    does(&mut world, vec![vec![paid(2, "ch_1", 900)]]);
    does(&mut world, vec![vec![paid(2, "ch_1", 900), back(2, "ch_1", 200)]]);
    assert_eq!(money(&world), (900, 200));
    let more = does(&mut world, vec![vec![paid(2, "ch_1", 900), back(2, "ch_1", 500)]]);
    assert_eq!(more.files[0].counts.words(), "1 row = 1 changed since, and amended");
    assert_eq!(money(&world), (900, 500));
    does(&mut world, vec![vec![paid(2, "ch_1", 900), back(2, "ch_1", 200)]]);
    assert_eq!(money(&world), (900, 500), "an earlier export takes nothing back");
}

#[test]
fn what_is_told_one_by_one_and_as_a_whole_is_recorded_once() {
    let one = |line, key: &str, minor| {
        let what = What::Refunded { amount: usd(minor), payment: Some("ch_1".to_owned()) };
        vec![claim(line, key, what)]
    };
    let whole = || vec![vec![paid(2, "ch_1", 9_000), back(2, "ch_1", 800)]];
    let parts = || vec![vec![paid(2, "ch_1", 9_000)], one(3, "re_1", 500), one(4, "re_2", 300)];
    let later = || vec![one(2, "re_3", 700)];
    for order in [[0, 1], [1, 0]] {
        let mut world = World::with_asha();
        for file in order {
            does(&mut world, if file == 0 { whole() } else { parts() });
        }
        assert_eq!(money(&world), (9_000, 800), "{order:?}");
        does(&mut world, parts());
        does(&mut world, whole());
        assert_eq!(money(&world), (9_000, 800), "{order:?}, again");
    }
    let mut world = World::with_asha();
    carries_out(&mut world, &files(vec![sheet(whole()), sheet(parts())]));
    assert_eq!(money(&world), (9_000, 800), "in one import");
    // A file of a later month holds only what went back then.
    let mut world = World::with_asha();
    does(&mut world, parts());
    does(&mut world, later());
    assert_eq!(money(&world), (9_000, 1_500));
    does(&mut world, vec![vec![paid(2, "ch_1", 9_000), back(2, "ch_1", 1_600)]]);
    assert_eq!(money(&world), (9_000, 1_600), "a hundred more than is told one by one");
    let mut world = World::with_asha();
    does(&mut world, whole());
    let beyond = does(&mut world, later().into_iter().chain(vec![one(3, "re_4", 200)]).collect());
    assert_eq!(beyond.files[0].counts.words(), "2 rows = 2 not as on record", "nobody can tell");
}

#[test]
fn a_refund_whose_time_was_assumed_is_dated_once_a_file_says_it() {
    let mut world = World::with_asha();
    let unsaid = Claim { when: When::Unsaid, ..back(2, "ch_1", 200) };
    does(&mut world, vec![vec![paid(2, "ch_1", 900), unsaid.clone()]]);
    let report = does(&mut world, vec![vec![paid(2, "ch_1", 900), back(2, "ch_1", 200)]]);
    assert_eq!(report.files[0].counts.words(), "1 row = 1 changed since, and amended");
    let again = does(&mut world, vec![vec![paid(2, "ch_1", 900), unsaid]]);
    assert_eq!(again.files[0].counts.words(), "1 row = 1 already on record");
}

#[test]
fn another_currency_or_cohort_is_for_people_to_put_right() {
    let mut world = World::with_asha();
    does(&mut world, vec![vec![paid(2, "ch_1", 900)]]);
    let euros = Money { minor: 900, currency: "EUR".parse().unwrap() };
    let report = does(&mut world, vec![vec![claim(2, "ch_1", What::Paid { amount: euros })]]);
    assert_eq!(report.files[0].counts.words(), "1 row = 1 not as on record");
    assert_eq!(money(&world), (900, 0));
}

#[test]
fn without_a_reference_two_amounts_are_two_payments_and_the_same_twice_is_for_people() {
    let mut world = World::with_asha();
    let row = |line, minor| vec![paid(line, "", minor)];
    let rows = vec![row(2, 100), row(3, 250), row(4, 250)];
    let report = does(&mut world, rows.clone());
    assert_eq!(report.files[0].counts.words(), "3 rows = 2 new + 1 to be decided");
    assert_eq!(money(&world), (350, 0));
    let again = does(&mut world, rows);
    assert_eq!((again.events, again.left), (0, 0), "again is harmless");
    assert_eq!(again.files[0].counts.words(), "3 rows = 2 already on record + 1 to be decided");
    let waits = crate::import::queue(&world.log, world.now, None, false).unwrap();
    assert_eq!(waits.rows.len(), 1);
    let wish = crate::import::Resolution {
        rows: vec![waits.rows[0].number],
        whose: crate::import::Whose::Of("asha".to_owned()),
        remember: false,
        cohort: None,
        by: "ana".to_owned(),
    };
    let decided = crate::import::resolve(&world.log, world.now, &wish, &mut world.fresh).unwrap();
    decided.carry_out(&mut world.log).unwrap();
    assert_eq!(money(&world), (600, 0), "it was another payment");
    let rows = vec![row(2, 100), row(3, 250), row(4, 250)];
    assert_eq!(does(&mut world, rows).events, 0);
    // A later file says otherwise: it may have been corrected, or it is another payment.
    let report = does(&mut world, vec![row(2, 100), row(3, 260)]);
    assert_eq!(report.files[0].counts.words(), "2 rows = 1 already on record + 1 not as on record");
}

#[test]
fn a_refund_that_names_the_payments_reference_is_no_payment() {
    let mut world = World::with_asha();
    does(&mut world, vec![vec![paid(2, "R2", 900)]]);
    let what = What::Refunded { amount: usd(100), payment: Some("R2".to_owned()) };
    let report =
        does(&mut world, vec![vec![claim(2, "", what.clone())], vec![claim(3, "R2", what)]]);
    assert_eq!(report.files[0].counts.new, 2, "{report:#?}");
    assert_eq!(money(&world), (900, 200));
}

#[test]
fn a_name_beside_an_address_of_somebody_new_is_not_theirs() {
    let mut world = World::with_asha();
    let applied = |line, name: &str| {
        let what = What::Applied { team: None };
        let email = Some("fam@example.org".to_owned());
        vec![Claim { name: Some(name.to_owned()), email, ..claim(line, "", what) }]
    };
    let rows = vec![applied(2, "Ana Fam"), applied(3, "Bob Fam")];
    let wish = Request { new_people: true, ..files(vec![sheet(rows)]) };
    let report = carries_out(&mut world, &wish);
    assert_eq!(report.files[0].counts.words(), "2 rows = 1 new + 1 to be decided");
    let again = carries_out(&mut world, &wish);
    assert_eq!(again.files[0].counts.words(), "2 rows = 1 already on record + 1 to be decided");
    assert_eq!(again.left, 0, "and waits on");
}

#[test]
fn a_payment_and_what_went_back_of_it_come_in_one_file() {
    let mut world = World::with_asha();
    does(&mut world, vec![vec![paid(2, "ch_1", 900), back(2, "ch_1", 200)]]);
    assert_eq!(money(&world), (900, 200));
}

#[test]
fn what_went_back_is_of_whoever_paid_and_no_later_than_now() {
    let mut world = World::with_asha();
    does(&mut world, vec![vec![paid(2, "ch_1", 900)]]);
    let nobody = Claim { name: None, email: None, when: When::Unsaid, ..back(2, "ch_1", 200) };
    let report = does(&mut world, vec![vec![nobody]]);
    let file = &report.files[0];
    assert_eq!(
        (file.counts.words().as_str(), file.people[0].matched),
        ("1 row = 1 new", "by the payment")
    );
    assert!(file.people[0].rows[0].notes[0].contains("not said"));
    assert_eq!(money(&world), (900, 200));
}

#[test]
fn a_payment_that_failed_after_all_is_shown_to_people() {
    let mut world = World::with_asha();
    does(&mut world, vec![vec![paid(2, "ch_1", 900)]]);
    let failed = |key: &str| Row::Skipped {
        line: 2,
        why: "the payment is `Failed`".to_owned(),
        key: Some(key.to_owned()),
        cells: Vec::new(),
    };
    let later = Sheet { rows: vec![failed("ch_1")], ..sheet(Vec::new()) };
    let report = tries(&world, &files(vec![later])).unwrap();
    assert_eq!(report.files[0].counts.words(), "1 row = 1 not as on record");
    assert_eq!(report.files[0].people[0].rows[0].position, Some(5));
    let other = Sheet { rows: vec![failed("ch_2")], ..sheet(Vec::new()) };
    let report = tries(&world, &files(vec![other])).unwrap();
    assert_eq!(report.files[0].counts.words(), "1 row = 1 skipped");
}

#[test]
fn a_payment_that_staff_recorded_by_hand_is_on_record() {
    let mut world = World::with_asha();
    world.records("paid asha --amount 9.00 --reference ch_1 --on 2025-06-15");
    let report = does(&mut world, vec![vec![paid(2, "ch_1", 900)]]);
    assert_eq!(report.files[0].counts.words(), "1 row = 1 already on record");
    let other = does(&mut world, vec![vec![paid(2, "ch_1", 800)]]);
    assert_eq!(other.files[0].counts.words(), "1 row = 1 not as on record");
}

#[test]
fn a_payment_for_somebody_else_that_staff_decided_is_known_by_its_key() {
    let mut world = World::with_asha();
    let stranger = Claim { email: Some("payer@example.org".to_owned()), ..paid(2, "ch_1", 900) };
    does(&mut world, vec![vec![stranger.clone()]]);
    let wish = crate::import::Resolution {
        rows: vec![5],
        whose: crate::import::Whose::Of("asha".to_owned()),
        remember: false,
        cohort: None,
        by: "ana".to_owned(),
    };
    let decided = crate::import::resolve(&world.log, world.now, &wish, &mut world.fresh).unwrap();
    decided.carry_out(&mut world.log).unwrap();
    let changed = Claim { name: Some("Another".to_owned()), ..stranger };
    let report = does(&mut world, vec![vec![changed]]);
    assert_eq!(report.files[0].counts.words(), "1 row = 1 already on record");
    assert_eq!(money(&world), (900, 0));
}

#[test]
fn who_applied_and_is_nobody_on_record_gets_a_record_if_that_is_wished() {
    let mut world = World::with_asha();
    let dana = |claim: Claim| Claim {
        name: Some("Dana Lee".to_owned()),
        email: Some("dana@example.org".to_owned()),
        ..claim
    };
    let applied = dana(claim(2, "", What::Applied { team: Some("North Hill".to_owned()) }));
    let files = files(vec![
        sheet(vec![vec![dana(paid(2, "ch_9", 300))]]),
        sheet(vec![vec![applied.clone()]]),
    ]);
    assert_eq!(tries(&world, &files).unwrap().left, 2);
    let report = carries_out(&mut world, &Request { new_people: true, ..files });
    assert_eq!((report.left, report.events), (0, 3));
    assert_eq!(report.files[1].people[0].matched, "as new on record");
    assert_eq!(money(&world), (300, 0));
    let again = Request { new_people: true, ..self::files(vec![sheet(vec![vec![applied]])]) };
    assert_eq!(carries_out(&mut world, &again).files[0].counts.known, 1);
}

#[test]
fn an_application_with_a_name_that_may_be_somebodys_is_left_to_people() {
    let mut world = World::with_asha();
    let alike = Claim {
        email: Some("a.rao@example.org".to_owned()),
        ..claim(2, "", What::Applied { team: None })
    };
    let wish = Request { new_people: true, ..files(vec![sheet(vec![vec![alike]])]) };
    assert_eq!(carries_out(&mut world, &wish).left, 1);
}

#[test]
fn a_reflection_names_its_session_or_is_not_read() {
    let mut world = World::with_asha();
    let filed = |line, session: Meant| {
        let facets = vec!["Self".to_owned(), "Weather".to_owned()];
        let what = What::Reflected { session, facets };
        let when = When::At("2025-09-20T12:00:00Z".parse().unwrap());
        vec![Claim { when, ..claim(line, "", what) }]
    };
    let named = |text: &str| Meant::Named(text.to_owned());
    let rows =
        vec![filed(2, named("2025-09")), filed(3, named("2025-09-11")), filed(4, named("x"))];
    let report = does(&mut world, rows);
    let file = &report.files[0];
    assert_eq!(file.counts.words(), "3 rows = 1 new + 1 already on record + 1 unreadable");
    assert_eq!(
        file.unreadable[0].why,
        "`session`: expected one of the cohort's sessions, such as `2025-09`, found `x`"
    );
    assert_eq!(file.people[0].rows[0].notes, ["`Weather` is no category that the policy asks for"]);
    let unsaid = tries(&world, &files(vec![sheet(vec![filed(2, Meant::Unsaid)])])).unwrap_err();
    assert!(unsaid.what.contains("does not say which session"), "{unsaid}");
}

#[test]
fn a_local_time_needs_a_zone() {
    let world = World::with_asha();
    let when = When::Local("2025-06-15T12:00:00".parse().unwrap());
    let local = Claim { when, ..paid(2, "ch_1", 900) };
    let failure = tries(&world, &files(vec![sheet(vec![vec![local]])])).unwrap_err();
    assert!(failure.hints[0].contains("--tz"), "{failure}");
}

#[test]
fn who_was_there_by_a_list_is_there_for_the_whole_and_who_came_late_is_not_measured() {
    let mut world = World::with_asha();
    let seen = |line, begins: &str, note: Option<&str>| {
        let session = Meant::Begins(begins.parse().unwrap());
        let notes = note.map(str::to_owned).into_iter().collect();
        let what = What::Attended { session, seconds: None };
        vec![Claim { when: When::Unsaid, notes, ..claim(line, "", what) }]
    };
    let rows = vec![
        seen(2, "2025-09-11T19:00:00", None),
        seen(3, "2025-10-09T19:00:00", Some("late")),
        seen(4, "2025-10-15T12:30:00", None),
    ];
    let wish = Request { zone: Some(chrono_tz::America::New_York), ..files(vec![sheet(rows)]) };
    let report = carries_out(&mut world, &wish);
    assert_eq!(report.files[0].counts.words(), "3 rows = 2 new + 1 skipped");
    let seen = crate::import::stories::attended(&world);
    assert_eq!(seen, [cairn_domain::Presence::Whole, cairn_domain::Presence::Unmeasured]);
    let rows = vec![self::tests_row("2025-09-11T16:00:00")];
    let wish = Request { zone: Some(chrono_tz::America::New_York), ..files(vec![sheet(rows)]) };
    assert!(tries(&world, &wish).unwrap_err().because[0].contains("another time zone"));
}

fn tests_row(begins: &str) -> Vec<Claim> {
    let session = Meant::Begins(begins.parse().unwrap());
    let what = What::Attended { session, seconds: None };
    vec![Claim { when: When::Unsaid, ..claim(2, "", what) }]
}

#[test]
fn what_went_back_is_decided_with_or_after_its_payment_or_follows_it() {
    for decides_both in [true, false] {
        let mut world = World::with_asha();
        let stranger =
            |claim: Claim| Claim { email: Some("payer@example.org".to_owned()), ..claim };
        let rows = || vec![vec![stranger(paid(2, "ch_1", 900)), stranger(back(2, "ch_1", 200))]];
        assert_eq!(does(&mut world, rows()).left, 2);
        for row in if decides_both { vec![5, 6] } else { vec![5] } {
            let wish = crate::import::Resolution {
                rows: vec![row],
                whose: crate::import::Whose::Of("asha".to_owned()),
                remember: false,
                cohort: None,
                by: "ana".to_owned(),
            };
            let decided = crate::import::resolve(&world.log, world.now, &wish, &mut world.fresh);
            decided.unwrap().carry_out(&mut world.log).unwrap();
        }
        does(&mut world, rows());
        assert_eq!(money(&world), (900, 200));
        let queue = crate::import::queue(&world.log, world.now, None, false).unwrap();
        assert_eq!(queue.rows, []);
    }
}

#[test]
fn one_charge_of_two_people_in_one_import_is_the_firsts_and_waits() {
    let mut world = World::with_asha();
    world.records(r#"identified --name "Ben Ode" --email ben@example.org --new"#);
    let bens = Claim { email: Some("ben@example.org".to_owned()), ..paid(3, "ch_1", 900) };
    let report = does(&mut world, vec![vec![paid(2, "ch_1", 900)], vec![bens]]);
    assert_eq!(report.files[0].counts.words(), "2 rows = 1 new + 1 to be decided");
    assert_eq!(money(&world), (900, 0));
}

#[test]
fn a_whole_that_is_less_than_its_parts_is_for_people() {
    let one = |line, key: &str, minor| {
        let what = What::Refunded { amount: usd(minor), payment: Some("ch_1".to_owned()) };
        vec![claim(line, key, what)]
    };
    let mut world = World::with_asha();
    let parts = vec![vec![paid(2, "ch_1", 9_000)], one(3, "re_1", 500), one(4, "re_2", 300)];
    does(&mut world, parts);
    let less = does(&mut world, vec![vec![paid(2, "ch_1", 9_000), back(2, "ch_1", 500)]]);
    assert_eq!(less.files[0].counts.words(), "1 row = 1 not as on record");
    assert_eq!(money(&world), (9_000, 800));
}
