//! Tables read key by key, in the order of the file, so that no fault hides another.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::errors::{Found, Problem};
use crate::grammar::Table;
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

    /// Notes keys that contradict each other.
    pub(super) fn contradiction(&mut self, span: Range<usize>, message: String, hint: &str) {
        self.add(span, Problem::Contradiction, message, Some(hint.to_owned()));
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
    grammar: &'static Table,
    at: Range<usize>,
    name: String,
    taken: BTreeSet<&'static str>,
    lacking: Vec<Lack>,
    mends: BTreeMap<&'static str, String>,
}

impl<'t, 'd> Keys<'t, 'd> {
    /// Opens a table; `at` is what a missing key is reported at.
    pub(super) fn of(table: &'t DeTable<'d>, at: Range<usize>, grammar: &'static Table) -> Self {
        let name = grammar.name.to_owned();
        Self {
            table,
            grammar,
            at,
            name,
            taken: BTreeSet::new(),
            lacking: Vec::new(),
            mends: BTreeMap::new(),
        }
    }

    /// Opens a value that should be a table, or notes that it is none.
    pub(super) fn open(
        value: &'t Value<'d>,
        grammar: &'static Table,
        notes: &mut Notes,
    ) -> Option<Self> {
        if let DeValue::Table(table) = value.get_ref() {
            Some(Self::of(table, value.span(), grammar))
        } else {
            let hint = format!("such as `{}`", grammar.example);
            notes.wrong_kind(value, "a table in braces", hint);
            None
        }
    }

    /// Calls the table by a name of its own.
    pub(super) fn called(mut self, name: String) -> Self {
        self.name = name;
        self
    }

    /// Takes a key.
    pub(super) fn take(&mut self, key: &'static str) -> Option<&'t Value<'d>> {
        debug_assert!(self.grammar.has(key), "{} has no key {key}", self.name);
        self.taken.insert(key);
        self.table.get(key)
    }

    /// Tells whether such a table may have this key.
    pub(super) fn may_have(&self, key: &str) -> bool {
        self.grammar.has(key)
    }

    /// Returns where a key itself stands.
    pub(super) fn span_of(&self, key: &str) -> Option<Range<usize>> {
        self.table.get_key_value(key).map(|(key, _)| key.span())
    }

    /// Remembers that none of these keys is there, of which one must be: what that means, and the mend.
    pub(super) fn lacks(&mut self, of: &'static [&'static str], message: String, hint: String) {
        self.lacking.push(Lack { of, message, hint });
    }

    /// Looks at a key that does not exist and that people write all the same.
    pub(super) fn look(&self, key: &str) -> Option<&'t Value<'d>> {
        self.table.get(key)
    }

    /// Remembers the mend of a key that does not exist.
    pub(super) fn mend(&mut self, key: &'static str, hint: String) {
        self.mends.insert(key, hint);
    }

    /// Returns what the table is called.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Notes what was not taken and what is missing; a misspelt key is not also reported as missing.
    ///
    /// Tells whether every key was known: if not, what is absent may only be misspelt.
    pub(super) fn close(mut self, notes: &mut Notes) -> bool {
        let mut sound = true;
        let known: Vec<&str> = self.grammar.keys.iter().map(|key| key.name).collect();
        debug_assert!(
            known.iter().all(|key| self.taken.contains(key)),
            "a key of {} is not read",
            self.name
        );
        let there = |key: &str| self.table.contains_key(key);
        let open: Vec<&str> = known.iter().copied().filter(|key| !there(key)).collect();
        let mut meant = BTreeSet::new();
        for (key, _) in entries(self.table) {
            let text: &str = key.get_ref();
            if known.contains(&text) {
                continue;
            }
            sound = false;
            let own = self.mends.get(text).cloned();
            let hint = own.unwrap_or_else(|| match nearest(text, open.iter().copied()) {
                Some(near) => {
                    meant.insert(near);
                    format!("did you mean `{near}`?")
                }
                None => format!("the keys here are {}", list(&known)),
            });
            notes.found.push(Found {
                span: key.span(),
                problem: Problem::UnknownKey,
                message: format!("unknown key `{text}`"),
                label: Some(format!("not a key of {}", self.name)),
                hint: Some(hint),
            });
        }
        self.lacking.retain(|lack| !lack.of.iter().any(|key| meant.contains(key)));
        for lack in self.lacking {
            notes.add(self.at.clone(), Problem::MissingKey, lack.message, Some(lack.hint));
        }
        let missing = self.grammar.keys.iter().filter(|key| !there(key.name));
        for (key, line) in missing.filter_map(|key| Some((key.name, key.line?))) {
            if !meant.contains(key) {
                let message = format!("`{key}` is missing from {}", self.name);
                let hint = format!("add it, such as `{line}`");
                notes.add(self.at.clone(), Problem::MissingKey, message, Some(hint));
            }
        }
        sound
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
