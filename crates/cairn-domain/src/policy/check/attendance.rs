//! Sessions attended, and absences.

use std::collections::BTreeSet;

use crate::ids::SessionId;
use crate::policy::check::{LONGEST, MOST_DAYS, Names, first_day, last_day};
use crate::policy::fault::{FaultKind, Faults};
use crate::policy::{LeastPresence, MakeUps, Need, Over, Place, Requirement};

/// The most late sessions that may cost one.
const MOST_LATE: u32 = 1_000;

pub(super) fn check(names: Names<'_>, place: usize, asks: &Requirement, faults: &mut Faults) {
    let at = |key| Place::requirement(place, key);
    match asks {
        Requirement::Sessions { need, of, presence, make_ups, late, .. } => {
            let asked = asked(names, &at("of"), of.as_ref(), faults);
            match need {
                Need::Count(need) => faults.at_most(at("need"), *need, asked.sessions),
                Need::Share(share) => faults.share(at("need"), *share),
            }
            stay(&at("presence"), *presence, asked, faults);
            if let Some(make_ups) = make_ups {
                made_up(&at("make_ups"), make_ups, faults);
            }
            if let Some(late) = late {
                faults.range(at("late").key("each"), late.each, 1, MOST_LATE);
                lateness(at("late").key("after"), late.after, asked, faults);
            }
        }
        Requirement::Absences { at_most, over, of, presence, late, .. } => {
            let asked = asked(names, &at("of"), of.as_ref(), faults);
            let (limit, available) = (u64::from(*at_most), asked.sessions as u64);
            if of.as_ref().is_some_and(BTreeSet::is_empty) {
                faults.add(at("of"), FaultKind::Empty);
            } else if limit >= available {
                let nothing = FaultKind::AsksNothing { at_most: limit, available };
                faults.add(at("at_most"), nothing);
            }
            if let Over::Days(days) = over {
                faults.range(at("within_days"), *days, 1, MOST_DAYS);
            }
            stay(&at("presence"), *presence, asked, faults);
            if let Some(late) = late {
                lateness(at("late"), *late, asked, faults);
            }
        }
        _ => {}
    }
}

/// The sessions that a requirement looks at.
#[derive(Clone, Copy)]
struct Asked {
    sessions: usize,
    /// The minutes of the shortest of them.
    shortest: Option<u32>,
}

fn asked(
    names: Names<'_>,
    at: &Place,
    of: Option<&BTreeSet<SessionId>>,
    faults: &mut Faults,
) -> Asked {
    for id in of.into_iter().flatten().filter(|id| !names.has_session(id)) {
        faults.add(at.clone(), FaultKind::UnknownSession(id.clone()));
    }
    let all = &names.policy.sessions;
    let sessions = of.map_or(all.len(), BTreeSet::len);
    let looked_at = all.iter().filter(|session| of.is_none_or(|of| of.contains(&session.id)));
    Asked { sessions, shortest: looked_at.map(|session| session.minutes).min() }
}

fn stay(at: &Place, presence: LeastPresence, asked: Asked, faults: &mut Faults) {
    match presence {
        LeastPresence::Share(share) => faults.share(at.clone(), share),
        LeastPresence::Minutes(minutes) => {
            let most = asked.shortest.unwrap_or(LONGEST).max(1);
            faults.range(at.clone(), minutes, 1, most);
        }
        LeastPresence::AllBut { missed, late, early } => {
            // To miss as long as a session lasts is not to be there.
            if let Some(shortest) = asked.shortest {
                faults.range(at.key("missed_at_most"), missed, 0, shortest.saturating_sub(1));
            }
            for (key, minutes) in [("late_at_most", late), ("early_at_most", early)] {
                if let Some(minutes) = minutes {
                    faults.range(at.key(key), minutes, 0, missed);
                }
            }
        }
    }
}

fn lateness(at: Place, after: u32, asked: Asked, faults: &mut Faults) {
    if let Some(shortest) = asked.shortest {
        faults.range(at, after, 0, shortest.saturating_sub(1));
    }
}

fn made_up(at: &Place, make_ups: &MakeUps, faults: &mut Faults) {
    if let Some(by) = make_ups.by {
        faults.day(at.key("by"), by, first_day(), last_day());
    }
    if let Some(days) = make_ups.within_days {
        faults.range(at.key("within_days"), days, 0, MOST_DAYS);
    }
}
