//! A plan, told: like things together, with how much is to be paid by when.

use std::collections::BTreeSet;

use cairn_domain::assess::{Act, Assessment, Size, ToDo};
use cairn_domain::ids::{Activity, Item};
use cairn_domain::policy::{Category, Over, Requirement, Rule};
use cairn_domain::{Instant, RequirementId, SessionId};
use chrono_tz::Tz;

use super::limits::Limits;
use super::{StepLine, Task};
use crate::instalments::{self, InstalmentLine};
use crate::ledger::Rules;
use crate::moment::{self, Bounds};
use crate::people::Person;
use crate::{ways, words};

/// What plans are told by.
pub(super) struct Plans<'a> {
    rules: &'a Rules,
    now: Instant,
    /// The zone that they live in, where it is known and another.
    own: Option<Tz>,
    instalments: Vec<InstalmentLine>,
    /// The examinations that they have sat before.
    sat: BTreeSet<&'a Item>,
    limits: Limits<'a>,
}

impl<'a> Plans<'a> {
    /// Gathers it, at the question's time.
    pub fn new(
        (rules, person): (&'a Rules, &'a Person),
        found: &'a Assessment,
        plan: Option<&[ToDo]>,
        (now, own): (Instant, Option<Tz>),
    ) -> Self {
        let enrolment = person.standing.in_cohort(&rules.policy.policy().cohort);
        let attempts = enrolment.into_iter().flat_map(|enrolment| &enrolment.attempts);
        let sat = attempts.filter(|(_, all)| all.iter().any(|each| each.stamp.at <= now));
        let sat = sat.map(|(item, _)| item).collect();
        let limits = Limits::new(rules, person, now);
        Self { rules, now, own, instalments: instalments(rules, now, found, plan), sat, limits }
    }

    /// Puts like things together, each kind where its first is due.
    pub fn tasks(&self, plan: &[ToDo]) -> Vec<Task> {
        let mut groups: Vec<(&'static str, Vec<&ToDo>)> = Vec::new();
        for each in plan {
            let kind = words::act(&each.act);
            let alike = matches!(each.act, Act::Attend(_) | Act::MakeUp(_) | Act::Reflect(_));
            match groups.iter_mut().find(|(known, _)| alike && *known == kind) {
                Some((_, group)) => group.push(each),
                None => groups.push((kind, vec![each])),
            }
        }
        groups.into_iter().map(|(act, group)| self.task(act, &group)).collect()
    }

    fn task(&self, act: &'static str, group: &[&ToDo]) -> Task {
        let left = (act == "attend").then(|| to_come(self.rules, group, self.now));
        let several = group.len() > 1;
        let steps: Vec<StepLine> = group.iter().map(|each| self.step(each)).collect();
        let these = left.and_then(|left| these(self.rules, group, left));
        let words = match (act, steps.as_slice()) {
            ("attend", _) => attend(group.len(), left.unwrap_or_default(), these.as_deref()),
            ("make_up", _) if several => format!("make up for {} sessions", group.len()),
            ("reflect", _) if several => format!("file reflections on {} sessions", group.len()),
            (_, [only, ..]) => only.words.clone(),
            (_, []) => String::new(),
        };
        let mut brief = words::in_brief(group, left, &self.rules.policy);
        if let (Some(these), Some(left)) = (these, left) {
            brief = format!("attend {these} of {left}");
        } else if group.iter().any(|each| self.limits.only_to_report(each).is_some()) {
            brief = format!("report {brief}");
        }
        let late = steps.iter().find_map(StepLine::behind);
        if let Some(late) = late {
            // What is said already is not said again.
            let said = late.words.strip_prefix(brief.trim_start_matches("pay "));
            brief = format!("{brief} ({})", said.map_or(late.words.as_str(), str::trim_start));
        }
        Task { act, words, brief, left, steps }
    }

    fn step(&self, to_do: &ToDo) -> StepLine {
        let zone = self.rules.policy.zone();
        // That one can reflect on a session, or make up for it, only once it has begun goes without saying.
        let follows = matches!(to_do.act, Act::Reflect(_) | Act::MakeUp(_));
        let bounds = Bounds {
            from: to_do.from.filter(|_| !follows),
            before: to_do.before,
            is_session: matches!(to_do.act, Act::Attend(_)),
        };
        let money = to_do.sizes.iter().find_map(|size| match size {
            Size::Money(money) => Some(*money),
            _ => None,
        });
        let instalments =
            money.map(|money| instalments::within(&self.instalments, money)).unwrap_or_default();
        let mut words =
            words::doing(&by_activity(self.rules, to_do), &self.rules.policy, &|item| {
                self.sat.contains(item)
            });
        if let Some(parts) = money.and_then(|money| instalments::beside(&instalments, money)) {
            words = format!("{words} ({parts})");
        }
        let words = self.limits.add_to(words, to_do);
        StepLine {
            about: words::about(&to_do.act),
            words,
            serves: to_do.serves.iter().map(ToString::to_string).collect(),
            currency: money.map(|money| money.currency.to_string()),
            instalments,
            from: to_do.from,
            before: to_do.before,
            hangs: self.limits.hangs(to_do),
            when: moment::say(bounds, zone),
            when_own: self.own.and_then(|own| moment::say_own(bounds, zone, own)),
        }
    }
}

/// Lists what is lacking of the instalments of the price that is asked; somebody for whom there is a plan has not left.
fn instalments(
    rules: &Rules,
    now: Instant,
    found: &Assessment,
    plan: Option<&[ToDo]>,
) -> Vec<InstalmentLine> {
    let asked = ways::price(&found.root, plan);
    let asked = asked.and_then(|asked| {
        let rule = rules.policy.rules().iter().find(|rule| rule.id == asked.requirement)?;
        let Requirement::Paid(price) = &rule.asks else { return None };
        Some(instalments::lacking(price, asked.account.as_ref()?, rules.policy.zone(), (now, None)))
    });
    asked.unwrap_or_default()
}

/// Names what is to be logged by its activities, as people log them, and not by the category that they fill in the policy.
fn by_activity(rules: &Rules, to_do: &ToDo) -> ToDo {
    let mut to_do = to_do.clone();
    let Act::Log(id) = &to_do.act else { return to_do };
    let rule = rules.policy.rules().iter().find(|rule| rule.id == *id);
    let Some(Requirement::Log { among, .. }) = rule.map(|rule| &rule.asks) else { return to_do };
    let named = |name: &str| {
        let mut all = among.iter().flat_map(Category::walk);
        let category = all.find(|each| each.name.as_str() == name && !each.of.is_empty())?;
        let activities: Vec<&str> = category.of.iter().map(Activity::as_str).collect();
        Some(activities.join(" or "))
    };
    for size in &mut to_do.sizes {
        if let Size::Amounts(amounts) = size {
            for (name, _) in amounts {
                *name = named(name).unwrap_or_else(|| std::mem::take(name));
            }
        }
    }
    to_do
}

fn attend(number: usize, left: usize, these: Option<&str>) -> String {
    let these = these.map_or_else(|| number.to_string(), ToOwned::to_owned);
    match left.saturating_sub(number) {
        0 if number == 1 => "attend the session left".to_owned(),
        0 => format!("attend all {number} sessions left"),
        1 => format!("attend {these} of the {left} sessions left (the other can be missed)"),
        rest => {
            format!("attend {these} of the {left} sessions left (the other {rest} can be missed)")
        }
    }
}

/// Names the sessions of a plan, where not any so many of those left would do: what is limited in a row, or within days,
/// depends on which they are, and so does what is asked of some sessions only.
fn these(rules: &Rules, group: &[&ToDo], left: usize) -> Option<String> {
    let of_rule = |id: &RequirementId| rules.policy.rules().iter().find(|rule| rule.id == *id);
    let served = group.iter().flat_map(|each| &each.serves).filter_map(of_rule);
    let lies_apart = |rule: &Rule| {
        matches!(rule.asks, Requirement::Absences { over: Over::InARow | Over::Days(_), .. })
    };
    let unlike = group.windows(2).any(|pair| matches!(pair, [a, b] if a.serves != b.serves));
    let particular = group.len() < left && (unlike || served.into_iter().any(lies_apart));
    particular.then(|| {
        let names: Vec<String> = group.iter().filter_map(|each| words::about(&each.act)).collect();
        match names.split_last() {
            // So many are listed one by one below.
            _ if names.len() > FEW => format!("these {}", names.len()),
            Some((last, [])) => last.clone(),
            Some((last, others)) => format!("{} and {last}", others.join(", ")),
            None => String::new(),
        }
    })
}

/// As many sessions as are named in one line.
const FEW: usize = 4;

/// Counts the sessions to come that the requirements look at for which some are to be attended.
fn to_come(rules: &Rules, group: &[&ToDo], now: Instant) -> usize {
    let served: BTreeSet<&RequirementId> = group.iter().flat_map(|each| &each.serves).collect();
    let rules_for = rules.policy.rules().iter().filter(|rule| served.contains(&rule.id));
    let about_sessions = |rule: &&Rule| {
        matches!(rule.asks, Requirement::Sessions { .. } | Requirement::Absences { .. })
    };
    let asks: Vec<Option<&BTreeSet<SessionId>>> =
        rules_for.filter(about_sessions).map(|rule| rule.asks.sessions()).collect();
    let looked_at = |id: &SessionId| asks.iter().any(|of| of.is_none_or(|of| of.contains(id)));
    let sessions = rules.calendar.sessions.iter().filter(|session| looked_at(&session.id));
    sessions.filter(|session| session.window(now).is_some_and(|window| now < window.to)).count()
}
