//! What people say: reviews of a piece of work, and questions that are left to judgement. Each one's latest word counts.

use std::collections::{BTreeMap, BTreeSet};

use cairn_domain::Assume::{Lenient, PerfectFuture};
use cairn_domain::event::{ReviewOutcome, Ruling};
use cairn_domain::policy::{Requirement, Rule};
use cairn_domain::{Event, Role};

use super::{Ask, Measure, Oracle, Told, count};

/// Somebody's word: when, in which capacity, and whether it is a yes.
type Word<'a> = (Told<'a>, Option<&'a Role>, bool);

impl Oracle<'_> {
    pub(super) fn reviews(&self, rule: &Rule, ask: Ask) -> Measure {
        let Requirement::Reviews { of, reviewers, each, excluding } = &rule.asks else {
            unreachable!("asked for something else")
        };
        let said = pick!(self.happened(ask.now), Event::Reviewed { item, reviewer, outcome, capacity, .. } if item == of
            => (reviewer, capacity.as_ref(), *outcome == ReviewOutcome::Accepted));
        let latest = latest(said.map(|(told, (by, role, yes))| (by, (told, role, yes))), excluding);
        let hand_ins = self.happened(ask.now);
        let mut hand_ins = hand_ins
            .filter(|each| matches!(each.event, Event::Submitted { item, .. } if item == of));
        let place = |told: &Told| (told.at, told.position);
        let pending = hand_ins.next_back().is_some_and(|last| {
            latest.values().all(|(told, _, yes)| *yes || place(told) < place(&last))
        });
        let all = ask.assume == PerfectFuture || (ask.assume == Lenient && pending);
        measured(&latest, *reviewers, each, all)
    }

    pub(super) fn judgement(&self, rule: &Rule, ask: Ask) -> Measure {
        let Requirement::Judgement { question: asked, judges, each, excluding } = &rule.asks else {
            unreachable!("asked for something else")
        };
        let said = pick!(self.happened(ask.now), Event::Judged { question, judge, capacity, outcome, .. } if question == asked
            => (judge, Some(capacity), *outcome == Ruling::Granted));
        let latest = latest(said.map(|(told, (by, role, yes))| (by, (told, role, yes))), excluding);
        measured(&latest, *judges, each, ask.assume == PerfectFuture)
    }
}

/// The latest word of each, of those that are heard at all.
fn latest<'a>(
    said: impl Iterator<Item = (&'a String, Word<'a>)>,
    excluding: &BTreeSet<Role>,
) -> BTreeMap<&'a String, Word<'a>> {
    // In order, so that the latest word of each takes the place of those before it.
    said.filter(|(_, (_, role, _))| role.is_none_or(|role| !excluding.contains(role))).collect()
}

fn measured(
    latest: &BTreeMap<&String, Word>,
    need: u32,
    each: &BTreeMap<Role, u32>,
    all: bool,
) -> Measure {
    let up_to = |have: i64, need: i64| (if all { have.max(need) } else { have }, need);
    let yes = || latest.values().filter(|(.., yes)| *yes);
    let parts = each.iter().map(|(of, need)| {
        let have = count(yes().filter(|(_, role, _)| *role == Some(of)));
        (of.to_string(), up_to(have, i64::from(*need)))
    });
    let (have, need) = up_to(count(yes()), i64::from(need));
    Measure { parts: parts.collect(), ..Measure::of(have, need) }
}
