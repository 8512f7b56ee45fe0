//! One plain sentence for what a requirement asks.

use cairn_domain::RequirementId;
use cairn_domain::policy::{
    Excusal, Fraction, LeastPresence, Lock, MakeUps, Milestone, Need, OnRefund, Price, Requirement,
    Rule, Tier,
};
use chrono::NaiveDate;

/// Returns what a requirement asks, as one sentence.
#[must_use]
pub fn sentence(rule: &Rule) -> String {
    let words = match &rule.asks {
        Requirement::All(of) => match of.as_slice() {
            [one] => format!("Meet {one}"),
            _ => format!("Meet all of these: {}", names(of)),
        },
        Requirement::AtLeast { need, of } => {
            format!("Meet at least {need} of these: {}", names(of))
        }
        Requirement::Sessions { need, of, presence, make_ups, excused, .. } => {
            let of = of.as_ref().map_or_else(
                || "the live sessions".to_owned(),
                |of| format!("these sessions: {}", joined(of.iter().map(ToString::to_string))),
            );
            let need = match need {
                Need::Count(count) => format!("Attend at least {count} of {of}"),
                Need::Share(part) => {
                    format!("Attend at least {} of {of}, rounded up", share(*part))
                }
            };
            format!(
                "{need}; {}{}{}",
                stay(*presence),
                made_up(make_ups.as_ref()),
                excusal(*excused)
            )
        }
        Requirement::Filings { need, within_days, each } => {
            let each =
                joined(each.iter().map(|(facet, need)| {
                    format!("{need} on {}", facet.as_str().replace('_', " "))
                }));
            let each = if each.is_empty() { each } else { format!("; among them at least {each}") };
            let within = count(*within_days, "day");
            format!(
                "File reflections on at least {}, each within {within} after its session{each}",
                count(*need, "session")
            )
        }
        Requirement::Done { milestone: Milestone::Submitted(item), by, .. } => {
            format!(
                "Hand in the {item}{}",
                until(by.as_ref().and_then(cairn_domain::policy::Due::plain_day))
            )
        }
        Requirement::Done { milestone: Milestone::Retreat { days, .. }, by, .. } => {
            format!(
                "Complete a retreat of at least {}{}",
                count(*days, "day"),
                until(by.as_ref().and_then(cairn_domain::policy::Due::plain_day))
            )
        }
        Requirement::Reviews { of, reviewers, .. } => {
            let different = if *reviewers == 1 { "" } else { "different " };
            format!(
                "Have the {of} accepted by {} {different}{}",
                reviewers,
                plural(*reviewers, "reviewer")
            )
        }
        Requirement::Prerequisite { any_of } => match any_of.first() {
            Some(one) if any_of.len() == 1 => format!("Complete “{one}” before applying"),
            _ => format!(
                "Complete one of these before applying: {}",
                any_of.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ")
            ),
        },
        Requirement::Paid(price) => paid(price),
        Requirement::Absences { .. }
        | Requirement::Judgement { .. }
        | Requirement::Log { .. }
        | Requirement::Exam { .. }
        | Requirement::Done { .. } => String::new(),
    };
    format!("{words}.")
}

/// Returns a day as people write it, such as "6 August 2026".
#[must_use]
pub fn day(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

fn names(of: &[RequirementId]) -> String {
    joined(of.iter().map(ToString::to_string))
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}

fn plural(count: u32, thing: &str) -> String {
    if count == 1 { thing.to_owned() } else { format!("{thing}s") }
}

fn count(count: u32, thing: &str) -> String {
    format!("{count} {}", plural(count, thing))
}

fn until(by: Option<NaiveDate>) -> String {
    by.map_or_else(String::new, |by| format!(" by {}", day(by)))
}

/// Returns a share as a whole percentage where it is one, else as the reduced fraction.
fn share(share: Fraction) -> String {
    let Fraction { of, per } = reduced(share);
    match 100_u32.checked_rem(per) {
        Some(0) => format!("{} %", u64::from(of) * u64::from(100 / per)),
        _ => format!("{of}/{per}"),
    }
}

/// Returns the same share in lowest terms.
pub(super) fn reduced(share: Fraction) -> Fraction {
    let (mut larger, mut smaller) = (share.of, share.per);
    while smaller != 0 {
        (larger, smaller) = (smaller, larger % smaller);
    }
    let divisor = larger.max(1);
    Fraction { of: share.of / divisor, per: share.per / divisor }
}

fn stay(presence: LeastPresence) -> String {
    match presence {
        LeastPresence::Share(part) => format!("a session counts from {} of its time", share(part)),
        LeastPresence::AllBut { missed, .. } => format!("all but {}", count(missed, "minute")),
        LeastPresence::Minutes(minutes) => {
            format!("a session counts from {}", count(minutes, "minute"))
        }
    }
}

fn made_up(make_ups: Option<&MakeUps>) -> String {
    make_ups.map_or_else(
        || "; none can be made up for".to_owned(),
        |make_ups| format!("; up to {} may be made up for{}", make_ups.at_most, until(make_ups.by)),
    )
}

fn excusal(excused: Excusal) -> &'static str {
    match excused {
        Excusal::Absent => "",
        Excusal::Counts => "; an excused session counts",
        Excusal::LeavesShare => "; an excused session is not among those of which a share is asked",
    }
}

fn paid(price: &Price) -> String {
    let tiers: String = price.tiers.iter().map(tier).collect();
    let locked_by_paying = price.tiers.iter().any(|tier| tier.locked_by == Lock::Paying);
    // What a refund does to a locked price is only asked where paying locks one.
    let refund = match price.on_refund {
        OnRefund::Loses if locked_by_paying => "; a refund below a reduced price loses it",
        OnRefund::Keeps if locked_by_paying => "; a refund does not lose a reduced price",
        OnRefund::Loses | OnRefund::Keeps => "",
    };
    format!("Pay {}{}{tiers}{refund}", price.full, until(price.by))
}

fn tier(tier: &Tier) -> String {
    let locked = match tier.locked_by {
        Lock::Applying => "having applied",
        Lock::Admission => "having been admitted",
        Lock::Paying => "having paid that much",
    };
    format!(", or {} ({}) for {locked} by {}", tier.price, tier.name, day(tier.by))
}
