//! The account, written down: what is asked, what came in, what is overdue, and what would go back.

use cairn_domain::assess::{Account, Assessment, Finding};
use cairn_domain::policy::Requirement;
use cairn_domain::time::day_of;
use cairn_domain::{Money, State};

use super::Scribe;
use crate::asking::say_day;
use crate::instalments;
use crate::lines::AccountLine;
use crate::ways;

impl Scribe<'_> {
    /// Writes down the account of the price that is asked, and those of the prices that other ways would ask.
    pub(super) fn accounts(&self, found: &Assessment) -> (Option<AccountLine>, Vec<AccountLine>) {
        let plan = self.ahead.as_ref().and_then(|ahead| ahead.plan.as_deref());
        let Some(asked) = ways::price(&found.root, plan) else { return (None, Vec::new()) };
        let mut others: Vec<&Finding> = Vec::new();
        for each in found.root.walk().filter(|each| each.account.is_some()) {
            let is_known = others.iter().any(|other| other.account == each.account);
            if each.account != asked.account && !is_known {
                others.push(each);
            }
        }
        let write = |each: &Finding| {
            each.account.as_ref().map(|account| self.account(each, account, found.state))
        };
        (write(asked), others.into_iter().filter_map(write).collect())
    }

    fn account(&self, finding: &Finding, account: &Account, state: State) -> AccountLine {
        let currency = account.price.currency;
        let zone = self.rules.policy.zone();
        let mut rules = self.rules.policy.rules().iter();
        let asks = rules.find(|rule| rule.id == finding.requirement).map(|rule| &rule.asks);
        let lacking = match asks {
            Some(Requirement::Paid(price)) => {
                instalments::lacking(price, account, zone, (self.now, self.left))
            }
            _ => Vec::new(),
        };
        let late = instalments::overdue(&lacking, currency);
        let mut said = vec![format!("price {}", account.price)];
        if let Some((tier, stamp)) = &account.tier {
            said.push(format!("{tier}, locked by #{}", stamp.position));
        }
        said.push(format!("paid {}", account.paid));
        if account.refunded.minor != 0 {
            said.push(format!("refunded {}", account.refunded));
        }
        if account.adjusted.minor != 0 {
            said.push(format!("adjusted {}", account.adjusted));
        }
        said.extend(self.balance(account));
        said.extend(instalments::said(&lacking, currency));
        said.extend(account.refundable.and_then(|much| self.goes_back(much, state)));
        AccountLine {
            requirement: finding.requirement.to_string(),
            currency: currency.to_string(),
            price: account.price.minor,
            tier: account.tier.as_ref().map(|(name, _)| name.clone()),
            locked_by: account.tier.as_ref().map(|(_, stamp)| self.cite(stamp.position)),
            paid: account.paid.minor,
            refunded: account.refunded.minor,
            adjusted: account.adjusted.minor,
            balance: account.balance.minor,
            overdue: late.as_ref().map_or(0, |late| late.amount),
            overdue_since: late.map(|late| late.since),
            instalments: lacking,
            refundable: account.refundable.map(|money| money.minor),
            words: said.join(" · "),
        }
    }

    /// Says what is still to be paid. Of somebody who has left nothing is, and a balance would read as a debt.
    fn balance(&self, account: &Account) -> Option<String> {
        if account.balance.minor < 0 {
            let more = account.balance.minor.saturating_neg();
            let more = Money { minor: more, currency: account.balance.currency };
            // What was granted beside it is not paid, but counts like it.
            let paid = if account.adjusted.minor == 0 { "paid" } else { "paid or granted" };
            return Some(format!("{more} more than the price was {paid}"));
        }
        self.left.is_none().then(|| format!("balance {}", account.balance))
    }

    /// Says what goes back to somebody who has left, or would if they did; of a certificate there is nothing to say.
    fn goes_back(&self, much: Money, state: State) -> Option<String> {
        if self.left.is_some() {
            return Some(if much.minor > 0 {
                format!("{much} to be paid back, as they left")
            } else {
                "nothing to be paid back".to_owned()
            });
        }
        let today = say_day(day_of(self.now, self.rules.policy.zone()));
        (!state.is_an_end()).then(|| {
            let much = if much.minor > 0 { much.to_string() } else { "nothing".to_owned() };
            format!("{much} would be paid back if they withdrew on {today}")
        })
    }
}
