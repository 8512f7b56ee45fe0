//! How files are read, as staff say it on the command line and as the log keeps it: in the same words.

use std::collections::BTreeSet;

use cairn_domain::source::{Claims, SourceField};
use cairn_domain::{DayOrMonth, Decimal, Event};
use cairn_testkit::story::imports;

#[test]
fn a_field_goes_by_one_name_everywhere() {
    let mut names = BTreeSet::new();
    for field in SourceField::ALL {
        let wire = serde_json::to_value(field).unwrap();
        assert_eq!(wire, field.name());
        assert_eq!(field.to_string(), field.name());
        assert_eq!(serde_json::from_value::<SourceField>(wire).unwrap(), field);
        names.insert(field.name());
    }
    assert_eq!(names.len(), SourceField::ALL.len(), "no two fields have one name");
}

#[test]
fn what_a_row_claims_goes_by_one_name_everywhere() {
    let mut names = BTreeSet::new();
    for claims in Claims::ALL {
        let wire = serde_json::to_value(claims).unwrap();
        assert_eq!(wire, claims.name());
        assert_eq!(claims.to_string(), claims.name());
        assert_eq!(serde_json::from_value::<Claims>(wire).unwrap(), claims);
        names.insert(claims.name());
    }
    assert_eq!(names.len(), Claims::ALL.len());
}

#[test]
fn orders_and_signs_are_words() {
    let word = |value: serde_json::Result<serde_json::Value>| value.unwrap().to_string();
    let orders = [DayOrMonth::MonthFirst, DayOrMonth::DayFirst];
    let orders = orders.map(|order| word(serde_json::to_value(order)));
    assert_eq!(orders, ["\"month_first\"", "\"day_first\""]);
    let signs = [Decimal::Point, Decimal::Comma].map(|sign| word(serde_json::to_value(sign)));
    assert_eq!(signs, ["\"point\"", "\"comma\""]);
}

#[test]
fn what_imports_leave_goes_by_its_name() {
    let story = imports().map(|imported| {
        let told = cairn_testkit::story::given([imported]);
        let event: Event = told.settled().facts[0].event.clone();
        (event.kind(), event.version())
    });
    let kinds = ["source_saved", "file_imported", "row_queued", "row_resolved"];
    assert_eq!(story, kinds.map(|kind| (kind, 1)));
    let told = cairn_testkit::story::given([cairn_testkit::story::recognised()]);
    assert_eq!(told.settled().facts[0].event.kind(), "recognised");
}
