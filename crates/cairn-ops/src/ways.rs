//! Of several ways to what is asked: which of what is not met is needed, and which of several prices is asked.

use std::collections::BTreeSet;

use cairn_domain::assess::{Act, Finding, Size, ToDo};
use cairn_domain::{RequirementId, Status};

/// Lists what is not met and does not matter, since all that asks for it is met another way.
pub(crate) fn not_needed(root: &Finding) -> BTreeSet<&RequirementId> {
    let mut needed = BTreeSet::new();
    unmet(root, &mut needed);
    let all = root.walk().filter(|each| each.status != Status::Met);
    all.map(|each| &each.requirement).filter(|id| !needed.contains(id)).collect()
}

fn unmet<'a>(finding: &'a Finding, needed: &mut BTreeSet<&'a RequirementId>) {
    if finding.status != Status::Met {
        needed.insert(&finding.requirement);
        finding.children.iter().for_each(|child| unmet(child, needed));
    }
}

/// Finds the price that is asked, where several ways ask for different ones: the least with which all is met, once what is
/// planned is done; where nothing is planned, the least with which it is, or could still be.
///
/// What is paid is one account, so whoever has paid the larger price has paid the smaller.
pub(crate) fn price<'a>(root: &'a Finding, plan: Option<&[ToDo]>) -> Option<&'a Finding> {
    let mut priced: Vec<&Finding> = root.walk().filter(|each| each.account.is_some()).collect();
    priced.sort_by_key(|each| each.settled.need);
    let planned: BTreeSet<&RequirementId> =
        plan.into_iter().flatten().flat_map(|to_do| &to_do.serves).collect();
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
