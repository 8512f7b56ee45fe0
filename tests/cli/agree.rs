//! Law 57: what people read and what programs read is one answer: the same verdicts, the same statuses, the same events.
//!
//! For everybody in the sample cohort, at the end of its term and in the middle of it.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::{Desk, unwrapped};

/// The places of events, such as `#12`, in a text.
fn places(text: &str) -> BTreeSet<u64> {
    let numbers = text.split('#').skip(1).map(|after| {
        let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().ok()
    });
    numbers.flatten().collect()
}

/// The places of events in one requirement's line.
fn cited(line: &Value) -> BTreeSet<u64> {
    let counts = line["evidence_positions"].as_array().into_iter().flatten();
    let of = |key: &'static str| line[key].as_array().into_iter().flatten();
    let pending = of("pending").map(|each| &each["position"]);
    let against = of("against").map(|each| &each["position"]);
    counts.chain(pending).chain(against).filter_map(Value::as_u64).collect()
}

fn in_words(verdict: &str) -> &str {
    match verdict {
        "eligible" => "ELIGIBLE ",
        "open" => "NOT YET ELIGIBLE ",
        "at_risk" => "NOT YET ELIGIBLE, at risk ",
        "out_of_reach" => "OUT OF REACH, ",
        "certified" => "CERTIFIED ",
        "withdrawn" => "WITHDRAWN ",
        "declined" => "DECLINED ",
        "deferred" => "DEFERRED ",
        "refused" => "REFUSED ",
        other => panic!("the sample has no {other}"),
    }
}

fn sign(status: &str) -> (&str, &str) {
    match status {
        "met" => ("✓", "met"),
        "at_risk" => ("!", "at risk"),
        "out_of_reach" => ("✕", "out of reach"),
        "open" => ("◐", "open"),
        other => panic!("no status {other}"),
    }
}

/// The events that the lines of the timeline tell of: each begins with its place.
fn told(text: &str) -> BTreeSet<u64> {
    let lines = text.lines().skip_while(|line| *line != "Timeline").skip(2);
    let first = lines.map(|line| line.get(..5).unwrap_or_default().trim());
    first.filter_map(|place| place.parse().ok()).collect()
}

/// Compares one person's audit as text and as JSON; returns how many requirements it compared.
fn compared(desk: &Desk, who: &str, day: &str) -> usize {
    let ask = ["audit", who, "--as-of", day];
    let (text, json) = (desk.ok(&ask), desk.json(&ask));
    let whole = unwrapped(&text);
    let mut count = 0;
    for cohort in json["cohorts"].as_array().expect("cohorts") {
        let verdict = cohort["verdict"].as_str().expect("a verdict");
        assert!(whole.contains(&format!(" {}", in_words(verdict))), "{who}: {verdict}\n{text}");
        for (id, line) in cohort["requirements"].as_object().expect("requirements") {
            let (sign, word) = sign(line["status"].as_str().expect("a status"));
            let title = line["title"].as_str().expect("a title");
            let head = format!("{sign} {title}: {word}");
            let at =
                whole.find(&head).unwrap_or_else(|| panic!("{who}, {id}: no `{head}`\n{text}"));
            count += 1;
            if line["unit"] == "requirements" {
                continue;
            }
            // From its head to what it asks stand the events that it cites, and no others.
            let section = whole[at..].split(" asks: ").next().unwrap_or_default();
            let mut said = places(section);
            // What put it out of reach is said there, too.
            said.retain(|place| {
                cited(line).contains(place)
                    || !line["since"]["words"].to_string().contains(&format!("#{place},"))
            });
            assert_eq!(said, cited(line), "{who}, {id}: {section}");
        }
    }
    let timeline = json["timeline"].as_array().expect("a timeline");
    let positions: BTreeSet<u64> =
        timeline.iter().filter_map(|event| event["position"].as_u64()).collect();
    assert_eq!(told(&text), positions, "{who}\n{text}");
    count
}

#[test]
fn text_and_json_say_the_same_of_everybody() {
    let desk = Desk::with_sample();
    let (end, middle) = ("2026-08-10", "2026-02-15");
    let cohort = desk.json(&["cohort", "compassionate-systems-2025-26", "--as-of", end]);
    let people = cohort["people"].as_array().expect("people");
    assert!(people.len() > 30, "{}", people.len());
    let mut count = 0;
    for (place, person) in people.iter().enumerate() {
        let who = person["stream"].as_str().expect("a stream");
        count += compared(&desk, who, if place % 2 == 0 { end } else { middle });
    }
    assert!(count >= people.len() * 8, "{count}: eight requirements each, in each cohort");
}
