//! A coaching programme that asks for what the sample does not: amounts, an examination, a judgement, absences in a row.

use crate::record::words;
use crate::support::Desk;

const POLICY: &str = include_str!("north.toml");

const BEGUN: &str = r#"
identified --name "Ada Berg" --zone Europe/Copenhagen --on 2025-11-01
applied ada --on 2025-11-01
admitted ada --on 2025-11-15
attended ada --session call-01 --whole
attended ada --session call-02 --whole
attended ada --session call-04 --minutes 15
logged ada --activity coaching-paid --hours 12:30 --with client-1 --on 2026-02-01
logged ada --activity coaching-unpaid --minutes 90 --with client-2 --on 2026-02-03
logged ada --activity ethics --amount 1.5 --on 2026-02-03
logged ada --activity ethics --hours 1 --on 2026-02-04
examined ada --item written --score 40/50 --on 2026-03-01
judged ada --question readiness --judge m@example.org --as mentor --granted --on 2026-04-01
judged ada --question readiness --judge n@example.org --as peer --denied --on 2026-04-01
paid ada --amount 1500 --on 2026-01-20
"#;

/// What the forecast says remains, done.
pub const WHAT_REMAINS: &str = r"
attended ada --session call-05 --minutes 20
attended ada --session call-06 --minutes 20
attended ada --session call-07 --minutes 20
attended ada --session call-08 --minutes 20
submitted ada --item paper --on 2026-09-30
logged ada --activity ethics --amount 1.5 --on 2026-10-01
logged ada --activity coaching-paid --hours 62:30 --with client-3 --on 2026-10-02
logged ada --activity coaching-unpaid --hours 23:30 --on 2026-10-03
examined ada --item written --score 42/50 --on 2026-10-04
judged ada --question readiness --judge n@example.org --as peer --granted --on 2026-10-05
paid ada --amount 4500 --on 2026-10-06
";

/// The programme with Ada Berg half-way through it.
pub fn begun() -> Desk {
    let desk = Desk::with_policy(POLICY, "2025-10-01");
    BEGUN.trim().lines().for_each(|line| record(&desk, line));
    desk
}

/// Records one line.
pub fn record(desk: &Desk, line: &str) {
    let args: Vec<&str> = std::iter::once("record").chain(words(line)).collect();
    desk.ok(&args);
}
