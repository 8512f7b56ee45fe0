//! What the rows of forms, payments and spreadsheets claim, placed in time and in sessions.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use cairn_domain::event::Mode;
use cairn_domain::policy::Requirement;
use cairn_domain::{Event, Facet, Occurred, Presence};
use cairn_import::{Claim, Row, Sheet, What, When, place};
use chrono_tz::Tz;

use crate::asking::say_instant;
use crate::failure::Failure;
use crate::find::normal;
use crate::import::Ground;
use crate::import::claimed::{Claimed, Origin};
use crate::import::devices::is_device;
use crate::import::listed::Left;
use crate::import::meant::{attended, session_of};
use crate::import::report::{File, Undone};
use crate::import::stays::{LONGEST_MINUTES, cut};

/// Why something is no claim.
pub(super) enum Not {
    /// It cannot be read: the field, and what is wrong with it.
    Read(&'static str, String),
    /// It is about something else.
    Meant(String),
    /// The file as a whole is not to be believed.
    Believed(Box<Failure>),
}

/// Reads every row of a sheet: returns what is claimed, and lists the rest.
pub(super) fn read(
    ground: &Ground<'_>,
    sheet: &Sheet,
    file: &mut File,
) -> Result<Vec<Claimed>, Failure> {
    let mut claims = Vec::new();
    for row in &sheet.rows {
        match row {
            Row::Skipped { line, why, key, cells } => {
                let left = Left::new(*line, cells, why.clone());
                match key {
                    Some(key) => {
                        file.undone.push(Undone { key: key.clone(), left, beside: false });
                    }
                    None => file.skipped.push(left),
                }
            }
            Row::Unreadable(row) => file.unreadable(row),
            Row::Claims(made) => {
                let alone = made.len() == 1;
                for made in made {
                    if let What::Undone { why } = &made.what {
                        let left = Left { row: made.line, shown: shown(made), why: why.clone() };
                        let key = made.key.clone().unwrap_or_default();
                        file.undone.push(Undone { key, left, beside: !alone });
                        continue;
                    }
                    let shown = || shown(made);
                    match claim(ground, sheet, made) {
                        Ok(claimed) => claims.push(Claimed { alone, ..claimed }),
                        Err(Not::Read(field, why)) => file.unreadable.push(Left {
                            row: made.line,
                            shown: shown(),
                            why: format!("`{field}`: {why}"),
                        }),
                        Err(Not::Meant(why)) => {
                            file.skipped.push(Left { row: made.line, shown: shown(), why });
                        }
                        Err(Not::Believed(failure)) => return Err(*failure),
                    }
                }
            }
        }
    }
    number(&mut claims);
    Ok(claims)
}

/// Numbers the rows that say the very same of money and have no identity of their own.
fn number(claims: &mut [Claimed]) {
    let mut seen: HashMap<(String, Option<String>, String), u32> = HashMap::new();
    for claimed in claims.iter_mut() {
        let money = matches!(claimed.event, Event::Paid { .. } | Event::Refunded { .. });
        if money && claimed.key.is_none() {
            let same = (claimed.shown.clone(), claimed.email.clone(), claimed.slot());
            let count = seen.entry(same).or_insert(0);
            *count += 1;
            claimed.ordinal = *count;
        }
    }
}

/// Says where the rows of a sheet stand.
pub(super) fn origin(ground: &Ground<'_>, sheet: &Sheet) -> Rc<Origin> {
    let zone = ground.wish.zone.filter(|_| sheet.needs_zone());
    Rc::new(Origin {
        file: sheet.name.clone(),
        sha256: sheet.sha256.clone(),
        kind: sheet.kind.clone(),
        provider: sheet.provider.clone(),
        zone: zone.map(|zone| zone.to_string()),
    })
}

fn claim(ground: &Ground<'_>, sheet: &Sheet, made: &Claim) -> Result<Claimed, Not> {
    let said = when(ground, sheet, made.when)?;
    let cohort = ground.cohort.clone();
    let mut notes = made.notes.clone();
    let (mut refunds, mut assumed) = (None, false);
    let (event, occurred) = match &made.what {
        What::Applied { team } => {
            let team = team.as_deref().and_then(|team| {
                let read = slug(team).parse().ok();
                if read.is_none() {
                    notes.push(format!("`{team}` is not taken for a team"));
                }
                read
            });
            (Event::Applied { cohort, team }, said)
        }
        What::Reflected { session, facets } => {
            let session = session_of(ground, sheet, session)?;
            let facets = facets_of(ground, facets, &mut notes);
            (Event::Reflected { cohort, session, facets }, said)
        }
        What::Paid { amount } => {
            (Event::Paid { cohort, amount: *amount, reference: made.key.clone() }, said)
        }
        What::Refunded { amount, payment } => {
            refunds.clone_from(payment);
            // It went back before the file was made, and nobody knows when: no later than now.
            assumed = said.is_none();
            if assumed {
                notes.push(
                    "when it went back is not said: recorded as of now (an assumption)".to_owned(),
                );
            }
            let said = said.or(Some(Occurred::At(ground.now)));
            (Event::Refunded { cohort, amount: *amount, payment: None }, said)
        }
        What::Attended { session, seconds } => {
            let session = attended(ground, sheet, session, said)?;
            let presence = match seconds {
                Some(seconds) if seconds / 60 > LONGEST_MINUTES => {
                    let why = format!("{} minutes are longer than a day", seconds / 60);
                    return Err(Not::Read("minutes", why));
                }
                Some(seconds) => Presence::Seconds(*seconds),
                // Somebody says that they were there; one who came late was not there for the whole of it.
                None if made.notes.iter().any(|note| note == "late") => Presence::Unmeasured,
                None => Presence::Whole,
            };
            let at = Occurred::At(ground.begins(&session));
            (Event::Attended { cohort, session, mode: Mode::Live, presence }, Some(at))
        }
        What::Undone { why } => return Err(Not::Meant(why.clone())),
        What::Excused { session } => {
            let session = attended(ground, sheet, session, said)?;
            let at = Occurred::At(ground.begins(&session));
            (Event::Excused { cohort, session }, Some(at))
        }
    };
    let zone = ground.rules.policy.policy().zone;
    let Some(occurred) = occurred else {
        return Err(Not::Read("time", "the row does not say when it was".to_owned()));
    };
    let at = occurred.sorts_at(zone);
    if at > ground.now {
        return Err(Not::Read("time", "it is still to come".to_owned()));
    }
    Ok(Claimed {
        row: made.line,
        shown: shown(made),
        name: made.name.clone().filter(|name| !is_device(name)),
        email: made.email.clone(),
        occurred,
        at,
        assumed,
        ordinal: 1,
        event,
        meeting: None,
        key: made.key.clone(),
        refunds,
        said: says(made, zone),
        alone: true,
        notes,
    })
}

/// Makes a short name of what somebody wrote.
fn slug(text: &str) -> String {
    let plain = normal(text);
    let mut parts = plain.split(|letter: char| !letter.is_ascii_alphanumeric());
    let first = parts.next().unwrap_or_default().to_owned();
    parts.filter(|part| !part.is_empty()).fold(first, |slug, part| {
        if slug.is_empty() { part.to_owned() } else { format!("{slug}-{part}") }
    })
}

/// Returns a name as the file shows it, or else the address.
fn shown(made: &Claim) -> String {
    let name = made.name.clone().filter(|name| !name.trim().is_empty());
    let shown = name.or_else(|| made.email.clone());
    shown.map_or_else(|| "(no name)".to_owned(), |shown| cut(&shown))
}

/// Says what a row claims, on the clocks of the file; of an instant, on the programme's.
fn says(made: &Claim, zone: Tz) -> String {
    let when = match made.when {
        When::At(at) => format!(", {}", say_instant(at, zone)),
        When::In(local, zone) => format!(", {} ({zone})", local.format("%-d %b %Y, %H:%M")),
        When::Local(local) => format!(", {}", local.format("%-d %b %Y, %H:%M")),
        When::Day(day) => format!(", {}", day.format("%-d %b %Y")),
        When::Unsaid => String::new(),
    };
    let what = match &made.what {
        What::Attended { seconds: Some(seconds), .. } => format!("{} minutes", seconds / 60),
        What::Attended { seconds: None, .. } => "present".to_owned(),
        what => what.to_string(),
    };
    format!("{what}{when}")
}

fn when(ground: &Ground<'_>, sheet: &Sheet, when: When) -> Result<Option<Occurred>, Not> {
    let placed = |local, zone| {
        let at = place(local, zone).map_err(|fault| Not::Read("time", fault.to_string()))?;
        Ok(Some(Occurred::At(at)))
    };
    match when {
        When::At(at) => Ok(Some(Occurred::At(cairn_domain::time::to_micros(at)))),
        When::In(local, zone) => placed(local, zone),
        When::Local(local) => {
            let zone =
                ground.zone(&sheet.name).map_err(|failure| Not::Believed(Box::new(failure)))?;
            placed(local, zone)
        }
        When::Day(day) => Ok(Some(Occurred::On(day))),
        When::Unsaid => Ok(None),
    }
}

/// Returns the facets that the policy asks for; others are noted.
fn facets_of(ground: &Ground<'_>, texts: &[String], notes: &mut Vec<String>) -> BTreeSet<Facet> {
    let letters = |text: &str| -> String {
        normal(text).chars().filter(|letter| letter.is_alphanumeric()).collect()
    };
    let asked = ground.rules.policy.rules().iter().filter_map(|rule| match &rule.asks {
        Requirement::Filings { each, .. } => Some(each.keys()),
        _ => None,
    });
    let asked: Vec<&Facet> = asked.flatten().collect();
    let mut found = BTreeSet::new();
    for text in texts {
        match asked.iter().find(|facet| letters(facet.as_str()) == letters(text)) {
            Some(facet) => {
                found.insert((*facet).clone());
            }
            None => notes.push(format!("`{text}` is no category that the policy asks for")),
        }
    }
    found
}
