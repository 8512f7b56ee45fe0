//! Our answer, in plain words and numbers.

use cairn_domain::assess;
use cairn_domain::assess::{Account, Cause, Certificate, Finding, Holds, Measured, Status};
use cairn_testkit::worlds::World;
use serde_json::{Value, json};

use crate::question::instant;

/// What the domain says of the world.
pub fn of(world: &World) -> Value {
    let read = world.read();
    let said = assess(&read.policy, &read.calendar, &read.standing, world.now);
    json!({
        "verdict": said.verdict.name(),
        "state": said.state.name(),
        "supported": said.supported,
        "outcome": said.outcome.map(|outcome| outcome.to_string()),
        "best_outcome": said.best_outcome.map(|outcome| outcome.to_string()),
        "certificate": said.certificate.as_ref().map(certificate),
        "findings": said.root.walk().map(finding).collect::<Vec<_>>(),
    })
}

fn certificate(stands: &Certificate) -> Value {
    let holds = match stands.holds {
        Holds::Valid => "valid",
        Holds::Lapsed => "lapsed",
        Holds::Expired => "expired",
    };
    json!({
        "decided": stands.decided.position,
        "expires": instant(stands.expires),
        "renewable_until": instant(stands.renewable_until),
        "holds": holds,
    })
}

fn finding(finding: &Finding) -> Value {
    let Measured { have, need, parts, limit } = &finding.settled;
    let mut said = json!({
        "requirement": finding.requirement.to_string(),
        "status": finding.status.name(),
        "have": have,
        "need": need,
        "limit": limit,
        "parts": parts.iter().map(|part| json!([part.name, part.have, part.need])).collect::<Vec<_>>(),
        "with_pending": finding.with_pending,
        "in_reach": finding.in_reach,
        "waived": finding.waived.as_ref().map(|waived| waived.stamp.position),
        "account": finding.account.as_ref().map(account),
        "children": finding.children.len(),
    });
    match &finding.status {
        Status::AtRisk { slack } => said["slack"] = json!(slack),
        Status::OutOfReach { cause: Cause::Always, .. } => said["since"] = json!("always"),
        Status::OutOfReach { since, .. } => said["since"] = instant(*since),
        Status::Met | Status::Open => {}
    }
    said
}

fn account(account: &Account) -> Value {
    json!({
        "price": account.price.minor,
        "tier": account.tier.as_ref().map(|(name, _)| name),
        "paid": account.paid.minor,
        "refunded": account.refunded.minor,
        "adjusted": account.adjusted.minor,
        "balance": account.balance.minor,
        "overdue": account.overdue.minor,
        "refundable": account.refundable.map(|money| money.minor),
    })
}
