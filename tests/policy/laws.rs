//! Laws of reading, writing and comparing, over random policies.

use cairn_domain::{Calendar, CohortRecord, Standing, assess};
use cairn_policy::{Change, diff, print, read, sentence, show};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;

use crate::worlds::policies;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Law 58: what is printed reads back to the same policy.
    #[test]
    fn what_is_printed_reads_back(policy in policies()) {
        let text = print(&policy);
        let read = read("printed.toml", &text).map_err(|errors| TestCaseError::fail(format!("{errors}")))?;
        prop_assert_eq!(read.policy(), &policy);
        prop_assert_eq!(print(read.policy()), text);
    }

    /// Law 59: what is accepted can be assessed, on any day, for somebody of whom nothing is known.
    #[test]
    fn what_is_accepted_can_be_assessed(policy in policies(), after in 0_i64..500) {
        let checked = policy.check().unwrap();
        let calendar = Calendar::new(&checked, &CohortRecord::default());
        let now = chrono::DateTime::from_timestamp(1_766_000_000 + after * 86_400, 0).unwrap();
        let assessed = assess(&checked, &calendar, &Standing::default(), now);
        prop_assert_eq!(&assess(&checked, &calendar, &Standing::default(), now), &assessed);
    }

    /// Law 60: whatever small thing is changed in a requirement, what is said of it changes, or nothing is said to differ.
    #[test]
    fn a_small_change_is_said(policy in policies(), rule in any::<Index>(), part in any::<Index>()) {
        let mut changed = policy.clone();
        let rule = rule.index(changed.requirements.len());
        let asks = &mut changed.requirements[rule].asks;
        let mut form = serde_json::to_value(&*asks).unwrap();
        nudge(&mut form, part);
        // Not every change makes a requirement; and the check does not matter to what is said.
        if let Ok(other) = serde_json::from_value(form) {
            *asks = other;
        }
        for change in diff(&policy, &changed) {
            prop_assert_ne!(change.before, change.after);
        }
    }

    /// Law 60: a policy does not differ from itself.
    #[test]
    fn a_policy_does_not_differ_from_itself(policy in policies()) {
        prop_assert_eq!(diff(&policy, &policy), []);
    }

    /// Law 60: seen from the other side, each difference is turned around, in the same order.
    #[test]
    fn a_difference_is_the_mirror_of_the_reverse(one in policies(), other in policies()) {
        let there = diff(&one, &other);
        let back: Vec<Change> = diff(&other, &one).iter().map(Change::mirrored).collect();
        prop_assert_eq!(&there, &back);
        for change in there {
            prop_assert_ne!(change.before, change.after);
        }
    }

    /// Every rule and every session is shown, and every assumption is shown as one.
    #[test]
    fn nothing_is_left_out(policy in policies()) {
        let checked = policy.clone().check().unwrap();
        let shown: Vec<String> =
            show(&checked).iter().flat_map(|section| &section.lines).map(ToString::to_string).collect();
        for rule in &policy.requirements {
            let line = shown.iter().find(|line| line.contains(&format!("[{}]: {}", rule.id, sentence(rule)))).unwrap();
            prop_assert_eq!(line.contains("(assumed: "), rule.basis.is_assumed());
        }
        for session in &policy.sessions {
            let line = shown.iter().find(|line| line.starts_with(&format!("{}: ", session.id))).unwrap();
            prop_assert_eq!(line.contains("(assumed"), session.basis.is_assumed());
        }
    }
}

/// Changes one thing somewhere in a value: a number by one, a truth to the other, a word to another word; or leaves it out.
fn nudge(value: &mut Value, part: Index) {
    let mut places = Vec::new();
    leaves(value, &mut String::new(), &mut places);
    let Some(place) = places.get(part.index(places.len().max(1))) else { return };
    let words =
        ["loses", "keeps", "next_day", "last_day", "admission", "application", "leaves_share"];
    let others = ["counts", "absent", "ends_run", "passed_over", "paying", "applying", "in_a_row"];
    let Some(leaf) = value.pointer_mut(place) else { return };
    *leaf = match leaf.take() {
        Value::Number(number) => (number.as_u64().unwrap_or(0) + 1).into(),
        Value::Bool(truth) => (!truth).into(),
        Value::String(word) => {
            let mut known = words.into_iter().chain(others);
            let next = known.find(|other| *other == word).and_then(|_| known.next());
            next.unwrap_or("loses").into()
        }
        _ => Value::Null,
    };
}

fn leaves(value: &Value, path: &mut String, places: &mut Vec<String>) {
    let length = path.len();
    let mut inside = |key: &str, value: &Value, places: &mut Vec<String>| {
        path.push('/');
        path.push_str(&key.replace('~', "~0").replace('/', "~1"));
        leaves(value, path, places);
        path.truncate(length);
    };
    match value {
        Value::Object(object) => object.iter().for_each(|(key, each)| inside(key, each, places)),
        Value::Array(list) => {
            for (nth, each) in list.iter().enumerate() {
                inside(&nth.to_string(), each, places);
            }
        }
        _ => {}
    }
    places.push(path.clone());
}
