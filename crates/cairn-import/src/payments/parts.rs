//! Money that went back, and may have come back after all, in rows of their own.
//!
//! A refund and its failure are of one identity, as are a dispute and its reversal: the rows of one identity are summed. Two
//! refunds of a charge are two, since the next export holds only those that came after.

use std::collections::BTreeMap;

use cairn_domain::money::LARGEST_AMOUNT;
use cairn_domain::{Currency, Money};
use chrono::NaiveDateTime;

use crate::claim::{Claim, Row, What, When};
use crate::zoom::Unreadable;

use super::reader::MEND;

/// What a row became, before the others are seen.
pub(super) enum Step {
    Row(Row),
    Part(Box<Part>),
    /// A part that could not be read, and the key of its sum.
    Lost(String, Box<Unreadable>),
}

/// A row that tells a part of what went back.
pub(super) struct Part {
    /// The claim that it would make alone.
    pub(super) claim: Claim,
    /// The key of the claim.
    pub(super) key: String,
    /// What it is a part of.
    pub(super) of: &'static str,
    /// What went back by it, in minor units; negative where it came back after all.
    pub(super) gone: i64,
    pub(super) currency: Currency,
    pub(super) payment: Option<String>,
    pub(super) cells: Vec<String>,
}

/// Puts the parts together: one row of each sum claims it, the last; the others say where it is.
pub(super) fn settled(steps: Vec<Step>) -> Vec<Row> {
    let mut sums: BTreeMap<String, Sum> = BTreeMap::new();
    for step in &steps {
        match step {
            Step::Row(_) => {}
            Step::Part(part) => sums.entry(part.key.clone()).or_default().add(part),
            Step::Lost(key, row) => sums.entry(key.clone()).or_default().lost.push(row.line),
        }
    }
    let settle = |step| match step {
        // What went back has rows of its own: the payment's row does not tell it a second time.
        Step::Row(Row::Claims(mut claims)) => {
            claims.retain(|claim| {
                let told = claim.key.as_ref().is_some_and(|key| sums.contains_key(key));
                !(told && matches!(claim.what, What::Refunded { .. }))
            });
            Row::Claims(claims)
        }
        Step::Row(row) => row,
        Step::Lost(_, row) => Row::Unreadable(*row),
        Step::Part(part) => match sums.get(&part.key) {
            Some(sum) => sum.row(*part),
            None => Sum::default().row(*part),
        },
    };
    steps.into_iter().map(settle).collect()
}

/// What went back under one identity.
#[derive(Default)]
struct Sum {
    /// That of the first row; rows in another one are not added.
    currency: Option<Currency>,
    /// The payment of the first row that says one; rows of another one are not added.
    payment: Option<String>,
    total: i128,
    /// The lines that it sums.
    lines: Vec<usize>,
    /// The lines that belong to it, and cannot be added.
    lost: Vec<usize>,
    /// The time and the line of the last part that went out: it came back later, and that is not when it went.
    last: (Option<NaiveDateTime>, usize),
}

impl Sum {
    fn add(&mut self, part: &Part) {
        let line = part.claim.line;
        self.currency.get_or_insert(part.currency);
        if self.payment.is_none() {
            self.payment.clone_from(&part.payment);
        }
        if !self.is_of(part) {
            self.lost.push(line);
            return;
        }
        self.total += i128::from(part.gone);
        self.lines.push(line);
        if part.gone > 0 {
            self.last = self.last.max((clock(&part.claim), line));
        }
    }

    /// Returns whether a part can be added: it is in the same currency, and of the same payment as far as it says.
    fn is_of(&self, part: &Part) -> bool {
        self.currency == Some(part.currency)
            && (part.payment.is_none() || part.payment == self.payment)
    }

    fn row(&self, part: Part) -> Row {
        let (key, of) = (part.key.clone(), part.of);
        let currency = self.currency.unwrap_or(part.currency);
        if part.currency != currency {
            let expected = format!("an amount in {currency}, as other rows of `{key}`");
            let found = format!("one in {}", part.currency);
            return unreadable(part, &expected, found, MEND);
        }
        if !self.is_of(&part) {
            let of = |payment: &Option<String>| format!("`{}`", payment.as_deref().unwrap_or("-"));
            let expected = format!("the payment {}, as other rows of `{key}`", of(&self.payment));
            let found = of(&part.payment);
            return unreadable(part, &expected, found, MEND);
        }
        let minor = i64::try_from(self.total).ok().filter(|minor| minor.abs() <= LARGEST_AMOUNT);
        let Some(minor) = minor else {
            let expected = format!("rows of `{key}` whose sum can be recorded");
            return unreadable(part, &expected, "more".to_owned(), MEND);
        };
        let (cells, line) = (part.cells, part.claim.line);
        // An earlier export may have said that it went out.
        let undone = |why: String| {
            let lost = match self.lost.as_slice() {
                [] => String::new(),
                lost => format!(", and {} cannot be read", told(lost)),
            };
            Row::Skipped { line, why: why + &lost, key: Some(key.clone()), cells: cells.clone() }
        };
        if minor < 0 {
            let amount = Money { minor: -minor, currency };
            return undone(match self.lines.as_slice() {
                [_] => format!("{amount} of the {of} came back after all"),
                lines => format!("{amount} of the {of} came back after all: {}", told(lines)),
            });
        }
        if minor == 0 {
            let lines = told(&self.lines);
            return undone(format!("nothing is left of the {of}: {lines} come to nothing"));
        }
        if line != self.last.1 {
            let why = format!("part of the {of} on line {}", self.last.1);
            return Row::Skipped { line, why, key: None, cells };
        }
        let mut claim = part.claim;
        if self.lines.len() > 1 {
            claim.notes.push(format!("the sum of {}", told(&self.lines)));
        }
        if !self.lost.is_empty() {
            let lost = told(&self.lost);
            claim.notes.push(format!("it may be another amount: {lost} cannot be read"));
        }
        let amount = Money { minor, currency };
        claim.what = What::Refunded { amount, payment: self.payment.clone() };
        claim.key = Some(key);
        Row::Claims(vec![claim])
    }
}

/// Names lines. Each of them may say so of all others, so that of many only the first are named.
fn told(lines: &[usize]) -> String {
    let first: Vec<String> = lines.iter().take(MOST_TOLD).map(usize::to_string).collect();
    match (lines, lines.len().saturating_sub(MOST_TOLD)) {
        ([line], _) => format!("line {line}"),
        (_, 0) => format!("lines {}", first.join(", ")),
        (_, more) => format!("lines {} and {more} more", first.join(", ")),
    }
}

/// How many lines are named at most.
const MOST_TOLD: usize = 20;

/// The time of a claim as far as it orders the rows of one file, whose times are of one kind.
fn clock(claim: &Claim) -> Option<NaiveDateTime> {
    match claim.when {
        When::At(at) => Some(at.naive_utc()),
        When::In(local, _) | When::Local(local) => Some(local),
        When::Day(day) => Some(day.into()),
        When::Unsaid => None,
    }
}

fn unreadable(part: Part, expected: &str, found: String, hint: &str) -> Row {
    Row::Unreadable(Unreadable {
        line: part.claim.line,
        field: "row".to_owned(),
        found,
        expected: expected.to_owned(),
        hint: hint.to_owned(),
        cells: part.cells,
    })
}
