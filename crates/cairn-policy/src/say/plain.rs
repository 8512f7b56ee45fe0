//! What a requirement asks, without what is only another way to write the same.

use cairn_domain::policy::{
    Anchor, Due, Fraction, From, Keep, LeastPresence, Moment, Need, OnRefund, Requirement,
};

use crate::say::counts::reduced;
use crate::say::price::paying_locks;

/// Returns the same requirement in its plainest form: 80 % and 4/5 ask the same.
///
/// Requirements with different plain forms have different sentences; those that ask the same have the same form.
pub(super) fn plain(asks: &Requirement) -> Requirement {
    let mut asks = asks.clone();
    match &mut asks {
        Requirement::Sessions { need, presence, .. } => {
            if let Need::Share(part) = need {
                share(part);
            }
            stay(presence);
        }
        Requirement::Absences { presence, .. } => stay(presence),
        Requirement::Done { after, by, .. } => window(after, by),
        Requirement::Log { after, by, reported_by, .. } => {
            window(after, by);
            window(&mut None, reported_by);
        }
        Requirement::Exam { pass_mark, after, by, .. } => {
            if let Some(mark) = pass_mark {
                share(mark);
            }
            window(after, by);
        }
        Requirement::Paid(price) => {
            // It only matters where a price is locked by paying.
            if !paying_locks(price) {
                price.on_refund = OnRefund::Keeps;
            }
            for step in &mut price.refunds {
                if let Keep::Share(part) = &mut step.keep {
                    share(part);
                }
            }
        }
        Requirement::All(_)
        | Requirement::AtLeast { .. }
        | Requirement::Filings { .. }
        | Requirement::Reviews { .. }
        | Requirement::Judgement { .. }
        | Requirement::Prerequisite { .. } => {}
    }
    asks
}

fn share(part: &mut Fraction) {
    *part = reduced(*part);
}

fn stay(presence: &mut LeastPresence) {
    match presence {
        LeastPresence::Share(part) => share(part),
        LeastPresence::Minutes(_) => {}
        // Of what may be missed, all may be missed at either end.
        LeastPresence::AllBut { missed, late, early } => {
            for end in [late, early] {
                *end = end.filter(|minutes| minutes != missed);
            }
        }
    }
}

fn window(after: &mut Option<Moment>, by: &mut Option<Due>) {
    after.iter_mut().for_each(moment);
    match by {
        Some(Due::One(one)) => moment(one),
        Some(Due::Earliest(several)) => {
            several.iter_mut().for_each(moment);
            if let [one] = several.as_slice() {
                *by = Some(Due::One(one.clone()));
            }
        }
        None => {}
    }
}

/// A day that is counted from a day, and is that day.
fn moment(moment: &mut Moment) {
    if let Moment::From(From { anchor: Anchor::Day(day), shift: None }) = moment {
        *moment = Moment::Day(*day);
    }
}
