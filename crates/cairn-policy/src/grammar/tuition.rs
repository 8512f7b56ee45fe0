//! What it costs.

use super::words::{LOCKS, ON_REFUND, words};
use super::{Key, Table, Takes, may, must};

pub(crate) static PAID: Table = Table::new(
    "`paid`",
    "{ full = \"15000.00 USD\" }",
    &[
        must("full", Takes::Money, "full = \"15000.00 USD\"", "The full price."),
        may("by", Takes::Day, "The last day to pay; else there is no deadline."),
        // It only matters where a price is locked by paying; to keep what was locked is the mild reading.
        may(
            "on_refund",
            Takes::Word(|| words(ON_REFUND)),
            "Whether a refund below a price that was locked by paying keeps or loses that price.",
        ),
        may(
            "tiers",
            Takes::List(&TIER),
            "The reduced prices; whoever locked several owes the lowest.",
        ),
        may(
            "instalments",
            Takes::List(&INSTALMENT),
            "The parts of the price, in order; late is overdue, not lost.",
        ),
        may(
            "refunds",
            Takes::List(&REFUND),
            "What goes back to whoever leaves, in order; after the last step, nothing.",
        ),
    ],
);

const LOCKED_BY: Key = must(
    "locked_by",
    Takes::Word(|| words(LOCKS)),
    "locked_by = \"applying\"",
    "What one must have done.",
);
const LOCKED_UNTIL: Key = must("by", Takes::Day, "by = 2025-06-15", "The last day to do it.");

pub(crate) static TIER: Table = Table::new(
    "this reduced price",
    "{ name = \"early bird\", price = \"12500.00 USD\", locked_by = \"applying\", by = 2025-06-15 }",
    &[
        must("name", Takes::Text, "name = \"early bird\"", "What it is called."),
        must(
            "price",
            Takes::Money,
            "price = \"12500.00 USD\"",
            "The reduced price, below the full one.",
        ),
        LOCKED_BY,
        LOCKED_UNTIL,
        may("and", Takes::List(&CONDITION), "What one must have done besides."),
    ],
);

pub(crate) static CONDITION: Table = Table::new(
    "this condition",
    "{ locked_by = \"paying\", by = 2025-08-15 }",
    &[LOCKED_BY, LOCKED_UNTIL],
);

pub(crate) static INSTALMENT: Table = Table::new(
    "this instalment",
    "{ by = 2025-09-01, amount = \"5000.00 USD\" }",
    &[
        must("by", Takes::Day, "by = 2025-09-01", "The last day to pay it."),
        must("amount", Takes::Money, "amount = \"5000.00 USD\"", "How much."),
    ],
);

pub(crate) static REFUND: Table = Table::new(
    "this step",
    "{ until = 2025-09-01, keep = \"10 %\" }",
    &[
        must(
            "until",
            Takes::Day,
            "until = 2025-09-01",
            "For those who leave by the end of this day.",
        ),
        must(
            "keep",
            Takes::MoneyOrShare,
            "keep = \"10 %\"",
            "What is kept: an amount, or a share of the price that applies.",
        ),
    ],
);
