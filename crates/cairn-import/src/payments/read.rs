//! Bytes to a sheet of claims.
//!
//! What cannot be told from the file is asked for, by a refusal, before any row is believed.

use cairn_domain::Decimal;
use sha2::{Digest, Sha256};

use crate::amounts;
use crate::claim::{Row, Sheet, with_short_names};
use crate::order::{Witness, decide};
use crate::refusal::Refusal;
use crate::table::{Delimiter, Record, bare, records};
use crate::text::{Text, decode, lines};
use crate::times::Order;
use crate::zoom::{Remark, cut, document};

use super::columns::{Columns, found, keys, suffices};
use super::form::{Field, Form, recognise};
use super::moments::spelled;
use super::others::{Others, Repeat};
use super::parts::{Step, settled};
use super::reader::{Ground, Reader};
use super::{balance, eventbrite, paypal, stripe};

/// What whoever asks knows better than the file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// The form to read the file in, if not the one that is recognised.
    pub form: Option<Form>,
    /// The order of day and month, if the file is not to decide.
    pub order: Option<Order>,
    /// The sign before the fraction of amounts, if the file is not to decide.
    pub decimal: Option<Decimal>,
}

/// Reads payments from the bytes of a file; `name` is what messages call it.
///
/// Rows that cannot be read are part of the sheet. A refusal means that no row could be trusted.
pub fn read(name: &str, bytes: &[u8], options: &Options) -> Result<Sheet, Refusal> {
    if let Some(looks_like) = document(bytes) {
        return Err(Refusal::NotText { name: name.to_owned(), looks_like });
    }
    let text = decode(bytes);
    if bare(&text.text).is_empty() {
        return Err(Refusal::Empty { name: name.to_owned() });
    }
    for delimiter in Delimiter::ALL {
        let records = records(&text.text, delimiter);
        let found = match options.form {
            Some(form) => place(form, &records).map(|at| (form, at)),
            None => recognise(&records),
        };
        let parts = found.and_then(|(form, at)| Some((form, records.split_at_checked(at)?)));
        if let Some((form, (before, [heading, rows @ ..]))) = parts {
            let file = File { name, bytes, text: &text, delimiter, form, before, heading, rows };
            return file.read(*options);
        }
    }
    Err(unknown(name, &text, options.form))
}

/// Returns where the heading of a form is.
fn place(form: Form, records: &[Record<'_>]) -> Option<usize> {
    records.iter().position(|record| suffices(&keys(record), form))
}

/// A file whose heading was found.
struct File<'f> {
    name: &'f str,
    bytes: &'f [u8],
    text: &'f Text<'f>,
    delimiter: Delimiter,
    form: Form,
    before: &'f [Record<'f>],
    heading: &'f Record<'f>,
    rows: &'f [Record<'f>],
}

impl File<'_> {
    fn read(&self, options: Options) -> Result<Sheet, Refusal> {
        let columns = Columns::of(self.heading, self.form);
        let is_row = |record: &&Record<'_>| !self.is_heading(record) && self.is_clean(record);
        let rows: Vec<&Record<'_>> = self.rows.iter().filter(is_row).collect();
        let dates: Vec<(usize, String)> = rows
            .iter()
            .flat_map(|record| self.dates(record, &columns).map(|date| (record.line, date)))
            .collect();
        let dates = dates.iter().map(|(line, date)| (*line, date.as_str()));
        let order = decide(self.name, dates, options.order)?;
        let amounts = rows.iter().flat_map(|record| {
            let places = columns.all(Field::Amount).chain(columns.all(Field::Witness));
            places.filter_map(|at| Some((record.line, record.cell(at)?)))
        });
        // Stripe writes a point whatever the language of the account.
        let rule = (self.form.provider() == "stripe").then_some(Decimal::Point);
        let decimal = amounts::decide(self.name, amounts, options.decimal.or(rule))?;
        let others = Others::of(&rows, &columns);
        let ground = Ground {
            text: self.text,
            form: self.form,
            columns: &columns,
            order: &order,
            decimal,
            delimiter: self.delimiter,
            others: &others,
        };
        let steps = self.rows.iter().map(|record| self.step(&Reader { record, ground: &ground }));
        let rows = with_short_names(settled(steps.collect()));
        Ok(Sheet {
            name: self.name.to_owned(),
            sha256: hex::encode(Sha256::digest(self.bytes)),
            kind: self.form.to_string(),
            provider: self.form.provider().to_owned(),
            encoding: Some(self.text.encoding),
            delimiter: Some(self.delimiter),
            rows,
            remarks: self.remarks(&columns),
            order,
        })
    }

    fn step(&self, reader: &Reader<'_>) -> Step {
        if self.is_heading(reader.record) {
            return Step::Row(reader.skipped("the headings again"));
        }
        let id = reader.cell(Field::Id).unwrap_or_default();
        let read =
            reader.is_whole().and_then(|()| match reader.ground.others.repeat(id, reader.record) {
                Some(Repeat::Same(line)) => {
                    Ok(Step::Row(reader.skipped(format!("the same row as on line {line}"))))
                }
                _ => match self.form {
                    Form::StripePayments | Form::StripeUnified => {
                        stripe::row(reader).map(Step::Row)
                    }
                    Form::StripeBalance => balance::step(reader),
                    Form::PaypalActivity | Form::PaypalStatement => {
                        paypal::row(reader).map(Step::Row)
                    }
                    Form::EventbriteAttendees => eventbrite::step(reader),
                },
            });
        read.unwrap_or_else(|unreadable| Step::Row(Row::Unreadable(*unreadable)))
    }

    /// Files that were joined have the headings inside.
    fn is_heading(&self, record: &Record<'_>) -> bool {
        record.cells.iter().map(|cell| bare(cell)).eq(self
            .heading
            .cells
            .iter()
            .map(|cell| bare(cell)))
    }

    /// A row that is damaged shows nothing of how the file is written.
    fn is_clean(&self, record: &Record<'_>) -> bool {
        let mut garbled = self.text.garbled.range(record.line..=record.last_line);
        !record.broken && garbled.next().is_none() && record.width() <= self.heading.width()
    }

    /// Returns the dates of a row, as they are read.
    fn dates(&self, record: &Record<'_>, columns: &Columns) -> impl Iterator<Item = String> {
        let cell = |at: usize| record.cell(at).filter(|cell| !cell.is_empty());
        let time = columns.all(Field::Time).find_map(cell);
        let fields = [Field::At, Field::RefundedAt, Field::DisputedAt];
        let dates = fields.into_iter().flat_map(|field| columns.all(field)).filter_map(cell);
        let dates: Vec<String> = dates.map(|date| spelled(self.form, date, time).text).collect();
        dates.into_iter()
    }

    fn remarks(&self, columns: &Columns) -> Vec<Remark> {
        let remark = |line, what: &str| Remark { line, what: what.to_owned() };
        let above =
            |record: &Record<'_>| remark(record.line, "stands above the headings, and is not read");
        let mut remarks: Vec<Remark> = self.before.iter().map(above).collect();
        let is_payments = matches!(self.form, Form::StripePayments | Form::StripeUnified);
        if is_payments && !columns.has(Field::Refunded) {
            let what = "there is no column `Amount Refunded`: refunds of a part cannot be seen";
            remarks.push(remark(columns.line, what));
        }
        if is_payments && !columns.has(Field::DisputeStatus) {
            let what = "there is no column `Dispute Status`: lost disputes cannot be seen";
            remarks.push(remark(columns.line, what));
        }
        let mut garbled = self.text.garbled.clone();
        for Record { line, last_line, .. } in self.rows {
            (*line..=*last_line).for_each(|line| {
                garbled.remove(&line);
            });
        }
        remarks
            .extend(garbled.into_iter().map(|(line, what)| remark(line, &format!("holds {what}"))));
        remarks.sort_by_key(|remark| remark.line);
        remarks
    }
}

/// Says what a file without the headings that were looked for is: nearly in a form, or in none.
fn unknown(name: &str, text: &Text<'_>, asked: Option<Form>) -> Refusal {
    let forms = asked.map_or_else(|| Form::ALL.to_vec(), |form| vec![form]);
    let mut nearest: Option<(usize, Form, Record)> = None;
    for delimiter in Delimiter::ALL {
        for record in records(&text.text, delimiter) {
            let keys = keys(&record);
            let count = |form: Form| (found(&keys, form), form);
            let best = forms
                .iter()
                .map(|form| count(*form))
                .reduce(|best, next| if next.0 > best.0 { next } else { best });
            let Some((count, form)) = best else { continue };
            if nearest.as_ref().is_none_or(|(most, _, _)| count > *most) {
                nearest = Some((count, form, record));
            }
        }
    }
    let nearest = nearest.map(|(count, form, record)| (count, form, Columns::of(&record, form)));
    let name = name.to_owned();
    match nearest {
        // Two common words do not make a heading; half of those that are needed do, or that it was said to be one.
        Some((count, form, columns))
            if !columns.missing.is_empty()
                && (asked.is_some() || count > columns.missing.len()) =>
        {
            let value = cut(&columns.words.join(", "));
            let heading = Witness { line: columns.line, value };
            let form = form.to_string();
            Refusal::MissingColumns { name, form, heading, missing: columns.missing }
        }
        _ => {
            let lines = lines(text.text.as_bytes()).into_iter();
            let lines = lines.filter_map(|line| text.text.get(line)).map(str::trim_end);
            let said = (1..).zip(lines).filter(|(_, line)| !bare(line).is_empty());
            let first = said.take(SHOWN).map(|(line, value)| Witness { line, value: cut(value) });
            Refusal::NotPayments { name, first: first.collect() }
        }
    }
}

/// How many lines of a file are shown that is none of ours.
const SHOWN: usize = 3;
