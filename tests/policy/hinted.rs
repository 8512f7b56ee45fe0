//! Which mend is proposed, where there are several to choose from.

use crate::pieces::{hints, policy, requirement, said, session};

#[test]
fn the_nearest_name_is_proposed_if_a_third_of_its_letters_differ_at_most() {
    let table = [
        // A third of the longer one, or less.
        ("mentor", "mentoring", "did you mean `mentor`?"),
        ("mentoring", "mentor", "did you mean `mentoring`?"),
        ("mentor", "mentorship", "did you mean `mentor`?"),
        ("essay", "esays", "did you mean `essay`?"),
        // More than that.
        ("mentor", "mentorships", "there are `certificate`, `mentor`"),
        ("essay", "a-talk", "there are `certificate`, `essay`"),
    ];
    for (there, written, hint) in table {
        let text = policy(&[
            requirement("certificate", &format!("all = [\"{there}\", \"{written}\"]")),
            requirement(there, "submitted = { item = \"essay\" }"),
        ]);
        assert_eq!(hints(&text), [hint], "{written}");
    }
}

#[test]
fn which_sign_joins_the_words_of_a_name_makes_no_difference() {
    let submitted = "submitted = { item = \"essay\" }";
    let text = policy(&[
        requirement("certificate", "all = [\"abc\", \"a-b-c\", \"a_b_c\"]"),
        requirement("abc", submitted),
        requirement("a-b-c", submitted),
    ]);
    assert_eq!(hints(&text), ["did you mean `a-b-c`?"]);
}

#[test]
fn a_dozen_names_are_listed_and_more_are_counted() {
    let asking = |sessions: usize| {
        let name = |nth| format!("day-{nth:02}");
        let calendar = (1..=sessions)
            .map(|nth| session(&name(nth), &format!("2026-02-{nth:02}T19:00:00"), "60"));
        let asks = "sessions = { need = 1, of = [\"somewhere\"], presence = \"80 %\" }";
        hints(&policy(&[calendar.collect(), requirement("certificate", asks)]))
    };
    let dozen: Vec<String> = (1..=12).map(|nth| format!("`day-{nth:02}`")).collect();
    assert_eq!(asking(12), [format!("there are {}", dozen.join(", "))]);
    assert_eq!(asking(13), ["there are 13, from `day-01` on"]);
}

#[test]
fn a_text_that_is_no_name_is_made_one() {
    let sixty_four = "abcdefgh".repeat(8);
    let table = [
        ("Live & online", "live-online".to_owned()),
        ("  Larger   systems!", "larger-systems".to_owned()),
        (&sixty_four.to_uppercase(), sixty_four.clone()),
        (&format!("{sixty_four}i"), sixty_four.clone()),
    ];
    for (text, name) in table {
        let asks = requirement("certificate", &format!("submitted = {{ item = \"{text}\" }}"));
        assert_eq!(hints(&policy(&[asks])), [format!("did you mean `{name}`?")]);
    }
}

#[test]
fn the_most_that_can_be_counted_is_said_in_what_is_counted() {
    let table = [
        ("20000 credits", "20000 credits", "10000 credits"),
        ("20000 hours", "20000 hours", "16666 hours"),
        ("1000001 minutes", "1000001 minutes", "16666 hours"),
    ];
    for (need, told, most) in table {
        let asks = format!("log = {{ need = \"{need}\", of = [\"coaching\"] }}");
        let text = policy(&[requirement("certificate", &asks)]);
        assert_eq!(said(&text), [format!("\"{need}\": {told} is more than can be counted")]);
        assert_eq!(hints(&text), [format!("write more than nothing, and {most} at most")]);
    }
}
