//! Numbers and names in sentences: one of a thing, the so-manieth, a share, a run of sessions.

use cairn_domain::policy::{Anchor, Begun, Fraction, Requirement};
use cairn_policy::{named, sentence};

use crate::small::{asking, framed, sentence_for};

fn logged(need: &str) -> String {
    sentence_for(&format!("log = {{ need = '{need}', of = ['practice'] }}"))
}

#[test]
fn time_is_said_in_hours_where_hours_read_well() {
    let table = [
        ("1 minute", "1 minute"),
        ("2 minutes", "2 minutes"),
        ("45 minutes", "45 minutes"),
        ("59 minutes", "59 minutes"),
        ("60 minutes", "1 hour"),
        ("1 hour", "1 hour"),
        ("61 minutes", "61 minutes"),
        ("75 minutes", "1.25 hours"),
        ("1.5 hours", "1.5 hours"),
        ("100 minutes", "100 minutes"),
        ("120 minutes", "2 hours"),
        ("100 hours", "100 hours"),
    ];
    for (need, expected) in table {
        assert_eq!(logged(need), format!("Log at least {expected} of practice."));
    }
}

#[test]
fn other_amounts_are_said_without_idle_decimals() {
    let table = [
        ("0.05 units", "0.05 units"),
        ("0.5 units", "0.5 units"),
        ("0.99 units", "0.99 units"),
        ("1.00 units", "1 unit"),
        ("1.01 units", "1.01 units"),
        ("1.45 units", "1.45 units"),
        ("1.90 units", "1.9 units"),
        ("24.00 units", "24 units"),
    ];
    for (need, expected) in table {
        assert_eq!(logged(need), format!("Log at least {expected} of practice."));
    }
}

#[test]
fn one_of_what_is_counted_is_said_in_the_singular() {
    let table = [
        ("badges", "badge"),
        ("classes", "class"),
        ("dishes", "dish"),
        ("coaches", "coach"),
        ("boxes", "box"),
        ("studies", "study"),
        ("skies", "sky"),
        ("ties", "tie"),
        ("CEs", "CE"),
        ("dive", "dive"),
        // What ends like a plural and is none.
        ("compass", "compass"),
        ("us", "us"),
    ];
    for (many, one) in table {
        assert_eq!(logged(&format!("1 {many}")), format!("Log at least 1 {one} of practice."));
    }
}

#[test]
fn what_is_counted_is_not_said_again_as_what_is_done() {
    let table = [
        ("40 dives", "'dive'", "40 dives"),
        ("40 dives", "'dives'", "40 dives"),
        ("40 Dives", "'dive'", "40 Dives"),
        ("1 dives", "'dive'", "1 dive"),
        ("40 dives", "'dive', 'snorkel'", "40 dives of dive or snorkel"),
        ("40 dives", "'snorkel'", "40 dives of snorkel"),
        ("40 hours", "'hours'", "40 hours of hours"),
    ];
    for (need, of, expected) in table {
        let asks = format!("log = {{ need = '{need}', of = [{of}] }}");
        assert_eq!(sentence_for(&asks), format!("Log at least {expected}."));
    }
}

#[test]
fn a_category_says_its_bounds_and_what_is_in_it() {
    let table = [
        ("{ name = 'dive', of = ['dive'] }", " of dive"),
        ("{ name = 'all', of = ['dive', 'swim'] }", " of dive or swim"),
        ("{ name = 'water', of = ['dive'] }", ": water (dive)"),
        ("{ name = 'dive', of = ['dive'], least = '1 units' }", ": at least 1 unit of dive"),
        ("{ name = 'dive', of = ['dive'], most = '3 units' }", ": at most 3 units of dive"),
        (
            "{ name = 'all', of = ['dive', 'swim'], most = '3 units' }",
            ": at most 3 units of all (dive, swim)",
        ),
        ("{ name = 'water', among = [{ name = 'dive', of = ['dive'] }] }", ": water (dive (dive))"),
        (
            "{ name = 'dive', of = ['dive'] }, { name = 'other', of = ['books'], least = '1 units', \
             most = '2 units' }",
            ": dive (dive), at least 1 unit and at most 2 units of other (books)",
        ),
    ];
    for (among, expected) in table {
        let asks = format!("log = {{ need = '2 units', among = [{among}] }}");
        assert_eq!(sentence_for(&asks), format!("Log at least 2 units{expected}."));
    }
}

#[test]
fn the_so_manieth_session_is_said_as_people_say_it() {
    let places = [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (10, "10th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (20, "20th"),
        (21, "21st"),
        (22, "22nd"),
        (23, "23rd"),
        (101, "101st"),
        (111, "111th"),
        (113, "113th"),
        (122, "122nd"),
    ];
    for (n, place) in places {
        let anchor = Anchor::NthSession { n, after: Begun::Admission };
        let expected = format!("the {place} session after admission");
        assert_eq!(named(&anchor, &|id| id.to_string()), expected);
    }
}

#[test]
fn a_share_is_a_whole_percentage_or_a_reduced_fraction() {
    let table = [
        ("1/1", "100 %"),
        ("100 %", "100 %"),
        ("8/10", "80 %"),
        ("4/6", "2/3"),
        ("87.5 %", "7/8"),
        ("1/100", "1 %"),
        ("1/101", "1/101"),
    ];
    for (share, expected) in table {
        let asks = format!("exam = {{ of = 'exam', pass_mark = '{share}' }}");
        let mark = format!("at least {expected} of the points pass, or the examiner's word");
        assert_eq!(sentence_for(&asks), format!("Pass the examination; {mark}."));
    }
}

/// A policy that no check has seen may say nonsense; it is said as it stands.
#[test]
fn a_share_of_nothing_is_said_as_it_stands() {
    let mut rule = asking("exam = { of = 'exam', pass_mark = '1/2' }").rules()[0].clone();
    if let Requirement::Exam { pass_mark, .. } = &mut rule.asks {
        *pass_mark = Some(Fraction { of: 0, per: 0 });
    }
    assert!(sentence(&rule).contains("at least 0/0 of the points pass"));
}

#[test]
fn sessions_that_are_numbered_one_after_the_other_are_said_as_a_run() {
    let table: [(&[&str], &str); 8] = [
        (&["week-1", "week-2"], "week-1, week-2"),
        (&["week-1", "week-2", "week-3"], "week-1 to week-3"),
        (&["week-08", "week-09", "week-10"], "week-08 to week-10"),
        (&["week-1", "week-3", "week-5"], "week-1, week-3, week-5"),
        (&["week-1", "week-3", "week-4", "week-5"], "week-1, week-3 to week-5"),
        (&["a-1", "b-2", "c-3"], "a-1, b-2, c-3"),
        (&["week-1", "week-02", "week-003"], "week-003, week-02, week-1"),
        (&["closing", "opening", "retreat"], "closing, opening, retreat"),
    ];
    for (names, expected) in table {
        let session = |(nth, name)| {
            format!(
                "[[session]]\nid = '{name}'\nstarts = 2026-02-{:02}T19:00:00\nminutes = 60\nassumed = 'x'\n",
                nth + 1
            )
        };
        let sessions: String = names.iter().enumerate().map(session).collect();
        let of = format!("of = ['{}']", names.join("', '"));
        let asks = format!("sessions = {{ need = 1, {of}, presence = '100 %' }}");
        let policy =
            framed(&format!("{sessions}[requirement.it]\ntitle = 'It'\nassumed = 'x'\n{asks}"));
        let expected = format!("Attend at least 1 of these sessions: {expected};");
        let found = sentence(&policy.rules()[0]);
        assert!(found.starts_with(&expected), "{found}");
    }
}

#[test]
fn what_is_one_is_not_said_like_several() {
    let table = [
        (
            "exam = { of = 'exam', attempts = 1 }",
            "Pass the examination; the examiner says whether it is passed; 1 attempt counts.",
        ),
        (
            "exam = { of = 'exam', attempts = 2 }",
            "Pass the examination; the examiner says whether it is passed; 2 attempts count.",
        ),
        ("completed = { any_of = ['First aid'] }", "Complete “First aid”."),
        (
            "completed = { any_of = ['First aid', 'Nursing'] }",
            "Complete one of these: “First aid”, “Nursing”.",
        ),
        ("retreat = { days = 1 }", "Complete a retreat of at least 1 day."),
        ("retreat = { days = 3, times = 2 }", "Complete 2 retreats of at least 3 days each."),
        (
            "all = ['other']\n[requirement.other]\ntitle = 'Other'\nassumed = 'x'\napplied = {}",
            "Meet other.",
        ),
        (
            "absences = { at_most = 1, presence = '100 %' }",
            "Miss at most 1 of the live sessions; a session is missed with any of it missing.",
        ),
        (
            "absences = { at_most = 0, presence = '4/5' }",
            "Miss none of the live sessions; a session is missed with less than 80 % of its time.",
        ),
    ];
    for (asks, expected) in table {
        assert_eq!(sentence_for(asks), expected);
    }
}

/// Where no price is locked by paying it, a refund has none to lose.
#[test]
fn what_a_refund_loses_is_only_said_where_paying_locks_a_price() {
    let price = |on_refund: &str, locked_by: &str| {
        sentence_for(&format!(
            "paid = {{ full = '10 USD', on_refund = '{on_refund}', tiers = [{{ name = 'early', price = '8 USD', \
             locked_by = '{locked_by}', by = 2026-01-01 }}] }}"
        ))
    };
    for locked_by in ["applying", "admission"] {
        assert_eq!(price("loses", locked_by), price("keeps", locked_by));
        assert!(!price("loses", locked_by).contains("refund"));
    }
    assert!(price("loses", "paying").ends_with("; a refund below a reduced price loses it."));
    assert!(price("keeps", "paying").ends_with("; a refund does not lose a reduced price."));
}
