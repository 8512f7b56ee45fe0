//! What two policies differ in: the same in other words is no difference, and another thing is one.

use cairn_domain::Policy;
use cairn_policy::diff;

use crate::small::{asking, framed};

fn changes(before: &Policy, after: &Policy) -> Vec<String> {
    diff(before, after).into_iter().map(|change| change.to_string()).collect()
}

/// Returns what changed between two requirements, by topic.
fn between(one: &str, other: &str) -> Vec<String> {
    let changes = diff(asking(one).policy(), asking(other).policy());
    changes.into_iter().map(|change| change.what).collect()
}

/// Returns a price of which a reduced one is locked in some way.
fn price(on_refund: &str, locked_by: &str) -> String {
    format!(
        "paid = {{ full = '10 USD', on_refund = '{on_refund}', tiers = [{{ name = 'early', price = '8 USD', \
         locked_by = '{locked_by}', by = 2026-01-01 }}] }}"
    )
}

#[test]
fn the_same_in_other_words_is_no_difference() {
    let applying = (price("loses", "applying"), price("keeps", "applying"));
    let table = [
        (
            "sessions = { need = '80 %', presence = '100 %' }",
            "sessions = { need = '4/5', presence = '1/1' }",
        ),
        ("sessions = { need = 1, presence = '75 %' }", "sessions = { need = 1, presence = '3/4' }"),
        (
            "sessions = { need = 1, presence = { missed_at_most = '20 minutes' } }",
            "sessions = { need = 1, presence = { missed_at_most = '20 minutes', late_at_most = '20 minutes', early_at_most = '20 minutes' } }",
        ),
        (
            "absences = { at_most = 1, presence = '75 %' }",
            "absences = { at_most = 1, presence = '3/4' }",
        ),
        (
            "submitted = { item = 'plan', by = 2026-06-30 }",
            "submitted = { item = 'plan', by = [2026-06-30] }",
        ),
        (
            "submitted = { item = 'plan', by = 2026-06-30 }",
            "submitted = { item = 'plan', by = { after = 2026-06-30 } }",
        ),
        (
            "submitted = { item = 'plan', by = [2026-06-30, 'admission'] }",
            "submitted = { item = 'plan', by = [{ after = 2026-06-30 }, 'admission'] }",
        ),
        (
            "submitted = { item = 'plan', after = 2026-01-31 }",
            "submitted = { item = 'plan', after = { after = 2026-01-31 } }",
        ),
        (
            "log = { need = '1 hour', of = ['dive'], after = 2026-01-31, reported_by = 2026-06-30 }",
            "log = { need = '60 minutes', of = ['dive'], after = { after = 2026-01-31 }, reported_by = [2026-06-30] }",
        ),
        (
            "exam = { of = 'exam', pass_mark = '84 %', by = 2026-06-30 }",
            "exam = { of = 'exam', pass_mark = '21/25', by = [{ after = 2026-06-30 }] }",
        ),
        (
            "paid = { full = '10 USD', refunds = [{ until = 2026-01-31, keep = '50 %' }] }",
            "paid = { full = '10 USD', refunds = [{ until = 2026-01-31, keep = '1/2' }] }",
        ),
        (&applying.0, &applying.1),
    ];
    for (one, other) in table {
        assert!(between(one, other).is_empty(), "{one}\n{other}");
        assert!(between(other, one).is_empty(), "{one}\n{other}");
    }
}

#[test]
fn another_thing_is_one_difference() {
    let paying = (price("loses", "paying"), price("keeps", "paying"));
    let stay = |ends: &str| {
        format!("sessions = {{ need = 1, presence = {{ missed_at_most = '20 minutes'{ends} }} }}")
    };
    let (anywhere, late, early) =
        (stay(""), stay(", late_at_most = '15 minutes'"), stay(", early_at_most = '15 minutes'"));
    let table = [
        (
            "sessions = { need = '80 %', presence = '100 %' }",
            "sessions = { need = '5/6', presence = '100 %' }",
        ),
        (&anywhere, &late),
        (&anywhere, &early),
        (&late, &early),
        (
            "submitted = { item = 'plan', by = 2026-06-30 }",
            "submitted = { item = 'plan', by = [2026-06-30, 'admission'] }",
        ),
        (
            "submitted = { item = 'plan', by = 'admission' }",
            "submitted = { item = 'plan', by = 'application' }",
        ),
        (
            "submitted = { item = 'plan', by = 2026-06-30 }",
            "submitted = { item = 'plan', by = { days = 1, after = 2026-06-30 } }",
        ),
        (
            "log = { need = '1 hour', of = ['dive'], reported_by = 2026-06-30 }",
            "log = { need = '1 hour', of = ['dive'], reported_by = 2026-07-01 }",
        ),
        (&paying.0, &paying.1),
    ];
    for (one, other) in table {
        assert_eq!(between(one, other), ["what it asks"], "{one}\n{other}");
        assert_eq!(between(other, one), ["what it asks"], "{one}\n{other}");
    }
}

#[test]
fn sessions_stand_where_either_policy_has_them_first() {
    let calendar = |sessions: [(&str, &str, u32); 2]| {
        let session = |(id, day, minutes)| {
            format!(
                "[[session]]\nid = '{id}'\nstarts = {day}T19:00:00\nminutes = {minutes}\nassumed = 'x'\n"
            )
        };
        let rest = "[requirement.it]\ntitle = 'It'\nassumed = 'x'\napplied = {}\n";
        framed(&(sessions.map(session).concat() + rest)).policy().clone()
    };
    let before = calendar([("b", "2026-02-01", 60), ("a", "2026-03-01", 60)]);
    let after = calendar([("a", "2026-03-01", 90), ("b", "2026-04-01", 60)]);
    assert_eq!(
        changes(&before, &after),
        [
            "changed session b: Sunday 1 February 2026 at 19:00, 60 minutes → Wednesday 1 April 2026 at 19:00, 60 minutes",
            "changed session a: Sunday 1 March 2026 at 19:00, 60 minutes → Sunday 1 March 2026 at 19:00, 90 minutes",
        ]
    );
}

/// Returns a policy with requirements, each with its title, and with outcomes of the same names.
fn listed(named: &[(&str, &str)]) -> Policy {
    let outcome = |(id, title): &(&str, &str)| {
        format!("[[outcome]]\nid = '{id}'\ntitle = '{title}'\nneeds = '{id}'\n")
    };
    let rule = |(id, title): &(&str, &str)| {
        format!("[requirement.{id}]\ntitle = '{title}'\nassumed = 'x'\napplied = {{}}\n")
    };
    let all = "[requirement.it]\ntitle = 'It'\nassumed = 'x'\nall = ['x', 'y', 'z']\n".to_owned();
    let parts = named.iter().map(outcome).chain([all]).chain(named.iter().map(rule));
    framed(&parts.collect::<String>()).policy().clone()
}

#[test]
fn requirements_and_outcomes_stand_where_either_policy_has_them_first() {
    let before = listed(&[("x", "one"), ("y", "two"), ("z", "three")]);
    let after = listed(&[("y", "2"), ("z", "3"), ("x", "1")]);
    assert_eq!(
        changes(&before, &after),
        [
            "changed title of x: one → 1",
            "changed title of y: two → 2",
            "changed title of z: three → 3",
            "changed order of the requirements: it, x, y, z → it, y, z, x",
            "changed outcome x: one, for whoever meets x → 1, for whoever meets x",
            "changed outcome y: two, for whoever meets y → 2, for whoever meets y",
            "changed outcome z: three, for whoever meets z → 3, for whoever meets z",
            "changed order of the outcomes: x, y, z → y, z, x",
        ]
    );
}

/// What stands around something new has not changed its order.
#[test]
fn what_is_new_is_added_and_nothing_else() {
    let three = [("x", "one"), ("y", "two"), ("z", "three")];
    let four = [("x", "one"), ("w", "new"), ("y", "two"), ("z", "three")];
    assert_eq!(
        changes(&listed(&three), &listed(&four)),
        ["added requirement w: Apply.", "added outcome w: new, for whoever meets w"]
    );
    assert_eq!(
        changes(&listed(&four), &listed(&three)),
        ["removed requirement w: Apply.", "removed outcome w: new, for whoever meets w"]
    );
}

/// A policy that no check has seen may have a name twice.
#[test]
fn of_what_is_there_twice_the_first_is_compared() {
    let policy = listed(&[("x", "one"), ("y", "two"), ("z", "three")]);
    let mut twice = policy.clone();
    let mut other = twice.outcomes[0].clone();
    other.title = "another".to_owned();
    twice.outcomes.insert(1, other);
    assert_eq!(changes(&policy, &twice), ["changed order of the outcomes: x, y, z → x, x, y, z"]);
}
