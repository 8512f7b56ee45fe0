//! The likeliest mend works: a policy with one slip, mended as the hint says, is right.

use cairn_policy::read;

use crate::snapshot::fixture;

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
    for (good, slip, mend) in table {
        let text = right.replacen(good, slip, 1);
        assert_ne!(text, right, "{good} is not in the policy");
        let errors = read("slip.toml", &text).map(|_| ()).expect_err(slip);
        let hints: Vec<&str> =
            errors.errors().iter().filter_map(|error| error.hint.as_deref()).collect();
        assert!(hints.iter().any(|hint| hint.contains(mend)), "{slip}: {hints:?}");
    }
}
