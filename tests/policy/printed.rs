//! How a policy is printed: in the words of whoever wrote it, without what goes without saying.

use cairn_policy::print;

use crate::small::{asking, framed};

#[test]
fn what_was_written_plainly_is_printed_as_it_was_written() {
    let table = [
        r#"sessions = { need = "80 %", presence = "1 minute" }"#,
        r#"sessions = { need = "4/5", presence = "2 minutes" }"#,
        r#"sessions = { need = 2, presence = { missed_at_most = "0 minutes" } }"#,
        "retreat = { days = 5 }",
        "retreat = { days = 5, times = 2 }",
        r#"log = { need = "40 dives", of = ["dive"] }"#,
        r#"log = { need = "1 hour", of = ["dive", "swim"] }"#,
        "log = { need = \"2 units\", among = [\n  { name = \"water\", of = [\"dive\"] },\n] }",
        "log = { need = \"2 units\", among = [\n  { name = \"dive\", of = [\"dive\"], least = \"1 units\" },\n] }",
        "log = { need = \"2 units\", among = [\n  { name = \"dive\", of = [\"dive\"], most = \"3 units\" },\n] }",
    ];
    for asks in table {
        let printed = print(asking(asks).policy());
        assert!(printed.ends_with(&format!("\n{asks}\n")), "{asks}\n{printed}");
    }
}

#[test]
fn what_goes_without_saying_is_not_printed() {
    let table = [
        ("retreat = { days = 5, times = 1 }", "retreat = { days = 5 }"),
        (
            "log = { need = '40 dives', among = [{ name = 'dive', of = ['dive'] }] }",
            r#"log = { need = "40 dives", of = ["dive"] }"#,
        ),
        (
            "log = { need = '40 dives', among = [{ name = 'all', of = ['dive', 'swim'] }] }",
            r#"log = { need = "40 dives", of = ["dive", "swim"] }"#,
        ),
    ];
    for (asks, expected) in table {
        let printed = print(asking(asks).policy());
        assert!(printed.ends_with(&format!("\n{expected}\n")), "{asks}\n{printed}");
    }
}

#[test]
fn one_person_who_may_waive_needs_no_number() {
    let printed = |quorum: &str| {
        let waivable = format!("waivable_by = \"committee\"\n{quorum}");
        let rule = format!("title = \"It\"\nassumed = \"x\"\n{waivable}applied = {{}}\n");
        print(framed(&format!("[requirement.it]\n{rule}")).policy())
    };
    assert_eq!(printed("waiver_quorum = 1\n"), printed(""));
    assert!(!printed("").contains("waiver_quorum"));
    assert!(printed("waiver_quorum = 2\n").contains("\nwaiver_quorum = 2\n"));
}
