//! Decisions: checked against the standing and the policy at the time of the decision, and perhaps refused.

use std::collections::BTreeSet;

use cairn_domain::decide::Decision;
use cairn_domain::event::Receipt;
use cairn_domain::time::day_of;
use cairn_domain::{CohortId, Event, EventId, Fact, Instant, Occurred, decide, time};
use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::asking::{last_instant, say_day};
use crate::failure::Failure;
use crate::ledger::{Ledger, Rules};
use crate::record::subject::{Subject, can_be_appealed, to_ask};
use crate::record::times::say_occurred;
use crate::words;

/// Returns the instant that a decision speaks from: its own, or the end of its day, as far as that has come.
pub(crate) fn speaks_from(
    occurred: Occurred,
    zone: Tz,
    now: Instant,
    kind: &str,
) -> Result<Instant, Failure> {
    if occurred.sorts_at(zone) > now {
        let when = say_day(occurred.day(zone));
        return Err(Failure::mend(format!("`{kind}` cannot be recorded for {when}, which is still to come"))
            .because("a decision is recorded when it has been made, and checked against what is on record then")
            .hint("leave out `--on` and `--at` if it was made just now"));
    }
    Ok(time::to_micros(last_instant(occurred, zone).min(now)))
}

/// Decides: returns the event to record, with its receipt, or why not.
pub(crate) fn check(
    ledger: &Ledger<'_>,
    rules: &Rules,
    who: &Subject,
    wish: Event,
) -> Result<Event, Failure> {
    who.person.readable(ledger)?;
    let now = ledger.horizon.as_of;
    let open = open_appeals(who, &rules.policy.policy().cohort, now);
    let open: BTreeSet<EventId> = open.into_iter().collect();
    let what = cannot(&wish, &who.called());
    still_holds(&wish, day_of(now, rules.policy.zone()))?;
    let Some(decision) = decision(wish, ledger, rules)? else {
        return Err(Failure::mend(what));
    };
    let standing = &who.person.standing;
    let decided = decide(decision, &rules.policy, &rules.calendar, standing, now, &open);
    let event = decided.map_err(|refusal| {
        Failure::refused(what)
            .because(refusal.to_string())
            .hint(format!("`cairn audit {}` shows the evidence", to_ask(&who.person.who())))
    })?;
    if let Event::Deferred { to, .. } = &event {
        has_a_policy(ledger, to)?;
    }
    Ok(event)
}

/// Refuses a waiver that is over before it begins; mostly it is a slip of the pen.
fn still_holds(wish: &Event, today: NaiveDate) -> Result<(), Failure> {
    match wish {
        Event::Waived { until: Some(until), .. } if *until < today => {
            let until = say_day(*until);
            Err(Failure::mend(format!("--until: {until} is over before the waiver is granted"))
                .hint("name a later day, or say with `--on` when it was granted"))
        }
        _ => Ok(()),
    }
}

/// Refuses to send somebody to a cohort that no docket would show; mostly it is a slip of the pen.
fn has_a_policy(ledger: &Ledger<'_>, to: &CohortId) -> Result<(), Failure> {
    let has_one = |cohort| ledger.cohorts.get(cohort).is_some_and(|each| !each.policies.is_empty());
    if has_one(to) {
        return Ok(());
    }
    let failure = Failure::mend(format!("--to: the cohort `{to}` has no policy"))
        .because("whoever is deferred to it would be in no docket");
    let known = ledger.cohorts.keys().filter(|cohort| has_one(cohort));
    Err(known.fold(failure, |failure, each| failure.listing(each.as_str())).hint(
        "name one of these, or first adopt a policy for the new cohort: `cairn policy adopt FILE`",
    ))
}

/// Refuses to put a decision before a later one, which was made on what had been decided until then. A decision that is
/// moved comes from `was`, and only what it would pass stands in its way.
pub(crate) fn nothing_between(
    who: &Subject,
    cohort: &CohortId,
    kind: &str,
    (at, zone): (Occurred, Tz),
    was: Instant,
) -> Result<(), Failure> {
    let moves = |event: &Event| {
        can_be_appealed(event)
            && !matches!(
                event,
                Event::Waived { .. } | Event::Extended { .. } | Event::AppealDecided { .. }
            )
    };
    // Of a day alone, the end counts: whether it fits in with the times of that day is seen to elsewhere.
    let to = at.sorts_at(zone);
    let (after, before) = if was < to { (was, to) } else { (last_instant(at, zone), was) };
    let between = |fact: &&Fact| {
        fact.stamp.at > after
            && fact.stamp.at < before
            && fact.event.cohort() == Some(cohort)
            && moves(&fact.event)
    };
    let Some(fact) = who.person.facts.iter().find(between) else { return Ok(()) };
    let place = fact.stamp.position;
    let when = fact.stamp.day.map_or(Occurred::At(fact.stamp.at), Occurred::On);
    let said = words::event(&fact.event, zone, &|_| None);
    Err(Failure::refused(format!("`{kind}` cannot be recorded for {}", say_occurred(at, zone)))
        .because(format!("#{place} stands in between: {said}, {}", say_occurred(when, zone)))
        .because("it was decided on what had been decided until then, and nothing is slipped in beneath it")
        .hint(format!("if #{place} was wrong, take it back first: `cairn void {place} --reason \"…\"`"))
        .hint("if the decision was made just now, leave out `--on` and `--at`"))
}

/// Returns the appeals in a cohort that nothing was decided on yet, by the position of the event.
pub(crate) fn open_appeals(
    who: &Subject,
    cohort: &CohortId,
    now: Instant,
) -> Vec<cairn_domain::EventId> {
    let past = who
        .person
        .facts
        .iter()
        .filter(|fact| fact.stamp.at <= now && fact.event.cohort() == Some(cohort));
    let mut open = Vec::new();
    for fact in past {
        match &fact.event {
            Event::Appealed { .. } => open.extend(who.person.event_id(fact.stamp.position)),
            Event::AppealDecided { appeal, .. } => open.retain(|id| id != appeal),
            _ => {}
        }
    }
    open
}

fn decision(wish: Event, ledger: &Ledger<'_>, rules: &Rules) -> Result<Option<Decision>, Failure> {
    Ok(Some(match wish {
        Event::Admitted { .. } => Decision::Admit,
        Event::Waitlisted { .. } => Decision::Waitlist,
        Event::Declined { .. } => Decision::Decline,
        Event::Deferred { to, .. } => Decision::Defer { to },
        Event::Waived { requirement, authority, granted_by, sessions, until, .. } => {
            Decision::Waive { requirement, authority, granted_by, sessions, until }
        }
        Event::Extended { requirement, to, authority, session, .. } => {
            Decision::Extend { requirement, to, authority, session }
        }
        Event::Certified { .. } => {
            Decision::Certify { receipt: Some(Box::new(receipt(ledger, rules)?)) }
        }
        Event::Referred { requirements, .. } => Decision::Refer { requirements },
        Event::Refused { .. } => Decision::Refuse,
        Event::Suspended { .. } => Decision::Suspend,
        Event::Reinstated { .. } => Decision::Reinstate,
        Event::Revoked { .. } => Decision::Revoke,
        Event::AppealDecided { appeal, outcome, .. } => Decision::DecideAppeal { appeal, outcome },
        _ => return Ok(None),
    }))
}

/// Pins what the decision rests on, so that it can be derived again.
fn receipt(ledger: &Ledger<'_>, rules: &Rules) -> Result<Receipt, Failure> {
    let policy = rules.digest.parse().map_err(|error: cairn_domain::private::BadCommitment| {
        Failure::damaged("the policy has no digest").because(error.to_string())
    })?;
    Ok(Receipt {
        position: ledger.head.size,
        root: hex::encode(ledger.head.root),
        policy,
        as_of: ledger.horizon.as_of,
        time_zones: time::TIME_ZONES.to_owned(),
        cairn: env!("CARGO_PKG_VERSION").to_owned(),
    })
}

fn cannot(wish: &Event, who: &str) -> String {
    let done = match wish {
        Event::Admitted { .. } => "admitted",
        Event::Waitlisted { .. } => "put on the waiting list",
        Event::Declined { .. } => "declined",
        Event::Deferred { .. } => "deferred",
        Event::Certified { .. } => "certified",
        Event::Referred { .. } => "referred",
        Event::Refused { .. } => "refused",
        Event::Suspended { .. } => "suspended",
        Event::Reinstated { .. } => "reinstated",
        Event::Revoked { .. } => "revoked",
        Event::Waived { requirement, .. } => {
            return format!("`{requirement}` cannot be waived for {who}");
        }
        Event::Extended { requirement, .. } => {
            return format!("the last day of `{requirement}` cannot be moved for {who}");
        }
        _ => return format!("the appeal of {who} cannot be decided"),
    };
    format!("{who} cannot be {done}")
}
