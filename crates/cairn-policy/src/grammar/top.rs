//! The top of the file, the calendar, what surrounds a requirement, and how it can end.

use super::{
    ABSENCES, ADMITTED, APPLIED, COMPLETED, EXAM, JUDGEMENT, LOG, PAID, PREREQUISITE, REFLECTIONS,
    RETREAT, REVIEWS, SESSIONS, SUBMITTED, TERM, Table, Takes, may, must,
};

const PUBLISHED: &str = "The programme published it: where.";
const ASSUMED: &str =
    "The programme did not publish it, and this is what we take instead: why this.";

pub(crate) static POLICY: Table = Table::new(
    "the policy",
    "",
    &[
        must(
            "cohort",
            Takes::Name,
            "cohort = \"compassionate-systems-2025-26\"",
            "The cohort's name, as records refer to it.",
        ),
        must(
            "title",
            Takes::Text,
            "title = \"Certification programme 2025-26\"",
            "What people call the programme and the cohort.",
        ),
        must(
            "version",
            Takes::Text,
            "version = \"1\"",
            "Which version of the rules this is, in your words.",
        ),
        must(
            "zone",
            Takes::Zone,
            "zone = \"America/New_York\"",
            "Where every day and time of the file is meant, by its IANA name.",
        ),
        must(
            "currency",
            Takes::Currency,
            "currency = \"USD\"",
            "The currency of every price, by its ISO 4217 code.",
        ),
        must("begins", Takes::Day, "begins = 2025-09-11", "The cohort's first day."),
        must(
            "ends",
            Takes::Day,
            "ends = 2026-08-06",
            "The cohort's last day; the deadline of whatever has none of its own.",
        ),
        may(
            "apply_by",
            Takes::Day,
            "The last day to apply; later applications are shown as an oddity, not refused.",
        ),
        must(
            "root",
            Takes::Name,
            "root = \"certificate\"",
            "The requirement that decides, usually an `all`.",
        ),
        may("session", Takes::List(&SESSION), "The live sessions, one block for each."),
        must(
            "requirement",
            Takes::Each(&REQUIREMENT),
            "[requirement.attendance]",
            "What is asked, each requirement by its name.",
        ),
        may(
            "outcome",
            Takes::List(&OUTCOME),
            "How it can end, if not only with a certificate: the best first.",
        ),
        may("certificate", Takes::In(&CERTIFICATE), "For how long the certificate holds."),
    ],
);

pub(crate) static SESSION: Table = Table::new(
    "this session",
    "{ id = \"2025-09\", starts = 2025-09-11T19:00:00, minutes = 180 }",
    &[
        must("id", Takes::Name, "id = \"2025-09\"", "Its name, which no other session has."),
        must(
            "starts",
            Takes::Time,
            "starts = 2025-09-11T19:00:00",
            "Its planned day and local time.",
        ),
        must(
            "minutes",
            Takes::Number(1, 1_440),
            "minutes = 180",
            "Its planned length, in minutes.",
        ),
        may("repeat", Takes::In(&REPEAT), "A series: `week-01`, `week-02` and so on."),
        may("published", Takes::Text, PUBLISHED),
        may("assumed", Takes::Text, ASSUMED),
    ],
)
.one_of(&[&["published", "assumed"]]);

pub(crate) static REPEAT: Table = Table::new(
    "`repeat`",
    "{ times = 27, every_days = 7 }",
    &[
        must("times", Takes::Number(1, 1_000), "times = 27", "How many sessions there are."),
        must(
            "every_days",
            Takes::Number(1, 366),
            "every_days = 7",
            "How many days each is after the one before, at the same local time.",
        ),
    ],
);

pub(crate) static OUTCOME: Table = Table::new(
    "this outcome",
    "{ id = \"attended\", title = \"Attended, not certified\", needs = \"attendance\" }",
    &[
        must("id", Takes::Name, "id = \"attended\"", "Its name."),
        must("title", Takes::Text, "title = \"Attended, not certified\"", "What people call it."),
        may(
            "needs",
            Takes::Name,
            "The requirement that it takes; the last outcome may leave it out: it is for everybody else.",
        ),
    ],
);

pub(crate) static CERTIFICATE: Table = Table::new(
    "`certificate`",
    "{ valid_for = { months = 24, month_end = \"last_day\" } }",
    &[
        must(
            "valid_for",
            Takes::In(&TERM),
            "valid_for = { months = 24, month_end = \"last_day\" }",
            "It holds until the end of the day so long after the decision.",
        ),
        may(
            "renewable_for",
            Takes::In(&TERM),
            "How much longer it can be renewed while it does not hold.",
        ),
    ],
);

/// The kinds of requirement, of which each has one.
pub(crate) const KINDS: &[&str] = &[
    "all",
    "at_least",
    "sessions",
    "absences",
    "reflections",
    "retreat",
    "submitted",
    "completed",
    "applied",
    "admitted",
    "reviews",
    "judgement",
    "log",
    "exam",
    "prerequisite",
    "paid",
];

pub(crate) static REQUIREMENT: Table = Table::new(
    "this requirement",
    "",
    &[
        must("title", Takes::Text, "title = \"Live sessions\"", "What people call it."),
        may("waivable_by", Takes::Name, "Whose authority may waive it; else nobody's."),
        may(
            "waiver_quorum",
            Takes::Number(1, 100),
            "How many people must grant a waiver together; else one.",
        ),
        may("extendable_by", Takes::Name, "Whose authority may move its last day; else nobody's."),
        may(
            "margin",
            Takes::Number(0, u32::MAX),
            "It is at risk once no more than so many opportunities can still be missed; else 0.",
        ),
        may("published", Takes::Text, PUBLISHED),
        may("assumed", Takes::Text, ASSUMED),
        may("all", Takes::Names, "All of these requirements."),
        may("at_least", Takes::In(&AT_LEAST), "At least so many of these requirements."),
        may("sessions", Takes::In(&SESSIONS), "So many live sessions attended."),
        may("absences", Takes::In(&ABSENCES), "No more than so many absences."),
        may("reflections", Takes::In(&REFLECTIONS), "Reflections filed on so many sessions."),
        may("retreat", Takes::In(&RETREAT), "A retreat completed."),
        may("submitted", Takes::In(&SUBMITTED), "A piece of work handed in."),
        may("completed", Takes::In(&COMPLETED), "Something completed elsewhere, or earlier."),
        may("applied", Takes::In(&APPLIED), "Having applied to this cohort."),
        may("admitted", Takes::In(&ADMITTED), "Having been admitted to it."),
        may("reviews", Takes::In(&REVIEWS), "A piece of work accepted."),
        may("judgement", Takes::In(&JUDGEMENT), "A question that is left to people."),
        may("log", Takes::In(&LOG), "So much of something done."),
        may("exam", Takes::In(&EXAM), "An examination passed."),
        may("prerequisite", Takes::In(&PREREQUISITE), "Something completed before applying."),
        may("paid", Takes::In(&PAID), "Tuition paid."),
    ],
)
.one_of(&[&["published", "assumed"], KINDS]);

pub(crate) static AT_LEAST: Table = Table::new(
    "`at_least`",
    "{ need = 2, of = [\"essay\", \"talk\", \"workshop\"] }",
    &[
        must(
            "need",
            Takes::Number(0, 1_000),
            "need = 2",
            "How many, at most as many as are listed.",
        ),
        must("of", Takes::Names, "of = [\"essay\", \"talk\"]", "Of which requirements; each once."),
    ],
);
