//! What only follows from something that cannot be read is not said; everything else is.

use crate::pieces::{outcome, policy, requirement, said, series, session, with};

const ATTEND: &str = "sessions = { need = 1, presence = \"80 %\" }";
const NO_NAME: &str = "a letter or digit";

fn attendance() -> String {
    requirement("certificate", ATTEND)
}

#[test]
fn how_long_a_session_lasts_is_not_known_and_it_overlaps_nothing() {
    let next_morning = || session("second", "2026-01-09T09:00:00", "60");
    for first in [
        session("first", "2026-01-08T19:00:00", "\"long\""),
        series("first", "2026-01-08T19:00:00", "\"long\"", "{ times = 2, every_days = 7 }"),
    ] {
        let text = policy(&[first, next_morning(), attendance()]);
        assert_eq!(said(&text), ["\"long\": expected a whole number, found a text"]);
    }
}

/// No session is longer than a day, so that much may be asked of one that cannot be read, and no more.
#[test]
fn of_a_session_of_unknown_length_a_day_may_be_asked() {
    let asking = |presence: &str| {
        let asks = format!("sessions = {{ need = 1, presence = \"{presence}\" }}");
        let first = session("first", "2026-01-08T19:00:00", "1.5");
        said(&policy(&[first, requirement("certificate", &asks)]))
    };
    let unread = "1.5: expected a whole number, found a number with a decimal point";
    assert_eq!(asking("1440 minutes"), [unread]);
    assert_eq!(asking("1441 minutes"), [unread, "\"1441 minutes\": 1441 is outside 1 to 1440"]);
}

#[test]
fn what_sessions_are_called_is_not_known_where_they_cannot_be_read() {
    let asks = || {
        requirement("certificate", "sessions = { need = 1, of = [\"one\"], presence = \"80 %\" }")
    };
    let long = "w".repeat(62);
    let table = [
        (
            "session = [\"one\"]\n".to_owned(),
            "\"one\": expected a table in braces, found a text".to_owned(),
        ),
        (
            series(&long, "2026-01-08T19:00:00", "60", "{ times = 3, every_days = 7 }"),
            format!("\"{long}\": `{long}` is too long to be numbered"),
        ),
    ];
    for (sessions, fault) in table {
        assert_eq!(said(&policy(&[sessions, asks()])), [fault]);
    }
}

/// Ten thousand may come from series. Of a series beyond that, the first session is looked at, and how many there are is
/// not known.
#[test]
fn of_too_many_sessions_one_is_looked_at() {
    let thousands = (0..10).map(|nth| {
        let starts = format!("{}-01-08T19:00:00", 2000 + 3 * nth);
        series(&format!("s{nth}"), &starts, "60", "{ times = 1000, every_days = 1 }")
    });
    let text = with("begins = 2000-01-08", &thousands.chain([attendance()]).collect::<Vec<_>>());
    let text = text.replace("ends = 2026", "ends = 2100");
    assert_eq!(said(&text), Vec::<String>::new());

    let two = |minutes: &str| {
        series("late", "2090-01-08T19:00:00", minutes, "{ times = 2, every_days = 7 }")
    };
    let single = session("late-02", "2080-01-08T19:00:00", "60");
    let asks = "all = [\"some\"]\n".to_owned()
        + &requirement("some", "sessions = { need = 1, of = [\"late-09\"], presence = \"80 %\" }");
    let beyond = |sessions: &str| text.replace(ATTEND, &asks) + sessions;
    let too_many = "{ times = 2, every_days = 7 }: with these there are more than 10000 sessions";
    assert_eq!(said(&beyond(&(single + &two("60")))), [too_many]);
    assert_eq!(said(&beyond(&two("0"))), ["0: 0 is outside 1 to 1440", too_many]);
}

/// That day and night in 1992 clocks in São Paulo jumped over midnight.
#[test]
fn when_a_series_begins_is_not_known_and_clocks_jump_over_none_of_it() {
    let weeks = series("week", "2026-01-08", "60", "{ times = 1000, every_days = 50 }");
    let text = with("zone = \"America/Sao_Paulo\"", &[weeks, attendance()]);
    assert_eq!(said(&text), ["2026-01-08: expected a day and a time, found a day"]);
}

#[test]
fn a_key_that_nobody_knows_hides_nothing_if_it_holds_one_word() {
    let text = policy(&[
        "colour = \"red\"\n".to_owned(),
        session("one", "2026-01-08T19:00:00", "60"),
        requirement("certificate", "all = [\"talk\", \"live\"]"),
        requirement("live", "sessions = { need = 1, of = [\"two\"], presence = \"80 %\" }"),
        requirement("essay", "submitted = { item = \"essay\" }"),
    ]);
    assert_eq!(
        said(&text),
        [
            "colour: unknown key `colour`",
            "\"talk\": there is no requirement `talk`",
            "\"two\": there is no session `two` in the calendar",
            "essay: nothing asks for `essay`: it would never count",
        ]
    );
}

#[test]
fn what_an_outcome_needs_is_asked_for_even_if_it_cannot_be_read() {
    let essay = requirement("essay", "submitted = { item = \"essay\" }");
    let with_outcome = |needs: &str| {
        policy(&[
            session("one", "2026-01-08T19:00:00", "60"),
            outcome("some", needs),
            attendance(),
            essay.clone(),
        ])
    };
    assert_eq!(said(&with_outcome("\"essay\"")), Vec::<String>::new());
    assert_eq!(said(&with_outcome("7")), ["7: expected a name in quotes, found a whole number"]);
    assert_eq!(
        said(&with_outcome("\"certificate\"")),
        ["essay: nothing asks for `essay`: it would never count"]
    );
}

#[test]
fn an_outcome_that_cannot_be_read_does_not_fill_a_list() {
    let text = policy(&[outcome("some", "7"), requirement("certificate", "all = []")]);
    assert_eq!(
        said(&text),
        [
            "7: expected a name in quotes, found a whole number",
            "[]: this is empty; it needs at least one entry",
        ]
    );
}

#[test]
fn which_requirement_decides_is_not_known_and_nothing_is_left_over() {
    let essay = || requirement("essay", "submitted = { item = \"essay\" }");
    let talk = || requirement("talk", "submitted = { item = \"talk\" }");
    let said = said(&with("root = \"every thing\"", &[essay(), talk()]));
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].starts_with("\"every thing\"") && said[0].contains(NO_NAME), "{said:?}");
}

#[test]
fn where_a_day_of_the_cohort_cannot_be_read_the_years_that_cairn_knows_still_bind() {
    let table = [
        ("begins = 2026", "ends = 1899-12-31", "1899-12-31 is outside 1900-01-01 to 2200-12-31"),
        ("ends = 2026", "apply_by = 2201-01-01", "2201-01-01 is outside 1900-01-01 to 2200-12-31"),
    ];
    for (unread, line, fault) in table {
        let asks = requirement("certificate", "submitted = { item = \"essay\" }");
        let text = with(unread, &[asks]);
        let key = line.split(' ').next().unwrap();
        let others = text.lines().filter(|each| !each.starts_with(key));
        let text = [line].into_iter().chain(others).collect::<Vec<_>>().join("\n");
        let day = line.rsplit(' ').next().unwrap();
        assert_eq!(
            said(&text),
            [format!("{day}: {fault}"), "2026: expected a day, found a whole number".to_owned()]
        );
    }
}

#[test]
fn how_long_a_certificate_holds_is_asked_for_once() {
    let text = policy(&[
        "certificate = { valid_for = {} }\n".to_owned(),
        requirement("certificate", "submitted = { item = \"essay\" }"),
    ]);
    assert_eq!(said(&text), ["{}: this does not say how long"]);
}
