//! What holds of every file that is imported, whatever it is.
//!
//! Two bytes before the file say what whoever asks knows better than it: `00` is nothing.

use std::collections::BTreeSet;
use std::fmt::Debug;

use cairn_domain::source::ImportSource;
use cairn_domain::{Decimal, Money};
use cairn_import::sheet::Abbreviated;
use cairn_import::zoom::{Presence, Report, Row as Stood};
use cairn_import::{Order, Refusal, Row, Sheet, Source, What, forms, sheet};

/// What is asked of a file, and the file.
pub struct Asked<'b> {
    first: u8,
    second: u8,
    /// The bytes of the file.
    pub file: &'b [u8],
}

impl<'b> Asked<'b> {
    /// Takes the bytes apart; nothing if they are too few.
    pub fn of(bytes: &'b [u8]) -> Option<Self> {
        match bytes {
            [first, second, file @ ..] => {
                let choice = |byte: &u8| byte.wrapping_sub(b'0');
                Some(Self { first: choice(first), second: choice(second), file })
            }
            _ => None,
        }
    }

    pub fn order(&self) -> Option<Order> {
        [None, Some(Order::MonthFirst), Some(Order::DayFirst)][usize::from(self.first) % 3]
    }

    pub fn decimal(&self) -> Option<Decimal> {
        [None, Some(Decimal::Point), Some(Decimal::Comma)][usize::from(self.first) / 3 % 3]
    }

    pub fn abbreviated(&self) -> Option<Abbreviated> {
        [None, Some(Abbreviated::LocalTime), Some(Abbreviated::FixedOffset)]
            [usize::from(self.first) / 9 % 3]
    }

    /// Returns one of several things, or none: the first choice.
    pub fn one_of<T: Clone>(&self, all: &[T]) -> Option<T> {
        usize::from(self.second).checked_sub(1).and_then(|at| all.get(at)).cloned()
    }

    pub fn options(&self) -> sheet::Options {
        sheet::Options { order: self.order(), abbreviated: self.abbreviated(), sheet: None }
    }

    /// Returns how the file's columns are read: as of some fixture, or as is proposed of the file itself.
    pub fn mapping(&self) -> Option<ImportSource> {
        let proposed = || forms::propose("answers.csv", self.file).ok().map(|found| found.source);
        let kept = self.one_of(&MAPPINGS);
        kept.map_or_else(proposed, |text| Some(serde_json::from_str(text).expect("a fixture")))
    }
}

/// The mappings of the fixtures, in the order in which `.ci/fuzz` numbers them.
const MAPPINGS: [&str; 9] = [
    include_str!("../../../fixtures/imports/forms/applications.json"),
    include_str!("../../../fixtures/imports/forms/linked.json"),
    include_str!("../../../fixtures/imports/forms/reflections.json"),
    include_str!("../../../fixtures/imports/sheets/applied.json"),
    include_str!("../../../fixtures/imports/sheets/attended.json"),
    include_str!("../../../fixtures/imports/sheets/money.json"),
    include_str!("../../../fixtures/imports/sheets/paid.json"),
    include_str!("../../../fixtures/imports/sheets/refunded.json"),
    include_str!("../../../fixtures/imports/sheets/signed.json"),
];

/// Reads twice, which gives the same; says why, where a file is refused.
pub fn twice<T: PartialEq + Debug>(read: impl Fn() -> Result<T, Refusal>) -> Option<T> {
    let first = read();
    assert_eq!(first, read(), "what is read twice is the same");
    match first {
        Ok(read) => Some(read),
        Err(refusal) => {
            assert!(!refusal.what().is_empty() && !refusal.hint().is_empty());
            assert!(refusal.to_string().len() < 200_000, "a refusal is no second copy of the file");
            None
        }
    }
}

/// Whatever was read, its rows add up.
pub fn holds(source: &Source, file: &[u8]) {
    match source {
        Source::Zoom(report) => report_holds(report, file),
        Source::Sheet(sheet) => sheet_holds(sheet, Some(file)),
    }
}

/// Each row is there once, in the order of the file, and claims something that can be.
pub fn sheet_holds(sheet: &Sheet, file: Option<&[u8]>) {
    let lines: Vec<usize> = sheet.rows.iter().map(Row::line).collect();
    assert!(lines.is_sorted_by(|one, next| one < next), "each line once: {lines:?}");
    if let Some(file) = file.filter(|_| sheet.encoding.is_some()) {
        assert!(lines.last().is_none_or(|last| (1..=most_lines(file)).contains(last)));
    }
    for row in &sheet.rows {
        let Row::Claims(claims) = row else { continue };
        assert!(!claims.is_empty(), "a row that claims nothing is skipped");
        for claim in claims {
            assert_eq!(claim.line, row.line());
            match claim.what {
                What::Paid { amount: Money { minor, .. } }
                | What::Refunded { amount: Money { minor, .. }, .. } => assert!(minor > 0),
                _ => {}
            }
        }
    }
    for remark in &sheet.remarks {
        assert!(!remark.what.is_empty());
    }
}

/// Rows in are stays, and skipped, and unreadable, each once; nobody leaves before they join.
pub fn report_holds(report: &Report, file: &[u8]) {
    let counts = report.counts();
    assert!(counts.reconcile(), "{counts:?}");
    let mut lines = BTreeSet::new();
    for row in report.rows() {
        assert!((1..=most_lines(file)).contains(&row.line()));
        assert!(lines.insert(row.line()), "line {} is there twice", row.line());
        if let Stood::Stay(stay) = row
            && let Presence::Between { join, leave, .. } = stay.presence
        {
            assert!(join <= leave);
        }
    }
}

/// No file has more lines than this, however its characters are written.
fn most_lines(file: &[u8]) -> usize {
    file.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() + 1
}
