//! What a row says that somebody did, and when.

use cairn_domain::Currency;
use cairn_domain::source::{Claims, Decimal, SourceField};

use crate::amounts::money;
use crate::claim::{Meant, What, When};
use crate::table::bare;
use crate::zoom::minutes;

use super::grid::Kind;
use super::row::{BY_HAND, Read, Reader, Said, blank, joined};
use super::when::normal;

impl Reader<'_> {
    pub(super) fn said(&self, notes: &mut Vec<String>) -> Read<Said<(When, What)>> {
        let what = match self.claims() {
            Claims::Applied => What::Applied { team: self.translated(SourceField::Team)? },
            Claims::Reflected => {
                What::Reflected { session: self.session(None)?, facets: self.facets()? }
            }
            Claims::Attended => {
                let when = self.when(notes)?;
                let session = self.session(when)?;
                let what = What::Attended { session, seconds: self.seconds()? };
                return Ok(Said::This((when.unwrap_or(When::Unsaid), what)));
            }
            Claims::Paid | Claims::Refunded => match self.money()? {
                Said::Nothing(why) => return Ok(Said::Nothing(why)),
                Said::This(what) => what,
            },
        };
        match (self.when(notes)?, self.columns(SourceField::At).next()) {
            (Some(when), _) => Ok(Said::This((when, what))),
            (None, None) => Ok(Said::This((When::Unsaid, what))),
            (None, Some(column)) => self.cannot(column.at, "a date, or a date and time", BY_HAND),
        }
    }

    /// Returns when it was, if the row says so.
    fn when(&self, notes: &mut Vec<String>) -> Read<Option<When>> {
        let text = joined(self.line, self.ground.columns, SourceField::At);
        let (false, Some(column)) = (text.is_empty(), self.columns(SourceField::At).next()) else {
            return Ok(None);
        };
        let ground = self.ground;
        match normal(&text).read(ground.order, Some(ground.source), ground.options) {
            Ok((when, note)) => {
                notes.extend(note);
                Ok(Some(when))
            }
            Err((expected, hint)) => self.cannot(column.at, expected, hint),
        }
    }

    /// Returns which session is meant: by its column, by what was said of the file, or else by when it was.
    fn session(&self, when: Option<When>) -> Read<Meant> {
        if let Some((at, text)) = self.value(SourceField::Session)? {
            if let Some(means) = self.meaning(SourceField::Session, text) {
                return Ok(Meant::Named(means.to_owned()));
            }
            // A date of a workbook has one reading; in a text, a date is a name like any other.
            let clock = normal(text);
            let dated = (self.line.kind(at) == Kind::Date)
                .then(|| clock.read(self.ground.order, None, self.ground.options));
            return Ok(match dated {
                Some(Ok((When::Day(day), _))) => Meant::On(day),
                Some(Ok((When::Local(begins), _))) => Meant::Begins(begins),
                _ => Meant::Named(text.to_owned()),
            });
        }
        if let (Some(column), None) = (self.columns(SourceField::Session).next(), when) {
            return self.cannot(column.at, "a session", BY_HAND);
        }
        match (&self.ground.source.session, when) {
            (Some(session), _) => Ok(Meant::Named(session.to_string())),
            (None, Some(When::Local(begins))) => Ok(Meant::Begins(begins)),
            (None, Some(When::Day(day))) => Ok(Meant::On(day)),
            (None, Some(_)) => Ok(Meant::Unsaid),
            (None, None) if self.claims() == Claims::Reflected => Ok(Meant::Unsaid),
            (None, None) => {
                let at = self.columns(SourceField::At).next().map_or(0, |column| column.at);
                self.cannot(at, "a session, or when it was", BY_HAND)
            }
        }
    }

    fn translated(&self, field: SourceField) -> Read<Option<String>> {
        let value = self.value(field)?.map(|(_, text)| text);
        Ok(value.map(|text| self.meaning(field, text).unwrap_or(text).to_owned()))
    }

    /// Returns the facets, each once. Boxes that were ticked are parted by `, `, and so may the words of one be: the longest
    /// answer whose meaning is known is one.
    fn facets(&self) -> Read<Vec<String>> {
        let mut facets: Vec<String> = Vec::new();
        for column in self.columns(SourceField::Facets) {
            let text = self.line.text(column.at);
            if self.line.kind(column.at) == Kind::Error {
                return self.cannot(column.at, "facets, and no error of the spreadsheet", BY_HAND);
            }
            for answer in text.split(';') {
                let parts: Vec<&str> = answer.split(", ").collect();
                let mut at = 0;
                while at < parts.len() {
                    let longest = (at + 1..=parts.len()).rev().take(MOST_PARTS).find_map(|end| {
                        let answer = parts.get(at..end)?.join(", ");
                        Some((end, self.meaning(SourceField::Facets, &answer)?.to_owned()))
                    });
                    let alone = || (at + 1, parts.get(at).map_or("", |part| bare(part)).to_owned());
                    let (end, facet) = longest.unwrap_or_else(alone);
                    if !blank(&facet) && !facets.contains(&facet) {
                        facets.push(facet);
                    }
                    at = end;
                }
            }
        }
        Ok(facets)
    }

    fn seconds(&self) -> Read<Option<u32>> {
        let Some(first) = self.columns(SourceField::Minutes).next() else { return Ok(None) };
        // Where minutes are kept, a blank is no word that somebody was there for the whole.
        let (at, text) = self.value(SourceField::Minutes)?.unwrap_or((first.at, ""));
        match seconds(text) {
            Some(seconds) => Ok(Some(seconds)),
            None => self.cannot(at, "minutes such as `43`, or `1:02:30`", BY_HAND),
        }
    }

    fn money(&self) -> Read<Said<What>> {
        let Some((at, text)) = self.value(SourceField::Amount)? else {
            let at = self.columns(SourceField::Amount).next().map_or(0, |column| column.at);
            return self.cannot(at, "an amount", BY_HAND);
        };
        let currency = self.currency(at)?;
        // The numbers of a workbook have a point, whatever its people write.
        let decimal =
            if self.line.kind(at) == Kind::Number { Decimal::Point } else { self.ground.decimal };
        let mut amount = match money(text, Some(currency), Some(decimal)) {
            Ok(amount) => amount,
            Err(fault) => return self.cannot(at, fault.to_string(), BY_HAND),
        };
        let refund = self.claims() == Claims::Refunded;
        match (amount.minor.signum(), refund, self.ground.negative) {
            (0, false, _) => Ok(Said::Nothing("nothing was paid".to_owned())),
            (0, true, _) => Ok(Said::Nothing("nothing went back".to_owned())),
            (1, false, _) => Ok(Said::This(What::Paid { amount })),
            (_, false, _) => Ok(Said::Nothing("money that went out is no payment".to_owned())),
            (1, true, Some(line)) => {
                let expected = format!("an amount with a minus, as on line {line}");
                self.cannot(at, expected, BY_HAND)
            }
            (_, true, _) => {
                amount.minor = amount.minor.abs();
                Ok(Said::This(What::Refunded { amount, payment: self.reference()? }))
            }
        }
    }

    fn currency(&self, amount: usize) -> Read<Currency> {
        if let Some((at, text)) = self.value(SourceField::Currency)? {
            let code = self.meaning(SourceField::Currency, text).unwrap_or(text).to_uppercase();
            return code.parse().or_else(|_| {
                self.cannot(at, "the three letters of a currency, such as `USD`", BY_HAND)
            });
        }
        match self.ground.source.currency {
            Some(currency) => Ok(currency),
            None => self.cannot(amount, "a currency in its column", BY_HAND),
        }
    }
}

/// How many parts the words of one answer may have: more are looked up in vain, and slowly.
const MOST_PARTS: usize = 16;

/// Reads minutes, or hours with minutes and seconds, to the second.
fn seconds(text: &str) -> Option<u32> {
    let number = |text: &str| -> Option<u32> {
        if text.bytes().all(|digit| digit.is_ascii_digit()) { text.parse().ok() } else { None }
    };
    let parts: Option<Vec<u32>> = text.split(':').map(number).collect();
    match parts.as_deref() {
        Some([hours, minutes @ 0..60, seconds @ 0..60]) => {
            hours.checked_mul(3600)?.checked_add(minutes * 60 + seconds)
        }
        // `1:30` may be an hour and a half, or a minute and a half.
        _ => minutes(text)?.checked_mul(60),
    }
}
