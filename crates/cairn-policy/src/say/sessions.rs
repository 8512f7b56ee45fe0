//! Sessions and absences in words.

use std::collections::BTreeSet;

use cairn_domain::SessionId;
use cairn_domain::policy::{
    Excusal, ExcusedAbsence, Fraction, Lateness, LeastPresence, MakeUps, Need, Over, Requirement,
};

use crate::say::counts::{count, joined, share};
use crate::say::when::until_day;

pub(super) fn asked(asks: &Requirement) -> String {
    match asks {
        Requirement::Sessions { need, of, presence, make_ups, excused, late } => {
            let of = of_which(of.as_ref());
            let need = match need {
                Need::Count(count) => format!("Attend at least {count} of {of}"),
                Need::Share(part) if is_whole(*part) => format!("Attend all of {of}"),
                Need::Share(part) => {
                    format!("Attend at least {} (rounded up) of {of}", share(*part))
                }
            };
            let made_up = made_up(make_ups.as_ref());
            let late = late.map_or_else(String::new, cost);
            format!("{need}; {}{made_up}{}{late}", counts(*presence), excusal(*excused))
        }
        Requirement::Absences { at_most, over, of, presence, late, excused } => {
            let of = of_which(of.as_ref());
            let miss = match at_most {
                0 => format!("Miss none of {of}"),
                most => format!("Miss at most {most} of {of}"),
            };
            let over = match over {
                Over::All => String::new(),
                Over::InARow => ", one after the other".to_owned(),
                Over::Days(days) => format!(", within any {}", count(*days, "day")),
            };
            let late = late.map_or_else(String::new, |late| {
                format!(", or by coming more than {} late", count(late, "minute"))
            });
            format!("{miss}{over}; {}{late}{}", missed(*presence), passed_over(*excused))
        }
        _ => String::new(),
    }
}

fn of_which(of: Option<&BTreeSet<SessionId>>) -> String {
    of.map_or_else(
        || "the live sessions".to_owned(),
        |of| format!("these sessions: {}", joined(runs(of))),
    )
}

/// Returns the names, those that are numbered one after the other as "week-02 to week-27".
fn runs(of: &BTreeSet<SessionId>) -> Vec<String> {
    let mut runs: Vec<Vec<&str>> = Vec::new();
    for id in of {
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|last| follows(last, id.as_str())) => {
                run.push(id.as_str());
            }
            _ => runs.push(vec![id.as_str()]),
        }
    }
    let said = |run: Vec<&str>| match run.as_slice() {
        [first, _, .., last] => vec![format!("{first} to {last}")],
        few => few.iter().map(ToString::to_string).collect(),
    };
    runs.into_iter().flat_map(said).collect()
}

/// Tells whether a name is another one with the next number.
fn follows(one: &str, next: &str) -> bool {
    let stem = one.trim_end_matches(|sign: char| sign.is_ascii_digit());
    let (stem, digits) = one.split_at(stem.len());
    let after = digits.parse::<u32>().ok().and_then(|number| number.checked_add(1));
    after.is_some_and(|after| format!("{stem}{after:0width$}", width = digits.len()) == next)
}

fn is_whole(part: Fraction) -> bool {
    part.of == part.per
}

fn counts(presence: LeastPresence) -> String {
    match presence {
        LeastPresence::Share(part) if is_whole(part) => "a session counts only whole".to_owned(),
        LeastPresence::Share(part) => format!("a session counts from {} of its time", share(part)),
        LeastPresence::Minutes(minutes) => {
            format!("a session counts from {}", count(minutes, "minute"))
        }
        LeastPresence::AllBut { missed, late, early } => {
            let missed = count(missed, "minute");
            format!(
                "a session counts with at most {missed} missed{}",
                ends(", at most", late, early)
            )
        }
    }
}

fn missed(presence: LeastPresence) -> String {
    match presence {
        LeastPresence::Share(part) if is_whole(part) => {
            "a session is missed with any of it missing".to_owned()
        }
        LeastPresence::Share(part) => {
            format!("a session is missed with less than {} of its time", share(part))
        }
        LeastPresence::Minutes(minutes) => {
            format!("a session is missed with less than {}", count(minutes, "minute"))
        }
        LeastPresence::AllBut { missed, late, early } => {
            let missed = count(missed, "minute");
            let ends = ends(", or more than", late, early);
            format!("a session is missed with more than {missed} missing{ends}")
        }
    }
}

/// Says how much of what may be missed may be at either end.
fn ends(how: &str, late: Option<u32>, early: Option<u32>) -> String {
    let end = |minutes: Option<u32>, which: &str| {
        minutes.map_or_else(String::new, |minutes| {
            format!("{how} {} at the {which}", count(minutes, "minute"))
        })
    };
    end(late, "beginning") + &end(early, "end")
}

fn made_up(make_ups: Option<&MakeUps>) -> String {
    make_ups.map_or_else(
        || "; none can be made up for".to_owned(),
        |make_ups| {
            let within = make_ups.within_days.map_or_else(String::new, |days| {
                format!(", each within {} after its session", count(days, "day"))
            });
            let by = until_day(make_ups.by);
            format!("; up to {} may be made up for{by}{within}", make_ups.at_most)
        },
    )
}

const fn excusal(excused: Excusal) -> &'static str {
    match excused {
        Excusal::Absent => "",
        Excusal::LeavesShare => "; an excused session is not among those of which a share is asked",
        Excusal::Counts => "; an excused session counts like one attended",
    }
}

const fn passed_over(excused: ExcusedAbsence) -> &'static str {
    match excused {
        ExcusedAbsence::Counts => "",
        ExcusedAbsence::PassedOver => "; an excused absence is passed over",
        ExcusedAbsence::EndsRun => "; an excused session is like one attended",
    }
}

fn cost(late: Lateness) -> String {
    let after = count(late.after, "minute");
    match late.each {
        1 => format!("; each session to which one comes more than {after} late costs one"),
        each => {
            format!("; every {each} sessions to which one comes more than {after} late cost one")
        }
    }
}
