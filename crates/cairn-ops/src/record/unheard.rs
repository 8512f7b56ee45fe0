//! What the cohort's policy has never heard of, and what it will not count.

use cairn_domain::assess;
use cairn_domain::ids::Activity;
use cairn_domain::policy::{Category, Requirement};
use cairn_domain::{Event, Instant, Occurred, Standing};
use chrono::TimeDelta;
use chrono_tz::Tz;

use crate::asking::{say_instant, say_last_day};
use crate::ledger::Rules;

/// Says which names the cohort's policy has never heard of: they may be slips of the pen.
pub(crate) fn unheard_of(event: &Event, rules: Option<&Rules>) -> Option<String> {
    let calendar = rules.map(|rules| &rules.calendar);
    match event {
        Event::SessionHeld { session, .. } | Event::SessionCancelled { session } => {
            let known = calendar.is_none_or(|calendar| calendar.session(session).is_some());
            (!known).then(|| format!("the calendar has no session {session}"))
        }
        Event::Reflected { facets, .. } => {
            let known = categories(rules?);
            facets
                .iter()
                .find_map(|facet| strange("requirement asks for the facet", facet.as_str(), &known))
        }
        Event::Logged { activity, .. } => {
            strange("requirement counts the activity", activity.as_str(), &activities(rules?))
        }
        Event::Examined { item, .. } => {
            let known = each(rules?, |asks| match asks {
                Requirement::Exam { of, .. } => Some(of.as_str()),
                _ => None,
            });
            strange("requirement asks for the examination", item.as_str(), &known)
        }
        Event::Judged { question, .. } => {
            let known = each(rules?, |asks| match asks {
                Requirement::Judgement { question, .. } => Some(question.as_str()),
                _ => None,
            });
            strange("requirement asks the question", question.as_str(), &known)
        }
        _ => None,
    }
}

/// Says that a name is not one of those that there are, where there are any.
fn strange(what: &str, name: &str, known: &[&str]) -> Option<String> {
    let is_known = known.is_empty() || known.contains(&name);
    // Several requirements may ask for the same.
    let mut each: Vec<&str> = Vec::new();
    for name in known {
        if !each.contains(name) {
            each.push(name);
        }
    }
    let are = if each.len() == 1 { "is" } else { "are" };
    (!is_known).then(|| format!("no {what} {name}: there {are} {}", each.join(", ")))
}

fn each<'a>(rules: &'a Rules, name: impl Fn(&'a Requirement) -> Option<&'a str>) -> Vec<&'a str> {
    rules.policy.rules().iter().filter_map(|rule| name(&rule.asks)).collect()
}

fn activities(rules: &Rules) -> Vec<&str> {
    let among = rules.policy.rules().iter().filter_map(|rule| match &rule.asks {
        Requirement::Log { among, .. } => Some(among),
        _ => None,
    });
    let categories = among.flatten().flat_map(Category::walk);
    categories.flat_map(|category| &category.of).map(Activity::as_str).collect()
}

/// How far from its planned time a session is still taken for the same one, without a word.
const NEARBY: TimeDelta = TimeDelta::days(7);
/// A session that is held for longer was hardly meant so.
const LONG: TimeDelta = TimeDelta::hours(12);

/// Says what is strange about when a session was held: it changes what is asked of everybody in the cohort.
pub(crate) fn strangely_held(
    event: &Event,
    rules: Option<&Rules>,
    zone: Tz,
    now: Instant,
) -> Vec<String> {
    let Event::SessionHeld { session, from, to } = event else { return Vec::new() };
    let mut odd = Vec::new();
    if let Some(planned) = rules.and_then(|rules| rules.calendar.session(session)) {
        let planned = planned.planned.from;
        if (*from - planned).abs() > NEARBY {
            odd.push(format!("session {session} is planned for {}", say_instant(planned, zone)));
        }
    }
    if *to - *from > LONG {
        odd.push(format!("the session lasted {} hours", (*to - *from).num_hours()));
    }
    if *to > now {
        odd.push(format!(
            "the session ends only {}, which is still to come",
            say_instant(*to, zone)
        ));
    }
    odd
}

/// Says that a reflection comes too late for every requirement that asks for one, as extensions have moved its last day.
pub(crate) fn too_late(
    (event, occurred): (&Event, Occurred),
    rules: Option<&Rules>,
    who: Option<&Standing>,
    zone: Tz,
) -> Option<String> {
    let (Event::Reflected { session, .. }, Some(rules)) = (event, rules) else { return None };
    let at = occurred.sorts_at(zone);
    let Rules { policy, calendar, .. } = rules;
    let stranger = Standing::default();
    let who = who.unwrap_or(&stranger);
    let filings = policy.rules().iter();
    let filings = filings.filter(|rule| matches!(rule.asks, Requirement::Filings { .. }));
    let last = filings
        .filter_map(|rule| assess::closes(policy, calendar, who, at, (&rule.id, Some(session))));
    let closed = last.max()?;
    (at >= closed).then(|| {
        format!(
            "filed after the last day for it, {}; it does not count",
            say_last_day(closed, zone)
        )
    })
}

fn categories(rules: &Rules) -> Vec<&str> {
    let asked = rules.policy.rules().iter().filter_map(|rule| match &rule.asks {
        Requirement::Filings { each, .. } => Some(each.keys()),
        _ => None,
    });
    asked.flatten().map(cairn_domain::Facet::as_str).collect()
}
