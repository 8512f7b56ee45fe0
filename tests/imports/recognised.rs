//! What a file is recognised by: the words of its headings, wherever they stand and however they are spelled.

use cairn_import::zoom::{Language, Options, Part, Report, Variant, read};
use cairn_import::{Order, Refusal};

use crate::snapshot::stays;

fn file(lines: &[&str]) -> Result<Report, Refusal> {
    let options = Options { order: Some(Order::MonthFirst), ..Options::default() };
    read("file.csv", lines.join("\n").as_bytes(), &options)
}

const ROW: &str = "Asha Rao,asha@example.org,09/11/2025 06:58:12 PM,09/11/2025 08:31:00 PM,93";

#[test]
fn case_blanks_and_accents_in_two_characters_make_no_difference() {
    let shouted = "NAME  (ORIGINAL NAME), User Email ,JOIN TIME,Leave\u{a0}Time,duration (minutes)";
    assert_eq!(file(&[shouted, ROW]).unwrap().variant, Variant::Segments);
    // As a Mac writes `é` and `É`.
    let decomposed = "Nom (nom original),Adresse e-mail de l‘utilisateur,Heure d`arrive\u{301}e,HEURE DE DE\u{301}PART,Dure\u{301}e (minutes)";
    let report = file(&[decomposed, ROW]).unwrap();
    assert_eq!((report.language, report.counts().stays), (Language::French, 1));
    assert_eq!(stays(&report)[0].email.as_deref(), Some("asha@example.org"));
}

#[test]
fn columns_may_stand_in_another_order_and_others_between_them() {
    let report = file(&[
        "Leave Time,Team,Join Time,Name (Original Name),User Email",
        "09/11/2025 08:31:00 PM,Blue,09/11/2025 06:58:12 PM,Asha Rao,ASHA@example.org",
    ]);
    let report = report.unwrap();
    let stay = stays(&report)[0].clone();
    assert_eq!((stay.name.as_str(), stay.email.as_deref()), ("Asha Rao", Some("asha@example.org")));
}

#[test]
fn old_and_current_headings_are_told_apart_without_a_preamble() {
    let heading = |email: &str| format!("Name (Original Name),{email},Join Time,Leave Time");
    assert_eq!(file(&[&heading("User Email")]).unwrap().variant, Variant::Segments);
    assert_eq!(file(&[&heading("Email")]).unwrap().variant, Variant::Current);
}

#[test]
fn a_heading_that_is_only_like_one_is_not_taken_for_it() {
    let refused = file(&["Name,User Email,Join Time,Leave Time", ROW]);
    assert!(matches!(refused, Err(Refusal::NoHeading { .. })));
    let refused = file(&["Name (Original Name),User Email,Join Time", ROW]);
    assert!(matches!(refused, Err(Refusal::NoHeading { .. })));
}

#[test]
fn names_are_taken_apart_at_the_last_brackets_where_the_heading_promises_them() {
    let heading = "Name (Original Name),User Email,Join Time,Leave Time";
    let times = ",,09/11/2025 06:58:12 PM,09/11/2025 08:31:00 PM";
    let name = |written: &str| {
        let report = file(&[heading, &format!("{written}{times}")]).unwrap();
        let stay = stays(&report)[0].clone();
        (stay.name, stay.original_name)
    };
    let apart = |name: &str, original: &str| (name.to_owned(), Some(original.to_owned()));
    assert_eq!(name("A. Rao (Asha Rao)"), apart("A. Rao", "Asha Rao"));
    assert_eq!(name("Asha (she/her) (Asha Rao)"), apart("Asha (she/her)", "Asha Rao"));
    assert_eq!(name("Asha (Asha (she/her))"), apart("Asha", "Asha (she/her)"));
    for whole in ["Asha Rao", "(Asha Rao)", "Asha ()", "Asha (Rao", "Asha Rao)", "(Asha) Rao"] {
        assert_eq!(name(whole), (whole.to_owned(), None));
    }
    let report = file(&[
        &heading.replace("Name (Original Name)", "User Name"),
        &format!("Ben (he/him){times}"),
    ]);
    assert_eq!(stays(&report.unwrap())[0].name, "Ben (he/him)");
}

#[test]
fn whether_a_guest_is_only_known_where_it_is_said() {
    let heading = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest";
    let lines = [
        ROW.to_owned() + ",Yes",
        ROW.to_owned() + ",Oui",
        ROW.to_owned() + ",no",
        ROW.to_owned() + ",",
    ];
    let report = file(&[heading, &lines[0], &lines[1], &lines[2], &lines[3]]).unwrap();
    let guests: Vec<Option<bool>> = stays(&report).iter().map(|stay| stay.guest).collect();
    assert_eq!(guests, [Some(true), Some(true), Some(false), None]);
}

#[test]
fn a_table_of_a_webinar_without_its_title_is_of_attendees() {
    let heading = "Attended,User Name (Original Name),Email,Join Time,Leave Time";
    let row = "Yes,Asha,,09/11/2025 06:58:12 PM,09/11/2025 08:31:00 PM";
    let report = file(&["Host Details", heading, row, heading, row]).unwrap();
    let parts: Vec<Part> = stays(&report).iter().map(|stay| stay.part).collect();
    assert_eq!(parts, [Part::Host, Part::Attendee]);
    assert_eq!(report.counts().skipped, 1, "a heading that was not due is a row");
}

#[test]
fn damage_above_the_rows_is_remarked_on() {
    let report = file(&[
        "Topic,ID,Host,Start time",
        "Conv\0ening \"1,812,\"Program Host,",
        "Name (original name),Email,Join time,Leave time,Duration (minutes)",
        ROW,
    ]);
    let report = report.unwrap();
    let remarks: Vec<String> = report.remarks.iter().map(ToString::to_string).collect();
    assert_eq!(
        remarks,
        [
            "line 2: `row`: expected quotation marks that close, found `Conv\\u{0}ening \"1 812 \"Program Host `",
            "line 2: holds NUL characters",
        ]
    );
    assert_eq!(report.counts().stays, 1);
}
