//! How many of the live sessions to come can be missed.

use crate::assess::case::{Assume, Case};
use crate::assess::reasons::Evidence;
use crate::assess::sessions::{Came, Rule, Tally, in_question};
use crate::policy::Excusal;

/// Sessions to come that are not attended yet, by what missing one does.
#[derive(Default, Clone, Copy)]
struct ToCome {
    /// It is lost for good.
    lost: u32,
    /// It is, or can be, made up for.
    made_up: u32,
    /// It leaves the sessions of which a share is asked.
    leaves: u32,
    /// It leaves them, and is, or can be, made up for.
    leaves_made_up: u32,
}

/// Returns the most further live sessions that can be missed, whichever they are.
pub(super) fn slack(case: &Case<'_>, asked: &Rule<'_>) -> u32 {
    let mut tally = Tally::default();
    let mut to_come = ToCome::default();
    // Those that are excused, and count: missing one does nothing.
    let mut free = 0;
    for (session, window) in in_question(case, asked.of) {
        let so_far = asked.came(case, session, window, Assume::Lenient, &mut Evidence::default());
        let excused = asked.is_excused(case, &session.id);
        if !case.open(window.to) || matches!(so_far, Came::Live | Came::Late { .. }) {
            let best = Assume::PerfectFuture;
            let how = asked.came(case, session, window, best, &mut Evidence::default());
            asked.add(&mut tally, how, excused);
            continue;
        }
        tally.scheduled += 1;
        let closes = asked.make_ups_close(case, session, window);
        let made_up = so_far == Came::MadeUp || window.to < closes;
        match (asked.excused, excused, made_up) {
            (Excusal::Counts, true, _) => {
                tally.live += 1;
                free += 1;
            }
            (Excusal::LeavesShare, true, true) => to_come.leaves_made_up += 1,
            (Excusal::LeavesShare, true, false) => to_come.leaves += 1,
            (_, _, true) => to_come.made_up += 1,
            (_, _, false) => to_come.lost += 1,
        }
    }
    let all = to_come.lost + to_come.made_up + to_come.leaves + to_come.leaves_made_up;
    let borne = (0..=all).take_while(|missed| asked.bears(&tally, to_come, all - missed, *missed));
    borne.max().filter(|most| *most < all).unwrap_or(all + free)
}

impl Rule<'_> {
    /// Tells whether it is still in reach, whichever so many of the sessions to come are missed, and the others attended.
    fn bears(&self, tally: &Tally, to_come: ToCome, attended: u32, missed: u32) -> bool {
        // Nothing is worse than one that is lost. Which of the others is worst depends on what the cap on make-ups has room
        // for.
        let rest = missed.saturating_sub(to_come.lost);
        (0..=to_come.made_up.min(rest)).all(|made_up| {
            let rest = rest - made_up;
            let most = to_come.leaves.min(rest);
            let least = rest.saturating_sub(to_come.leaves_made_up);
            (least..=most).all(|leaves| {
                let leaves_made_up = rest - leaves;
                let (have, need, _) = self.counted(&Tally {
                    live: tally.live + attended,
                    made_up: tally.made_up + made_up,
                    made_up_excused: tally.made_up_excused + leaves_made_up,
                    leaving: tally.leaving + rest,
                    ..*tally
                });
                have >= need
            })
        })
    }
}
