//! The smaller words of a history: sessions, presence, amounts, days.

use std::collections::BTreeSet;
use std::str::FromStr;

use cairn_domain::event::Amount;
use cairn_domain::{CheckedPolicy, Interval, Occurred, Presence, Role, SessionId};
use chrono::{Days, NaiveDate, TimeDelta};

/// Reads a name.
pub fn id<T: FromStr<Err = E>, E: std::fmt::Display>(text: &str) -> Result<T, String> {
    text.trim().parse().map_err(|why: E| why.to_string())
}

/// Reads names between commas.
pub fn ids<T, E>(text: &str) -> Result<BTreeSet<T>, String>
where
    T: FromStr<Err = E> + Ord,
    E: std::fmt::Display,
{
    text.split(", ").map(id).collect()
}

/// Finds a word among those that it may be.
pub fn one_of<T: Copy, const N: usize>(word: &str, of: [(&str, T); N]) -> Result<T, String> {
    let found = of.iter().find(|(name, _)| *name == word).map(|(_, what)| *what);
    found.ok_or_else(|| format!("`{word}` is none of {:?}", of.map(|(name, _)| name)))
}

/// Reads `2025-09-11`, or every day of `2025-09-11..2025-09-20`.
pub fn leading_days(text: &str) -> Option<Vec<Occurred>> {
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    let (first, last): (NaiveDate, NaiveDate) = (first.parse().ok()?, last.parse().ok()?);
    let mut days = Vec::new();
    let mut day = first;
    while day <= last {
        days.push(Occurred::On(day));
        day = day.checked_add_days(Days::new(1))?;
    }
    Some(days)
}

/// Reads `5 days`.
pub fn days(text: &str) -> Result<u32, String> {
    let number = text.split(' ').next().unwrap_or_default();
    number.parse().map_err(|_| format!("`{text}` is no number of days"))
}

/// Reads every name of `client-1..client-8`.
pub fn numbered(range: &str) -> Result<Vec<String>, String> {
    let Some((first, last)) = range.split_once("..") else { return Ok(vec![range.to_owned()]) };
    let ends = (stem(first), stem(last));
    let (Some((name, from, width)), Some((same, to, _))) = ends else {
        return Err(format!("`{range}` is no range"));
    };
    if name != same || from > to {
        return Err(format!("`{range}` is no range"));
    }
    Ok((from..=to).map(|number| format!("{name}{number:0width$}")).collect())
}

/// Takes a name apart: what comes before its number, the number, and how many digits it has.
fn stem(name: &str) -> Option<(&str, u32, usize)> {
    let stem = name.trim_end_matches(|sign: char| sign.is_ascii_digit());
    let digits = &name[stem.len()..];
    Some((stem, digits.parse().ok()?, digits.len()))
}

/// Reads `all`, `all but week-03, week-05..week-07`, or what follows `all but`.
pub fn session_list(policy: &CheckedPolicy, text: &str) -> Result<Vec<SessionId>, String> {
    let all = policy.planned().iter().map(|(session, _)| session.clone());
    let named = |text: &str| -> Result<BTreeSet<SessionId>, String> {
        let mut found = BTreeSet::new();
        for part in text.split(", ") {
            for name in numbered(part)? {
                let session = id(&name)?;
                window(policy, &session)?;
                found.insert(session);
            }
        }
        Ok(found)
    };
    if text == "all" {
        return Ok(all.collect());
    }
    if let Some(missed) = text.strip_prefix("all but ") {
        let missed = named(missed)?;
        return Ok(all.filter(|session| !missed.contains(session)).collect());
    }
    let here = named(text)?;
    Ok(all.filter(|session| here.contains(session)).collect())
}

/// Finds when a session is planned.
pub fn window(policy: &CheckedPolicy, session: &SessionId) -> Result<Interval, String> {
    let found = policy.planned().iter().find(|(id, _)| id == session);
    found.map(|(_, window)| *window).ok_or_else(|| format!("no session `{session}`"))
}

/// Reads how somebody was there: nothing for all of it, `20 minutes late, 5 minutes early, 10 minutes away`,
/// `for 90 minutes`, or `unmeasured`.
pub fn presence(how: &str, planned: Interval) -> Result<Presence, String> {
    if how.is_empty() {
        return Ok(Presence::Whole);
    }
    if how == "unmeasured" {
        return Ok(Presence::Unmeasured);
    }
    if let Some(much) = how.strip_prefix("for ") {
        return Ok(Presence::Seconds(minutes(much)? * 60));
    }
    let middle = planned.from + (planned.to - planned.from) / 2;
    let (mut from, mut to, mut back) = (planned.from, planned.to, middle);
    for part in how.split(", ") {
        let (much, what) = part.rsplit_once(' ').ok_or("say `20 minutes late`")?;
        let much = TimeDelta::minutes(minutes(much)?.into());
        match what {
            "late" => from += much,
            "early" => to -= much,
            "away" => back += much,
            _ => return Err(format!("`{what}` is none of late, early, away")),
        }
    }
    Ok(Presence::Intervals(vec![Interval { from, to: middle }, Interval { from: back, to }]))
}

fn minutes(text: &str) -> Result<u32, String> {
    let number = text.split(' ').next().unwrap_or_default();
    number.parse().map_err(|_| format!("`{text}` is no number of minutes"))
}

/// Reads `10 hours`, `9:15 hours`, `40 minutes`, `1.5 credits`.
pub fn amount(text: &str) -> Result<Amount, String> {
    let bad = || format!("`{text}` is no amount");
    let (number, unit) = text.split_once(' ').ok_or_else(bad)?;
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    if part.len() > 2 {
        return Err(bad());
    }
    let hundredths = || format!("{whole}{part:0<2}").parse::<u32>().map_err(|_| bad());
    match unit {
        "hours" | "hour" => match number.split_once(':') {
            Some((hours, minutes)) => {
                let hours: u32 = hours.parse().map_err(|_| bad())?;
                let minutes: u32 = minutes.parse().map_err(|_| bad())?;
                Ok(Amount::Minutes(hours * 60 + minutes))
            }
            None => Ok(Amount::Minutes(hundredths()? * 60 / 100)),
        },
        "minutes" | "minute" => Ok(Amount::Minutes(number.parse().map_err(|_| bad())?)),
        _ => Ok(Amount::Hundredths(hundredths()?)),
    }
}

/// What a waiver or an extension says.
#[derive(Default)]
pub struct Granted {
    /// By whose authority.
    pub by: Option<Role>,
    /// Until which day an extension reaches.
    pub to: Option<NaiveDate>,
    /// Until when a waiver holds.
    pub until: Option<NaiveDate>,
    /// Who granted it.
    pub people: BTreeSet<String>,
    /// For which sessions.
    pub sessions: BTreeSet<SessionId>,
}

/// Reads `to 2026-06-30 by staff, granted by ana and ben, for week-01..week-03, until 2026-12-31`.
pub fn granted(policy: &CheckedPolicy, details: &str) -> Result<Granted, String> {
    let mut given = Granted::default();
    let day = |text: &str| text.parse::<NaiveDate>().map_err(|_| format!("`{text}` is no day"));
    for part in details.split(", ") {
        let part = match part.strip_prefix("to ").and_then(|rest| rest.split_once(' ')) {
            Some((to, rest)) => {
                given.to = Some(day(to)?);
                rest
            }
            None => part,
        };
        if let Some(people) = part.strip_prefix("granted by ") {
            given.people = people.split(" and ").map(str::to_owned).collect();
        } else if let Some(by) = part.strip_prefix("by ") {
            given.by = Some(id(by)?);
        } else if let Some(sessions) = part.strip_prefix("for ") {
            given.sessions = session_list(policy, sessions)?.into_iter().collect();
        } else if let Some(until) = part.strip_prefix("until ") {
            given.until = Some(day(until)?);
        } else {
            return Err(format!("`{part}`?"));
        }
    }
    Ok(given)
}
