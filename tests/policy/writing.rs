//! What policies say, sentence by sentence.

use crate::small::sentence_for;

#[test]
fn every_requirement_is_one_sentence() {
    let table = [
        (
            r#"sessions = { need = 2, presence = "20 minutes" }"#,
            "Attend at least 2 of the live sessions; a session counts from 20 minutes; none can be made up for.",
        ),
        (
            r#"sessions = { need = "8/10", of = ["a", "b"], presence = "80/100", make_ups = { at_most = 1, by = 2026-04-01 }, excused = "leaves_share" }"#,
            "Attend at least 80 % (rounded up) of these sessions: a, b; a session counts from 80 % of its time; up to 1 may \
             be made up for by 1 April 2026; an excused session is not among those of which a share is asked.",
        ),
        (
            r#"sessions = { need = "2/3", presence = "87.5 %", excused = "absent" }"#,
            "Attend at least 2/3 (rounded up) of the live sessions; a session counts from 7/8 of its time; none can be made \
             up for.",
        ),
        (
            "reflections = { need = 1, within_days = 1 }",
            "File reflections on at least 1 session, each within 1 day after its session.",
        ),
        (
            "reflections = { need = 2, within_days = 21, each = { self = 1, systems = 2 } }",
            "File reflections on at least 2 sessions, each within 21 days after its session; among them at least 1 on self, \
             2 on systems.",
        ),
        ("retreat = { days = 5 }", "Complete a retreat of at least 5 days."),
        (
            "submitted = { item = 'project', by = 2026-06-30 }",
            "Hand in the project by 30 June 2026.",
        ),
        ("reviews = { of = 'project', reviewers = 1 }", "Have the project accepted by 1 reviewer."),
        (
            "reviews = { of = 'project', reviewers = 2 }",
            "Have the project accepted by 2 different reviewers.",
        ),
        (
            "prerequisite = { any_of = ['Foundations I'] }",
            "Complete “Foundations I” before applying.",
        ),
        (
            "prerequisite = { any_of = ['Intro', 'Foundations I'] }",
            "Complete one of these before applying: “Foundations I”, “Intro”.",
        ),
        (
            r#"sessions = { need = "100 %", presence = "100 %" }"#,
            "Attend all of the live sessions; a session counts only whole; none can be made up for.",
        ),
        (
            "reviews = { of = 'project', reviewers = 1, each = { coach = 1 } }",
            "Have the project accepted by 1 reviewer, as coach.",
        ),
        (
            "judgement = { question = 'ready', judges = 2, each = { mentor = 1, peer = 1 } }",
            "Have “ready” granted by 2 different judges: 1 as mentor, 1 as peer.",
        ),
        ("log = { need = '40 dives', of = ['dive'] }", "Log at least 40 dives."),
        (
            "log = { need = '40 hours', of = ['paid', 'peer', 'unpaid'] }",
            "Log at least 40 hours of paid, peer or unpaid.",
        ),
        (
            "log = { need = '9 credits', among = [{ name = 'ethics', of = ['ethics'], least = '3 credits' }, \
             { name = 'other', of = ['books'], most = '2 credits' }] }",
            "Log at least 9 credits: at least 3 credits of ethics, at most 2 credits of other (books).",
        ),
        (
            "submitted = { item = 'plan', by = { days = 30, after = 'admission' } }",
            "Hand in the plan within 30 days of admission.",
        ),
        (
            "submitted = { item = 'plan', by = { months = 2, month_end = 'last_day', after = 'application' } }",
            "Hand in the plan within 2 months after the application (in a shorter month, its last day).",
        ),
        (
            "submitted = { item = 'plan', after = { days = 5, before = { session = 'b' } }, by = { days = 1, before = { session = 'b' } } }",
            "Hand in the plan no later than 1 day before session b; only what comes no earlier than 5 days before session b counts.",
        ),
        (
            "exam = { of = 'examination' }",
            "Pass the examination; the examiner says whether it is passed.",
        ),
        (
            "paid = { full = '10 USD', refunds = [{ until = 2026-01-31, keep = '0 USD' }, { until = 2026-02-28, keep = '5 USD' }] }",
            "Pay 10.00 USD; whoever leaves loses nothing until 31 January 2026, 5.00 USD until 28 February 2026, later all \
             that was paid.",
        ),
        ("paid = { full = '10 USD', by = 2026-01-31 }", "Pay 10.00 USD by 31 January 2026."),
        (
            "paid = { full = '10 USD', on_refund = 'loses', tiers = [{ name = 'early bird', price = '8 USD', \
             locked_by = 'paying', by = 2026-01-01 }] }",
            "Pay 10.00 USD, or 8.00 USD (early bird) for having paid that much by 1 January 2026; a refund below a reduced \
             price loses it.",
        ),
    ];
    for (asks, expected) in table {
        assert_eq!(sentence_for(asks), expected);
    }
}

/// Every policy that the documentation shows in parts is one that can be read.
#[test]
fn what_the_reference_shows_can_be_read() {
    let page =
        std::fs::read_to_string(crate::snapshot::here("../../docs/reference/policy.md")).unwrap();
    let examples: Vec<&str> =
        page.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert!(examples.len() >= 10);
    for example in examples {
        let text = format!("[requirement.it]\ntitle = 'It'\nassumed = 'x'\n{example}");
        let errors =
            cairn_policy::read("example.toml", &text).expect_err("only a part of a policy");
        let example_line = 4;
        let inside: Vec<_> = errors
            .errors()
            .iter()
            .filter(|error| {
                error.line >= example_line
                    && !matches!(error.problem, cairn_policy::Problem::Rule(_))
            })
            .collect();
        assert!(inside.is_empty(), "{example}\n{errors}");
    }
}

/// Every key that a file may have stands in the reference, and in the policy that uses every key.
#[test]
fn every_key_is_told_of_and_used() {
    let page =
        std::fs::read_to_string(crate::snapshot::here("../../docs/reference/policy.md")).unwrap();
    let file = crate::snapshot::every_key();
    let schema = cairn_policy::schema();
    let tables = schema["$defs"].as_object().unwrap().values().chain([&schema]);
    let keys =
        tables.filter_map(|table| table["properties"].as_object()).flat_map(|keys| keys.keys());
    for key in keys {
        let words =
            [format!("`{key}`"), format!("{key} = "), format!("[{key}]"), format!("[{key}.")];
        assert!(words.iter().any(|word| page.contains(word)), "{key} is not in the reference");
        assert!(words.iter().any(|word| file.contains(word)), "{key} is not in every-key.toml");
    }
}
