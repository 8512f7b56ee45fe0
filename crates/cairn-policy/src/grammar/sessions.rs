//! Live sessions attended, and absences.

use super::words::{EXCUSALS, EXCUSED_ABSENCES, words};
use super::{Table, Takes, may, must};

const PRESENCE: &str = "How long one must be there: a share of the session's time, minutes, or all but so many minutes.";
const OF: &str = "Of which sessions; else of all.";
const EXCEPT: &str = "All sessions but these.";

pub(crate) static SESSIONS: Table = Table::new(
    "`sessions`",
    "{ need = 10, presence = \"80 %\" }",
    &[
        must(
            "need",
            Takes::Need,
            "need = 10",
            "How many sessions, or which share of the scheduled ones, rounded up.",
        ),
        may("of", Takes::Names, OF),
        may("except", Takes::Names, EXCEPT),
        must("presence", Takes::Presence, "presence = \"80 %\"", PRESENCE),
        may("make_ups", Takes::In(&MAKE_UPS), "Which make-ups count; else none."),
        may(
            "excused",
            Takes::Word(|| words(EXCUSALS)),
            "What an excused absence does: nothing, the session leaves those of which a share is asked, or it counts.",
        ),
        may("late", Takes::In(&LATE), "What coming late costs; else nothing."),
    ],
)
.apart(&[&["of", "except"]]);

pub(crate) static MAKE_UPS: Table = Table::new(
    "`make_ups`",
    "{ at_most = 2 }",
    &[
        must(
            "at_most",
            Takes::Number(0, u32::MAX),
            "at_most = 2",
            "How many sessions may be made up for.",
        ),
        may("by", Takes::Day, "Until when; else the cohort's last day."),
        may("within_days", Takes::Number(0, 3_660), "Each within so many days of its session."),
    ],
);

pub(crate) static LATE: Table = Table::new(
    "`late`",
    "{ after = \"5 minutes\", each = 4 }",
    &[
        must(
            "after",
            Takes::Minutes,
            "after = \"5 minutes\"",
            "Late is whoever comes more than so long after the beginning.",
        ),
        must(
            "each",
            Takes::Number(1, 1_000),
            "each = 4",
            "So many late sessions cost one session.",
        ),
    ],
);

pub(crate) static ALL_BUT: Table = Table::new(
    "`presence`",
    "{ missed_at_most = \"20 minutes\" }",
    &[
        must(
            "missed_at_most",
            Takes::Minutes,
            "missed_at_most = \"20 minutes\"",
            "The most that may be missed in all.",
        ),
        may("late_at_most", Takes::Minutes, "The most that may be missed at the beginning."),
        may("early_at_most", Takes::Minutes, "The most that may be missed at the end."),
    ],
);

pub(crate) static ABSENCES: Table = Table::new(
    "`absences`",
    "{ at_most = 3, presence = \"80 %\" }",
    &[
        must(
            "at_most",
            Takes::Number(0, u32::MAX),
            "at_most = 3",
            "How many sessions may be missed.",
        ),
        may("in_a_row", Takes::Truth, "Whether they are counted one after the other."),
        may(
            "within_days",
            Takes::Number(1, 3_660),
            "They are counted among any so many days; else all of the time.",
        ),
        may("of", Takes::Names, OF),
        may("except", Takes::Names, EXCEPT),
        must("presence", Takes::Presence, "presence = \"80 %\"", PRESENCE),
        may("late", Takes::Minutes, "Coming more than so late is an absence here."),
        may(
            "excused",
            Takes::Word(|| words(EXCUSED_ABSENCES)),
            "Whether an excused absence counts, is passed over, or ends a run like a session attended.",
        ),
    ],
)
.apart(&[&["of", "except"]]);
