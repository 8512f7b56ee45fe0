//! The shapes of policies about sessions, each in all of its small sizes.

use std::collections::BTreeMap;

use cairn_domain::policy::{
    Excusal, ExcusedAbsence, Fraction, Lateness, LeastPresence, MakeUps, Need, Over, Requirement,
};

use crate::term::{Outcome, Term, day, rule};
use Outcome::{
    Absent, Excused, ExcusedMadeUp, Filed, Late, LateMadeUp, MadeUp, Present, Unmeasured,
};

const MINUTE: LeastPresence = LeastPresence::Minutes(1);

/// Every shape over so many sessions.
pub fn about_sessions(sessions: usize) -> Vec<Term> {
    let mut terms = attendance(sessions);
    terms.extend(lateness(sessions));
    terms.extend(absences(sessions));
    terms.extend(filings(sessions));
    terms.extend(gates(sessions));
    terms
}

fn needs(sessions: usize) -> Vec<Need> {
    let counts = (1..=sessions).map(|need| Need::Count(u32::try_from(need).unwrap()));
    let shares = [(1, 2), (2, 3), (4, 5), (1, 1)];
    counts.chain(shares.map(|(of, per)| Need::Share(Fraction { of, per }))).collect()
}

fn asks(need: Need, at_most: u32, excused: Excusal, late: Option<Lateness>) -> Requirement {
    let make_ups = (at_most > 0).then_some(MakeUps { at_most, by: None, within_days: None });
    Requirement::Sessions { need, of: None, presence: MINUTE, make_ups, excused, late }
}

fn attendance(sessions: usize) -> Vec<Term> {
    let mut terms = Vec::new();
    for need in needs(sessions) {
        for at_most in 0..=2 {
            for excused in [Excusal::Absent, Excusal::LeavesShare, Excusal::Counts] {
                let label = format!("{need:?} of {sessions}, {at_most} made up, {excused:?}");
                let rules = vec![rule("live", asks(need, at_most, excused, None))];
                let all = [Absent, Present, Excused, Unmeasured, MadeUp, ExcusedMadeUp];
                let letters = if at_most == 0 { &all[..4] } else { &all[..] };
                terms.push(Term::new(&label, sessions, rules, letters));
            }
        }
        // Make-ups that close while sessions are still to come, and each in its own days.
        for (by, within_days) in [(Some(day(25)), None), (None, Some(4)), (Some(day(22)), Some(9))]
        {
            let make_ups = Some(MakeUps { at_most: 1, by, within_days });
            let excused = Excusal::Absent;
            let asks = Requirement::Sessions {
                need,
                of: None,
                presence: MINUTE,
                make_ups,
                excused,
                late: None,
            };
            let label =
                format!("{need:?} of {sessions}, make-ups by {by:?} within {within_days:?}");
            let letters = [Absent, Present, MadeUp];
            terms.push(Term::new(&label, sessions, vec![rule("live", asks)], &letters));
        }
    }
    terms
}

fn lateness(sessions: usize) -> Vec<Term> {
    let mut terms = Vec::new();
    for need in needs(sessions) {
        for at_most in 0..=1 {
            for each in 1..=3 {
                let late = Some(Lateness { after: 5, each });
                let label =
                    format!("{need:?} of {sessions}, {each} late cost one, {at_most} made up");
                let rules = vec![rule("live", asks(need, at_most, Excusal::Absent, late))];
                let all = [Absent, Present, Late, Unmeasured, MadeUp, LateMadeUp];
                let letters = if at_most == 0 { &all[..4] } else { &all[..] };
                terms.push(Term::new(&label, sessions, rules, letters));
            }
        }
    }
    terms
}

fn absence(at_most: usize, over: Over, late: Option<u32>, excused: ExcusedAbsence) -> Requirement {
    let at_most = u32::try_from(at_most).unwrap();
    Requirement::Absences { at_most, over, of: None, presence: MINUTE, late, excused }
}

fn absences(sessions: usize) -> Vec<Term> {
    let mut terms = Vec::new();
    for at_most in 0..sessions {
        for over in [Over::All, Over::InARow, Over::Days(11), Over::Days(21)] {
            for late in [None, Some(5)] {
                for excused in
                    [ExcusedAbsence::Counts, ExcusedAbsence::PassedOver, ExcusedAbsence::EndsRun]
                {
                    let label =
                        format!("{at_most} absent of {sessions}, {over:?} {late:?} {excused:?}");
                    let rules = vec![rule("absent", absence(at_most, over, late, excused))];
                    let letters = [Absent, Present, Late, Excused, Unmeasured];
                    terms.push(Term::new(&label, sessions, rules, &letters));
                }
            }
        }
    }
    terms
}

fn filings(sessions: usize) -> Vec<Term> {
    let mut terms = Vec::new();
    for need in 1..=sessions {
        for within_days in [1, 5, 15] {
            for of_self in 0..=need {
                let need = u32::try_from(need).unwrap();
                let of_self = u32::try_from(of_self).unwrap();
                let each: BTreeMap<_, _> =
                    (of_self > 0).then(|| ("self".parse().unwrap(), of_self)).into_iter().collect();
                let asks = Requirement::Filings { need, within_days, each };
                let label =
                    format!("{need} filed of {sessions} in {within_days} days, {of_self} on self");
                terms.push(Term::new(
                    &label,
                    sessions,
                    vec![rule("filed", asks)],
                    &[Absent, Filed],
                ));
            }
        }
    }
    terms
}

/// Requirements over the same sessions together: enough attended, and no run of absences, all of them or one.
fn gates(sessions: usize) -> Vec<Term> {
    let mut terms = Vec::new();
    for need in needs(sessions) {
        for in_a_row in 0..sessions.min(2) {
            let live = rule("live", asks(need, 1, Excusal::LeavesShare, None));
            let run = absence(in_a_row, Over::InARow, None, ExcusedAbsence::PassedOver);
            let run = rule("run", run);
            let few = rule("few", absence(sessions - 1, Over::All, None, ExcusedAbsence::Counts));
            let of = vec![live.id.clone(), run.id.clone(), few.id.clone()];
            for gate in
                [Requirement::All(of.clone()), Requirement::AtLeast { need: 2, of: of.clone() }]
            {
                let label = format!("{need:?} of {sessions} and runs of {in_a_row}: {gate:?}");
                let rules = vec![rule("root", gate), live.clone(), run.clone(), few.clone()];
                let letters = [Absent, Present, Excused, MadeUp, ExcusedMadeUp];
                terms.push(Term::new(&label, sessions, rules, &letters));
            }
        }
    }
    terms
}
