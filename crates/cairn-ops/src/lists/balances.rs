//! Balances: what each person is to pay, what came in, and what is due next. Currencies are never added up.

use std::collections::{BTreeMap, BTreeSet};

use cairn_domain::enrolment::{Enrolment, MovementKind};
use cairn_domain::policy::{Price, Requirement};
use cairn_domain::{CheckedPolicy, CohortId, Currency, Instant, Money};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::sheet::{begin, beginning};
use super::{Cell, Listed, Sheet, everybody};
use crate::asking::Asked;
use crate::audit::PolicyUsed;
use crate::cohort::{Judged, Unjudged};
use crate::failure::Failure;
use crate::ledger::{Ledger, Rules};
use crate::lines::{AccountLine, Depth};
use crate::people::Who;

/// What the people of a cohort owe.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Balances {
    /// `cairn.balances/1`.
    pub schema: &'static str,
    /// From when and from what the answer speaks.
    pub asked: Asked,
    /// The cohort.
    pub cohort: String,
    /// The policy that sets the price.
    pub policy: PolicyUsed,
    /// Its people, by name.
    pub people: Vec<BalanceRow>,
    /// Those of whom nothing can be said.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unjudged: Vec<Unjudged>,
}

/// One person's balances.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BalanceRow {
    /// Who.
    #[serde(flatten)]
    pub who: Who,
    /// Where they stand.
    pub standing: &'static str,
    /// The accounts, by currency; none: nothing is asked, and nothing came in.
    pub accounts: BTreeMap<String, Balance>,
    /// The first day by which something that is not paid is due; where it has passed, that is overdue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_due: Option<NaiveDate>,
}

/// An account in one currency, in minor units.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Balance {
    /// The price that applies; absent: the policy asks for nothing in this currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<i64>,
    /// Paid in all.
    pub paid: i64,
    /// Refunded in all.
    pub refunded: i64,
    /// Adjusted in all; positive: owes less.
    pub adjusted: i64,
    /// Still owed; negative: more than the price came in. Absent where nothing is asked, and of somebody who has left and owes
    /// nothing any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub balance: Option<i64>,
    /// What should have been paid by now, and was not.
    pub overdue: i64,
    /// What goes back to somebody who has left, where the policy says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_pay_back: Option<i64>,
}

/// Lists what the people of a cohort owe.
pub fn balances(
    ledger: &Ledger<'_>,
    id: &CohortId,
    policy: Option<&CheckedPolicy>,
) -> Result<Balances, Failure> {
    // What of several prices is asked follows from what is planned, as `cairn cohort` has it.
    let (rules, people, unjudged) = everybody(ledger, id, policy, Depth::Ahead)?;
    let now = ledger.now_in(rules.policy.zone());
    Ok(Balances {
        schema: "cairn.balances/1",
        asked: ledger.asked_in(rules.policy.zone()),
        cohort: id.to_string(),
        policy: PolicyUsed::new(&rules),
        people: people.iter().map(|each| row(&rules, each, now)).collect(),
        unjudged,
    })
}

fn row(rules: &Rules, each: &Judged, now: Instant) -> BalanceRow {
    let cohort = &rules.policy.policy().cohort;
    let mut accounts =
        each.person.standing.in_cohort(cohort).map(|own| moved(own, now)).unwrap_or_default();
    let left = matches!(each.answer.standing, "withdrawn" | "deferred" | "declined");
    let account = each.answer.account.as_ref();
    if let Some(account) = account {
        accounts.insert(account.currency.clone(), asked(account, left));
    }
    BalanceRow {
        who: each.person.who(),
        standing: each.answer.standing,
        accounts,
        next_due: account.and_then(|account| next_due(account, price(rules, account), left)),
    }
}

/// Sums up what moved, by currency. No sum of what was recorded is too large for it, or it stays at the largest.
fn moved(enrolment: &Enrolment, now: Instant) -> BTreeMap<String, Balance> {
    let mut accounts: BTreeMap<String, Balance> = BTreeMap::new();
    for each in enrolment.movements.iter().filter(|each| each.stamp.at <= now) {
        let account = accounts.entry(each.credit.currency.to_string()).or_default();
        let (sum, much) = match each.kind {
            MovementKind::Payment => (&mut account.paid, each.credit.minor),
            MovementKind::Refund => (&mut account.refunded, each.credit.minor.saturating_neg()),
            MovementKind::Adjustment => (&mut account.adjusted, each.credit.minor),
        };
        *sum = sum.saturating_add(much);
    }
    accounts
}

fn asked(account: &AccountLine, left: bool) -> Balance {
    // Of somebody who has left, a balance would read as a debt: what they still owe is overdue, and that is all.
    let owes = !left || account.balance < 0;
    Balance {
        due: Some(account.price),
        paid: account.paid,
        refunded: account.refunded,
        adjusted: account.adjusted,
        balance: owes.then_some(account.balance),
        overdue: account.overdue,
        to_pay_back: account.refundable.filter(|_| left),
    }
}

fn price<'r>(rules: &'r Rules, account: &AccountLine) -> Option<&'r Price> {
    let rule = rules.policy.rules().iter().find(|rule| rule.id.as_str() == account.requirement);
    match rule.map(|rule| &rule.asks) {
        Some(Requirement::Paid(price)) => Some(price),
        _ => None,
    }
}

fn next_due(account: &AccountLine, price: Option<&Price>, left: bool) -> Option<NaiveDate> {
    let first = account.instalments.iter().map(|each| each.by).min();
    let last = price.and_then(|price| price.by).filter(|_| account.balance > 0 && !left);
    first.into_iter().chain(last).min()
}

impl Listed for Balances {
    fn asked(&self) -> &Asked {
        &self.asked
    }

    fn cohort(&self) -> &str {
        &self.cohort
    }

    fn policy(&self) -> &PolicyUsed {
        &self.policy
    }

    fn unjudged(&self) -> &[Unjudged] {
        &self.unjudged
    }

    fn sheet(&self) -> Sheet {
        let currencies = self.people.iter().flat_map(|each| each.accounts.keys());
        let currencies: BTreeSet<&String> = currencies.collect();
        let mut headings = beginning();
        for currency in &currencies {
            headings.extend(PARTS.map(|part| format!("{part} {currency}")));
        }
        headings.push("next due".to_owned());
        let row = |each: &BalanceRow| {
            let mut cells = begin(&each.who, each.standing);
            for currency in &currencies {
                cells.extend(account(each.accounts.get(*currency), currency));
            }
            cells.push(Cell::day(each.next_due));
            cells
        };
        let remarks = vec![
            "balance = due - paid + refunded - adjusted; negative: more than the price came in".to_owned(),
            "Of somebody who has left there is no balance: what they still owe is overdue, and what goes back to them is to pay back".to_owned(),
            "next due: the first day by which something that is not paid is due, in the programme's zone; where it has passed, that is overdue".to_owned(),
            "Each currency has its own columns, and nothing is converted".to_owned(),
        ];
        let rows = self.people.iter().map(row).collect();
        Sheet { name: "Balances", headings, rows, remarks }
    }
}

const PARTS: [&str; 7] =
    ["due", "paid", "refunded", "adjusted", "balance", "overdue", "to pay back"];

fn account(balance: Option<&Balance>, currency: &str) -> [Cell; 7] {
    let currency: Option<Currency> = currency.parse().ok();
    let cell = |minor: Option<i64>| match (minor, currency) {
        (Some(minor), Some(currency)) => Cell::Amount(Money { minor, currency }),
        _ => Cell::Blank,
    };
    let Some(each) = balance else { return PARTS.map(|_| Cell::Blank) };
    // What nobody asks for cannot be overdue.
    let overdue = each.due.map(|_| each.overdue);
    [
        each.due,
        Some(each.paid),
        Some(each.refunded),
        Some(each.adjusted),
        each.balance,
        overdue,
        each.to_pay_back,
    ]
    .map(cell)
}
