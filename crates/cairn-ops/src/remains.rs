//! What remains for somebody: a plan in dates of the programme's zone and of their own, and until when it can wait.

use std::collections::{BTreeMap, BTreeSet};

use cairn_domain::assess::{Act, Outlook, ToDo, outlook};
use cairn_domain::ids::Item;
use cairn_domain::policy::Requirement;
use cairn_domain::{Instant, RequirementId, SessionId};
use chrono::NaiveDate;
use chrono_tz::Tz;
use schemars::JsonSchema;
use serde::Serialize;

use crate::asking::say_day;
use crate::ledger::Rules;
use crate::moment::{self, Bounds};
use crate::people::Person;
use crate::words;

/// The last day on which something can still come, nothing having been done until then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Latest {
    /// The first instant from which it would be out of reach.
    pub before: Instant,
    /// The last day on which it is not, in the programme's zone.
    pub day: NaiveDate,
    /// The same day, in words.
    pub words: String,
}

impl Latest {
    fn new(before: Instant, zone: Tz) -> Self {
        let day = moment::last_day(before, zone);
        Self { before, day, words: say_day(day) }
    }
}

/// What remains for somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Remains {
    /// What would meet what is asked, and of which nothing can be left out: like things together, in the order in which
    /// they are due.
    pub plan: Vec<Task>,
    /// Until when all of it can wait; absent: no deadline binds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest: Option<Latest>,
    /// The plan in brief.
    pub words: String,
}

/// Things of one kind that remain to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Task {
    /// `attend`, `make_up`, `reflect`, `hand_in`, `retreat`, `complete`, `apply`, `seat`, `accept`, `grant`, `log`, `pass`,
    /// `pay`, `do` (once its time has come) or `settle` (for how long they were there).
    pub act: &'static str,
    /// What to do, in words.
    pub words: String,
    /// The same in as few words as a list of many people has room for.
    pub brief: String,
    /// Of how many sessions left these are, where sessions are to be attended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<usize>,
    /// Each of them.
    pub steps: Vec<StepLine>,
}

/// One thing that remains to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StepLine {
    /// What it is about: a session, a piece of work, a requirement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// What to do, in words.
    pub words: String,
    /// The requirements that it is for.
    pub serves: Vec<String>,
    /// From when it can be done, where that is still to come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Instant>,
    /// The first instant at which it is too late; absent: no deadline binds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Instant>,
    /// When, in words, in the programme's zone; absent: whenever.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// The same in their own zone, where it is known and another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when_own: Option<String>,
}

/// What looking ahead for one person found.
pub(crate) struct Ahead {
    /// What remains; absent where nothing does, where it is out of reach, or where the question has ended.
    pub remains: Option<Remains>,
    wait: BTreeMap<RequirementId, Latest>,
    lapses: BTreeMap<RequirementId, Latest>,
}

impl Ahead {
    /// Until when one requirement can wait.
    pub fn latest(&self, id: &RequirementId) -> Option<Latest> {
        self.wait.get(id).cloned()
    }

    /// Until when one requirement that is met stays met, if nothing more comes.
    pub fn holds(&self, id: &RequirementId) -> Option<Latest> {
        self.lapses.get(id).cloned()
    }
}

/// Looks ahead for a person under a cohort's rules.
pub(crate) fn ahead(rules: &Rules, person: &Person, now: Instant, has_ended: bool) -> Ahead {
    if has_ended {
        return Ahead { remains: None, wait: BTreeMap::new(), lapses: BTreeMap::new() };
    }
    let Outlook { plan, wait, lapses } =
        outlook(&rules.policy, &rules.calendar, &person.standing, now, None);
    let zone = rules.policy.zone();
    let in_days = |moments: BTreeMap<RequirementId, Instant>| {
        let days = moments.into_iter().map(|(id, before)| (id, Latest::new(before, zone)));
        days.collect::<BTreeMap<_, _>>()
    };
    let (wait, lapses) = (in_days(wait), in_days(lapses));
    let own = person.zone(now).filter(|own| *own != zone);
    let remains = plan.filter(|plan| !plan.is_empty()).map(|plan| {
        let tasks = tasks((rules, person), &plan, now, own);
        let words = tasks.iter().map(Task::dated).collect::<Vec<_>>().join("; ");
        let latest = wait.get(&rules.policy.policy().root).cloned();
        Remains { plan: tasks, latest, words }
    });
    Ahead { remains, wait, lapses }
}

/// Puts like things together, each kind where its first is due.
fn tasks(whose: (&Rules, &Person), plan: &[ToDo], now: Instant, own: Option<Tz>) -> Vec<Task> {
    let mut groups: Vec<(&'static str, Vec<&ToDo>)> = Vec::new();
    for each in plan {
        let kind = words::act(&each.act);
        let alike = matches!(each.act, Act::Attend(_) | Act::MakeUp(_) | Act::Reflect(_));
        match groups.iter_mut().find(|(known, _)| alike && *known == kind) {
            Some((_, group)) => group.push(each),
            None => groups.push((kind, vec![each])),
        }
    }
    groups.into_iter().map(|(act, group)| task(whose, act, &group, now, own)).collect()
}

fn task(
    (rules, person): (&Rules, &Person),
    act: &'static str,
    group: &[&ToDo],
    now: Instant,
    own: Option<Tz>,
) -> Task {
    let enrolment = person.standing.in_cohort(&rules.policy.policy().cohort);
    let sat = |item: &Item| {
        let attempts = enrolment.and_then(|enrolment| enrolment.attempts.get(item));
        attempts.into_iter().flatten().any(|attempt| attempt.stamp.at <= now)
    };
    let doing = |to_do: &ToDo| words::doing(to_do, &rules.policy, &sat);
    let left = (act == "attend").then(|| to_come(rules, group, now));
    let several = group.len() > 1;
    let words = match (act, group) {
        ("attend", _) => attend(group.len(), left.unwrap_or_default()),
        ("make_up", _) if several => format!("make up for {} sessions", group.len()),
        ("reflect", _) if several => format!("file reflections on {} sessions", group.len()),
        (_, [only, ..]) => doing(only),
        (_, []) => String::new(),
    };
    let brief = words::in_brief(group, left, &rules.policy);
    let steps = group.iter().map(|each| step(rules, each, doing(each), own)).collect();
    Task { act, words, brief, left, steps }
}

fn attend(these: usize, left: usize) -> String {
    match left.saturating_sub(these) {
        0 if these == 1 => "attend the session left".to_owned(),
        0 => format!("attend all {these} sessions left"),
        1 => format!("attend {these} of the {left} sessions left (the other can be missed)"),
        rest => {
            format!("attend {these} of the {left} sessions left (the other {rest} can be missed)")
        }
    }
}

/// Counts the sessions to come that the requirements look at for which some are to be attended.
fn to_come(rules: &Rules, group: &[&ToDo], now: Instant) -> usize {
    let served: BTreeSet<&RequirementId> = group.iter().flat_map(|each| &each.serves).collect();
    let rules_for = rules.policy.rules().iter().filter(|rule| served.contains(&rule.id));
    let asks: Vec<Option<&BTreeSet<SessionId>>> = rules_for
        .filter_map(|rule| match &rule.asks {
            Requirement::Sessions { of, .. } | Requirement::Absences { of, .. } => {
                Some(of.as_ref())
            }
            _ => None,
        })
        .collect();
    let looked_at = |id: &SessionId| asks.iter().any(|of| of.is_none_or(|of| of.contains(id)));
    let sessions = rules.calendar.sessions.iter().filter(|session| looked_at(&session.id));
    sessions.filter(|session| session.window(now).is_some_and(|window| now < window.to)).count()
}

fn step(rules: &Rules, to_do: &ToDo, words: String, own: Option<Tz>) -> StepLine {
    // That one can reflect on a session, or make up for it, only once it has begun goes without saying.
    let follows = matches!(to_do.act, Act::Reflect(_) | Act::MakeUp(_));
    let bounds = Bounds {
        from: to_do.from.filter(|_| !follows),
        before: to_do.before,
        is_session: matches!(to_do.act, Act::Attend(_)),
    };
    StepLine {
        about: words::about(&to_do.act),
        words,
        serves: to_do.serves.iter().map(ToString::to_string).collect(),
        from: to_do.from,
        before: to_do.before,
        when: moment::say(bounds, rules.policy.zone()),
        when_own: own.and_then(|own| moment::say_own(bounds, rules.policy.zone(), own)),
    }
}

impl Task {
    /// Says the task with its last day, where one binds it.
    fn dated(&self) -> String {
        // In a sentence, what can be missed is beside the point.
        let said = self.words.split(" (the other").next().unwrap_or_default();
        let when = match self.steps.as_slice() {
            [only] if self.act == "attend" => {
                let about = only.about.as_deref().unwrap_or_default();
                let when = only.when.as_deref();
                return when.map_or_else(
                    || format!("attend {about}"),
                    |when| format!("attend {about} on {when}").replace("on now", "now"),
                );
            }
            _ if self.act == "attend" => String::new(),
            [only] => on(only.when.as_deref()),
            [first, ..] => {
                first.when.as_deref().map_or_else(String::new, |when| format!(", the first {when}"))
            }
            [] => String::new(),
        };
        let apart = if said.contains(", ") && !when.is_empty() && !when.starts_with(',') {
            ","
        } else {
            ""
        };
        format!("{said}{apart}{when}")
    }
}

fn on(when: Option<&str>) -> String {
    when.map_or_else(String::new, |when| format!(" {when}"))
}
