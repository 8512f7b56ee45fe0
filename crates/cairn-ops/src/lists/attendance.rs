//! Attendance: who was at which session, and for how long. What of it counts is up to the policy, and not said here.

use cairn_domain::enrolment::Enrolment;
use cairn_domain::event::Mode;
use cairn_domain::policy::Scheduled;
use cairn_domain::presence::seconds_within;
use cairn_domain::{CheckedPolicy, CohortId, Instant, Interval, Presence, State};
use schemars::JsonSchema;
use serde::Serialize;

use super::sheet::{begin, beginning};
use super::{Cell, Listed, Sheet, everybody};
use crate::asking::Asked;
use crate::audit::PolicyUsed;
use crate::cohort::Unjudged;
use crate::failure::Failure;
use crate::ledger::Ledger;
use crate::lines::Depth;
use crate::people::Who;

/// Who was at which session of a cohort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Attendance {
    /// `cairn.attendance/1`.
    pub schema: &'static str,
    /// From when and from what the answer speaks.
    pub asked: Asked,
    /// The cohort.
    pub cohort: String,
    /// The policy that names the sessions.
    pub policy: PolicyUsed,
    /// The sessions, in order of their planned time.
    pub sessions: Vec<String>,
    /// Its people, by name.
    pub people: Vec<AttendanceRow>,
    /// Those of whom nothing can be said.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unjudged: Vec<Unjudged>,
}

/// One person's attendance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AttendanceRow {
    /// Who.
    #[serde(flatten)]
    pub who: Who,
    /// Where they stand.
    pub standing: &'static str,
    /// What is on record of each session, in their order.
    pub sessions: Vec<Came>,
    /// At how many sessions they were present, for however long.
    pub present: usize,
    /// For how long in all, in seconds, of what is within the sessions.
    pub present_seconds: u32,
    /// How many they made up for, and were not present at.
    pub made_up: usize,
    /// How many they were excused from, and neither were present at nor made up for.
    pub excused: usize,
    /// How many they missed while they had a seat.
    pub absent: usize,
}

/// What is on record of one person and one session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "came", rename_all = "snake_case")]
pub enum Came {
    /// They were there.
    Present {
        /// For how many seconds of the session; two devices count once.
        seconds: u32,
    },
    /// They were there, and nobody has said yet for how long.
    Unmeasured,
    /// They made up for it.
    MadeUp,
    /// They were excused.
    Excused,
    /// They had a seat, and nothing is on record.
    Absent,
    /// They had no seat when it began, and nothing is on record.
    NoSeat,
    /// It is not over yet, and nothing is on record.
    ToCome,
    /// It was cancelled.
    Cancelled,
}

/// Lists who was at which session.
pub fn attendance(
    ledger: &Ledger<'_>,
    id: &CohortId,
    policy: Option<&CheckedPolicy>,
) -> Result<Attendance, Failure> {
    let (rules, people, unjudged) = everybody(ledger, id, policy, Depth::Brief)?;
    let now = ledger.now_in(rules.policy.zone());
    let sessions = &rules.calendar.sessions;
    let nothing = Enrolment::default();
    let rows = people.into_iter().map(|each| {
        let enrolment = each.person.standing.in_cohort(id).unwrap_or(&nothing);
        let came: Vec<Came> =
            sessions.iter().map(|session| came(enrolment, session, now)).collect();
        let count = |wanted: Came| came.iter().filter(|each| **each == wanted).count();
        let lengths = came.iter().filter_map(|each| match each {
            Came::Present { seconds } => Some(*seconds),
            _ => None,
        });
        AttendanceRow {
            who: each.person.who(),
            standing: each.answer.standing,
            present: lengths.clone().count() + count(Came::Unmeasured),
            present_seconds: lengths.fold(0, u32::saturating_add),
            made_up: count(Came::MadeUp),
            excused: count(Came::Excused),
            absent: count(Came::Absent),
            sessions: came,
        }
    });
    Ok(Attendance {
        schema: "cairn.attendance/1",
        asked: ledger.asked_in(rules.policy.zone()),
        cohort: id.to_string(),
        policy: PolicyUsed::new(&rules),
        people: rows.collect(),
        sessions: sessions.iter().map(|session| session.id.to_string()).collect(),
        unjudged,
    })
}

fn came(enrolment: &Enrolment, session: &Scheduled, now: Instant) -> Came {
    let Some(window) = session.window(now) else { return Came::Cancelled };
    let seen = enrolment.attendance.get(&session.id).into_iter().flatten();
    let seen: Vec<_> = seen.filter(|seen| seen.stamp.at <= now).collect();
    let live = seen.iter().filter(|seen| seen.mode == Mode::Live).map(|seen| &seen.presence);
    let seconds = measured(live.clone(), window);
    if seconds > 0 {
        return Came::Present { seconds };
    }
    if live.clone().any(|presence| *presence == Presence::Unmeasured) {
        return Came::Unmeasured;
    }
    if seen.iter().any(|seen| seen.mode != Mode::Live) {
        return Came::MadeUp;
    }
    let excused = enrolment.excused.get(&session.id).into_iter().flatten();
    if excused.into_iter().any(|stamp| stamp.at <= now) {
        return Came::Excused;
    }
    if now < window.to {
        return Came::ToCome;
    }
    if has_seat(enrolment.state(window.from)) { Came::Absent } else { Came::NoSeat }
}

/// Returns for how long somebody was there: what is known of when, taken together; or what was said of how long, if that is
/// more. Never longer than the session.
fn measured<'p>(live: impl Iterator<Item = &'p Presence> + Clone, window: Interval) -> u32 {
    let whole = u32::try_from(window.length().num_seconds()).unwrap_or(u32::MAX);
    let stays = live.clone().flat_map(|presence| match presence {
        Presence::Intervals(stays) => stays.as_slice(),
        _ => &[],
    });
    let said = live.map(|presence| match presence {
        Presence::Seconds(seconds) => (*seconds).min(whole),
        Presence::Whole => whole,
        Presence::Intervals(_) | Presence::Unmeasured => 0,
    });
    said.max().unwrap_or(0).max(seconds_within(stays, window))
}

const fn has_seat(state: State) -> bool {
    matches!(
        state,
        State::Admitted | State::Referred | State::Certified | State::Suspended | State::Revoked
    )
}

impl Came {
    fn cell(self) -> Cell {
        let word = match self {
            Self::Present { seconds } => return Cell::Length(seconds),
            Self::ToCome => return Cell::Blank,
            Self::Unmeasured => "unmeasured",
            Self::MadeUp => "made up",
            Self::Excused => "excused",
            Self::Absent => "absent",
            Self::NoSeat => "no seat",
            Self::Cancelled => "cancelled",
        };
        Cell::Text(word.to_owned())
    }
}

impl Listed for Attendance {
    fn asked(&self) -> &Asked {
        &self.asked
    }

    fn cohort(&self) -> &str {
        &self.cohort
    }

    fn policy(&self) -> &PolicyUsed {
        &self.policy
    }

    fn unjudged(&self) -> &[Unjudged] {
        &self.unjudged
    }

    fn sheet(&self) -> Sheet {
        let mut headings = beginning();
        headings.extend(self.sessions.iter().cloned());
        headings
            .extend(["present", "present time", "made up", "excused", "absent"].map(str::to_owned));
        let row = |each: &AttendanceRow| {
            let mut cells = begin(&each.who, each.standing);
            cells.extend(each.sessions.iter().map(|came| came.cell()));
            cells.push(Cell::count(each.present));
            cells.push(Cell::Length(each.present_seconds));
            cells.extend([each.made_up, each.excused, each.absent].map(Cell::count));
            cells
        };
        let remarks = vec![
            "A session shows for how long somebody was there, in hours and minutes; two devices count once, and only what lies within the session".to_owned(),
            "absent: had a seat, and nothing is on record; no seat: not admitted yet, or gone, when it began; blank: still to come".to_owned(),
            "Whether it is long enough to count is up to the policy: `cairn cohort` says so".to_owned(),
        ];
        let rows = self.people.iter().map(row).collect();
        Sheet { name: "Attendance", headings, rows, remarks }
    }
}
