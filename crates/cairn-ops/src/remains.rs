//! What remains for somebody: a plan in dates of the programme's zone and of their own, and until when it can wait.

mod limits;
mod plans;

use std::collections::BTreeMap;

use cairn_domain::assess::{Assessment, Outlook, ToDo, outlook};
use cairn_domain::{Instant, RequirementId, Verdict};
use chrono::NaiveDate;
use chrono_tz::Tz;
use schemars::JsonSchema;
use serde::Serialize;

use crate::asking::say_day;
use crate::instalments::{self, InstalmentLine, Overdue};
use crate::ledger::Rules;
use crate::moment;
use crate::people::Person;
use crate::ways;
use plans::Plans;

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
    /// The currency, where something is to be paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Of what is to be paid, what is lacking of each instalment; late is overdue, not lost.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub instalments: Vec<InstalmentLine>,
    /// From when it can be done, where that is still to come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Instant>,
    /// The first instant at which it is too late; absent: no deadline binds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Instant>,
    /// Whether a last day of it is counted from what has not happened yet; the words say from what.
    #[serde(skip)]
    pub hangs: bool,
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
    /// The acts of it.
    pub plan: Option<Vec<ToDo>>,
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

/// Looks ahead for a person under a cohort's rules, by which this was found.
pub(crate) fn ahead(rules: &Rules, person: &Person, now: Instant, found: &Assessment) -> Ahead {
    if matches!(found.verdict, Verdict::Ended(_)) {
        let (wait, lapses) = (BTreeMap::new(), BTreeMap::new());
        return Ahead { remains: None, plan: None, wait, lapses };
    }
    let Outlook { mut plan, wait, lapses } =
        outlook(&rules.policy, &rules.calendar, &person.standing, now, None);
    if let Some(plan) = &mut plan {
        ways::pay(plan, &found.root);
    }
    let zone = rules.policy.zone();
    let in_days = |moments: BTreeMap<RequirementId, Instant>| {
        let days = moments.into_iter().map(|(id, before)| (id, Latest::new(before, zone)));
        days.collect::<BTreeMap<_, _>>()
    };
    let (wait, lapses) = (in_days(wait), in_days(lapses));
    let own = person.zone(now).filter(|own| *own != zone);
    let plans = Plans::new((rules, person), found, plan.as_deref(), (now, own));
    let remains = plan.as_ref().filter(|plan| !plan.is_empty()).map(|plan| {
        let tasks = plans.tasks(plan);
        let words = tasks.iter().map(Task::dated).collect::<Vec<_>>().join("; ");
        let latest = wait.get(&rules.policy.policy().root).cloned();
        Remains { plan: tasks, latest, words }
    });
    Ahead { remains, plan, wait, lapses }
}

impl StepLine {
    /// Returns what is overdue of what is to be paid, where something is.
    #[must_use]
    pub fn behind(&self) -> Option<Overdue> {
        instalments::overdue(&self.instalments, self.currency.as_ref()?.parse().ok()?)
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
            // Where not any so many will do, a sentence without a list below it names them.
            several if self.act == "attend" && said.starts_with("attend these ") => {
                let names = several.iter().filter_map(|step| step.about.as_deref());
                format!(": {}", names.collect::<Vec<_>>().join(", "))
            }
            _ if self.act == "attend" => String::new(),
            [only] => on(only.when.as_deref()),
            [first, ..] => {
                first.when.as_deref().map_or_else(String::new, |when| format!(", the first {when}"))
            }
            [] => String::new(),
        };
        let apart = if (said.contains(", ") || said.ends_with(')'))
            && !when.is_empty()
            && !when.starts_with([',', ':'])
        {
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
