//! What lies ahead in a story: a plan, read aloud line by line, and what does not stay.

use cairn_domain::assess::{Act, Outlook, Size, ToDo, outlook};
use cairn_domain::event::Amount;
use cairn_domain::{Calendar, Instant, RequirementId};

use super::Story;
use crate::worlds::{at, name};

impl Story {
    /// Looks ahead, for the whole policy or for one requirement.
    #[must_use]
    pub fn outlook(&self, of: Option<&str>) -> Outlook {
        let policy = self.checked();
        let calendar = Calendar::new(&policy, &self.cohort_record());
        let of = of.map(name);
        outlook(&policy, &calendar, &self.standing(), self.now, of.as_ref())
    }

    /// Expects exactly this plan for the whole policy, line by line: what, how much, for what, from when and before when.
    ///
    /// # Panics
    /// If it is another, or there is none.
    pub fn then_plan(self, expected: &[&str]) -> Self {
        assert_eq!(said(&self.outlook(None)), expected);
        self
    }

    /// Expects exactly this plan for one requirement.
    ///
    /// # Panics
    /// If it is another, or there is none.
    pub fn then_plan_for(self, requirement: &str, expected: &[&str]) -> Self {
        assert_eq!(said(&self.outlook(Some(requirement))), expected);
        self
    }

    /// Expects no plan for the whole policy: it is out of reach, or the question has ended.
    ///
    /// # Panics
    /// If there is one.
    pub fn then_no_plan(self) -> Self {
        assert_eq!(self.outlook(None).plan, None);
        self
    }

    /// Expects the first instant at which what is met is not met any more though nothing happens; `None`: it stays.
    ///
    /// # Panics
    /// If it is another.
    pub fn then_lapses(self, requirement: &str, at_instant: Option<&str>) -> Self {
        let lapses = self.outlook(None).lapses;
        assert_eq!(lapses.get(&name(requirement)).copied(), at_instant.map(at));
        self
    }
}

fn said(ahead: &Outlook) -> Vec<String> {
    let plan = ahead.plan.as_ref().unwrap_or_else(|| panic!("no plan: {ahead:#?}"));
    plan.iter().map(line).collect()
}

/// One act, read aloud.
fn line(todo: &ToDo) -> String {
    let instant = |at: Instant| at.format("%Y-%m-%dT%H:%M:%S%.fZ");
    let mut words = vec![act(&todo.act)];
    words.extend(todo.sizes.iter().map(|each| format!("({})", size(each))));
    if !todo.serves.is_empty() {
        let serves: Vec<&str> = todo.serves.iter().map(RequirementId::as_str).collect();
        words.push(format!("for {}", serves.join(", ")));
    }
    words.extend(todo.from.map(|from| format!("from {}", instant(from))));
    words.extend(todo.before.map(|before| format!("before {}", instant(before))));
    words.join(" ")
}

fn act(act: &Act) -> String {
    match act {
        Act::Attend(session) => format!("attend {session}"),
        Act::MakeUp(session) => format!("make up for {session}"),
        Act::Reflect(session) => format!("reflect on {session}"),
        Act::HandIn(item) => format!("hand in {item}"),
        Act::Retreat(days) => format!("go away for {days} days"),
        Act::Complete(what) => format!("complete {what}"),
        Act::Apply => "apply".to_owned(),
        Act::Seat => "be admitted".to_owned(),
        Act::Accept(item) => format!("have {item} accepted"),
        Act::Grant(question) => format!("have {question} granted"),
        Act::Log(requirement) => format!("log {requirement}"),
        Act::Pass(item) => format!("pass {item}"),
        Act::Pay => "pay".to_owned(),
        Act::Do(requirement) => format!("do {requirement}"),
        Act::Settle(session) => format!("settle {session}"),
    }
}

fn size(size: &Size) -> String {
    let names = |names: &[String]| names.join(" and ");
    match size {
        Size::People { number, each, not_as } => {
            let each: Vec<String> = each.iter().map(|(role, n)| format!(", {n} {role}")).collect();
            let not_as: Vec<String> = not_as.iter().map(|role| format!(", no {role}")).collect();
            format!("{number} people{}{}", each.concat(), not_as.concat())
        }
        Size::Retreats { times, days } => format!("{times} of {days} days"),
        Size::Amounts(amounts) => {
            let each = amounts.iter().map(|(name, much)| match much {
                Amount::Minutes(minutes) => format!("{minutes} minutes {name}"),
                Amount::Hundredths(hundredths) => format!("{hundredths} hundredths {name}"),
            });
            names(&each.map(|each| each.trim_end().to_owned()).collect::<Vec<_>>())
        }
        Size::Different(people) => format!("with {people} others"),
        Size::Money(money) => money.to_string(),
        Size::Touching(facets) => {
            names(&facets.iter().map(ToString::to_string).collect::<Vec<_>>())
        }
    }
}
