//! Tables read key by key, in the order of the file, so that no fault hides another.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::errors::{Found, Problem};
use crate::read::near::nearest;

/// A value of the file and where it stands.
pub(super) type Value<'d> = Spanned<DeValue<'d>>;

/// The faults found so far.
#[derive(Debug, Default)]
pub(super) struct Notes {
    pub(super) found: Vec<Found>,
}

impl Notes {
    /// Notes a fault.
    pub(super) fn add(
        &mut self,
        span: Range<usize>,
        problem: Problem,
        message: String,
        hint: Option<String>,
    ) {
        self.found.push(Found { span, problem, message, label: None, hint });
    }

    /// Notes a value of the wrong kind: `expected` reads on from "expected".
    pub(super) fn wrong_kind(&mut self, value: &Value<'_>, expected: &str, hint: String) {
        let message = format!("expected {expected}, found {}", kind(value.get_ref()));
        self.add(value.span(), Problem::WrongKind, message, Some(hint));
    }

    /// Notes a value that cannot be read.
    pub(super) fn bad(&mut self, value: &Value<'_>, message: String, hint: String) {
        self.add(value.span(), Problem::BadValue, message, Some(hint));
    }
}

/// Says in plain words what a value is.
pub(super) fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with a decimal point",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(when) => match (when.date.is_some(), when.time.is_some()) {
            (true, false) => "a day",
            (false, _) => "a time without a day",
            (true, true) if when.offset.is_some() => "a time with an offset",
            (true, true) => "a day and a time",
        },
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// Returns the entries of a table in the order of the file; the parser keeps them by name.
pub(super) fn entries<'t, 'd>(
    table: &'t DeTable<'d>,
) -> Vec<(&'t Spanned<toml::de::DeString<'d>>, &'t Value<'d>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

/// A table of which each key is taken once; what is left over is unknown.
pub(super) struct Keys<'t, 'd> {
    table: &'t DeTable<'d>,
    at: Range<usize>,
    name: String,
    known: Vec<&'static str>,
    missing: Vec<(&'static str, &'static str)>,
    lacking: Vec<Lack>,
}

impl<'t, 'd> Keys<'t, 'd> {
    /// Opens a table; `at` is what a missing key is reported at, and `name` what the table is called there.
    pub(super) fn of(table: &'t DeTable<'d>, at: Range<usize>, name: impl Into<String>) -> Self {
        Self {
            table,
            at,
            name: name.into(),
            known: Vec::new(),
            missing: Vec::new(),
            lacking: Vec::new(),
        }
    }

    /// Opens a value that should be a table, or notes that it is none.
    pub(super) fn open(
        value: &'t Value<'d>,
        name: &str,
        example: &str,
        notes: &mut Notes,
    ) -> Option<Self> {
        if let DeValue::Table(table) = value.get_ref() {
            Some(Self::of(table, value.span(), name))
        } else {
            notes.wrong_kind(value, "a table in braces", format!("such as `{example}`"));
            None
        }
    }

    /// Takes a key that may be there.
    pub(super) fn take(&mut self, key: &'static str) -> Option<&'t Value<'d>> {
        self.known.push(key);
        self.table.get(key)
    }

    /// Takes a key that must be there; `example` is a line to write if it is not.
    pub(super) fn need(
        &mut self,
        key: &'static str,
        example: &'static str,
    ) -> Option<&'t Value<'d>> {
        let value = self.take(key);
        if value.is_none() {
            self.missing.push((key, example));
        }
        value
    }

    /// Returns where a key itself stands.
    pub(super) fn span_of(&self, key: &str) -> Option<Range<usize>> {
        self.table.get_key_value(key).map(|(key, _)| key.span())
    }

    /// Remembers that none of these keys is there, of which one must be: what that means, and the mend.
    pub(super) fn lacks(&mut self, of: &'static [&'static str], message: String, hint: String) {
        self.lacking.push(Lack { of, message, hint });
    }

    /// Returns what the table is called.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Notes what was not taken and what is missing; a misspelt key is not also reported as missing.
    pub(super) fn close(mut self, notes: &mut Notes) {
        for (key, _) in entries(self.table) {
            let text: &str = key.get_ref();
            if self.known.contains(&text) {
                continue;
            }
            let open: Vec<&str> = self
                .known
                .iter()
                .copied()
                .filter(|known| !self.table.contains_key(*known))
                .collect();
            let hint = nearest(text, open.iter().copied()).map_or_else(
                || format!("the keys here are {}", list(&self.known)),
                |near| {
                    let near = near.to_owned();
                    self.missing.retain(|(key, _)| **key != *near);
                    self.lacking.retain(|lack| !lack.of.contains(&&*near));
                    format!("did you mean `{near}`?")
                },
            );
            notes.found.push(Found {
                span: key.span(),
                problem: Problem::UnknownKey,
                message: format!("unknown key `{text}`"),
                label: Some(format!("not a key of {}", self.name)),
                hint: Some(hint),
            });
        }
        for lack in self.lacking {
            notes.add(self.at.clone(), Problem::MissingKey, lack.message, Some(lack.hint));
        }
        for (key, example) in self.missing {
            let message = format!("`{key}` is missing from {}", self.name);
            notes.add(
                self.at.clone(),
                Problem::MissingKey,
                message,
                Some(format!("add it, such as `{example}`")),
            );
        }
    }
}

/// Keys of which one must be there and none is.
struct Lack {
    of: &'static [&'static str],
    message: String,
    hint: String,
}

/// Writes names as a list in backticks.
pub(super) fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
