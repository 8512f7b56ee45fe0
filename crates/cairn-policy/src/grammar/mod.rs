//! The keys of a policy file: one [`Table`] for each table that a file may have.
//!
//! The reader takes its keys from here and the schema for editors is made of them, so that neither knows a key that the
//! other does not. What a value *means* is not here: the reader turns it into a policy, and the domain checks that.

mod evidence;
mod sessions;
mod top;
mod tuition;
mod when;
mod words;

pub(crate) use evidence::{
    ADMITTED, APPLIED, CATEGORY, COMPLETED, EXAM, JUDGEMENT, LOG, PREREQUISITE, REFLECTIONS,
    RETREAT, REVIEWS, SUBMITTED,
};
pub(crate) use sessions::{ABSENCES, ALL_BUT, LATE, MAKE_UPS, SESSIONS};
pub(crate) use top::{AT_LEAST, CERTIFICATE, KINDS, OUTCOME, POLICY, REPEAT, REQUIREMENT, SESSION};
pub(crate) use tuition::{CONDITION, INSTALMENT, PAID, REFUND, TIER};
pub(crate) use when::{ANCHOR, COUNTED, TERM};
pub(crate) use words::{
    BEGUN, EXCUSALS, EXCUSED_ABSENCES, LOCKS, MONTH_ENDS, ON_REFUND, word_of, words,
};

/// A table of the file: what it is called, and which keys it may have.
#[derive(Debug)]
pub(crate) struct Table {
    /// What it is called in messages.
    pub(crate) name: &'static str,
    /// One that is right, for whoever wrote something else in its place.
    pub(crate) example: &'static str,
    /// Its keys, in the order in which people are told of them.
    pub(crate) keys: &'static [Key],
    /// Groups of keys of which exactly one must be there.
    pub(crate) one_of: &'static [&'static [&'static str]],
    /// Groups of keys of which at most one may be there.
    pub(crate) apart: &'static [&'static [&'static str]],
    /// Keys that say nothing without another: the key, and the other.
    pub(crate) with: &'static [(&'static str, &'static str)],
}

impl Table {
    const fn new(name: &'static str, example: &'static str, keys: &'static [Key]) -> Self {
        Self { name, example, keys, one_of: &[], apart: &[], with: &[] }
    }

    const fn one_of(mut self, groups: &'static [&'static [&'static str]]) -> Self {
        self.one_of = groups;
        self
    }

    const fn apart(mut self, groups: &'static [&'static [&'static str]]) -> Self {
        self.apart = groups;
        self
    }

    const fn with(mut self, pairs: &'static [(&'static str, &'static str)]) -> Self {
        self.with = pairs;
        self
    }

    /// Tells whether it may have a key of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.keys.iter().any(|key| key.name == name)
    }
}

/// A key of a table.
#[derive(Debug)]
pub(crate) struct Key {
    /// Its name.
    pub(crate) name: &'static str,
    /// What it takes.
    pub(crate) takes: Takes,
    /// What it means, in a few words.
    pub(crate) means: &'static str,
    /// Where the key must be there: the line to write if it is not.
    pub(crate) line: Option<&'static str>,
}

/// A key that must be there; `line` is what to write if it is not.
const fn must(name: &'static str, takes: Takes, line: &'static str, means: &'static str) -> Key {
    Key { name, takes, means, line: Some(line) }
}

/// A key that may be there.
const fn may(name: &'static str, takes: Takes, means: &'static str) -> Key {
    Key { name, takes, means, line: None }
}

/// What a key takes.
#[derive(Debug)]
pub(crate) enum Takes {
    /// A text that says something.
    Text,
    /// Such texts, in a list.
    Texts,
    /// A name, such as `attendance`.
    Name,
    /// Names, in a list.
    Names,
    /// A whole number, from and to.
    Number(u32, u32),
    /// A whole number for each name.
    Counts,
    /// True or false.
    Truth,
    /// A day.
    Day,
    /// A day and a local time.
    Time,
    /// The name of a time zone.
    Zone,
    /// The code of a currency.
    Currency,
    /// A share, such as `80 %`.
    Share,
    /// An amount of money.
    Money,
    /// An amount of money, or a share.
    MoneyOrShare,
    /// Minutes, such as `20 minutes`.
    Minutes,
    /// An amount of something, such as `100 hours`.
    Amount,
    /// A number of sessions, or a share of them.
    Need,
    /// How long one must be there.
    Presence,
    /// One of a few words.
    Word(fn() -> Vec<&'static str>),
    /// What something is counted from: a word, a day, or a table.
    Anchor,
    /// A day, or one that is counted from something.
    Moment,
    /// Such a day, or a list of them.
    Due,
    /// A table.
    In(&'static Table),
    /// A list of tables.
    List(&'static Table),
    /// Tables, each by its name.
    Each(&'static Table),
}
