//! Names that the cohort's policy has never heard of.

use cairn_domain::Event;

use crate::ledger::{Ledger, Rules};

/// Says which names the cohort's policy has never heard of: they may be slips of the pen.
pub(crate) fn unheard_of(
    event: &Event,
    ledger: &Ledger<'_>,
    rules: Option<&Rules>,
) -> Option<String> {
    let calendar = rules.map(|rules| &rules.calendar);
    match event {
        Event::SessionHeld { session, .. } | Event::SessionCancelled { session } => {
            let known = calendar.is_none_or(|calendar| calendar.session(session).is_some());
            (!known).then(|| format!("the calendar has no session {session}"))
        }
        Event::Deferred { to, .. } => {
            let known = ledger.cohorts.contains_key(to);
            (!known).then(|| format!("no policy is adopted for the cohort {to} yet"))
        }
        Event::Reflected { facets, .. } => {
            let known = categories(rules?);
            let strange = facets
                .iter()
                .find(|facet| !known.is_empty() && !known.contains(&facet.as_str()))?;
            Some(format!(
                "no requirement asks for the facet {strange}: there are {}",
                known.join(", ")
            ))
        }
        _ => None,
    }
}

fn categories(rules: &Rules) -> Vec<&str> {
    let asked = rules.policy.rules().iter().filter_map(|rule| match &rule.asks {
        cairn_domain::policy::Requirement::Filings { each, .. } => Some(each.keys()),
        _ => None,
    });
    asked.flatten().map(cairn_domain::Facet::as_str).collect()
}
