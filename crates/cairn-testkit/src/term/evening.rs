//! Evenings: when meetings were, and when who was connected to them, in truth.

use cairn_domain::time::instant_of;
use cairn_domain::{Instant, Interval};
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use super::cast::{HOST, Member};
use super::{HOME, Session};
use crate::dice::Dice;

/// A meeting; a session whose meeting broke off has two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The session.
    pub session: usize,
    /// From when to when it was open.
    pub open: Interval,
    /// Whether it is what began again after another broke off.
    pub again: bool,
}

/// Somebody was connected, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stay {
    /// Who: a place in the cast.
    pub who: usize,
    /// In which meeting: a place among the parts.
    pub part: usize,
    /// Under which name.
    pub shown: String,
    /// The address with which they had signed in.
    pub email: Option<String>,
    /// From when to when.
    pub at: Interval,
    /// Whether they were kept in the waiting room all that time.
    pub waiting: bool,
}

/// Thursdays around the Sunday on which the clocks of New York are turned back, 2 November 2025.
const DAYS: [(u32, u32); 7] = [(9, 11), (10, 9), (10, 23), (10, 30), (11, 6), (11, 13), (11, 20)];

/// How long a session is.
pub(super) const MINUTES: i64 = 180;

/// Throws for two to four sessions.
pub(super) fn sessions(dice: &mut Dice) -> Vec<Session> {
    let count = usize::try_from(dice.within(2, 4)).unwrap_or(2);
    let mut days = DAYS.to_vec();
    while days.len() > count {
        let out = dice.below(u32::try_from(days.len()).unwrap_or(1));
        days.remove(out as usize);
    }
    days.into_iter().map(|(month, day)| session(month, day)).collect()
}

fn session(month: u32, day: u32) -> Session {
    let date = NaiveDate::from_ymd_opt(2025, month, day).expect("a day of the calendar");
    let starts: NaiveDateTime = date.and_hms_opt(19, 0, 0).expect("a time of the clock");
    let from = instant_of(starts, HOME).expect("no clock is turned on a Thursday evening");
    let window = Interval { from, to: from + TimeDelta::minutes(MINUTES) };
    Session { id: date.to_string().parse().expect("a name"), starts, window }
}

/// Throws for the meetings of all sessions, and for who was connected.
pub(super) fn evenings(
    dice: &mut Dice,
    sessions: &[Session],
    cast: &[Member],
) -> (Vec<Part>, Vec<Stay>) {
    let (mut parts, mut stays) = (Vec::new(), Vec::new());
    for (place, session) in sessions.iter().enumerate() {
        for (open, again) in meetings(dice, session.window) {
            parts.push(Part { session: place, open, again });
            for (who, member) in cast.iter().enumerate() {
                let here = stays.len();
                attend(dice, (who, member), (parts.len() - 1, open), &mut stays);
                debug_assert!(member.name != HOST || stays.len() > here, "the host is there");
            }
        }
    }
    (parts, stays)
}

/// Throws for one meeting, or for two, the first of which broke off.
fn meetings(dice: &mut Dice, window: Interval) -> Vec<(Interval, bool)> {
    let seconds = |dice: &mut Dice, least, most| TimeDelta::seconds(dice.within(least, most));
    let from = window.from + seconds(dice, -15 * 60, 4 * 60);
    let to = window.to + seconds(dice, -5 * 60, 15 * 60);
    if !dice.chance(20) {
        return vec![(Interval { from, to }, false)];
    }
    let broken = window.from + seconds(dice, 20 * 60, 100 * 60);
    let again = broken + seconds(dice, 60, 25 * 60);
    vec![(Interval { from, to: broken }, false), (Interval { from: again, to }, true)]
}

/// Throws for the stays of one member at one meeting.
fn attend(
    dice: &mut Dice,
    (who, member): (usize, &Member),
    (part, open): (usize, Interval),
    stays: &mut Vec<Stay>,
) {
    let is_host = member.name == HOST;
    if !is_host && dice.chance(15) {
        return;
    }
    let count = if is_host { 1 } else { *dice.pick(&[1, 1, 2, 2, 3]) };
    let addresses = member.addresses();
    for _ in 0..count {
        let signed_in = !addresses.is_empty() && (is_host || dice.chance(60));
        let email = signed_in.then(|| (*dice.pick(&addresses)).to_owned());
        let shown = dice.pick(&member.shows).clone();
        let at = if is_host { open } else { connected(dice, open, part, stays) };
        if dice.chance(15) {
            let from = at.from - TimeDelta::seconds(dice.within(5, 200));
            let before = Interval { from, to: at.from };
            let (shown, email) = (shown.clone(), email.clone());
            stays.push(Stay { who, part, shown, email, at: before, waiting: true });
        }
        stays.push(Stay { who, part, shown, email, at, waiting: false });
    }
}

/// Throws for one stay: sometimes from the very second in which somebody else joined.
fn connected(dice: &mut Dice, open: Interval, part: usize, stays: &[Stay]) -> Interval {
    let joined: Vec<Instant> =
        stays.iter().filter(|stay| stay.part == part).map(|stay| stay.at.from).collect();
    let length = open.length().num_seconds();
    let from = if !joined.is_empty() && dice.chance(15) {
        (*dice.pick(&joined)).max(open.from)
    } else if dice.chance(60) {
        open.from + TimeDelta::seconds(dice.within(0, length.min(15 * 60)))
    } else {
        open.from + TimeDelta::seconds(dice.within(0, length - 30))
    };
    let left = (open.to - from).num_seconds();
    let to = match dice.below(3) {
        0 => open.to,
        1 => from + TimeDelta::seconds(dice.within(0, left.min(600))),
        _ => from + TimeDelta::seconds(dice.within(0, left)),
    };
    Interval { from, to }
}
