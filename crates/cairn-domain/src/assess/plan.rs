//! What can be done, one act after the other, and a set of acts none of which can be left out.

use std::collections::BTreeSet;

use crate::assess::act::Act;
use crate::assess::case::{Acts, Assume, Case};
use crate::assess::exam::Chance;
use crate::assess::{done, exam};
use crate::policy::{Milestone, Requirement};

/// Lists every act that bears on a requirement, in the order of the policy and of the calendar, whether it is still open
/// or not. To have something pending settled comes last: it may turn out either way.
pub(super) fn acts(case: &Case<'_>, index: usize) -> Vec<Act> {
    let mut acts = Vec::new();
    let rules = rules(case, index);
    for rule in &rules {
        of_rule(case, *rule, &mut acts);
    }
    let about_sessions = |rule: &usize| {
        let asks = &case.policy.rule(*rule).asks;
        matches!(asks, Requirement::Sessions { .. } | Requirement::Absences { .. })
    };
    if rules.iter().any(about_sessions) {
        let unmeasured = case.calendar.sessions.iter().filter(|session| {
            let seen = case.enrolment.attendance.get(&session.id).into_iter().flatten();
            seen.into_iter().any(|seen| seen.presence == crate::presence::Presence::Unmeasured)
        });
        acts.extend(unmeasured.map(|session| Act::Settle(session.id.clone())));
    }
    let mut seen = BTreeSet::new();
    acts.retain(|act| seen.insert(act.clone()));
    acts
}

/// Lists a requirement with all that it asks for and waits for, in the order of the policy.
pub(super) fn rules(case: &Case<'_>, index: usize) -> BTreeSet<usize> {
    let mut rules = BTreeSet::new();
    gather(case, index, &mut rules);
    rules
}

/// A requirement, and the acts of its own.
pub(super) struct Bearing {
    pub index: usize,
    own: BTreeSet<Act>,
}

impl Bearing {
    pub fn of(case: &Case<'_>, index: usize) -> Self {
        let mut own = Vec::new();
        of_rule(case, index, &mut own);
        Self { index, own: own.into_iter().collect() }
    }

    /// Tells whether an act bears on the requirement.
    pub fn has(&self, case: &Case<'_>, act: &Act) -> bool {
        if let Act::Settle(id) = act {
            return self.own.contains(&Act::Attend(id.clone()));
        }
        let shares = || done::shares(case, self.index, act) || exam::shares(case, self.index, act);
        self.own.contains(act) || (case.sharing && shares())
    }
}

/// Tells whether one act can count for both of two requirements; `None`: the other needs none.
pub(super) fn suits(case: &Case<'_>, ours: usize, theirs: usize) -> Option<bool> {
    let apart = case.is_kept_waiting(ours, theirs) || case.is_kept_waiting(theirs, ours);
    let (span, next) = exam::chance(case, theirs);
    let suits = !apart && overlap(&exam::chance(case, ours), &(span, next));
    let needed = || span.takes(next) && !case.passes(theirs, Assume::Strict);
    (suits || needed()).then_some(suits)
}

/// Tells whether something can be done at one time that lies in both windows.
pub(super) fn overlap((span, next): &Chance<'_>, (their_span, their_next): &Chance<'_>) -> bool {
    let both = next.zip(*their_next).map(|(next, theirs)| next.max(theirs));
    span.takes(both) && their_span.takes(both)
}

/// Of the acts that are meant for others, those that suit all for whom they are meant.
pub(super) fn agreed(others: impl Iterator<Item = (Act, bool)>) -> BTreeSet<Act> {
    let (suit, clash): (Vec<_>, Vec<_>) = others.partition(|(_, suits)| *suits);
    let clash: BTreeSet<Act> = clash.into_iter().map(|(act, _)| act).collect();
    suit.into_iter().map(|(act, _)| act).filter(|act| !clash.contains(act)).collect()
}

/// Gathers a requirement with all that it asks for and waits for.
fn gather(case: &Case<'_>, index: usize, rules: &mut BTreeSet<usize>) {
    if rules.insert(index) {
        for other in case.policy.children(index) {
            gather(case, *other, rules);
        }
        for other in crate::assess::history::waits_for(case.policy, index) {
            gather(case, other, rules);
        }
    }
}

fn of_rule(case: &Case<'_>, index: usize, acts: &mut Vec<Act>) {
    let rule = case.policy.rule(index);
    let sessions = || case.calendar.sessions.iter().map(|session| session.id.clone());
    // What waits for applying or admission takes these, too.
    for anchor in rule.asks.anchors() {
        use crate::policy::{Anchor, Begun};
        match anchor {
            Anchor::Application | Anchor::NthSession { after: Begun::Application, .. } => {
                acts.push(Act::Apply);
            }
            Anchor::Admission | Anchor::NthSession { after: Begun::Admission, .. } => {
                acts.push(Act::Seat);
            }
            Anchor::Day(_) | Anchor::Session(_) | Anchor::Met(_) => {}
        }
    }
    match &rule.asks {
        Requirement::All(_) | Requirement::AtLeast { .. } => {}
        Requirement::Sessions { of, make_ups, .. } => {
            let asked = |id: &crate::ids::SessionId| of.as_ref().is_none_or(|of| of.contains(id));
            acts.extend(sessions().filter(asked).map(Act::Attend));
            if make_ups.is_some() {
                acts.extend(sessions().filter(asked).map(Act::MakeUp));
            }
        }
        Requirement::Absences { of, .. } => {
            let asked = |id: &crate::ids::SessionId| of.as_ref().is_none_or(|of| of.contains(id));
            acts.extend(sessions().filter(asked).map(Act::Attend));
        }
        Requirement::Filings { .. } => acts.extend(sessions().map(Act::Reflect)),
        Requirement::Done { milestone, .. } => acts.push(done::act(case, index, milestone)),
        Requirement::Reviews { of, .. } => acts.push(Act::Accept(of.clone())),
        Requirement::Judgement { question, .. } => acts.push(Act::Grant(question.clone())),
        Requirement::Log { .. } => acts.push(Act::Log(rule.id.clone())),
        Requirement::Exam { of, .. } => acts.push(exam::act(case, index, of)),
        Requirement::Prerequisite { any_of } => {
            let completed = Milestone::Completed(any_of.clone());
            acts.push(done::act(case, index, &completed));
            acts.push(Act::Apply);
        }
        Requirement::Paid(price) => {
            use crate::policy::Lock;
            for condition in price.tiers.iter().flat_map(crate::policy::Tier::conditions) {
                match condition.locked_by {
                    Lock::Applying => acts.push(Act::Apply),
                    Lock::Admission => acts.push(Act::Seat),
                    Lock::Paying => {}
                }
            }
            acts.push(Act::Pay);
        }
    }
}

/// Finds a set of acts that meets a requirement, and of which none can be left out; `None` where it is out of reach.
///
/// From all of them, one after the other is left out from the end and put back if it takes it: since more acts never
/// hurt, no smaller set lies within what is left.
pub(super) fn least(case: &Case<'_>, index: usize) -> Option<BTreeSet<Act>> {
    let order = by_progress(case, index, acts(case, index));
    let mut these: BTreeSet<Act> = order.iter().cloned().collect();
    let meets =
        |these: &BTreeSet<Act>| case.with(Acts::Only(these)).passes(index, Assume::PerfectFuture);
    if !meets(&these) {
        return None;
    }
    for act in order.iter().rev() {
        these.remove(act);
        if !meets(&these) {
            these.insert(act.clone());
        }
    }
    Some(these)
}

/// How finely progress is compared.
const THOUSANDTHS: i128 = 1_000;

/// Puts what is for requirements that are further along before what is for others, so that of several ways the one is kept
/// of which the most is done.
fn by_progress(case: &Case<'_>, index: usize, acts: Vec<Act>) -> Vec<Act> {
    let leaves: Vec<(Bearing, u64)> = rules(case, index)
        .into_iter()
        .filter(|rule| case.policy.children(*rule).is_empty())
        .map(|rule| {
            let measured = case.measure(rule, Assume::Strict, None);
            let thousandths = i128::from(measured.have.min(measured.need)) * THOUSANDTHS;
            // A limit is no progress, and neither is a debt.
            let share = thousandths.checked_div(measured.need.into()).filter(|_| !measured.limit);
            let share = share.and_then(|share| u64::try_from(share).ok()).unwrap_or_default();
            (Bearing::of(case, rule), share)
        })
        .collect();
    let progress = |act: &Act| {
        let bearing = leaves.iter().filter(|(rule, _)| rule.has(case, act));
        bearing.map(|(_, progress)| *progress).max().unwrap_or_default()
    };
    let settles = |act: &Act| matches!(act, Act::Settle(_));
    let mut acts = acts;
    acts.sort_by_cached_key(|act| (settles(act), std::cmp::Reverse(progress(act))));
    acts
}

/// Finds passed opportunities that alone keep a requirement out of reach, and of which none can be left out: had all others
/// been taken it still would be, and had any one of these been taken, too, it would not. Empty where it was no missed
/// opportunity that did it.
pub(super) fn missed(case: &Case<'_>, index: usize) -> Vec<Act> {
    let order = acts(case, index);
    let mut missed: BTreeSet<Act> = order.iter().cloned().collect();
    let fails = |missed: &BTreeSet<Act>| {
        !case.with(Acts::AllBut(missed)).passes(index, Assume::PerfectFuture)
    };
    for act in order.iter().rev() {
        missed.remove(act);
        if !fails(&missed) {
            missed.insert(act.clone());
        }
    }
    order.into_iter().filter(|act| missed.contains(act)).collect()
}
