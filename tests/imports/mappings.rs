//! Mappings that people keep, and files that have changed since: which column is which, and what its answers mean.

use cairn_domain::source::{Claims, ImportSource, Meaning, SourceColumn, SourceField};
use cairn_import::sheet::{Form, Options, Unfit, read, recognise};
use cairn_import::{Claim, Delimiter, Meant, Refusal, Row, Sheet, What, When, records};

use crate::claims::source;

/// A mapping of columns to their headings, in the order in which the file had them.
fn mapping(claims: Claims, columns: &[(SourceField, &str)]) -> ImportSource {
    let column = |(position, (field, heading)): (u32, &(SourceField, &str))| SourceColumn {
        field: *field,
        position,
        heading: (*heading).to_owned(),
    };
    let columns = (1..).zip(columns).map(column).collect();
    ImportSource { claims, columns, meanings: Vec::new(), ..source("sheets", "applied.csv") }
}

fn applied() -> ImportSource {
    let columns = [
        (SourceField::At, "Received"),
        (SourceField::Email, "E-mail"),
        (SourceField::Team, "Team"),
    ];
    mapping(Claims::Applied, &columns)
}

fn reading(file: &str, source: &ImportSource) -> Result<Sheet, Refusal> {
    read("file.csv", file.as_bytes(), source, &Options::default())
}

fn claim(sheet: &Sheet) -> &Claim {
    match sheet.rows.as_slice() {
        [Row::Claims(claims)] => &claims[0],
        rows => panic!("{rows:?}"),
    }
}

fn remarks(sheet: &Sheet) -> Vec<&str> {
    sheet.remarks.iter().map(|remark| remark.what.as_str()).collect()
}

fn unfit(reading: Result<Sheet, Refusal>) -> Unfit {
    match reading {
        Err(Refusal::Unfit { unfit, .. }) => unfit,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_column_that_moved_is_found_by_its_heading_and_that_is_remarked() {
    let sheet =
        reading("Team,Received,E-mail\nriver,2025-08-14 10:00,asha@example.org\n", &applied());
    let sheet = sheet.unwrap();
    assert_eq!(claim(&sheet).email.as_deref(), Some("asha@example.org"));
    assert_eq!(remarks(&sheet)[2], "`Team` is in column 1, and was in column 3");
}

#[test]
fn a_heading_that_was_edited_is_found_by_its_place_while_the_others_stay() {
    let sheet =
        reading("Received,E-mail,Your group\n2025-08-14,asha@example.org,river\n", &applied());
    let sheet = sheet.unwrap();
    assert_eq!(claim(&sheet).what, What::Applied { team: Some("river".to_owned()) });
    assert_eq!(sheet.remarks.len(), 1);
}

#[test]
fn of_two_headings_that_were_edited_neither_is_guessed() {
    let refused =
        unfit(reading("Received,Address,Your group\n2025-08-14,a@example.org,x\n", &applied()));
    assert!(matches!(refused, Unfit::NoHeading { .. }), "{refused:?}");
}

#[test]
fn a_column_is_not_taken_for_one_whose_name_it_does_not_have() {
    let refused =
        unfit(reading("Received,E-mail,Status\n2025-08-14,a@example.org,x\n", &applied()));
    let Unfit::Column { heading, position: 3, found, line: 1 } = refused else {
        panic!("{refused:?}")
    };
    assert_eq!((heading.as_str(), found.as_str()), ("Team", "is `Status`"));
}

#[test]
fn a_heading_that_repeats_is_told_by_its_place() {
    let columns =
        [(SourceField::At, "Date"), (SourceField::Name, "Answer"), (SourceField::Team, "Answer")];
    let source = mapping(Claims::Applied, &columns);
    let sheet = reading("Date,Answer,Answer\n2025-08-14,Asha Rao,river\n", &source).unwrap();
    assert_eq!(claim(&sheet).name.as_deref(), Some("Asha Rao"));
    let refused = unfit(reading("New,Date,Answer,Answer\nx,2025-08-14,Asha Rao,river\n", &source));
    assert!(matches!(refused, Unfit::Column { .. } | Unfit::NoHeading { .. }), "{refused:?}");
}

#[test]
fn a_column_without_a_heading_is_where_it_was() {
    let columns = [(SourceField::At, "Date"), (SourceField::Name, "")];
    let source = mapping(Claims::Applied, &columns);
    let sheet = reading("Date,,Remark\n2025-08-14,Asha Rao,x\n", &source).unwrap();
    assert_eq!(claim(&sheet).name.as_deref(), Some("Asha Rao"));
    assert!(reading("Remark,Date,\nx,2025-08-14,Asha Rao\n", &source).is_err());
}

#[test]
fn a_date_and_a_time_may_stand_in_two_columns() {
    let columns =
        [(SourceField::At, "Date"), (SourceField::At, "Time"), (SourceField::Name, "Name")];
    let sheet =
        reading("Date,Time,Name\n14/08/2025,11:58 PM,Asha\n", &mapping(Claims::Applied, &columns));
    let sheet = sheet.unwrap();
    let When::Local(at) = claim(&sheet).when else { panic!() };
    assert_eq!(at.to_string(), "2025-08-14 23:58:00");
}

#[test]
fn two_columns_of_one_field_must_agree_or_one_be_blank() {
    let columns = [
        (SourceField::Name, "Name"),
        (SourceField::Team, "Team (morning)"),
        (SourceField::Team, "Team (evening)"),
    ];
    let source = mapping(Claims::Applied, &columns);
    let file = "Name,Team (morning),Team (evening)\nAsha,river,\nBen,,hill\nCy,river,hill\n";
    let sheet = reading(file, &source).unwrap();
    let [Row::Claims(_), Row::Claims(ben), Row::Unreadable(cy)] = sheet.rows.as_slice() else {
        panic!()
    };
    assert_eq!(ben[0].what, What::Applied { team: Some("hill".to_owned()) });
    assert_eq!(ben[0].when, When::Unsaid);
    assert_eq!(cy.expected, "the same as under `Team (morning)`, or nothing");
}

#[test]
fn boxes_that_were_ticked_are_told_apart_though_their_words_have_commas() {
    let columns = [(SourceField::Email, "Email"), (SourceField::Facets, "Facets")];
    let mut source = mapping(Claims::Reflected, &columns);
    let meaning = |text: &str, means: &str| Meaning {
        field: SourceField::Facets,
        text: text.to_owned(),
        means: means.to_owned(),
    };
    source.meanings = vec![meaning("Seeing, and being seen", "sight"), meaning("Seeing", "eye")];
    let file = "Email,Facets\nasha@example.org,\"Seeing, Voice, seeing, and  being seen, Voice\"\n";
    let What::Reflected { facets, session } = claim(&reading(file, &source).unwrap()).what.clone()
    else {
        panic!()
    };
    assert_eq!(facets, ["eye", "Voice", "sight"]);
    assert_eq!(session, Meant::Unsaid);
    source.session = Some("convening-3".parse().unwrap());
    let What::Reflected { session, .. } = claim(&reading(file, &source).unwrap()).what.clone()
    else {
        panic!()
    };
    assert_eq!(session, Meant::Named("convening-3".to_owned()));
}

#[test]
fn a_mapping_that_does_not_suffice_is_refused_before_the_file_is_read() {
    let why = |claims, columns: &[(SourceField, &str)]| {
        let Unfit::Source { why, .. } = unfit(reading("", &mapping(claims, columns))) else {
            panic!()
        };
        why
    };
    let (name, amount) = ((SourceField::Name, "Name"), (SourceField::Amount, "Amount"));
    assert_eq!(why(Claims::Applied, &[]), "no column holds a name or an address");
    assert_eq!(why(Claims::Paid, &[name]), "no column holds the amount");
    assert_eq!(
        why(Claims::Refunded, &[name, amount]),
        "neither a column nor the source says the currency"
    );
    assert_eq!(
        why(Claims::Attended, &[name]),
        "neither a column nor the source says which session, or when it was"
    );
}

#[test]
fn a_file_is_recognised_by_the_headings_that_were_kept() {
    let form = |text: &str| recognise(&records(text, Delimiter::Comma), &applied());
    assert_eq!(form("Title\n\nReceived,E-mail,Team\n"), Some(Form::Sheet));
    assert_eq!(form("Order,Date\n"), None);
    let names: Vec<&str> = Form::ALL.into_iter().map(Form::name).collect();
    assert_eq!(
        names,
        ["google-forms", "google-sheet", "moodle-attendance", "moodle-upload", "sheet"]
    );
}
