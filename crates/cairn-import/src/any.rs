//! A file of any kind that is known: what it is, is recognised from what it holds.

use std::fmt;
use std::str::FromStr;

use cairn_domain::{Decimal, ImportSource};

use crate::order::Witness;
use crate::refusal::Refusal;
use crate::source::Source;
use crate::table::{Delimiter, bare, records};
use crate::text::{decode, lines};
use crate::times::Order;
use crate::{forms, moodle, payments, sheet, zoom};

/// A form of file, of any provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A participant report of Zoom.
    Zoom(zoom::Variant),
    /// An export of payments.
    Payments(payments::Form),
    /// A form's answers, attendance of Moodle, a spreadsheet.
    Sheet(sheet::Form),
}

impl Form {
    /// Returns all of them.
    pub fn all() -> impl Iterator<Item = Self> {
        let zoom = zoom::Variant::ALL.into_iter().map(Self::Zoom);
        let payments = payments::Form::ALL.into_iter().map(Self::Payments);
        zoom.chain(payments).chain(sheet::Form::ALL.into_iter().map(Self::Sheet))
    }

    /// Returns its name on the command line; it never changes.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Zoom(variant) => variant.name(),
            Self::Payments(form) => form.name(),
            Self::Sheet(form) => form.name(),
        }
    }

    /// Tells whether it can be read only by a source that says what its columns hold.
    #[must_use]
    pub const fn needs_source(self) -> bool {
        matches!(
            self,
            Self::Sheet(sheet::Form::GoogleForms | sheet::Form::GoogleSheet | sheet::Form::Sheet)
        )
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Form {
    type Err = UnknownForm;

    fn from_str(text: &str) -> Result<Self, UnknownForm> {
        Self::all().find(|form| form.name() == text).ok_or_else(|| UnknownForm(text.to_owned()))
    }
}

/// A text that names no form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no form of file that is known")]
pub struct UnknownForm(pub String);

/// What whoever asks knows better than the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The form to read the file in, if not the one that is recognised.
    pub form: Option<Form>,
    /// How its columns are read, where staff have said so.
    pub source: Option<ImportSource>,
    /// The order of day and month, if the file is not to decide.
    pub order: Option<Order>,
    /// The sign before the fraction of its amounts, if the file is not to decide.
    pub decimal: Option<Decimal>,
    /// How the letters of a zone, such as `EST`, are meant.
    pub abbreviated: Option<sheet::Abbreviated>,
    /// The sheet of a workbook, where several hold something.
    pub sheet: Option<String>,
}

/// Reads a file from its bytes; `name` is what messages call it.
///
/// Rows that cannot be read are part of what is returned. A refusal means that no row could be trusted, or that nobody has
/// said yet what its columns hold.
pub fn read(name: &str, bytes: &[u8], options: &Options) -> Result<Source, Refusal> {
    let of_sheet = || sheet::Options {
        order: options.order,
        abbreviated: options.abbreviated,
        sheet: options.sheet.clone(),
    };
    if let Some(source) = &options.source {
        let answers = match options.form {
            Some(Form::Sheet(form)) => form != sheet::Form::Sheet,
            _ => {
                matches!(recognise(bytes), Some(Form::Sheet(found)) if found != sheet::Form::Sheet)
            }
        };
        let read = if answers { forms::read } else { sheet::read };
        return read(name, bytes, source, &of_sheet()).map(Source::from);
    }
    let form = match options.form {
        Some(form) => Some(form),
        None => recognise(bytes),
    };
    match form {
        Some(Form::Zoom(variant)) => {
            let variant = options.form.is_some().then_some(variant);
            let options = zoom::Options { variant, order: options.order };
            zoom::read(name, bytes, &options).map(Source::from)
        }
        Some(Form::Payments(form)) => {
            let (order, decimal) = (options.order, options.decimal);
            let options = payments::Options { form: Some(form), order, decimal };
            payments::read(name, bytes, &options).map(Source::from)
        }
        Some(Form::Sheet(sheet::Form::MoodleAttendance | sheet::Form::MoodleUpload)) => {
            moodle::read(name, bytes, &of_sheet()).map(Source::from)
        }
        Some(form) => {
            Err(Refusal::NeedsSource { name: name.to_owned(), form: Some(form), first: Vec::new() })
        }
        // What lacks a column of payments is told which.
        None => match payments::read(name, bytes, &payments::Options::default()) {
            Err(refusal @ Refusal::MissingColumns { .. }) => Err(refusal),
            _ => Err(unknown(name, bytes)),
        },
    }
}

/// How many bytes of a file are looked at to tell what it is: headings stand near the beginning.
const HEAD: usize = 256 * 1024;

/// Returns what a file is, by its headings.
#[must_use]
pub fn recognise(bytes: &[u8]) -> Option<Form> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let text = decode(head);
    for delimiter in Delimiter::ALL {
        let records = records(&text.text, delimiter);
        let payments = || payments::recognise(&records).map(|(form, _)| Form::Payments(form));
        let moodle = || moodle::recognise(&records).map(Form::Sheet);
        let forms = || forms::recognise(&records).map(Form::Sheet);
        let zoom = || zoom::recognise(&records).map(Form::Zoom);
        if let Some(form) = zoom().or_else(payments).or_else(forms).or_else(moodle) {
            return Some(form);
        }
    }
    None
}

/// Says that nothing is known of a file but what its first lines hold.
fn unknown(name: &str, bytes: &[u8]) -> Refusal {
    let name = name.to_owned();
    match zoom::document(bytes) {
        Some(_) if bytes.starts_with(b"PK") => {
            return Refusal::NeedsSource { name, form: None, first: Vec::new() };
        }
        Some(looks_like) => return Refusal::NotText { name, looks_like },
        None => {}
    }
    let text = decode(bytes.get(..HEAD).unwrap_or(bytes));
    if bare(&text.text).is_empty() {
        return Refusal::Empty { name };
    }
    let lines = lines(text.text.as_bytes()).into_iter().map(|line| text.text[line].trim_end());
    let said = (1..).zip(lines).filter(|(_, line)| !bare(line).is_empty());
    let first = said.take(3).map(|(line, value)| Witness { line, value: zoom::cut(value) });
    Refusal::NeedsSource { name, form: None, first: first.collect() }
}
