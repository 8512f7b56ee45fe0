//! Policies that stand in logs already: what was accepted in its day stays accepted (decision 0005).

use cairn_domain::Policy;
use cairn_domain::policy::Requirement;
use serde_json::Value;

use crate::snapshot::here;

/// Returns the policies that the sample cohort's log has adopted, as the log has them.
fn adopted() -> Vec<Value> {
    let log = here("../../fixtures/cohorts/compassionate-systems-2025-26.ndjson");
    let lines = std::fs::read_to_string(log).unwrap();
    let events = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    events
        .filter(|event| event["type"] == "policy_adopted")
        .map(|event| event["body"]["policy"].clone())
        .collect()
}

#[test]
fn the_policies_of_the_sample_log_are_accepted_and_written_as_they_were() {
    let adopted = adopted();
    assert!(!adopted.is_empty());
    for logged in adopted {
        let policy: Policy = serde_json::from_value(logged.clone()).unwrap();
        assert!(policy.is_plain());
        assert_eq!(serde_json::to_value(&policy).unwrap(), logged);
        policy.check().unwrap();
    }
}

/// What the first version of a policy could say is bound by no check that came later.
#[test]
fn the_old_words_are_bound_by_the_old_checks_only() {
    let mut policy: Policy = serde_json::from_value(adopted().remove(0)).unwrap();
    // Odd things that were accepted: a blank name among others, numbers that ask nothing, titles that say nothing.
    for rule in &mut policy.requirements {
        match &mut rule.asks {
            Requirement::Prerequisite { any_of } => {
                any_of.insert(" ".to_owned());
            }
            Requirement::Filings { each, .. } => {
                *each = each.keys().map(|facet| (facet.clone(), 0)).collect();
            }
            Requirement::Sessions { make_ups: Some(make_ups), .. } => make_ups.at_most = u32::MAX,
            Requirement::Paid(price) => {
                price.tiers.iter_mut().for_each(|tier| tier.name.clear());
            }
            _ => {}
        }
        rule.margin = u32::MAX;
        rule.title.clear();
    }
    assert!(policy.is_plain());
    policy.check().unwrap();
}
