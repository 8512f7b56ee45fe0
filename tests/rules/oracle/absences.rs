//! Absences: a limit on what was missed, in all, in a row, or within so many days.

use cairn_domain::Assume::Strict;
use cairn_domain::Event;
use cairn_domain::event::Mode;
use cairn_domain::policy::{ExcusedAbsence, Over, Requirement, Rule};
use chrono::{Days, NaiveDate};

use super::{Ask, Measure, Oracle, TICK, count};

impl Oracle<'_> {
    pub(super) fn absences(&self, rule: &Rule, ask: Ask) -> Measure {
        let Requirement::Absences { at_most, over, of, presence, late, excused } = &rule.asks
        else {
            unreachable!("asked for something else")
        };
        let mut sessions: Vec<_> = self.calendar(ask.now).collect();
        sessions.retain(|each| of.as_ref().is_none_or(|of| of.contains(each.1)));
        sessions.sort_by_key(|(.., window)| window.0);
        let missed = sessions.into_iter().filter_map(|(bit, id, window)| {
            let ends = window.1 - TICK;
            let comes = ask.can_still(window.1) && ask.missed & bit == 0 && ask.goes_until(ends);
            let there = self.there((Mode::Live, None), id, presence, window, ask);
            let in_time = late.is_none_or(|late| !there.late(window, late));
            // Strictly, what is still going on can still be missed.
            let settled = match ask.until {
                _ if ask.assume == Strict => ask.now >= ends,
                until => until.is_none_or(|until| until >= ends),
            };
            let attended = comes
                || self.waived_for(rule, id, ask.now)
                || (there.attended() && in_time && settled);
            let is_excused =
                exists!(self.happened(ask.now), Event::Excused { session, .. } if session == id);
            let missed = match excused {
                _ if attended || !is_excused => !attended,
                ExcusedAbsence::Counts => true,
                ExcusedAbsence::PassedOver => return None,
                ExcusedAbsence::EndsRun => false,
            };
            Some((self.local_day(window.0), missed))
        });
        let missed: Vec<(NaiveDate, bool)> = missed.collect();
        let have = match over {
            Over::All => count(missed.iter().filter(|each| each.1)),
            Over::InARow => {
                let runs = missed.split(|each| !each.1);
                runs.map(|run| count(run.iter())).max().unwrap_or(0)
            }
            Over::Days(days) => {
                let within = |first: NaiveDate| {
                    let end = first + Days::new((*days).into());
                    count(
                        missed
                            .iter()
                            .filter(|(day, missed)| *missed && first <= *day && *day < end),
                    )
                };
                // Some stretch with the most of them begins on the day of one of them.
                missed.iter().map(|(day, _)| within(*day)).max().unwrap_or(0)
            }
        };
        Measure { limit: true, ..Measure::of(have, i64::from(*at_most)) }
    }
}
