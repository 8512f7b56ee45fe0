//! A file and its mapping to a sheet of claims.
//!
//! What can be known of the file as a whole is settled before any row is believed: where the columns are, which comes first in
//! its dates, and which sign stands before the fraction of its amounts.

use cairn_domain::source::{Claims, DayOrMonth, Decimal, ImportSource, SourceField};
use sha2::{Digest, Sha256};

use crate::amounts::{Shows, is_negative, shows};
use crate::claim::{Row, Sheet, with_short_names};
use crate::order::{DateOrder, Witness, decide};
use crate::refusal::Refusal;
use crate::table::Record;
use crate::times::Order;
use crate::zoom::Remark;

use super::form::Form;
use super::grid::{Grid, Kind, line_of};
use super::heading::find;
use super::row::{Ground, beginning, joined, row};
use super::unfit::Unfit;
use super::when::normal;
use super::whole::is_whole;

/// What whoever asks knows better than the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The order of day and month, if the file is not to decide.
    pub order: Option<Order>,
    /// How the letters of a zone, such as `EST`, are meant; without it, rows that have them are unreadable unless the zone of the
    /// source shows the same letters at that time.
    pub abbreviated: Option<Abbreviated>,
    /// The sheet of a workbook, where several hold something.
    pub sheet: Option<String>,
}

/// How the letters of a zone are meant, behind a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Abbreviated {
    /// They say nothing: the time is what clocks showed in the zone of the file.
    LocalTime,
    /// They are an offset that is the same all year: `EST` is five hours behind UTC in July as well. Those of North America
    /// are known.
    FixedOffset,
}

/// In which manner a file is read: one reader serves several providers.
pub(crate) struct Manner {
    pub(crate) provider: String,
    pub(crate) kind: String,
    /// Whether an address that was collected, in the first column of addresses, goes before those that were typed.
    pub(crate) collected: bool,
}

/// Reads any spreadsheet as `source` says; `name` is what messages call the file.
///
/// Rows that cannot be read are part of the sheet. A refusal means that no row could be trusted.
pub fn read(
    name: &str,
    bytes: &[u8],
    source: &ImportSource,
    options: &Options,
) -> Result<Sheet, Refusal> {
    let kind = format!("{} of kind `{}`", Form::Sheet.kind(), source.name);
    // References of two kinds of file are not each other's.
    let provider = format!("sheet/{}", source.name);
    read_as(name, bytes, source, options, &Manner { provider, kind, collected: false })
}

/// Returns whether rows of a text hold the headings of a source, each column where it was or under its text.
#[must_use]
pub fn recognise(records: &[Record<'_>], source: &ImportSource) -> Option<Form> {
    let lines = records.iter().map(line_of).collect();
    let grid = Grid { encoding: None, delimiter: None, lines, remarks: Vec::new() };
    find("", &[grid], &source.columns).is_ok().then_some(Form::Sheet)
}

pub(crate) fn read_as(
    name: &str,
    bytes: &[u8],
    source: &ImportSource,
    options: &Options,
    manner: &Manner,
) -> Result<Sheet, Refusal> {
    let refused = |unfit| Refusal::Unfit { name: name.to_owned(), unfit };
    lacks(source).map_or(Ok(()), |unfit| Err(refused(unfit)))?;
    let grids = Grid::tops(name, bytes, options.sheet.as_deref())?;
    let (top, columns) = find(name, &grids, &source.columns)?;
    let grid = &*top.whole(bytes);
    let below = grid.lines.get(columns.below..).unwrap_or_default();
    let whole =
        || below.iter().filter(|line| is_whole(line, &columns, grid) && !columns.again(line));
    let times = whole().map(|line| (line.line, joined(line, &columns, SourceField::At)));
    let times: Vec<_> = times.filter(|(_, text)| !text.is_empty()).collect();
    let order = ordered(name, &times, options.order, source.date_order)?;
    let amounts = || {
        let amounts = columns.mapped.iter().filter(|column| column.field == SourceField::Amount);
        amounts.flat_map(|column| whole().map(|line| (line, column.at)))
    };
    let written = amounts().filter(|(line, at)| line.kind(*at) == Kind::Text);
    let decimal = decimal(written.map(|(line, at)| (line.line, line.text(at))), source.decimal)
        .map_err(refused)?;
    // Lists of refunds write what went back with or without a minus; one that has both means something by it.
    let negative = amounts().find(|(line, at)| is_negative(line.text(*at)));
    let negative = negative.map(|(line, _)| line.line);
    let ground = Ground {
        grid,
        columns: &columns,
        source,
        options,
        order: &order,
        decimal,
        negative,
        manner,
    };
    let rows = below.iter().map(|line| row(line, &ground)).collect();
    let remarks = remarks(grid, columns.below, &columns.remarks);
    Ok(sheet_of(name, bytes, manner, grid, order, rows, remarks))
}

/// Returns what was read, with the file that it was read from.
pub(crate) fn sheet_of(
    name: &str,
    bytes: &[u8],
    manner: &Manner,
    grid: &Grid,
    order: DateOrder,
    rows: Vec<Row>,
    remarks: Vec<Remark>,
) -> Sheet {
    Sheet {
        name: name.to_owned(),
        sha256: hex::encode(Sha256::digest(bytes)),
        kind: manner.kind.clone(),
        provider: manner.provider.clone(),
        encoding: grid.encoding,
        delimiter: grid.delimiter,
        order,
        rows: with_short_names(rows),
        remarks,
    }
}

/// Everything odd about lines that are no rows, in the order of the file.
pub(crate) fn remarks(grid: &Grid, below: usize, of_headings: &[Remark]) -> Vec<Remark> {
    let above = grid.lines.iter().take(below.saturating_sub(1)).map(|line| {
        let what = format!("`{}` is above the headings and not read", beginning(line));
        Remark { line: line.line, what }
    });
    let mut all: Vec<Remark> =
        above.chain(of_headings.iter().cloned()).chain(grid.remarks.iter().cloned()).collect();
    all.sort_by_key(|remark| remark.line);
    all
}

/// Returns the order of day and month: as the values show, as whoever asks says, or as was said of this kind of file.
pub(crate) fn ordered(
    name: &str,
    times: &[(usize, String)],
    given: Option<Order>,
    said: Option<DayOrMonth>,
) -> Result<DateOrder, Refusal> {
    let clocks: Vec<(usize, String)> =
        times.iter().map(|(line, text)| (*line, normal(text).local)).collect();
    let found = decide(name, clocks.iter().map(|(line, local)| (*line, local.as_str())), given);
    // A witness is shown as the file has it.
    let restored = |witness: Witness| {
        let at = clocks
            .iter()
            .position(|(line, local)| *line == witness.line && *local == witness.value);
        let original = at.and_then(|at| times.get(at)).map(|(_, text)| text.clone());
        Witness { value: original.unwrap_or(witness.value), line: witness.line }
    };
    match found {
        Ok(DateOrder::Shown(order, witness)) => Ok(DateOrder::Shown(order, restored(witness))),
        Ok(order) => Ok(order),
        Err(Refusal::OrderUndecided { name, witness }) => match said {
            Some(DayOrMonth::MonthFirst) => Ok(DateOrder::Given(Order::MonthFirst)),
            Some(DayOrMonth::DayFirst) => Ok(DateOrder::Given(Order::DayFirst)),
            None => Err(Refusal::OrderUndecided { name, witness: restored(witness) }),
        },
        Err(Refusal::OrderContradicts { name, month_first, day_first }) => {
            Err(Refusal::OrderContradicts {
                name,
                month_first: restored(month_first),
                day_first: restored(day_first),
            })
        }
        Err(other) => Err(other),
    }
}

/// Returns the sign before the fraction of amounts: as they show, or as was said of this kind of file.
fn decimal<'t>(
    amounts: impl Iterator<Item = (usize, &'t str)>,
    said: Option<Decimal>,
) -> Result<Decimal, Unfit> {
    let (mut point, mut comma, mut either) = (None, None, None);
    for (line, text) in amounts {
        let kept = match shows(text) {
            Shows::Only(Decimal::Point) => &mut point,
            Shows::Only(Decimal::Comma) => &mut comma,
            Shows::Either => &mut either,
            Shows::Nothing => continue,
        };
        kept.get_or_insert_with(|| Witness { line, value: text.to_owned() });
    }
    match (point, comma, said, either) {
        (Some(point), Some(comma), ..) => Err(Unfit::DecimalContradicts { point, comma }),
        (Some(_), None, ..) | (None, None, None, None) => Ok(Decimal::Point),
        (None, Some(_), ..) => Ok(Decimal::Comma),
        (None, None, Some(said), _) => Ok(said),
        (None, None, None, Some(witness)) => Err(Unfit::DecimalUndecided(witness)),
    }
}

/// Says what the mapping lacks for what it claims.
fn lacks(source: &ImportSource) -> Option<Unfit> {
    let has = |field| source.columns.iter().any(|column| column.field == field);
    let person =
        [SourceField::Name, SourceField::FirstName, SourceField::LastName, SourceField::Email];
    let money = matches!(source.claims, Claims::Paid | Claims::Refunded);
    let at = has(SourceField::At) || has(SourceField::Session) || source.session.is_some();
    let why = if !person.into_iter().any(has) {
        "no column holds a name or an address"
    } else if money && !has(SourceField::Amount) {
        "no column holds the amount"
    } else if money && !has(SourceField::Currency) && source.currency.is_none() {
        "neither a column nor the source says the currency"
    } else if source.claims == Claims::Attended && !at {
        "neither a column nor the source says which session, or when it was"
    } else {
        return None;
    };
    let hint = format!("say anew which column holds what in files of kind `{}`", source.name);
    Some(Unfit::Source { why: why.to_owned(), hint })
}
