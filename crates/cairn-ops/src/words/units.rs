//! What is done, with what it is counted in: an event says how much, and only the policy says of what.

use std::collections::BTreeMap;

use cairn_domain::event::Amount;
use cairn_domain::ids::Activity;
use cairn_domain::policy::{Measure, Requirement};
use cairn_domain::{CheckedPolicy, CohortId, Event};
use chrono_tz::Tz;

use super::{event, hundredths, labelled_of};

/// What the activities of some cohorts are counted in, as their policies call it.
#[derive(Debug, Clone, Default)]
pub struct Units {
    /// The label, and how much is asked by the requirement that names it so.
    labels: BTreeMap<(CohortId, Activity), (String, i64)>,
}

impl Units {
    /// Reads them from policies.
    #[must_use]
    pub fn of<'a>(policies: impl IntoIterator<Item = &'a CheckedPolicy>) -> Self {
        let mut labels = BTreeMap::new();
        for policy in policies {
            for rule in policy.rules() {
                let Requirement::Log { unit: Measure::Hundredths(label), need, among, .. } =
                    &rule.asks
                else {
                    continue;
                };
                for category in among.iter().flat_map(|each| each.walk()) {
                    for activity in &category.of {
                        let cohort = policy.policy().cohort.clone();
                        labels
                            .entry((cohort, activity.clone()))
                            .or_insert_with(|| (label.clone(), i64::from(*need)));
                    }
                }
            }
        }
        Self { labels }
    }

    /// Says how much of an activity was done: 8 credits of carried-over, 50 dives.
    fn done(&self, event: &Event) -> Option<(String, String)> {
        let Event::Logged { cohort, activity, amount: Amount::Hundredths(much), .. } = event else {
            return None;
        };
        let much = i64::from(*much);
        let (label, asked) = self.labels.get(&(cohort.clone(), activity.clone()))?;
        let said = labelled_of(much, label, *asked);
        let one = |name: &str| name.trim_end_matches('s').to_lowercase();
        let said = if one(activity.as_str()) == one(label) {
            format!("did {said}")
        } else {
            format!("did {said} of {activity}")
        };
        Some((format!("did {} of {activity}", hundredths(much)), said))
    }
}

/// Says what happened, amounts with what they are counted in.
#[must_use]
pub fn event_in(
    units: &Units,
    happened: &Event,
    zone: Tz,
    private: &dyn Fn(&str) -> Option<String>,
) -> String {
    let said = event(happened, zone, private);
    let told = match happened {
        Event::Amended { to, .. } => &to.event,
        other => other,
    };
    match units.done(told) {
        Some((bare, whole)) => said.replacen(&bare, &whole, 1),
        None => said,
    }
}
