//! What the limits of a log leave out, in words: without it, the events that count do not add up to what does.

use std::collections::{BTreeMap, BTreeSet};

use cairn_domain::assess::{Against, Finding};
use cairn_domain::ids::Activity;
use cairn_domain::policy::{Category, Measure, Requirement, Rule};
use cairn_domain::time::day_of;
use chrono::NaiveDate;

use super::Scribe;
use crate::words::{hundredths, labelled, time};

impl Scribe<'_> {
    /// Says of each limit that was reached how much there is, and how much of it counts.
    pub(super) fn limits(&self, rule: &Rule, finding: &Finding) -> Vec<String> {
        let Requirement::Log { unit, among, per_day, .. } = &rule.asks else { return Vec::new() };
        let say = |much: u64| said(much, unit);
        let (sums, days) = self.sums(finding, unit, *per_day);
        let mut notes = Vec::new();
        if let Some(limit) = per_day.map(u64::from) {
            let left_out: u64 = days.values().map(|much| much.saturating_sub(limit)).sum();
            if left_out > 0 {
                let (rest, most) = (say(left_out), say(limit));
                notes.push(format!("{rest} left out: at most {most} of one day count"));
            }
        }
        for category in among {
            value(category, &sums, unit, &mut notes);
        }
        notes
    }

    /// Adds up what would count if there were no limits of categories: by activity, and, before a day's limit, by day.
    fn sums(
        &self,
        finding: &Finding,
        unit: &Measure,
        per_day: Option<u32>,
    ) -> (BTreeMap<Activity, u64>, BTreeMap<NaiveDate, u64>) {
        let over = finding.evidence.against.iter();
        let over = over.filter(|(_, why)| **why == Against::OverTheMost).map(|(place, _)| *place);
        let places: BTreeSet<_> = finding.evidence.counts.iter().copied().chain(over).collect();
        let (mut sums, mut days) = (BTreeMap::new(), BTreeMap::new());
        let enrolment = self.person.standing.in_cohort(&self.rules.policy.policy().cohort);
        let logged = enrolment.into_iter().flat_map(|enrolment| &enrolment.logged);
        for done in logged.filter(|done| places.contains(&done.stamp.position)) {
            let much = u64::from(unit.of(done.amount).unwrap_or(0));
            let zone = self.rules.policy.zone();
            let day = done.stamp.day.unwrap_or_else(|| day_of(done.stamp.at, zone));
            let of_day: &mut u64 = days.entry(day).or_default();
            let room = per_day.map_or(much, |limit| u64::from(limit).saturating_sub(*of_day));
            *of_day = of_day.saturating_add(much);
            let sum: &mut u64 = sums.entry(done.activity.clone()).or_default();
            *sum = sum.saturating_add(much.min(room));
        }
        (sums, days)
    }
}

/// Returns what counts of a category; says it where that is less than there is.
fn value(
    category: &Category,
    sums: &BTreeMap<Activity, u64>,
    unit: &Measure,
    notes: &mut Vec<String>,
) -> u64 {
    let own: u64 = category.of.iter().filter_map(|activity| sums.get(activity)).sum();
    let inner = category.among.iter().map(|each| value(each, sums, unit, notes));
    let sum = inner.fold(own, u64::saturating_add);
    let Some(most) = category.most.map(u64::from).filter(|most| sum > *most) else { return sum };
    let name = category.name.as_str().replace('_', " ");
    let counted = match unit {
        Measure::Minutes => said(most, unit),
        Measure::Hundredths(_) => hundredths(number(most)),
    };
    let (all, most_words) = (said(sum, unit), said(most, unit));
    notes.push(format!("{counted} of {all} of {name} counted: at most {most_words} may"));
    most
}

fn said(much: u64, unit: &Measure) -> String {
    match unit {
        Measure::Minutes => time(number(much)),
        Measure::Hundredths(label) => labelled(number(much), label),
    }
}

fn number(much: u64) -> i64 {
    i64::try_from(much).unwrap_or(i64::MAX)
}
