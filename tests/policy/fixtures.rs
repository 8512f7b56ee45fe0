//! The policies that come with cairn.

use cairn_domain::CheckedPolicy;
use cairn_domain::policy::Requirement;
use cairn_policy::{diff, print, read, show};
use chrono::{Datelike, Weekday};

use crate::snapshot::{assert_matches, every_key, fixture, here, policies_that_come_with_cairn};

const PROGRAMME: &str = "compassionate-systems-2025-26.toml";
const NEXT: &str = "compassionate-systems-2026-27.toml";
const STRICTER: &str = "stricter-attendance.toml";
const BY_PAYING: &str = "early-bird-by-paying.toml";

fn policy(name: &str) -> CheckedPolicy {
    read(name, &fixture(name)).unwrap_or_else(|errors| panic!("{errors}"))
}

fn spoken(policy: &CheckedPolicy) -> String {
    let mut lines = Vec::new();
    for section in show(policy) {
        lines.push(section.title);
        lines.extend(section.lines.iter().map(|line| format!("  {line}")));
    }
    lines.join("\n") + "\n"
}

#[test]
fn every_policy_that_comes_with_cairn_is_right() {
    for name in [PROGRAMME, NEXT, STRICTER, BY_PAYING] {
        let policy = policy(name);
        assert_eq!(policy.policy().sessions.len(), 12, "{name}");
        for session in &policy.policy().sessions {
            assert_eq!(session.starts.weekday(), Weekday::Thu, "{name}: {}", session.id);
            assert_eq!(session.id.as_str(), session.starts.format("%Y-%m").to_string(), "{name}");
        }
    }
}

/// The programmes of others, as far as their rules are published, say what they say in our words, and back.
#[test]
fn every_policy_of_the_gallery_reads_back() {
    for (name, text) in policies_that_come_with_cairn() {
        let policy = read(&name, &text).unwrap_or_else(|errors| panic!("{errors}"));
        let printed = print(policy.policy());
        let again = read("printed.toml", &printed).unwrap_or_else(|errors| panic!("{errors}"));
        assert_eq!(again.policy(), policy.policy(), "{name}");
    }
}

#[test]
fn the_two_cohorts_overlap() {
    let (this, next) = (policy(PROGRAMME), policy(NEXT));
    assert_eq!((this.policy().ends - next.policy().begins).num_days() + 1, 46);
}

#[test]
fn what_a_policy_says_reads_like_this() {
    for name in [PROGRAMME, NEXT] {
        let text = spoken(&policy(name));
        assert_matches(&here(&format!("show/{}.txt", name.trim_end_matches(".toml"))), &text);
    }
}

#[test]
fn every_key_has_its_words() {
    let policy = read("every-key.toml", &every_key()).unwrap_or_else(|errors| panic!("{errors}"));
    assert_matches(&here("show/every-key.txt"), &spoken(&policy));
}

#[test]
fn a_policy_that_says_less_differs_in_all_that_it_leaves_out() {
    let every = read("every-key.toml", &every_key()).unwrap_or_else(|errors| panic!("{errors}"));
    let mut less = every.policy().clone();
    less.certificate = None;
    less.outcomes.remove(1);
    for rule in &mut less.requirements {
        (rule.waivable_by, rule.waiver_quorum, rule.extendable_by) = (None, 1, None);
        if let Requirement::Paid(price) = &mut rule.asks {
            (price.instalments, price.refunds) = (Vec::new(), Vec::new());
        }
    }
    let changes = diff(every.policy(), &less);
    let text = changes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n") + "\n";
    assert_matches(&here("diff/every-key.txt"), &text);
}

#[test]
fn what_differs_between_policies_reads_like_this() {
    for other in [STRICTER, BY_PAYING, NEXT] {
        let changes = diff(policy(PROGRAMME).policy(), policy(other).policy());
        let text = changes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n") + "\n";
        assert_matches(&here(&format!("diff/{}.txt", other.trim_end_matches(".toml"))), &text);
    }
}

#[test]
fn the_variants_differ_by_one_rule() {
    for (other, what) in [(STRICTER, "attendance"), (BY_PAYING, "tuition")] {
        let changes = diff(policy(PROGRAMME).policy(), policy(other).policy());
        let topics: Vec<String> = changes.into_iter().map(|change| change.what).collect();
        assert_eq!(
            topics,
            ["version".to_owned(), format!("what {what} asks"), format!("source of {what}")]
        );
    }
}
