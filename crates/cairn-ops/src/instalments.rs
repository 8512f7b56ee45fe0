//! What of a price is still to be paid by when, where it is paid in parts: what is overdue, and what comes due.

use cairn_domain::assess::Account;
use cairn_domain::money::Currency;
use cairn_domain::policy::Price;
use cairn_domain::{Instant, Money, Occurred};
use chrono::NaiveDate;
use chrono_tz::Tz;
use schemars::JsonSchema;
use serde::Serialize;

use crate::asking::{last_instant, say_day};

/// What of an instalment has not been paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct InstalmentLine {
    /// Its last day, in the programme's zone.
    pub by: NaiveDate,
    /// What is lacking of it, in minor units.
    pub amount: i64,
    /// Whether its last day has passed.
    pub overdue: bool,
    /// Both, in words.
    pub words: String,
}

/// What somebody is behind with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Overdue {
    /// How much, in minor units.
    pub amount: i64,
    /// The currency.
    pub currency: String,
    /// The last day of the first instalment that is lacking.
    pub since: NaiveDate,
    /// All of it, in words.
    pub words: String,
}

/// Lists what is lacking of each instalment, in order of their days. What came in fills the first ones first.
///
/// For somebody who has left, nothing comes due any more: what was overdue when they left is, and that is all; nor is that,
/// where something goes back to them.
pub(crate) fn lacking(
    price: &Price,
    account: &Account,
    zone: Tz,
    (now, left): (Instant, Option<Instant>),
) -> Vec<InstalmentLine> {
    let goes_back = account.refundable.is_some_and(|much| much.minor > 0);
    if left.is_some() && goes_back {
        return Vec::new();
    }
    let there = account.paid.minor - account.refunded.minor + account.adjusted.minor;
    let due = account.price.minor;
    let counts_to = left.map_or(now, |left| left.min(now));
    let (mut sum, mut covered) = (0_i64, there.max(0));
    let mut lines = Vec::new();
    for each in &price.instalments {
        let part = each.amount.minor.min(due.saturating_sub(sum)).max(0);
        sum = sum.saturating_add(part);
        let amount = part.saturating_sub(covered).max(0);
        covered = covered.saturating_sub(part).max(0);
        // As the domain has it: at the last microsecond of its last day, an instalment can no longer come in time.
        let overdue = last_instant(Occurred::On(each.by), zone) <= counts_to;
        if amount > 0 && (overdue || left.is_none()) {
            lines.push(line(each.by, amount, overdue, account.price.currency));
        }
    }
    lines
}

/// Leaves of instalments what a payment of so much settles.
pub(crate) fn within(lines: &[InstalmentLine], much: Money) -> Vec<InstalmentLine> {
    let (mut within, mut rest) = (Vec::new(), much.minor);
    for each in lines {
        let amount = each.amount.min(rest);
        rest -= amount;
        if amount > 0 {
            within.push(line(each.by, amount, each.overdue, much.currency));
        }
    }
    within
}

fn line(by: NaiveDate, amount: i64, overdue: bool, currency: Currency) -> InstalmentLine {
    let much = Money { minor: amount, currency };
    let when = if overdue { "overdue since" } else { "by" };
    InstalmentLine { by, amount, overdue, words: format!("{much} {when} {}", say_day(by)) }
}

/// Sums up what is overdue.
pub(crate) fn overdue(lines: &[InstalmentLine], currency: Currency) -> Option<Overdue> {
    let late = lines.iter().filter(|line| line.overdue);
    let since = late.clone().map(|line| line.by).min()?;
    let amount = late.fold(0_i64, |sum, line| sum.saturating_add(line.amount));
    let words = format!("{} overdue since {}", Money { minor: amount, currency }, say_day(since));
    Some(Overdue { amount, currency: currency.to_string(), since, words })
}

/// Says of a payment which instalments it is for; where it is for one, without saying the sum again.
pub(crate) fn beside(lines: &[InstalmentLine], much: Money) -> Option<String> {
    let parts = said(lines, much.currency);
    match parts.as_slice() {
        [] => None,
        [only] => Some(only.strip_prefix(&format!("{much} ")).unwrap_or(only).to_owned()),
        _ => Some(parts.join(", ")),
    }
}

/// Says what is overdue, and each instalment that comes due: 2000.00 USD overdue since …, 4000.00 USD by ….
pub(crate) fn said(lines: &[InstalmentLine], currency: Currency) -> Vec<String> {
    let to_come = lines.iter().filter(|line| !line.overdue);
    let to_come = to_come.map(|line| line.words.clone());
    overdue(lines, currency).map(|late| late.words).into_iter().chain(to_come).collect()
}
