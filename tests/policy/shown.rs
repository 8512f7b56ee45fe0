//! What a whole policy says beside its rules: how much of it is assumed, and when its sessions are.

use cairn_policy::show;

use crate::small::framed;

fn session(id: &str, starts: &str, minutes: u32, basis: &str) -> String {
    format!(
        "[[session]]\nid = '{id}'\nstarts = {starts}\nminutes = {minutes}\n{basis} = '{basis} it'\n"
    )
}

fn rule(basis: &str) -> String {
    format!("[requirement.it]\ntitle = 'It'\n{basis} = '{basis} it'\napplied = {{}}\n")
}

/// Returns the lines below a heading.
fn lines(heading: &str, rest: &str) -> Vec<String> {
    let sections = show(&framed(rest));
    let found = sections.iter().find(|section| section.title == heading).unwrap();
    found.lines.iter().map(ToString::to_string).collect()
}

#[test]
fn a_policy_says_how_much_of_it_was_never_published() {
    let nothing = "Whoever meets it is eligible for certification.";
    let table: [(&str, &[&str], &str); 7] = [
        ("published", &[], nothing),
        ("published", &["published", "published"], nothing),
        ("assumed", &[], "Its one rule was never published: it is an assumption."),
        (
            "assumed",
            &["published", "published"],
            "1 of its 3 rules and dates was never published: it is an assumption.",
        ),
        (
            "published",
            &["published", "assumed"],
            "1 of its 3 rules and dates was never published: it is an assumption.",
        ),
        (
            "published",
            &["assumed", "assumed"],
            "2 of its 3 rules and dates were never published: they are assumptions.",
        ),
        (
            "assumed",
            &["assumed", "assumed"],
            "None of its 3 rules and dates was ever published: all are assumptions.",
        ),
    ];
    for (of_rule, of_sessions, expected) in table {
        let day = |nth| format!("2026-02-0{}T19:00:00", nth + 1);
        let sessions = of_sessions.iter().enumerate();
        let sessions =
            sessions.map(|(nth, basis)| session(&format!("s{nth}"), &day(nth), 60, basis));
        let rest = sessions.collect::<String>() + &rule(of_rule);
        assert_eq!(lines("Small", &rest).last().unwrap(), expected);
    }
}

#[test]
fn sessions_are_told_in_order_of_time_however_they_are_written() {
    let rest = [
        session("last", "2026-03-01T19:00:00", 90, "published"),
        session("first", "2026-02-01T09:30:00", 1, "published"),
        session("middle", "2026-02-02T19:00:05", 2, "published"),
        rule("published"),
    ];
    assert_eq!(
        lines("Live sessions, in local time of UTC", &rest.concat()),
        [
            "first: Sunday 1 February 2026 at 09:30, 1 minute (published: published it)",
            "middle: Monday 2 February 2026 at 19:00:05, 2 minutes (published, as above)",
            "last: Sunday 1 March 2026 at 19:00, 90 minutes (published, as above)",
        ]
    );
}
