//! What an answer tells besides its numbers: what was missed and until when, what a limit left out, and who granted what.

mod south;

use crate::support::{Desk, root, unwrapped};

#[test]
fn a_cohort_is_counted_in_what_people_count_in() {
    let said = south::begun().ok(&["cohort", "south-2026", "--as-of", "2026-04-10"]);
    assert!(said.contains("◐ 12/20 credits  ◐ 8/20 h"), "neither hundredths nor minutes: {said}");
    assert!(said.contains("\n1 person: 1 open"), "{said}");
}

#[test]
fn words_agree_with_their_number_and_a_price_says_what_it_takes() {
    let desk = Desk::bare();
    desk.ok(&["init", "--origin", "log.example.org/one"]);
    let policy = root().join("fixtures/policies/gallery/24-hakomi-estonia/policy.toml");
    let policy = policy.display().to_string();
    let shown = desk.ok(&["policy", "show", &policy]);
    assert!(shown.contains("Its one rule was never published: it is an assumption."), "{shown}");
    desk.ok(&["policy", "adopt", &policy, "--from", "2025-01-01"]);
    desk.ok(&["record", "identified", "--name", "Ida Lund", "--on", "2025-01-01"]);
    desk.ok(&["record", "applied", "ida", "--on", "2025-08-01"]);
    let said = desk.ok(&["audit", "ida", "--as-of", "2025-08-02"]);
    assert!(said.contains("the one requirement is not met"), "{said}");
    let fee = |day| unwrapped(&desk.ok(&["why", "ida", "fee", "--as-of", day]));
    let price = "early bird price, 270.00 EUR, is";
    let open = format!("{price} still to be had: pay that much by Sun 7 Sep 2025");
    assert!(fee("2025-08-02").contains(&open));
    let lost =
        format!("{price} not theirs: that much was not paid, or went back, by Sun 7 Sep 2025");
    assert!(fee("2025-10-01").contains(&lost));
    let said = desk.refused(2, &["record", "logged", "ida", "--activity", "?", "--amount", "1"]);
    assert!(said.contains("`?` is not an activity"), "{said}");
}

/// Words of the clerk, who records for Ida.
fn noted(desk: &Desk, line: &str) -> String {
    let args: Vec<&str> = std::iter::once("record").chain(line.split(' ')).collect();
    let done = desk.run(&args);
    assert!(done.status.success(), "{line}");
    String::from_utf8(done.stderr).expect("text")
}

#[test]
fn what_may_be_a_slip_of_the_pen_is_said_once_and_fits_the_page() {
    let desk = south::begun();
    let said = noted(&desk, "logged ida --activity ethik --amount 1 --on 2026-05-01");
    assert!(said.lines().all(|line| line.chars().count() <= 80), "{said}");
    assert!(
        unwrapped(&said).ends_with("there are ethics, ethics-online, general, teaching"),
        "each name once, though two requirements ask for teaching: {said}"
    );
    let said = noted(&desk, "judged ida --question redyness --judge m@x --as mentor --granted");
    assert!(said.contains("no requirement asks the question redyness: there is readiness"));
}

fn ida(words: &[&str]) -> String {
    let said = south::begun().ok(words);
    assert!(said.lines().all(|line| line.chars().count() <= 80), "{said}");
    unwrapped(&said)
}

#[test]
fn what_was_missed_is_told_with_its_own_last_day_and_not_the_sessions() {
    let desk = Desk::with_sample();
    let said = desk.ok(&["why", "marguerite", "reflections", "--as-of", "2026-03-31"]);
    let said = unwrapped(&said);
    assert!(said.contains("no reflection on 2025-11 was filed in time (by Thu 4 Dec 2025)"));
    assert!(!said.contains("(Thu 13 Nov 2025)"), "the day of the session is not its last day");
    let said = desk.ok(&["why", "marguerite", "attendance", "--as-of", "2026-08-31"]);
    assert!(said.contains("session 2025-12 was not attended (Thu 11 Dec 2025)"), "{said}");
}

#[test]
fn whoever_applied_is_told_what_had_to_come_first() {
    let desk = Desk::with_sample();
    let said = unwrapped(&desk.ok(&["why", "patrick", "--as-of", "2026-03-31"]));
    assert!(
        said.contains(
            "they applied on Tue 10 Jun 2025 without “Introductory workshop”, which had to come first"
        ),
        "{said}"
    );
    assert!(said.contains("With nothing on record it would be out of reach on this day, too."));
}

#[test]
fn the_higher_price_is_told_with_its_reason() {
    let desk = Desk::with_sample();
    let tuition = |day| unwrapped(&desk.ok(&["why", "bronwyn", "tuition", "--as-of", day]));
    let said = tuition("2026-03-31");
    assert!(
        said.contains(
            "early bird price, 12500.00 USD, is not theirs: they applied on Mon 16 Jun 2025, after Sun 15 Jun 2025"
        ),
        "{said}"
    );
    let said = tuition("2025-06-10");
    assert!(said.contains("is still to be had: apply by Sun 15 Jun 2025"), "{said}");
}

#[test]
fn a_plan_says_what_to_do_and_never_do_what_is_asked() {
    let said = ida(&["forecast", "ida", "--as-of", "2026-03-10"]);
    for words in [
        "log 8 credits more of general for “Credits”",
        "hand in the second-paper (once “Paper” is met) by Mon 30 Nov 2026",
        "pass the examination at another attempt from Tue 31 Mar 2026",
        "pass the examination oral from Mon 1 Jun 2026",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
}

#[test]
fn what_was_not_done_is_named() {
    let said = ida(&["why", "ida", "second-paper", "--as-of", "2026-12-16"]);
    assert!(said.contains("the second-paper was not handed in (once “Paper” is met)"), "{said}");
    let said = ida(&["why", "ida", "credits", "--as-of", "2026-12-16"]);
    assert!(said.contains("not enough was logged for “Credits”: 12 of 20 credits"), "{said}");
}

#[test]
fn what_a_limit_left_out_is_said_where_the_sums_would_not_add_up() {
    let said = ida(&["audit", "ida", "--as-of", "2026-04-10"]);
    assert!(said.contains("12 of 20 credits of ethics counted: at most 12 credits may"), "{said}");
    assert!(said.contains("3 h left out: at most 8 h of one day count"), "{said}");
}

#[test]
fn a_word_that_a_later_one_overtook_is_among_what_does_not_count() {
    let said = ida(&["why", "ida", "ready", "--as-of", "2026-04-10"]);
    assert!(said.contains("as mentor: overtaken by a later word of theirs, #11"), "{said}");
    let said = ida(&["why", "ida", "ready", "--as-of", "2026-04-02"]);
    assert!(!said.contains("overtaken"), "it was the last word then");
}

#[test]
fn points_without_a_pass_mark_are_not_called_not_passed() {
    let said = ida(&["why", "ida", "written", "--as-of", "2026-04-10"]);
    assert!(said.contains("sat the examination: 40 of 50 points: the policy names no pass mark"));
    assert!(!said.contains("examination examination") && !said.contains("not passed"), "{said}");
}

#[test]
fn a_favour_is_told_with_who_granted_it_and_until_when_it_holds() {
    let said = ida(&["audit", "ida", "--as-of", "2026-04-10"]);
    for words in [
        "waived by the committee, granted by a@example.org and b@example.org, until Thu 31 Dec 2026, #14",
        "extended to Wed 15 Jul 2026, by the staff (not in force: #13 is), #12",
        "extended to Fri 31 Jul 2026, by the staff (in force), #13",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
}
