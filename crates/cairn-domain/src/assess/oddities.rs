//! What is odd about a practitioner's record, where it takes the policy or the calendar to see it.

use crate::anomaly::{Anomaly, Oddity};
use crate::assess::case::Case;
use crate::event::Mode;
use crate::fact::Stamp;
use crate::state::State;
use crate::time::{end_of_day, start_of_day};

pub(super) fn list(case: &Case<'_>, supported: bool) -> Vec<Anomaly> {
    let who = case.enrolment;
    let mut found: Vec<Anomaly> =
        who.anomalies.iter().chain(&case.who.anomalies).cloned().collect();
    let mut odd = |stamp: Stamp, oddity: Oddity| found.push(Anomaly { stamp, oddity });

    if let Some(by) = case.policy.policy().apply_by {
        let closes = end_of_day(by, case.policy.zone());
        for stamp in who.applications.iter().filter(|stamp| stamp.at >= closes) {
            odd(*stamp, Oddity::AppliedLate { by });
        }
    }
    let sessions = who
        .attendance
        .iter()
        .map(|(id, seen)| (id, seen.iter().map(|seen| seen.stamp).collect::<Vec<_>>()));
    let sessions = sessions.chain(who.excused.iter().map(|(id, stamps)| (id, stamps.clone())));
    let filed = who
        .reflections
        .iter()
        .map(|(id, filed)| (id, filed.iter().map(|filing| filing.stamp).collect()));
    for (id, stamps) in sessions.chain(filed) {
        if case.calendar.session(id).is_none() {
            for stamp in stamps {
                odd(stamp, Oddity::UnknownSession(id.clone()));
            }
        }
    }
    let live = who.attendance.iter().flat_map(|(id, seen)| {
        // A make-up may come first: another cohort's session, or a recording of an earlier year.
        seen.iter().filter(|seen| seen.mode == Mode::Live).map(move |seen| (id, seen.stamp))
    });
    let filed = who
        .reflections
        .iter()
        .flat_map(|(id, filings)| filings.iter().map(move |each| (id, each.stamp)));
    for (id, stamp) in live.chain(filed) {
        let window = case.calendar.session(id).and_then(|session| session.window(case.now));
        let Some(window) = window else { continue };
        if stamp.at < start_of_day(case.calendar.day(window), case.policy.zone()) {
            odd(stamp, Oddity::BeforeSession(id.clone()));
        }
    }
    for movement in &who.movements {
        if movement.credit.currency != case.policy.policy().currency {
            odd(movement.stamp, Oddity::OtherCurrency);
        }
    }
    for (id, waivers) in &who.waivers {
        let rule = case.policy.index_of(id).map(|index| case.policy.rule(index));
        let by = rule.and_then(|rule| rule.waivable_by.as_ref());
        for waiver in waivers.iter().filter(|waiver| by != Some(&waiver.authority)) {
            odd(waiver.stamp, Oddity::WaiverWithoutAuthority(id.clone()));
        }
    }
    for (id, extensions) in &who.extensions {
        let rule = case.policy.index_of(id).map(|index| case.policy.rule(index));
        let by = rule.and_then(|rule| rule.extendable_by.as_ref());
        for extension in extensions.iter().filter(|each| by != Some(&each.authority)) {
            odd(extension.stamp, Oddity::ExtensionWithoutAuthority(id.clone()));
        }
    }
    if let (State::Certified, false, Some(stamp)) =
        (who.state(case.now), supported, who.state_since(case.now))
    {
        odd(stamp, Oddity::Unsupported);
    }
    found.retain(|anomaly| case.past(anomaly.stamp));
    found.sort_by_key(|anomaly| anomaly.stamp);
    found
}
