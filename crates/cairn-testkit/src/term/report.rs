//! Reports of one meeting: one row for each stay, or one for each who was there; with a word of the meeting, or without.

use cairn_domain::{Instant, Interval};

use super::clock::{Clock, minutes};
use super::evening::{Part, Stay};
use super::page::Page;
use super::words::{OLD, Words};
use super::{Says, Told};
use crate::dice::Dice;

/// What an export is of: a meeting as it was at some instant.
#[derive(Debug, Clone)]
pub(super) struct Export<'t> {
    pub(super) part: &'t Part,
    /// When it was exported; the meeting may still be on.
    pub(super) at: Instant,
    /// What there was of each stay by then.
    pub(super) stays: Vec<(&'t Stay, Interval)>,
}

/// The number of the meeting, which recurs.
pub(super) const NUMBER: &str = "812 3456 7890";

impl<'t> Export<'t> {
    /// Returns what an export at some instant holds. Those who are still there are told as being there until then, or not yet.
    pub(super) fn of(
        part: (usize, &'t Part),
        stays: &'t [Stay],
        at: Instant,
        with_those_still_there: bool,
    ) -> Self {
        let (place, part) = part;
        let here = stays.iter().filter(|stay| stay.part == place && stay.at.from < at);
        let here = here.filter(|stay| with_those_still_there || stay.at.to <= at);
        let cut = |stay: &'t Stay| (stay, Interval { to: stay.at.to.min(at), ..stay.at });
        let mut stays: Vec<_> = here.map(cut).collect();
        stays.sort_by_key(|(stay, _)| stay.at.from);
        Self { part, at, stays }
    }

    /// Returns from when to when the meeting was, as far as the export knows.
    pub(super) fn open(&self) -> Interval {
        Interval { from: self.part.open.from, to: self.part.open.to.min(self.at) }
    }
}

/// Which columns a report has beside the first five.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tails {
    guest: bool,
    consent: bool,
    waiting: bool,
}

/// Throws for the columns. Without a column for it, Zoom writes nobody's time in the waiting room.
pub(super) fn tails(dice: &mut Dice) -> Tails {
    Tails { guest: dice.chance(60), consent: dice.chance(50), waiting: dice.chance(60) }
}

/// Z1: one row for each stay, and no word of the meeting.
pub(super) fn segments(page: &mut Page, export: &Export<'_>, look: (Clock, &Words, Tails)) {
    let (clock, words, tails) = look;
    let mut heading = vec![words.name, words.email, words.join, words.leave, words.minutes];
    let more = [(tails.guest, words.guest), (tails.consent, words.consent)];
    heading.extend(more.iter().filter(|(there, _)| *there).map(|(_, word)| *word));
    heading.extend(tails.waiting.then_some(words.waiting));
    page.line(heading);
    for (stay, seen) in &export.stays {
        if stay.waiting && !tails.waiting {
            continue;
        }
        let told = clock.rounded(*seen);
        let mut cells = vec![
            stay.shown.clone(),
            spelled(stay),
            clock.write(told.from),
            clock.write(told.to),
            minutes(*seen).to_string(),
        ];
        let said = |yes: bool| (if yes { words.yes } else { words.no }).to_owned();
        cells.extend(tails.guest.then(|| said(stay.email.is_none())));
        cells.extend(tails.consent.then(|| "OK".to_owned()));
        cells.extend(tails.waiting.then(|| said(stay.waiting)));
        page.row(cells, there(stay, export.part.session, told));
    }
}

/// Z3 and Z4: two lines about the meeting, then as Z1.
pub(super) fn with_meeting(page: &mut Page, export: &Export<'_>, look: (Clock, &Words, Tails)) {
    meeting(page, export, (look.0, look.1));
    page.blank();
    segments(page, export, look);
}

fn meeting(page: &mut Page, export: &Export<'_>, (clock, words): (Clock, &Words)) {
    page.line(words.meeting);
    let open = clock.rounded(export.open());
    let host = if *words == OLD { "host@example.org" } else { "Program Host (host@example.org)" };
    page.line([
        "Convening".to_owned(),
        NUMBER.to_owned(),
        host.to_owned(),
        minutes(open).to_string(),
        clock.write(open.from),
        clock.write(open.to),
        export.stays.len().to_string(),
    ]);
}

/// Z2: one row for each who was there under one name and address, with a sum of minutes and no times.
pub(super) fn unique(page: &mut Page, export: &Export<'_>, words: &Words, with_guest: bool) {
    let guest = with_guest.then_some(words.guest);
    page.line([words.name, words.email, words.total].into_iter().chain(guest));
    let mut seen: Vec<(&Stay, Vec<Interval>)> = Vec::new();
    for (stay, part) in export.stays.iter().filter(|(stay, _)| !stay.waiting) {
        let same = |other: &&mut (&Stay, Vec<Interval>)| {
            (other.0.who, &other.0.shown, &other.0.email) == (stay.who, &stay.shown, &stay.email)
        };
        match seen.iter_mut().find(same) {
            Some((_, parts)) => parts.push(*part),
            None => seen.push((*stay, vec![*part])),
        }
    }
    for (stay, parts) in seen {
        let minutes = u32::try_from((connected(parts) + 59) / 60).unwrap_or(0);
        let mut cells = vec![stay.shown.clone(), spelled(stay), minutes.to_string()];
        cells.extend(with_guest.then(|| words.no.to_owned()));
        let says = Says::Minutes { session: export.part.session, minutes };
        page.row(cells, told(stay, says));
    }
}

/// Returns how many seconds somebody was connected by any device.
fn connected(mut parts: Vec<Interval>) -> i64 {
    parts.sort_unstable();
    let mut seconds = 0;
    let mut reached = parts.first().map(|first| first.from);
    for part in parts {
        let from = reached.map_or(part.from, |reached| part.from.max(reached));
        seconds += (part.to - from).num_seconds().max(0);
        reached = reached.max(Some(part.to));
    }
    seconds
}

/// Returns what a row of a stay tells.
pub(super) fn there(stay: &Stay, session: usize, seen: Interval) -> Told {
    let says = if stay.waiting { Says::Nothing } else { Says::There { session, stay: seen } };
    told(stay, says)
}

fn told(stay: &Stay, says: Says) -> Told {
    let (shown, email) = (Some(stay.shown.clone()), stay.email.clone());
    Told { line: 0, who: stay.who, shown, email, says }
}

/// Writes an address as its owner once typed it: some with a capital.
pub(super) fn spelled(stay: &Stay) -> String {
    let email = stay.email.clone().unwrap_or_default();
    let mut letters = email.chars();
    match letters.next() {
        Some(first) if stay.who % 2 == 1 => first.to_uppercase().chain(letters).collect(),
        _ => email,
    }
}
