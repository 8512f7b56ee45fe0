//! Of several ways to what is asked: which of what is not met is needed, and which of several prices is asked.

use std::collections::BTreeSet;

use cairn_domain::assess::{Act, Finding, Size, ToDo};
use cairn_domain::{RequirementId, Status};

/// Lists what is not met and does not matter: all that asks for it is met another way, or is going to be once what is
/// planned is done.
pub(crate) fn not_needed<'a>(
    root: &'a Finding,
    plan: Option<&[ToDo]>,
) -> BTreeSet<&'a RequirementId> {
    let planned = plan.map(served);
    let mut needed = BTreeSet::new();
    unmet(root, planned.as_ref(), &mut needed);
    let all = root.walk().filter(|each| each.status != Status::Met);
    all.map(|each| &each.requirement).filter(|id| !needed.contains(id)).collect()
}

fn unmet<'a>(
    finding: &'a Finding,
    planned: Option<&BTreeSet<&RequirementId>>,
    needed: &mut BTreeSet<&'a RequirementId>,
) {
    if finding.status == Status::Met {
        return;
    }
    needed.insert(&finding.requirement);
    let taken = |child: &&Finding| planned.is_some_and(|planned| comes(child, planned));
    let enough = |ways: usize| i64::try_from(ways).is_ok_and(|ways| ways >= finding.settled.need);
    let ways: Vec<&Finding> = finding.children.iter().filter(taken).collect();
    // Where the plan does not get there, nobody can say which way it will be.
    let ways = if enough(ways.len()) { ways } else { finding.children.iter().collect() };
    for way in ways {
        unmet(way, planned, needed);
    }
}

/// Lists what comes along: of what several ways ask, that for which the plan takes no step that another requirement does not
/// take anyway.
pub(crate) fn along<'a>(root: &'a Finding, plan: Option<&[ToDo]>) -> BTreeSet<&'a RequirementId> {
    let Some(plan) = plan else { return BTreeSet::new() };
    let spare = not_needed(root, Some(plan));
    let lacks = |each: &&Finding| {
        let id = &each.requirement;
        each.status != Status::Met && each.children.is_empty() && !spare.contains(id)
    };
    let mut left: BTreeSet<&RequirementId> =
        root.walk().filter(lacks).map(|each| &each.requirement).collect();
    let ways = root.walk().filter(|each| {
        i64::try_from(each.children.len()).is_ok_and(|ways| ways > each.settled.need)
    });
    let parts: Vec<&Finding> =
        ways.flat_map(|each| &each.children).flat_map(Finding::walk).filter(lacks).collect();
    let mut along = BTreeSet::new();
    for part in parts.into_iter().rev() {
        let id = &part.requirement;
        let mut steps = plan.iter().filter(|step| step.serves.contains(id)).peekable();
        let others =
            |step: &ToDo| step.serves.iter().any(|other| other != id && left.contains(other));
        if steps.peek().is_some() && steps.all(others) {
            left.remove(id);
            along.insert(id);
        }
    }
    along
}

/// Tells whether a finding is met once what serves these requirements is done.
fn comes(finding: &Finding, planned: &BTreeSet<&RequirementId>) -> bool {
    if finding.status == Status::Met || planned.contains(&finding.requirement) {
        return true;
    }
    let ways = finding.children.iter().filter(|child| comes(child, planned)).count();
    !finding.children.is_empty()
        && i64::try_from(ways).is_ok_and(|ways| ways >= finding.settled.need)
}

/// Returns the requirements that a plan's steps are for.
fn served(plan: &[ToDo]) -> BTreeSet<&RequirementId> {
    plan.iter().flat_map(|to_do| &to_do.serves).collect()
}

/// Finds the price that is asked, where several ways ask for different ones: the least with which all is met, once what is
/// planned is done; where nothing is planned, the least with which it is, or could still be.
///
/// What is paid is one account, so whoever has paid the larger price has paid the smaller.
pub(crate) fn price<'a>(root: &'a Finding, plan: Option<&[ToDo]>) -> Option<&'a Finding> {
    let mut priced: Vec<&Finding> = root.walk().filter(|each| each.account.is_some()).collect();
    priced.sort_by_key(|each| each.settled.need);
    let planned = plan.map(served).unwrap_or_default();
    let done = |each: &Finding| planned.contains(&each.requirement);
    let could = |each: &Finding| !matches!(each.status, Status::OutOfReach { .. });
    let least = |comes: &dyn Fn(&Finding) -> bool| {
        priced.iter().copied().find(|most| passes(root, most.settled.need, comes))
    };
    least(&done).or_else(|| least(&could)).or_else(|| priced.first().copied())
}

/// Tells whether a finding is met if no more is paid than so much, and of the rest what comes does.
fn passes(finding: &Finding, paid: i64, comes: &dyn Fn(&Finding) -> bool) -> bool {
    if finding.waived.is_some() {
        return true;
    }
    if finding.account.is_some() {
        return finding.settled.need <= paid;
    }
    if finding.children.is_empty() {
        return finding.status == Status::Met || comes(finding);
    }
    let met = finding.children.iter().filter(|child| passes(child, paid, comes)).count();
    i64::try_from(met).is_ok_and(|met| met >= finding.settled.need)
}

/// Leaves of a plan's payment what the price that is asked takes.
pub(crate) fn pay(plan: &mut [ToDo], root: &Finding) {
    let Some(asked) = price(root, Some(plan)) else { return };
    let want = asked.settled.need.saturating_sub(asked.settled.have);
    for to_do in plan.iter_mut().filter(|to_do| to_do.act == Act::Pay) {
        let much = |size: &Size| match size {
            Size::Money(money) => Some(money.minor),
            _ => None,
        };
        // A reduced price that is still to be had makes it less.
        let amount = to_do.sizes.iter().filter_map(much).filter(|each| *each <= want).max();
        if amount.is_some() {
            to_do.sizes.retain(|size| much(size) == amount);
        }
        let dearer = |id: &RequirementId| {
            root.walk().any(|each| {
                each.requirement == *id
                    && each.account.is_some()
                    && each.settled.need > asked.settled.need
            })
        };
        to_do.serves.retain(|id| !dearer(id));
    }
}
