//! What people say: reviews of work, and questions that are left to judgement. Each one's latest word counts.

use std::collections::{BTreeMap, BTreeSet};

use crate::assess::act::Act;
use crate::assess::case::{Assume, Case};
use crate::assess::finding::{Measured, Part};
use crate::assess::reasons::{Against, Evidence};
use crate::event::{ReviewOutcome, Ruling};
use crate::fact::Stamp;
use crate::ids::{Item, Role};

/// One person's word.
#[derive(Clone, Copy)]
struct Word<'a> {
    stamp: Stamp,
    who: &'a str,
    capacity: Option<&'a Role>,
    yes: bool,
}

/// How many people are asked for: in all, in each capacity, and whose word is not heard.
pub(super) struct Rule<'a> {
    pub need: u32,
    pub each: &'a BTreeMap<Role, u32>,
    pub excluding: &'a BTreeSet<Role>,
}

pub(super) fn reviews(
    case: &Case<'_>,
    item: &Item,
    asked: &Rule<'_>,
    assume: Assume,
    notes: &mut Evidence,
) -> Measured {
    let said = case.enrolment.reviews.get(item).into_iter().flatten().map(|review| Word {
        stamp: review.stamp,
        who: &review.reviewer,
        capacity: review.capacity.as_ref(),
        yes: review.outcome == ReviewOutcome::Accepted,
    });
    let words = latest(case, said, asked, notes);
    let (accepted, returned): (Vec<Word<'_>>, Vec<Word<'_>>) =
        words.into_iter().partition(|word| word.yes);
    notes.against.extend(returned.iter().map(|word| (word.stamp.position, Against::Returned)));
    let measured = counted(&accepted, asked, notes);

    let submissions = case.enrolment.submissions.get(item).into_iter().flatten();
    let handed_in = submissions.rev().find(|stamp| case.past(**stamp));
    // Work waits for its reviewers when it was handed in and nobody has given back this state of it.
    let last = returned.iter().map(|word| word.stamp).chain(handed_in.copied()).max();
    let waiting = handed_in.filter(|stamp| !measured.passes() && last == Some(**stamp));
    notes.pending.extend(waiting.map(|stamp| stamp.position));
    measured.filled_if(match assume {
        Assume::Strict => false,
        Assume::Lenient => waiting.is_some(),
        // Reviewers may still come round at any time; whether work can still be handed in is a milestone's question.
        Assume::PerfectFuture => case.comes(true, || Act::Accept(item.clone())),
    })
}

pub(super) fn judgement(
    case: &Case<'_>,
    question: &Item,
    asked: &Rule<'_>,
    assume: Assume,
    notes: &mut Evidence,
) -> Measured {
    let said = case.enrolment.judgements.get(question).into_iter().flatten().map(|each| Word {
        stamp: each.stamp,
        who: &each.judge,
        capacity: Some(&each.capacity),
        yes: each.outcome == Ruling::Granted,
    });
    let words = latest(case, said, asked, notes);
    let (granted, denied): (Vec<Word<'_>>, Vec<Word<'_>>) =
        words.into_iter().partition(|word| word.yes);
    notes.against.extend(denied.iter().map(|word| (word.stamp.position, Against::Denied)));
    // What people decide is an input; they may still decide at any time.
    let comes =
        assume == Assume::PerfectFuture && case.comes(true, || Act::Grant(question.clone()));
    counted(&granted, asked, notes).filled_if(comes)
}

/// Returns the latest word of each who is heard; words are in order of time.
fn latest<'a>(
    case: &Case<'_>,
    said: impl Iterator<Item = Word<'a>>,
    asked: &Rule<'_>,
    notes: &mut Evidence,
) -> Vec<Word<'a>> {
    let mut words = BTreeMap::new();
    for word in said.filter(|word| case.past(word.stamp)) {
        if word.capacity.is_some_and(|capacity| asked.excluding.contains(capacity)) {
            notes.against.insert(word.stamp.position, Against::Excluded);
        } else {
            words.insert(word.who, word);
        }
    }
    words.into_values().collect()
}

fn counted(yes: &[Word<'_>], asked: &Rule<'_>, notes: &mut Evidence) -> Measured {
    notes.counts.extend(yes.iter().map(|word| word.stamp.position));
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let part = |(capacity, need): (&Role, &u32)| {
        let have = yes.iter().filter(|word| word.capacity == Some(capacity)).count();
        Part { name: capacity.to_string(), have: number(have), need: (*need).into() }
    };
    let parts = asked.each.iter().map(part).collect();
    Measured { parts, ..Measured::count(number(yes.len()), asked.need.into()) }
}
