//! What can still become of sessions: which outcomes may follow which.

use crate::term::{Outcome, Term};

/// All that can become of a session that is over, from what is on record of it now: it can be made up for, and what is
/// pending can turn out to have been attendance.
pub fn from_now_on(now: Outcome, can_make_up: bool, can_file: bool) -> Vec<Outcome> {
    let mut all = vec![now];
    let made_up = match now {
        Outcome::Absent => Some(Outcome::MadeUp),
        Outcome::Excused => Some(Outcome::ExcusedMadeUp),
        Outcome::Late => Some(Outcome::LateMadeUp),
        _ => None,
    };
    all.extend(made_up.filter(|_| can_make_up));
    if now == Outcome::Unmeasured {
        all.push(Outcome::Present);
    }
    if now == Outcome::Absent && can_file {
        all.push(Outcome::Filed);
    }
    all
}

/// Numbers a way in which all sessions came out.
pub fn number(term: &Term, outcomes: &[Outcome]) -> usize {
    outcomes.iter().rev().fold(0, |number, outcome| {
        let digit = term.alphabet.iter().position(|each| each == outcome);
        number * term.alphabet.len() + digit.expect("an outcome of this term")
    })
}

/// Every way in which so many sessions can come out.
pub fn every(term: &Term, sessions: usize) -> impl Iterator<Item = Vec<Outcome>> + '_ {
    let letters = term.alphabet.len();
    (0..letters.pow(u32::try_from(sessions).unwrap())).map(move |mut number| {
        let mut outcomes = Vec::with_capacity(sessions);
        for _ in 0..sessions {
            outcomes.push(term.alphabet[number % letters]);
            number /= letters;
        }
        outcomes
    })
}

/// Calls for every combination of one choice for each place; stops and tells if one call says so.
pub fn any(
    choices: &[Vec<Outcome>],
    so_far: &mut Vec<Outcome>,
    ask: &mut dyn FnMut(&[Outcome]) -> bool,
) -> bool {
    let Some(here) = choices.get(so_far.len()) else { return ask(so_far) };
    for outcome in here {
        so_far.push(*outcome);
        let found = any(choices, so_far, ask);
        so_far.pop();
        if found {
            return true;
        }
    }
    false
}
