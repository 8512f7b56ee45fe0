//! Sessions and absences, as a file has them.

use std::collections::BTreeSet;

use cairn_domain::SessionId;
use cairn_domain::policy::{LeastPresence, Need, Over, Requirement};

use crate::grammar::{EXCUSALS, EXCUSED_ABSENCES, word_of};
use crate::print::{Pair, list, minutes, quoted, share, table};

pub(super) fn asks(asks: &Requirement) -> Vec<Pair> {
    match asks {
        Requirement::Sessions { need, of, presence, make_ups, excused, late } => {
            let need = match need {
                Need::Count(count) => count.to_string(),
                Need::Share(part) => share(*part),
            };
            let make_ups = make_ups.as_ref().map(|make_ups| {
                let by = make_ups.by.map(|by| ("by", by.to_string()));
                let within = make_ups.within_days.map(|days| ("within_days", days.to_string()));
                table([Some(("at_most", make_ups.at_most.to_string())), by, within])
            });
            let late = late.map(|late| {
                let each = Some(("each", late.each.to_string()));
                table([Some(("after", minutes(late.after))), each])
            });
            let plain = *excused == cairn_domain::policy::Excusal::default();
            let excused = (!plain).then(|| ("excused", quoted(word_of(EXCUSALS, excused))));
            vec![
                Some(("need", need)),
                of.as_ref().map(listed),
                Some(("presence", stay(*presence))),
                make_ups.map(|make_ups| ("make_ups", make_ups)),
                excused,
                late.map(|late| ("late", late)),
            ]
        }
        Requirement::Absences { at_most, over, of, presence, late, excused } => {
            let over = match over {
                Over::All => None,
                Over::InARow => Some(("in_a_row", "true".to_owned())),
                Over::Days(days) => Some(("within_days", days.to_string())),
            };
            let plain = *excused == cairn_domain::policy::ExcusedAbsence::default();
            let excused = (!plain).then(|| ("excused", quoted(word_of(EXCUSED_ABSENCES, excused))));
            vec![
                Some(("at_most", at_most.to_string())),
                over,
                of.as_ref().map(listed),
                Some(("presence", stay(*presence))),
                late.map(|late| ("late", minutes(late))),
                excused,
            ]
        }
        _ => Vec::new(),
    }
}

fn listed(of: &BTreeSet<SessionId>) -> (&'static str, String) {
    ("of", list(of.iter().map(SessionId::as_str)))
}

fn stay(presence: LeastPresence) -> String {
    match presence {
        LeastPresence::Share(part) => share(part),
        LeastPresence::Minutes(number) => minutes(number),
        LeastPresence::AllBut { missed, late, early } => table([
            Some(("missed_at_most", minutes(missed))),
            late.map(|late| ("late_at_most", minutes(late))),
            early.map(|early| ("early_at_most", minutes(early))),
        ]),
    }
}
