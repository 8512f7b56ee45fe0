//! Reflections, what is done once, what people say of it, amounts, and examinations.

use super::{TERM, Table, Takes, may, must};

const BY: &str = "The last day for it; else the cohort's last day.";
const AFTER: &str = "Only what came on that day or later counts.";
const VALID_FOR: &str = "How long it counts; else for good.";
const EACH: &str = "How many of them in each capacity.";
const EXCLUDING: &str = "In which capacities a word does not count.";

pub(crate) static REFLECTIONS: Table = Table::new(
    "`reflections`",
    "{ need = 9, within_days = 21 }",
    &[
        must("need", Takes::Number(0, u32::MAX), "need = 9", "On how many sessions."),
        must(
            "within_days",
            Takes::Number(0, 3_660),
            "within_days = 21",
            "Each by the end of the day so many days after its session's day.",
        ),
        may(
            "each",
            Takes::Counts,
            "How many sessions' reflections must touch each facet; one may touch several.",
        ),
    ],
);

pub(crate) static RETREAT: Table = Table::new(
    "`retreat`",
    "{ days = 5 }",
    &[
        must(
            "days",
            Takes::Number(1, 366),
            "days = 5",
            "How long the retreat must be, in one piece.",
        ),
        may("times", Takes::Number(1, 100), "How many such retreats; else one."),
        may("by", Takes::Due, BY),
        may("after", Takes::Moment, AFTER),
        may("valid_for", Takes::In(&TERM), VALID_FOR),
    ],
)
.apart(&[&["by", "valid_for"]]);

pub(crate) static SUBMITTED: Table = Table::new(
    "`submitted`",
    "{ item = \"project\" }",
    &[
        must("item", Takes::Name, "item = \"project\"", "Which piece of work was handed in."),
        may("by", Takes::Due, BY),
        may("after", Takes::Moment, AFTER),
        may("valid_for", Takes::In(&TERM), VALID_FOR),
    ],
)
.apart(&[&["by", "valid_for"]]);

pub(crate) static COMPLETED: Table = Table::new(
    "`completed`",
    "{ any_of = [\"First aid\"] }",
    &[
        must(
            "any_of",
            Takes::Texts,
            "any_of = [\"First aid\"]",
            "The names under which it is known; any of them will do.",
        ),
        may("by", Takes::Due, BY),
        may("after", Takes::Moment, AFTER),
        may("valid_for", Takes::In(&TERM), VALID_FOR),
    ],
)
.apart(&[&["by", "valid_for"]]);

pub(crate) static APPLIED: Table = Table::new(
    "`applied`",
    "{ by = 2020-12-31 }",
    &[may("by", Takes::Due, BY), may("after", Takes::Moment, AFTER)],
);

pub(crate) static ADMITTED: Table = Table::new(
    "`admitted`",
    "{ by = 2020-12-31 }",
    &[may("by", Takes::Due, BY), may("after", Takes::Moment, AFTER)],
);

pub(crate) static REVIEWS: Table = Table::new(
    "`reviews`",
    "{ of = \"project\", reviewers = 2 }",
    &[
        must("of", Takes::Name, "of = \"project\"", "Which piece of work."),
        must(
            "reviewers",
            Takes::Number(1, 100),
            "reviewers = 2",
            "By how many different people, each by their latest word.",
        ),
        may("each", Takes::Counts, EACH),
        may("excluding", Takes::Names, EXCLUDING),
    ],
);

pub(crate) static JUDGEMENT: Table = Table::new(
    "`judgement`",
    "{ question = \"readiness\", judges = 2 }",
    &[
        must("question", Takes::Name, "question = \"readiness\"", "Which question."),
        may(
            "judges",
            Takes::Number(1, 100),
            "By how many different people, each by their latest word; else by one.",
        ),
        may("each", Takes::Counts, EACH),
        may("excluding", Takes::Names, EXCLUDING),
    ],
);

pub(crate) static LOG: Table = Table::new(
    "`log`",
    "{ need = \"100 hours\", of = [\"coaching\"] }",
    &[
        must("need", Takes::Amount, "need = \"100 hours\"", "How much."),
        may("of", Takes::Names, "The activities that count."),
        may("among", Takes::List(&CATEGORY), "The categories that count."),
        may("different", Takes::Number(1, 1_000_000), "With how many different people."),
        may("per_day", Takes::Amount, "The most that counts of one day."),
        may(
            "reported_by",
            Takes::Due,
            "The last day to report it, where that is another than the last day to do it.",
        ),
        may("by", Takes::Due, BY),
        may("after", Takes::Moment, AFTER),
        may("valid_for", Takes::In(&TERM), VALID_FOR),
    ],
)
.one_of(&[&["of", "among"]])
.apart(&[&["by", "valid_for"]]);

pub(crate) static CATEGORY: Table = Table::new(
    "this category",
    "{ name = \"paid\", of = [\"coaching-paid\"], least = \"75 hours\" }",
    &[
        must("name", Takes::Name, "name = \"paid\"", "Its name, which no other category has."),
        may("of", Takes::Names, "The activities in it; each stands in one place only."),
        may("among", Takes::List(&CATEGORY), "The categories in it."),
        may("least", Takes::Amount, "The least that is asked of it."),
        may("most", Takes::Amount, "The most that counts of it."),
    ],
)
.one_of(&[&["of", "among"]]);

pub(crate) static EXAM: Table = Table::new(
    "`exam`",
    "{ of = \"written\", pass_mark = \"84 %\" }",
    &[
        must("of", Takes::Name, "of = \"written\"", "Which examination."),
        may(
            "pass_mark",
            Takes::Share,
            "The share of the points that passes; else only the examiner's word does.",
        ),
        may("attempts", Takes::Number(1, 100), "How many attempts count; else any number."),
        may(
            "wait",
            Takes::In(&TERM),
            "How long after the last of them attempts count again; else never.",
        ),
        may("by", Takes::Due, BY),
        may("after", Takes::Moment, AFTER),
        may("valid_for", Takes::In(&TERM), VALID_FOR),
    ],
)
.apart(&[&["by", "valid_for"]])
.with(&[("wait", "attempts")]);

pub(crate) static PREREQUISITE: Table = Table::new(
    "`prerequisite`",
    "{ any_of = [\"Foundations I\"] }",
    &[must(
        "any_of",
        Takes::Texts,
        "any_of = [\"Foundations I\"]",
        "The names under which it is known; any of them will do.",
    )],
);
