//! The likeliest mend works: a policy with one slip, mended as the hint says, is right.

use cairn_policy::read;

use crate::snapshot::{every_key, fixture};

#[test]
fn a_slip_is_mended_by_what_the_hint_proposes() {
    let right = fixture("compassionate-systems-2025-26.toml");
    let table = [
        ("waivable_by", "waiveable_by", "`waivable_by`"),
        ("within_days", "within-days", "`within_days`"),
        ("prerequisite", "prerequisites", "`prerequisite`"),
        ("[requirement.retreat]", "[requirement.retreats]", "`retreats`"),
        ("\"80 %\"", "0.8", "`\"80 %\"`"),
        ("\"15000.00 USD\"", "\"15,000 USD\"", "`\"15000.00 USD\"`"),
        ("\"15000.00 USD\"", "\"USD 15000\"", "`\"15000.00 USD\"`"),
        ("\"15000.00 USD\"", "15000", "`\"15000.00 USD\"`"),
        ("\"America/New_York\"", "\"america/new york\"", "`\"America/New_York\"`"),
        ("\"America/New_York\"", "\"New York\"", "`\"America/New_York\"`"),
        ("locked_by = \"applying\"", "locked_by = \"aplying\"", "`\"applying\"`"),
        ("need = 10", "need = \"10\"", "`10`"),
        ("begins = 2025-09-11", "begins = \"2025-09-11\"", "`2025-09-11`"),
        ("2025-09-11T19:00:00", "2025-09-11", "`2025-09-11T19:00:00`"),
        ("2025-09-11T19:00:00", "2025-09-11T19:00:00-04:00", "`2025-09-11T19:00:00`"),
        ("minutes = 180", "minutes = \"180\"", "`180`"),
        ("larger_systems", "\"larger systems\"", "`larger_systems`"),
        ("\"tuition\"]", "\"tution\"]", "`tuition`"),
    ];
    mended(&right, &table);
}

#[test]
fn so_is_a_slip_in_any_of_the_later_words() {
    let table = [
        ("absences = { at_most", "absence = { at_most", "`absences`"),
        ("\"100 hours\"", "\"100 hrs\"", "`\"100 hours\"`"),
        ("\"60 dives\"", "\"dives 60\"", "`\"60 dives\"`"),
        ("\"20 minutes\"", "20", "`\"20 minutes\"`"),
        ("\"84 %\"", "84", "`\"84 %\"`"),
        ("\"84 %\"", "0.84", "`\"84 %\"`"),
        ("after = \"admission\"", "after = \"admitted\"", "`\"admission\"`"),
        ("{ days = 365 }", "\"365 days\"", "`{ days = 365 }`"),
        ("{ days = 365 }", "{ years = 1 }", "`months = 12, month_end = \"last_day\"`"),
        ("since = \"application\"", "since = \"applying\"", "`\"application\"`"),
        ("requirement = \"hours\"", "requirement = \"hour\"", "`hours`"),
        ("session = \"opening\"", "session = \"openning\"", "`opening`"),
        ("except = [\"opening\"]", "except = [\"openning\"]", "`opening`"),
        ("excused = \"skip\"", "excused = \"skipped\"", "`\"skip\"`"),
        ("in_a_row = true", "in_a_row = \"true\"", "`true`"),
        ("keep = \"50 %\"", "keep = 50", "`\"50.00 EUR\"`"),
        ("needs = \"attendance\"", "needs = \"attendence\"", "`attendance`"),
        ("waiver_quorum", "waiver_quorom", "`waiver_quorum`"),
        ("every_days = 7", "every_day = 7", "`every_days`"),
        ("per_day", "per-day", "`per_day`"),
        ("mentor = 1", "Mentor = 1", "`mentor`"),
        (", month_end = \"last_day\" }", " }", "`month_end = \"last_day\"`"),
    ];
    mended(&every_key(), &table);
}

fn mended(right: &str, table: &[(&str, &str, &str)]) {
    for (good, slip, mend) in table {
        let text = right.replacen(good, slip, 1);
        assert_ne!(text, right, "{good} is not in the policy");
        let errors = read("slip.toml", &text).map(|_| ()).expect_err(slip);
        let hints: Vec<&str> =
            errors.errors().iter().filter_map(|error| error.hint.as_deref()).collect();
        assert!(hints.iter().any(|hint| hint.contains(mend)), "{slip}: {hints:?}");
    }
}
