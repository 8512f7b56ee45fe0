//! The words that some keys take, and what each means.

use cairn_domain::policy::{Begun, Excusal, ExcusedAbsence, Lock, MonthEnd, OnRefund};

/// Words, each with what it means.
pub(crate) type Words<T> = &'static [(&'static str, T)];

pub(crate) const LOCKS: Words<Lock> =
    &[("applying", Lock::Applying), ("admission", Lock::Admission), ("paying", Lock::Paying)];

pub(crate) const ON_REFUND: Words<OnRefund> =
    &[("keeps", OnRefund::Keeps), ("loses", OnRefund::Loses)];

pub(crate) const EXCUSALS: Words<Excusal> = &[
    ("absent", Excusal::Absent),
    ("leaves_share", Excusal::LeavesShare),
    ("counts", Excusal::Counts),
];

pub(crate) const EXCUSED_ABSENCES: Words<ExcusedAbsence> = &[
    ("count", ExcusedAbsence::Counts),
    ("skip", ExcusedAbsence::PassedOver),
    ("reset", ExcusedAbsence::EndsRun),
];

pub(crate) const MONTH_ENDS: Words<MonthEnd> =
    &[("last_day", MonthEnd::LastDay), ("next_day", MonthEnd::NextDay)];

pub(crate) const BEGUN: Words<Begun> =
    &[("application", Begun::Application), ("admission", Begun::Admission)];

/// Returns the words alone.
pub(crate) fn words<T>(words: &[(&'static str, T)]) -> Vec<&'static str> {
    words.iter().map(|(word, _)| *word).collect()
}

/// Returns the word that means something.
pub(crate) fn word_of<T: PartialEq>(words: &[(&'static str, T)], meaning: &T) -> &'static str {
    words.iter().find_map(|(word, other)| (other == meaning).then_some(*word)).unwrap_or_default()
}
