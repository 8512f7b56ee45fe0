//! Laws of reading, writing and comparing, over random policies.

use cairn_policy::{Change, diff, print, read, sentence, show};
use proptest::prelude::*;

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
