//! Live sessions attended, and absences.

use std::collections::BTreeSet;

use cairn_domain::SessionId;
use cairn_domain::policy::{
    FaultKind, Fraction, Lateness, LeastPresence, MakeUps, Need, Over, Requirement,
};
use toml::de::DeValue;

use crate::errors::Problem;
use crate::grammar::{ABSENCES, ALL_BUT, EXCUSALS, EXCUSED_ABSENCES, LATE, MAKE_UPS, SESSIONS};
use crate::read::draft::{Part, Unread};
use crate::read::keys::{Keys, Notes, Value};
use crate::read::lists::{elements, names, once};
use crate::read::mend::near_or_all;
use crate::read::rule::Known;
use crate::read::scalar::{day, name, number, truth, word};
use crate::read::share::{minutes, need, presence};

/// All of it: what stands in for a need, or a presence, that cannot be read.
const ALL: Fraction = Fraction { of: 1, per: 1 };

/// Make-ups that cannot be read are make-ups, of which nothing is known.
const UNKNOWN: MakeUps = MakeUps { at_most: 0, by: None, within_days: None };

pub(super) fn sessions(
    value: &Value<'_>,
    known: Known<'_>,
    unread: &Unread,
    notes: &mut Notes,
) -> Option<Requirement> {
    let mut keys = Keys::open(value, &SESSIONS, notes)?;
    let how_many = keys.take("need").and_then(|value| need(value, notes));
    let of = asked(&mut keys, known, unread, notes);
    let presence = keys.take("presence").and_then(|value| stay(value, notes));
    let mut make_ups = keys.take("make_ups").map(|value| make_ups(value, notes).unwrap_or(UNKNOWN));
    let excused = keys.take("excused").and_then(|value| word(value, EXCUSALS, notes));
    let late = keys.take("late").and_then(|value| late(value, notes));
    if !keys.close(notes) {
        make_ups = make_ups.or(Some(UNKNOWN));
    }
    Some(Requirement::Sessions {
        need: how_many.unwrap_or(Need::Share(ALL)),
        of,
        presence: presence.unwrap_or(LeastPresence::Share(ALL)),
        make_ups,
        excused: excused.unwrap_or_default(),
        late,
    })
}

pub(super) fn absences(
    value: &Value<'_>,
    known: Known<'_>,
    unread: &Unread,
    notes: &mut Notes,
) -> Option<Requirement> {
    let mut keys = Keys::open(value, &ABSENCES, notes)?;
    let at_most = keys.take("at_most").and_then(|value| number(value, notes));
    let in_a_row = keys.take("in_a_row").and_then(|value| truth(value, notes)).unwrap_or(false);
    let within = keys.take("within_days");
    let days = within.and_then(|value| number(value, notes));
    if let (true, Some(value)) = (in_a_row, within) {
        let span = keys.span_of("within_days").unwrap_or(value.span());
        let message = "absences are counted one after the other, or within so many days".to_owned();
        notes.contradiction(span, message, "keep one of `in_a_row` and `within_days`");
    }
    let of = asked(&mut keys, known, unread, notes);
    let presence = keys.take("presence").and_then(|value| stay(value, notes));
    let late = keys.take("late").and_then(|value| minutes(value, notes));
    let excused = keys.take("excused").and_then(|value| word(value, EXCUSED_ABSENCES, notes));
    keys.close(notes);
    let over = match days {
        _ if in_a_row => Over::InARow,
        Some(days) => Over::Days(days),
        None => Over::All,
    };
    Some(Requirement::Absences {
        at_most: at_most.unwrap_or_default(),
        over,
        of,
        presence: presence.unwrap_or(LeastPresence::Share(ALL)),
        late,
        excused: excused.unwrap_or_default(),
    })
}

/// Reads `of` or `except`: of which sessions.
fn asked(
    keys: &mut Keys<'_, '_>,
    known: Known<'_>,
    unread: &Unread,
    notes: &mut Notes,
) -> Option<BTreeSet<SessionId>> {
    let (of, except) = (keys.take("of"), keys.take("except"));
    if let (Some(_), Some(value)) = (of, except) {
        let span = keys.span_of("except").unwrap_or(value.span());
        let message = format!("{} says which sessions, and which not", keys.name());
        notes.contradiction(span, message, "keep one of `of` and `except`");
    }
    let of = of.map(|value| {
        let listed = names(value, SessionId::new, "2025-09", notes);
        once(value, listed, notes)
    });
    let except = except.map(|value| all_but(value, known, unread, notes));
    of.or(except)
}

fn all_but(
    value: &Value<'_>,
    known: Known<'_>,
    unread: &Unread,
    notes: &mut Notes,
) -> BTreeSet<SessionId> {
    let all: BTreeSet<SessionId> =
        known.sessions.iter().map(|session| session.id.clone()).collect();
    let mut left = all.clone();
    let sure =
        !unread.parts.contains(&Part::Sessions) && !unread.parts.contains(&Part::SessionName);
    let mut listed = Vec::new();
    for value in elements(value, "\"2025-09\"", notes) {
        let Some(id) = name(value, SessionId::new, notes) else { continue };
        if sure && !all.contains(&id) {
            let names: Vec<&str> = all.iter().map(SessionId::as_str).collect();
            let hint = near_or_all(id.as_str(), &names);
            let unknown = FaultKind::UnknownSession(id.clone());
            let message = unknown.to_string();
            notes.add(value.span(), Problem::Rule(unknown), message, Some(hint));
        }
        left.remove(&id);
        listed.push(id);
    }
    once(value, listed, notes);
    left
}

/// Reads how long one must be there.
fn stay(value: &Value<'_>, notes: &mut Notes) -> Option<LeastPresence> {
    let DeValue::Table(_) = value.get_ref() else { return presence(value, notes) };
    let mut keys = Keys::open(value, &ALL_BUT, notes)?;
    let missed = keys.take("missed_at_most").and_then(|value| minutes(value, notes));
    let late = keys.take("late_at_most").and_then(|value| minutes(value, notes));
    let early = keys.take("early_at_most").and_then(|value| minutes(value, notes));
    keys.close(notes);
    // Without the one, nothing is said of the others.
    missed.map(|missed| LeastPresence::AllBut { missed, late, early })
}

fn make_ups(value: &Value<'_>, notes: &mut Notes) -> Option<MakeUps> {
    let mut keys = Keys::open(value, &MAKE_UPS, notes)?;
    let at_most = keys.take("at_most").and_then(|value| number(value, notes));
    let by = keys.take("by").and_then(|value| day(value, notes));
    let within_days = keys.take("within_days").and_then(|value| number(value, notes));
    keys.close(notes);
    Some(MakeUps { at_most: at_most.unwrap_or_default(), by, within_days })
}

fn late(value: &Value<'_>, notes: &mut Notes) -> Option<Lateness> {
    let mut keys = Keys::open(value, &LATE, notes)?;
    let after = keys.take("after").and_then(|value| minutes(value, notes));
    let each = keys.take("each").and_then(|value| number(value, notes));
    keys.close(notes);
    Some(Lateness { after: after.unwrap_or_default(), each: each.unwrap_or_default() })
}
