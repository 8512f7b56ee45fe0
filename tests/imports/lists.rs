//! Lists that staff keep by hand: who is ticked, for how long somebody was there, and which payment went back.

use cairn_domain::source::{Claims, ImportSource, SourceColumn, SourceField};
use cairn_import::sheet::{Options, headings, read};
use cairn_import::{Row, Sheet, What};

use crate::claims::source;

fn list(claims: Claims, columns: &[(SourceField, &str)], rows: &[&str]) -> Sheet {
    let column = |(position, (field, heading)): (u32, &(SourceField, &str))| SourceColumn {
        field: *field,
        position,
        heading: (*heading).to_owned(),
    };
    let session = (claims == Claims::Attended).then(|| "convening-1".parse().unwrap());
    let mapping = ImportSource {
        claims,
        columns: (1..).zip(columns).map(column).collect(),
        meanings: Vec::new(),
        currency: Some("USD".parse().unwrap()),
        session,
        ..source("sheets", "applied.csv")
    };
    let words: Vec<&str> = columns.iter().map(|(_, heading)| *heading).collect();
    let file = format!("{}\n{}\n", words.join(","), rows.join("\n"));
    read("list.csv", file.as_bytes(), &mapping, &Options::default())
        .unwrap_or_else(|error| panic!("{error}"))
}

/// What became of the rows: `counts`, or why not.
fn became(sheet: &Sheet) -> Vec<String> {
    let told = |row: &Row| match row {
        Row::Claims(_) => "counts".to_owned(),
        Row::Skipped { why, .. } => why.clone(),
        Row::Unreadable(row) => format!("unreadable: {}", row.field),
    };
    sheet.rows.iter().map(told).collect()
}

const NAME: (SourceField, &str) = (SourceField::Name, "Name");
const AMOUNT: (SourceField, &str) = (SourceField::Amount, "Amount");
const REFERENCE: (SourceField, &str) = (SourceField::Reference, "Receipt");

/// What a status comes to, of attendance or of a payment.
fn status(claims: Claims, said: &str) -> String {
    let heading = if claims == Claims::Attended { "Present" } else { "Status" };
    let columns = [NAME, AMOUNT, (SourceField::Status, heading)];
    became(&list(claims, &columns, &[&format!("Asha Rao,100.00,{said}")])).concat()
}

#[test]
fn a_tick_counts_in_the_ways_in_which_people_tick() {
    for said in ["yes", "Y", "x", "X", "TRUE", "1", "✓", "Ja", "si", "Sì", "oui", "Present"] {
        assert_eq!(status(Claims::Attended, said), "counts", "{said}");
        assert_eq!(status(Claims::Paid, said), "counts", "{said}");
    }
}

#[test]
fn a_no_does_not_count() {
    for said in ["no", "N", "FALSE", "0", "-", "—", "absent"] {
        let why = format!("`{said}` does not count");
        assert_eq!(status(Claims::Attended, said), why);
        assert_eq!(status(Claims::Paid, said), why);
    }
}

#[test]
fn whoever_was_not_ticked_was_not_there_and_a_payment_without_a_status_is_asked_about() {
    assert_eq!(status(Claims::Attended, ""), "`Present` is blank");
    assert_eq!(status(Claims::Paid, ""), "unreadable: Status");
}

#[test]
fn a_word_that_nobody_explained_is_not_guessed() {
    for claims in [Claims::Attended, Claims::Paid] {
        assert!(status(claims, "sort of").starts_with("unreadable"), "{claims}");
    }
}

#[test]
fn blank_minutes_are_not_the_whole_of_a_session() {
    let minutes = (SourceField::Minutes, "Minutes");
    let sheet = list(Claims::Attended, &[NAME, minutes], &["Asha,90", "Ben,", "Cy,-", "Dee,0"]);
    let told = ["counts", "unreadable: Minutes", "unreadable: Minutes", "counts"];
    assert_eq!(became(&sheet), told);
    let present = (SourceField::Status, "Present");
    let sheet = list(Claims::Attended, &[NAME, present, minutes], &["Asha,no,", "Ben,yes,"]);
    assert_eq!(became(&sheet), ["`no` does not count", "unreadable: Minutes"]);
}

#[test]
fn the_reference_of_a_refund_is_that_of_the_payment_which_may_go_back_in_parts() {
    let rows = ["Asha,30.00,R-1", "Asha,20.00,R-1", "Ben,10.00,"];
    let sheet = list(Claims::Refunded, &[NAME, AMOUNT, REFERENCE], &rows);
    let told = sheet.rows.iter().map(|row| match row {
        Row::Claims(claims) => match &claims[0].what {
            What::Refunded { payment, .. } => (claims[0].key.as_deref(), payment.as_deref()),
            what => panic!("{what:?}"),
        },
        row => panic!("{row:?}"),
    });
    assert_eq!(told.collect::<Vec<_>>(), [(None, Some("R-1")), (None, Some("R-1")), (None, None)]);
}

#[test]
fn a_refund_that_failed_does_not_say_that_the_payment_did() {
    let key = |claims| {
        let columns = [NAME, AMOUNT, REFERENCE, (SourceField::Status, "Status")];
        match list(claims, &columns, &["Asha,30.00,R-1,failed"]).rows.as_slice() {
            [Row::Skipped { key, .. }] => key.clone(),
            rows => panic!("{rows:?}"),
        }
    };
    assert_eq!(key(Claims::Refunded), None);
    assert_eq!(key(Claims::Paid).as_deref(), Some("R-1"));
}

#[test]
fn a_name_that_is_none_is_cut_in_a_list_too() {
    let sheet = list(Claims::Applied, &[NAME], &["a".repeat(5000).as_str()]);
    let [Row::Claims(claims)] = sheet.rows.as_slice() else { panic!("{sheet:?}") };
    assert_eq!(claims[0].name.as_deref().map(|name| name.chars().count()), Some(201));
    assert_eq!(claims[0].notes, ["the name is longer than 200 characters, and is cut"]);
}

#[test]
fn headings_of_lists_are_guessed_and_an_invoice_is_no_reference() {
    let guessed = |heading: &str| {
        let file = format!("Name,{heading}\nAsha,x\n");
        headings("list.csv", file.as_bytes(), None).unwrap()[1].guess
    };
    for heading in ["Present", "attended", "Attendance"] {
        assert_eq!(guessed(heading), Some(SourceField::Status), "{heading}");
    }
    for heading in [
        "Reference",
        "Receipt",
        "Receipt number",
        "Transaction",
        "Transaction ID",
        "Payment ID",
        "Order ID",
        "Confirmation number",
    ] {
        assert_eq!(guessed(heading), Some(SourceField::Reference), "{heading}");
    }
    assert_eq!(guessed("Invoice"), None);
}
