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
/// For somebody who has left, nothing comes due any more: what the domain says is overdue is, and that is all.
pub(crate) fn lacking(
    price: &Price,
    account: &Account,
    zone: Tz,
    (now, left): (Instant, Option<Instant>),
) -> Vec<InstalmentLine> {
    let there = account.paid.minor - account.refunded.minor + account.adjusted.minor;
    // Of whoever has left no more is asked than what is overdue; what came in has filled the instalments up to that.
    let due = match left {
        Some(_) => there.max(0).saturating_add(account.overdue.minor),
        None => account.price.minor,
    };
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

#[cfg(test)]
mod tests {
    use cairn_domain::policy::{Instalment, OnRefund};

    use super::*;

    const ZONE: Tz = Tz::America__New_York;

    fn money(major: i64) -> Money {
        Money { minor: major * 100, currency: "USD".parse().unwrap() }
    }

    fn day(month: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, 15).unwrap()
    }

    /// Three parts of 1,000 each, by the 15th of January, February and March.
    fn lacks(price: i64, paid: i64) -> Vec<String> {
        lacks_of(price, paid, None)
    }

    /// The same for somebody who left at the end of such a day, behind with so much.
    fn lacks_of(price: i64, paid: i64, left: Option<(u32, i64)>) -> Vec<String> {
        let parts = (1..=3).map(|month| Instalment { by: day(month), amount: money(1_000) });
        let schedule = Price {
            full: money(3_000),
            tiers: Vec::new(),
            by: None,
            on_refund: OnRefund::Keeps,
            instalments: parts.collect(),
            refunds: Vec::new(),
        };
        let account = Account {
            price: money(price),
            tier: None,
            paid: money(paid),
            refunded: money(0),
            adjusted: money(0),
            balance: money(price - paid),
            overdue: money(left.map_or(0, |(_, overdue)| overdue)),
            refundable: None,
        };
        let end = |month| last_instant(Occurred::On(day(month)), ZONE);
        let lines = lacking(&schedule, &account, ZONE, (end(2), left.map(|(month, _)| end(month))));
        said(&lines, account.price.currency)
    }

    #[test]
    fn what_came_in_fills_the_first_instalments_first() {
        let two = "2000.00 USD overdue since Thu 15 Jan 2026";
        let last = "1000.00 USD by Sun 15 Mar 2026";
        assert_eq!(lacks(3_000, 0), [two, last]);
        assert_eq!(lacks(3_000, 1_400), ["600.00 USD overdue since Sun 15 Feb 2026", last]);
        assert_eq!(lacks(3_000, 2_000), [last]);
        assert!(lacks(3_000, 3_500).is_empty());
    }

    /// A reduced price is paid up when it is paid, whatever the instalments come to.
    #[test]
    fn no_more_is_due_than_the_price() {
        assert_eq!(lacks(1_500, 1_000), ["500.00 USD overdue since Sun 15 Feb 2026"]);
        assert!(lacks(1_500, 1_500).is_empty());
    }

    #[test]
    fn for_whoever_left_nothing_comes_due() {
        let much = |amount: &str| [format!("{amount} USD overdue since Thu 15 Jan 2026")];
        assert_eq!(lacks_of(3_000, 0, Some((1, 1_000))), much("1000.00"));
        assert_eq!(lacks_of(3_000, 100, Some((1, 300))), much("300.00"), "400.00 USD are kept");
        assert!(lacks_of(3_000, 500, Some((1, 0))).is_empty());
    }

    #[test]
    fn a_payment_says_the_sum_once() {
        let by = |month: u32, amount: i64, overdue| {
            line(day(month), amount * 100, overdue, money(0).currency)
        };
        let all = [by(1, 300, true), by(3, 1_000, false)];
        let beside =
            |major: i64| beside(&within(&all, money(major)), money(major)).unwrap_or_default();
        assert_eq!(beside(300), "overdue since Thu 15 Jan 2026");
        assert_eq!(
            beside(700),
            "300.00 USD overdue since Thu 15 Jan 2026, 400.00 USD by Sun 15 Mar 2026"
        );
        assert_eq!(beside(0), "");
    }
}
