//! A teaching programme with limits, attempts, favours and a paper that waits for another.

use crate::ahead::north::record;
use crate::support::Desk;

const POLICY: &str = include_str!("south.toml");

const BEGUN: &str = r#"
identified --name "Ida Lund" --on 2025-11-01
applied ida --on 2025-11-01
admitted ida --on 2025-11-15
logged ida --activity ethics --amount 10 --on 2026-02-01
logged ida --activity ethics-online --amount 10 --on 2026-02-02
logged ida --activity teaching --hours 6 --on 2026-02-03
logged ida --activity teaching --hours 5 --on 2026-02-03
examined ida --item examination --score 40/50 --on 2026-03-01
judged ida --question readiness --judge m@example.org --as mentor --granted --on 2026-04-01
judged ida --question readiness --judge m@example.org --as mentor --denied --on 2026-04-03
extended ida --requirement paper --to 2026-07-15 --authority staff --on 2026-04-04
extended ida --requirement paper --to 2026-07-31 --authority staff --on 2026-04-05
waived ida --requirement insurance --authority committee --granted-by a@example.org --granted-by b@example.org --until 2026-12-31 --on 2026-04-04
"#;

/// The programme with Ida Lund half-way through it.
pub fn begun() -> Desk {
    let desk = Desk::with_policy(POLICY, "2025-10-01");
    BEGUN.trim().lines().for_each(|line| record(&desk, line));
    desk
}
