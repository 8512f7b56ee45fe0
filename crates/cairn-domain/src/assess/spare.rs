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
    /// Nothing: it is excused, and counts.
    free: u32,
}

/// Returns the most further live sessions that can be missed, whichever they are.
pub(super) fn slack(case: &Case<'_>, asked: &Rule<'_>) -> u32 {
    let mut tally = Tally::default();
    let mut to_come = ToCome::default();
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
            (Excusal::Counts, true, _) => to_come.free += 1,
            (Excusal::LeavesShare, true, true) => to_come.leaves_made_up += 1,
            (Excusal::LeavesShare, true, false) => to_come.leaves += 1,
            (_, _, true) => to_come.made_up += 1,
            (_, _, false) => to_come.lost += 1,
        }
    }
    let missed = (1..=to_come.all()).take_while(|missed| asked.bears(&tally, to_come, *missed));
    u32::try_from(missed.count()).unwrap_or(u32::MAX)
}

impl ToCome {
    const fn all(self) -> u32 {
        self.lost + self.made_up + self.leaves + self.leaves_made_up + self.free
    }
}

impl Rule<'_> {
    /// Tells whether it is still in reach, whichever so many of the sessions to come are missed.
    fn bears(&self, tally: &Tally, to_come: ToCome, missed: u32) -> bool {
        // Nothing is worse than one that is lost; nothing is better than one that counts all the same. In between it
        // depends on what the cap on make-ups has room for.
        let lost = missed.min(to_come.lost);
        let rest = missed - lost;
        let free = rest.saturating_sub(to_come.all() - to_come.lost - to_come.free);
        let rest = rest - free;
        let most = |of: u32, rest: u32| of.min(rest);
        (0..=most(to_come.made_up, rest)).all(|made_up| {
            let rest = rest - made_up;
            (0..=most(to_come.leaves, rest)).all(|leaves| {
                let leaves_made_up = rest - leaves;
                if leaves_made_up > to_come.leaves_made_up {
                    return true;
                }
                let (have, need, _) = self.counted(&Tally {
                    live: tally.live + (to_come.all() - missed) + free,
                    made_up: tally.made_up + made_up,
                    made_up_excused: tally.made_up_excused + leaves_made_up,
                    leaving: tally.leaving + leaves + leaves_made_up,
                    ..*tally
                });
                have >= need
            })
        })
    }
}
