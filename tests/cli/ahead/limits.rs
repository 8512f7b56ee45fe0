//! Plans that can be followed to the letter: what binds a step, though no day can be named for it yet, is said.

use super::north::record;
use crate::support::{Desk, unwrapped};

/// A programme of the gallery with one applicant, and what was recorded of them.
fn begun(programme: &str, from: &str, lines: &[&str]) -> Desk {
    let desk = Desk::with_gallery(programme, from);
    record(&desk, &format!("identified --name \"Ada Berg\" --on {from}"));
    for line in lines {
        record(&desk, line);
    }
    desk
}

fn plan(desk: &Desk, day: &str) -> String {
    let said = desk.ok(&["forecast", "ada", "--as-of", day]);
    assert!(said.lines().all(|line| line.chars().count() <= 80), "{said}");
    unwrapped(&said)
}

/// Each must be said, and none of the others.
fn says(said: &str, words: &[&str], none_of: &[&str]) {
    for words in words {
        assert!(said.contains(words), "{words}\n{said}");
    }
    for words in none_of {
        assert!(!said.contains(words), "{words}\n{said}");
    }
}

#[test]
fn what_is_counted_from_a_requirement_not_met_yet_is_said_by_its_title() {
    let applied = ["applied ada --on 2017-01-02", "admitted ada --on 2017-01-03"];
    let desk = begun("16-eagle-scout", "2017-01-01", &applied);
    let waits = "(no earlier than 6 months after “Rank of Life”)";
    let ends = "(within 24 months after “Done before 18, and 6 months after Life”)";
    let early = plan(&desk, "2018-01-01");
    says(&early, &[waits, &format!("complete “Eagle board of review” {ends}")], &["is met)"]);
    // Once Life is there, the step has a day.
    record(&desk, "credited ada --achievement Life --on 2018-02-01");
    let life = plan(&desk, "2018-03-01");
    says(&life, &["the age of 18” from Wed 1 Aug 2018", ends], &[waits]);
    let done = "credited ada --achievement \"All but the board, before the age of 18\"";
    record(&desk, &format!("{done} --on 2018-09-01"));
    let all = plan(&desk, "2018-10-01");
    says(&all, &["complete “Eagle board of review” by Tue 1 Sep 2020"], &["within", "once"]);
}

#[test]
fn a_last_day_that_hangs_on_what_is_not_done_is_in_the_plan() {
    let desk = begun("25-csbs-appeal", "2025-01-01", &["applied ada --on 2025-01-02"]);
    let within = "hand in the notice (within 30 days of “The decision was sent”)";
    says(&plan(&desk, "2025-02-01"), &[within], &[]);
    record(&desk, "credited ada --achievement \"Decision sent\" --on 2025-02-03");
    let sent = plan(&desk, "2025-02-04");
    says(&sent, &["hand in the notice by Wed 5 Mar 2025"], &["(within"]);
}

#[test]
fn what_waits_for_what_is_there_does_not_say_that_it_waits() {
    let desk = begun("19-acvrep", "2024-01-01", &[]);
    record(&desk, "applied ada --on 2024-01-10");
    let waits = "pass the examination (once “Registered within 6 months of that” is met, within 24 \
                 months of “Eligibility proved within 6 months of applying”)";
    let before = plan(&desk, "2024-02-01");
    says(&before, &["“Eligibility proved” by Wed 10 Jul 2024", waits], &["of the application"]);
    record(&desk, "credited ada --achievement \"Eligibility proved\" --on 2024-03-01");
    record(&desk, "credited ada --achievement \"Registered for the examination\" --on 2024-04-01");
    let after = plan(&desk, "2024-04-02");
    says(&after, &["pass the examination by Sun 1 Mar 2026"], &["once", "within 24 months"]);
}

/// “After admission” is news to nobody who was admitted.
#[test]
fn what_is_counted_from_admission_is_said_until_then() {
    let desk = begun("23-complex-trauma", "2025-10-01", &["applied ada --on 2025-10-02"]);
    let level_1 = "complete “Level 1” (within 36 months after admission)";
    let level_2 = "complete “Level 2” (within 36 months of admission, within 12 months after \
                   “Level 1”)";
    says(&plan(&desk, "2025-10-03"), &[level_1, level_2], &["(after admission"]);
    record(&desk, "admitted ada --on 2025-10-04");
    let admitted = plan(&desk, "2025-10-05");
    says(
        &admitted,
        &["complete “Level 1” by", "(within 12 months after “Level 1”)"],
        &["admission"],
    );
}

#[test]
fn what_comes_before_being_admitted_and_for_how_long_it_counts() {
    let dives = "logged ada --activity dive --amount 10 --on 2025-06-03";
    let desk = begun("15-padi-divemaster", "2025-06-01", &["applied ada --on 2025-06-02", dives]);
    let said = plan(&desk, "2025-06-10");
    let words = [
        "log 30 dives more for “40 dives to start” (before being admitted)",
        "complete “Dive medical” (counts for 12 months)",
        "complete “Emergency First Response” (counts for 24 months)",
        // Fifty are enough for both.
        "Amounts are planned for each requirement by itself; one piece of work may serve for two.",
    ];
    says(&said, &words, &[]);
    record(&desk, "logged ada --activity dive --amount 30 --on 2025-06-11");
    record(&desk, "admitted ada --on 2025-06-12");
    let admitted = plan(&desk, "2025-06-13");
    says(&admitted, &["log 20 dives more"], &["being admitted", "Amounts are planned"]);
    let desk = begun("13-aha-instructor", "2020-01-01", &["applied ada --on 2020-01-02"]);
    let each =
        "log 4 courses more for “4 courses in the last two years” (each counts for 24 months)";
    says(&plan(&desk, "2020-02-01"), &[each], &[]);
}

const HOUR: &str = "logged ada --activity coaching-paid --hours 1:00 --on 2020-12-01";

#[test]
fn what_had_to_come_before_the_application_says_so() {
    let desk = begun("07-icf-acc", "2020-01-01", &[HOUR]);
    let said = plan(&desk, "2021-02-01");
    says(&said, &["within the 18 months before the application"], &["last day)"]);
}

/// After the last day to do it, more of it is no use: it can only be told.
#[test]
fn what_can_only_be_reported_any_more_is_not_to_be_done() {
    let desk = begun("18-asis", "2023-01-01", &["applied ada --on 2023-01-02"]);
    let window = "(within 36 months after admission, reported within 39 months after admission)";
    let yet = "No deadline binds it yet; those in brackets are counted from what is still to come.";
    says(&plan(&desk, "2023-01-03"), &[window, yet], &["binds it."]);
    record(&desk, "admitted ada --on 2023-01-04");
    let open = plan(&desk, "2025-12-01");
    says(&open, &["log 60 CPEs more", "by Sun 4 Jan 2026"], &["report 60", "admission"]);
    let told = "report 60 CPEs more for “60 CPEs in three years, reported within three months \
                more” (done by Sun 4 Jan 2026) by Sat 4 Apr 2026";
    says(&plan(&desk, "2026-02-15"), &[told], &["log 60"]);
    let cohort = desk.ok(&["forecast", "--cohort", "asis-cycle-2023", "--as-of", "2026-02-15"]);
    says(&unwrapped(&cohort), &["report more recertification"], &[]);
}

/// A reduced price has its last day, though the full one has none.
#[test]
fn a_plan_with_days_does_not_say_that_nothing_binds_it() {
    let lines = ["applied ada --on 2025-08-20", "admitted ada --on 2025-08-25"];
    let desk = begun("24-hakomi-estonia", "2025-08-01", &lines);
    let early = plan(&desk, "2025-09-02");
    let another =
        "No deadline puts it out of reach; after the days above, the plan would be another.";
    says(&early, &["pay 270.00 EUR by Sun 7 Sep 2025", another], &["No deadline binds"]);
    let late = plan(&desk, "2025-09-20");
    says(&late, &["pay 320.00 EUR", "No deadline binds it."], &[another]);
}

/// A session can be moved, and the last day with it.
#[test]
fn what_hangs_on_a_session_to_come_says_on_which() {
    let desk = begun("03-search-inside-yourself", "2025-09-01", &["applied ada --on 2025-09-02"]);
    let before = "two days” (no later than 1 day before session module-2) by Sun 16 Nov 2025";
    says(&plan(&desk, "2025-09-03"), &[before], &[]);
    let desk = begun("12-bar-idaho", "2025-09-01", &[]);
    record(&desk, "submitted ada --item letter --on 2025-09-01");
    let second = "pass the examination mpre (by the day of the 2nd session after the application)";
    says(&plan(&desk, "2025-09-02"), &[second, "No deadline binds it yet"], &[]);
}

/// Three absences in a row may be, four may not: of seven weeks, not any three will do.
#[test]
fn where_not_any_sessions_will_do_they_are_named() {
    let lines = ["applied ada --on 2025-12-01", "admitted ada --on 2025-12-02"];
    let desk = begun("01-compassionate-inquiry-earlier", "2025-12-01", &lines);
    for week in 1..=17 {
        record(&desk, &format!("attended ada --session week-{week:02} --whole"));
    }
    let ask = |words: &[&str]| unwrapped(&desk.ok(&[words, &["--as-of", "2026-05-07"]].concat()));
    let named =
        "attend week-19, week-20 and week-22 of the 7 sessions left (the other 4 can be missed)";
    says(&ask(&["forecast", "ada"]), &[named], &["attend 3 of"]);
    let all = ask(&["forecast", "--cohort", "compassionate-inquiry-earlier"]);
    says(&all, &["attend week-19, week-20 and week-22 of 7"], &["attend 3 of"]);
}

#[test]
fn who_is_to_grant_it_is_said_once_and_by_the_title() {
    let lines = ["applied ada --on 2025-08-01", "admitted ada --on 2025-08-20"];
    let desk = begun("22-family-constellation", "2025-08-01", &lines);
    for (block, day) in (1..=3).flat_map(|block| (1..=3).map(move |day| (block, day))) {
        if (block, day) != (2, 2) {
            record(&desk, &format!("attended ada --session block-{block}-day-0{day} --whole"));
        }
    }
    let said = plan(&desk, "2026-04-30");
    let grant = "have “The trainers find it enough” granted by 1 person, as trainer";
    says(&said, &[grant], &["1 more person", "0 of 1 as", "missed-day"]);
    let why = unwrapped(&desk.ok(&["why", "ada", "trainers", "--as-of", "2026-04-30"]));
    says(&why, &["open; granted by 0 of 1 person, as trainer"], &["0 of 1 as"]);
}

const COURSE: &str = r#"
cohort = "course-2026"
title = "Course 2026"
version = "1"
zone = "America/New_York"
currency = "USD"
begins = 2026-01-08
ends = 2026-12-17
root = "both"

[requirement.basics]
title = "Basics"
assumed = "a test"
prerequisite = { any_of = ["Basics"] }

[requirement.paper]
title = "Paper"
assumed = "a test"
submitted = { item = "paper", by = { after = { requirement = "talk" }, days = 30 } }

[requirement.talk]
title = "Talk (in public)"
assumed = "a test"
completed = { any_of = ["Talk"] }

[requirement.both]
title = "Both"
assumed = "a test"
all = ["basics", "paper", "talk"]
"#;

/// No bracket within a bracket, though a title may have some.
#[test]
fn what_is_asked_before_applying_comes_before() {
    let desk = Desk::with_policy(COURSE, "2026-01-01");
    record(&desk, "identified --name \"Ada Berg\" --on 2026-01-08");
    record(&desk, "submitted ada --item other --on 2026-01-09");
    let said = plan(&desk, "2026-01-10");
    let words = [
        "complete “Basics” (before applying)",
        "hand in the paper, within 30 days of “Talk (in public)”",
    ];
    says(&said, &words, &[]);
    record(&desk, "credited ada --achievement Basics --on 2026-01-11");
    record(&desk, "credited ada --achievement Talk --on 2026-01-11");
    record(&desk, "applied ada --on 2026-01-12");
    says(
        &plan(&desk, "2026-01-13"),
        &["hand in the paper by Tue 10 Feb 2026"],
        &["before applying", ", within"],
    );
}
