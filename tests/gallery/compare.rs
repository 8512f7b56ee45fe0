//! What an assessment says, in the words of a case, and whether the case expected it.

use cairn_domain::assess::{Account, Holds, Unit};
use cairn_domain::{Assessment, Finding, Money, Status};

use crate::case::Case;

/// Compares every expectation of a case; says all that differs.
pub fn compare(case: &Case, found: &Assessment) -> Result<(), String> {
    let mut differs = Vec::new();
    let mut same = |what: &str, expected: Option<&String>, found: &str| {
        if let Some(expected) = expected.filter(|expected| *expected != found) {
            differs.push(format!("{what}: expected `{expected}`, found `{found}`"));
        }
    };
    same("verdict", Some(&case.verdict), &found.verdict.name().replace('_', " "));
    let outcome = found.outcome.as_ref().map_or("nothing", |outcome| outcome.as_str());
    same("outcome", case.outcome.as_ref(), outcome);
    let best = found.best_outcome.as_ref().map_or("nothing", |outcome| outcome.as_str());
    same("best_outcome", case.best_outcome.as_ref(), best);
    let holds = found.certificate.map_or("nothing", |certificate| match certificate.holds {
        Holds::Valid => "valid",
        Holds::Lapsed => "lapsed",
        Holds::Expired => "expired",
    });
    same("holds", case.holds.as_ref(), holds);
    let account = found.root.walk().find_map(|finding| finding.account.as_ref());
    for (what, expected) in &case.account {
        let said = account.map_or("no account".to_owned(), |account| of_account(account, what));
        same(&format!("account.{what}"), Some(expected), &said);
    }
    for (requirement, expected) in &case.finds {
        let mut all = found.root.walk();
        let Some(finding) = all.find(|each| each.requirement.as_str() == requirement) else {
            differs.push(format!("no finding of `{requirement}`"));
            continue;
        };
        let said = of_finding(finding);
        if expected.split(", ").any(|part| !said.iter().any(|each| each == part)) {
            differs
                .push(format!("{requirement}: expected `{expected}`, found `{}`", said.join(", ")));
        }
    }
    if differs.is_empty() { Ok(()) } else { Err(differs.join("\n")) }
}

fn of_account(account: &Account, what: &str) -> String {
    let money = |money: Money| money.to_string();
    match what {
        "price" => money(account.price),
        "paid" => money(account.paid),
        "refunded" => money(account.refunded),
        "adjusted" => money(account.adjusted),
        "balance" => money(account.balance),
        "overdue" => money(account.overdue),
        "refundable" => account.refundable.map_or("nothing is said".to_owned(), money),
        "tier" => account.tier.as_ref().map_or("none".to_owned(), |(name, _)| name.clone()),
        _ => format!("no `{what}` in an account"),
    }
}

/// The status, the measure, each minimum, and what can still be missed.
fn of_finding(finding: &Finding) -> Vec<String> {
    let (unit, settled) = (finding.unit, &finding.settled);
    let name = match unit {
        Unit::Minutes => " hours".to_owned(),
        Unit::Money(currency) => format!(" {currency}"),
        _ => String::new(),
    };
    let measure =
        |have: i64, need: i64| format!("{} of {}", amount(have, unit), amount(need, unit));
    let mut said = vec![finding.status.name().replace('_', " ")];
    said.push(format!("{}{name}", measure(settled.have, settled.need)));
    for part in &settled.parts {
        // People are people, whatever they were seen for.
        let counted = if part.name == "different" {
            format!("{} of {}", part.have, part.need)
        } else {
            measure(part.have, part.need)
        };
        said.push(format!("{} {counted}", part.name));
    }
    if let Status::AtRisk { slack } = finding.status {
        said.push(format!("slack {slack}"));
    }
    said
}

fn amount(much: i64, unit: Unit) -> String {
    match unit {
        Unit::Minutes if much % 60 == 0 => (much / 60).to_string(),
        Unit::Minutes => format!("{}:{:02}", much / 60, much % 60),
        Unit::Hundredths if much % 100 == 0 => (much / 100).to_string(),
        Unit::Hundredths => {
            format!("{}.{:02}", much / 100, much % 100).trim_end_matches('0').to_owned()
        }
        Unit::Money(currency) => {
            let money = Money { minor: much, currency }.to_string();
            money.split(' ').next().unwrap_or_default().to_owned()
        }
        _ => much.to_string(),
    }
}
