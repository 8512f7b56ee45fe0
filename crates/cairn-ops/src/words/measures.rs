//! How much there is of what is asked, in plain words.

use cairn_domain::assess::{Finding, Part, Unit};
use cairn_domain::policy::{Measure, Over, Requirement};
use cairn_domain::{Money, Status};

use super::{count, hundredths, labelled, labelled_of, people, time};

/// Says a finding's measure, with what its categories lack: 9 of 10 sessions.
#[must_use]
pub fn measure(finding: &Finding, asks: &Requirement) -> String {
    let (have, need) = (finding.settled.have, finding.settled.need);
    let mut said = match finding.unit {
        Unit::Done if have >= need => "done".to_owned(),
        Unit::Done => "not yet".to_owned(),
        // More than is asked is not so much "of" it.
        Unit::Requirements if have > need => format!("{have} met ({need} asked)"),
        Unit::Requirements => format!("{have} of {need} met"),
        Unit::Sessions => counted(have, need, "session"),
        Unit::Filings => counted(have, need, "reflection"),
        Unit::Days if have == 0 => format!("none; {} asked", count(need, "day")),
        Unit::Days => format!("{}; {need} asked", count(have, "day")),
        Unit::Retreats => counted(have, need, "retreat"),
        Unit::Reviewers => format!("accepted by {}", counted(have, need, "reviewer")),
        Unit::Judges if have > need => format!("granted by {} ({need} asked)", people(have)),
        Unit::Judges => format!("granted by {have} of {}", people(need)),
        Unit::Absences => absences(finding, asks),
        Unit::Minutes | Unit::Hundredths | Unit::Money(_) => of(have, need, finding.unit, asks),
    };
    if finding.waived.is_some() {
        said = format!("waived ({said})");
    }
    let of_all = in_one_capacity(finding);
    if let Some(part) = of_all {
        said = format!("{said}, as {}", part.name.replace('_', " "));
    }
    for part in lacking(finding).filter(|_| of_all.is_none()) {
        said = format!("{said}; {}", self::part(part, finding.unit, asks));
    }
    let waiting = finding.with_pending.saturating_sub(have);
    let counted = !matches!(finding.unit, Unit::Requirements | Unit::Done | Unit::Absences);
    if waiting > 0 && finding.status != Status::Met && counted {
        said = format!("{said}; {} pending", alone(waiting, finding.unit));
    }
    said
}

/// Says a finding's measure in as few words as it takes.
#[must_use]
pub fn brief(finding: &Finding, asks: &Requirement) -> String {
    let (have, need) = (finding.settled.have, finding.settled.need);
    let mut said = match finding.unit {
        Unit::Done => "not done".to_owned(),
        Unit::Money(currency) => {
            format!("{} owed", Money { minor: need.saturating_sub(have), currency })
        }
        Unit::Absences => absences(finding, asks),
        // Where there is enough in all, only what the categories lack is worth a place.
        _ if have >= need && lacking(finding).next().is_some() => String::new(),
        _ if in_one_capacity(finding).is_some() => String::new(),
        unit => of(have, need, unit, asks),
    };
    for part in lacking(finding) {
        let apart = if said.is_empty() { "" } else { ", " };
        said = format!("{said}{apart}{}", self::part(part, finding.unit, asks));
    }
    let waiting = finding.with_pending.saturating_sub(have);
    if waiting > 0 && !matches!(finding.unit, Unit::Done | Unit::Absences) {
        said = format!("{said} ({} pending)", alone(waiting, finding.unit));
    }
    said
}

/// Returns the wire name of a unit.
#[must_use]
pub const fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Requirements => "requirements",
        Unit::Sessions => "sessions",
        Unit::Filings => "filings",
        Unit::Done => "done",
        Unit::Days => "days",
        Unit::Absences => "absences",
        Unit::Retreats => "retreats",
        Unit::Minutes => "minutes",
        Unit::Hundredths => "hundredths",
        Unit::Reviewers => "reviewers",
        Unit::Judges => "judges",
        Unit::Money(_) => "minor_units",
    }
}

/// Returns what hundredths are hundredths of, as people call it.
#[must_use]
pub fn unit_label(asks: &Requirement) -> Option<&str> {
    match asks {
        Requirement::Log { unit: Measure::Hundredths(label), .. } => Some(label),
        _ => None,
    }
}

/// Says what is missed so far: what would still be counted if every session to come were attended.
fn absences(finding: &Finding, asks: &Requirement) -> String {
    let over = match asks {
        Requirement::Absences { over: Over::InARow, .. } => " in a row".to_owned(),
        Requirement::Absences { over: Over::Days(days), .. } => {
            format!(" within {}", count(i64::from(*days), "day"))
        }
        _ => String::new(),
    };
    let (so_far, most) = (finding.in_reach, finding.settled.need);
    format!("{so_far} missed{over} so far, at most {most}")
}

fn lacking(finding: &Finding) -> impl Iterator<Item = &Part> {
    finding.settled.parts.iter().filter(|part| part.have < part.need)
}

/// Finds the one capacity in which everybody is asked for, where as many are there in it as in all: that is said once.
fn in_one_capacity(finding: &Finding) -> Option<&Part> {
    let of_people = matches!(finding.unit, Unit::Reviewers | Unit::Judges);
    let all = &finding.settled;
    let mut lacking = lacking(finding).filter(|_| of_people);
    let only = lacking.next().filter(|part| part.have == all.have && part.need == all.need);
    only.filter(|_| lacking.next().is_none())
}

/// Says what a category lacks.
fn part(part: &Part, unit: Unit, asks: &Requirement) -> String {
    let Part { name, have, need } = part;
    let words = name.replace('_', " ");
    match asks {
        Requirement::Log { different: Some(_), .. } if name == "different" => {
            format!("with {have} of {need} different people")
        }
        Requirement::Log { .. } => format!("{} in {words}", of(*have, *need, unit, asks)),
        Requirement::Reviews { .. } | Requirement::Judgement { .. } => {
            format!("{have} of {need} as {words}")
        }
        _ => format!("{have} of {need} on {words}"),
    }
}

fn of(have: i64, need: i64, unit: Unit, asks: &Requirement) -> String {
    match (unit, unit_label(asks)) {
        (Unit::Hundredths, Some(label)) if have > need => {
            format!("{} ({} asked)", labelled_of(have, label, need), hundredths(need))
        }
        _ if have > need => format!("{} ({} asked)", alone(have, unit), alone(need, unit)),
        (Unit::Hundredths, Some(label)) => {
            format!("{} of {}", hundredths(have), labelled(need, label))
        }
        _ => format!("{} of {}", alone(have, unit), alone(need, unit)),
    }
}

fn counted(have: i64, need: i64, noun: &str) -> String {
    if have > need {
        format!("{} ({need} asked)", count(have, noun))
    } else {
        format!("{have} of {}", count(need, noun))
    }
}

fn alone(much: i64, unit: Unit) -> String {
    match unit {
        Unit::Minutes => time(much),
        Unit::Hundredths => hundredths(much),
        Unit::Money(currency) => Money { minor: much, currency }.to_string(),
        _ => much.to_string(),
    }
}
