//! Why a reduced price is not theirs, in words.

use cairn_domain::assess::Finding;
use cairn_domain::policy::{Condition, Lock, Requirement, Rule, Tier};
use cairn_domain::time::{day_of, end_of_day};
use cairn_domain::{Enrolment, Stamp};

use super::Scribe;
use crate::asking::say_day;

impl Scribe<'_> {
    /// Says of each price below the one that applies what it takes, and what is missing.
    pub(super) fn prices(&self, rule: &Rule, finding: &Finding) -> Vec<String> {
        let Requirement::Paid(price) = &rule.asks else { return Vec::new() };
        let Some(account) = &finding.account else { return Vec::new() };
        let below = price.tiers.iter().filter(|tier| tier.price.minor < account.price.minor);
        below.filter_map(|tier| self.missing(tier)).collect()
    }

    fn missing(&self, tier: &Tier) -> Option<String> {
        let enrolment = self.person.standing.in_cohort(&self.rules.policy.policy().cohort);
        let zone = self.rules.policy.zone();
        let begun = |of: fn(&Enrolment) -> &Vec<Stamp>| {
            let stamps = enrolment.map(of).into_iter().flatten();
            stamps.filter(|stamp| stamp.at <= self.now).min_by_key(|stamp| stamp.at)
        };
        let lacking = |Condition { locked_by, by }: Condition| {
            let closes = end_of_day(by, zone);
            let (done, not_done, to_do, came) = match locked_by {
                Lock::Applying => {
                    let came = begun(|who| &who.applications);
                    ("they applied", "they had not applied", "apply", came)
                }
                Lock::Admission => {
                    let came = begun(|who| &who.admissions);
                    ("they were admitted", "they had not been admitted", "be admitted", came)
                }
                Lock::Paying => {
                    ("", "that much was not paid, or went back,", "pay that much", None)
                }
            };
            if came.is_some_and(|stamp| stamp.at < closes) {
                return None;
            }
            let last = say_day(by);
            let on = |stamp: &Stamp| stamp.day.unwrap_or_else(|| day_of(stamp.at, zone));
            Some(match came {
                _ if self.now < closes => format!("still to be had: {to_do} by {last}"),
                Some(stamp) => {
                    format!("not theirs: {done} on {}, after {last}", say_day(on(stamp)))
                }
                None => format!("not theirs: {not_done} by {last}"),
            })
        };
        // That something was paid in time is a matter of all movements; it is the reason where nothing else is.
        let (paying, others): (Vec<Condition>, Vec<Condition>) =
            tier.conditions().partition(|each| each.locked_by == Lock::Paying);
        let said = others.into_iter().find_map(lacking);
        let said = said.or_else(|| paying.into_iter().find_map(lacking))?;
        Some(format!("{} price, {}, is {said}", tier.name, tier.price))
    }
}
