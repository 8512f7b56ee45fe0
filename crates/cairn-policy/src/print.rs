//! A policy as a file: the text reads back to the same policy.

use std::fmt::Write as _;

use cairn_domain::policy::{
    Basis, Excusal, Fraction, LeastPresence, Lock, Milestone, Need, OnRefund, Policy, Price,
    Requirement, Tier,
};
use cairn_domain::{Facet, RequirementId, SessionId};
use chrono::NaiveDate;

/// Returns the policy as the text of a policy file.
///
/// Comments are not part of a policy, so a file that was read and printed has lost them.
#[must_use]
pub fn print(policy: &Policy) -> String {
    let mut file = String::new();
    let mut line = |key: &str, value: &str| push(&mut file, key, value);
    line("cohort", &quoted(policy.cohort.as_str()));
    line("title", &quoted(&policy.title));
    line("version", &quoted(&policy.version));
    line("zone", &quoted(policy.zone.name()));
    line("currency", &quoted(policy.currency.code()));
    line("begins", &policy.begins.to_string());
    line("ends", &policy.ends.to_string());
    if let Some(by) = policy.apply_by {
        line("apply_by", &by.to_string());
    }
    line("root", &quoted(policy.root.as_str()));
    for session in &policy.sessions {
        file.push_str("\n[[session]]\n");
        push(&mut file, "id", &quoted(session.id.as_str()));
        push(&mut file, "starts", &session.starts.format("%Y-%m-%dT%H:%M:%S%.f").to_string());
        push(&mut file, "minutes", &session.minutes.to_string());
        basis(&mut file, &session.basis);
    }
    for rule in &policy.requirements {
        let _ = writeln!(file, "\n[requirement.{}]", key(rule.id.as_str()));
        push(&mut file, "title", &quoted(&rule.title));
        basis(&mut file, &rule.basis);
        if let Some(role) = &rule.waivable_by {
            push(&mut file, "waivable_by", &quoted(role.as_str()));
        }
        if rule.margin != 0 {
            push(&mut file, "margin", &rule.margin.to_string());
        }
        let (kind, asked) = asks(&rule.asks);
        push(&mut file, kind, &asked);
    }
    file
}

fn push(file: &mut String, key: &str, value: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(file, "{key} = {value}");
}

fn basis(file: &mut String, basis: &Basis) {
    match basis {
        Basis::Published(source) => push(file, "published", &quoted(source)),
        Basis::Assumed(reason) => push(file, "assumed", &quoted(reason)),
    }
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// Quotes a name that is no bare key: a dot would make two keys of it.
fn key(name: &str) -> String {
    if name.contains('.') { format!("\"{name}\"") } else { name.to_owned() }
}

fn list<T: AsRef<str>>(entries: impl IntoIterator<Item = T>) -> String {
    let entries: Vec<String> = entries.into_iter().map(|entry| quoted(entry.as_ref())).collect();
    format!("[{}]", entries.join(", "))
}

/// Writes the keys that are there as a table in braces.
fn table(keys: impl IntoIterator<Item = Option<(&'static str, String)>>) -> String {
    let keys: Vec<String> =
        keys.into_iter().flatten().map(|(key, value)| format!("{key} = {value}")).collect();
    format!("{{ {} }}", keys.join(", "))
}

fn until(by: Option<NaiveDate>) -> Option<(&'static str, String)> {
    by.map(|by| ("by", by.to_string()))
}

fn share(Fraction { of, per }: Fraction) -> String {
    quoted(&if per == 100 { format!("{of} %") } else { format!("{of}/{per}") })
}

fn asks(asks: &Requirement) -> (&'static str, String) {
    match asks {
        Requirement::Absences { .. }
        | Requirement::Judgement { .. }
        | Requirement::Log { .. }
        | Requirement::Exam { .. }
        | Requirement::Done {
            milestone: Milestone::Completed(_) | Milestone::Applied | Milestone::Admitted,
            ..
        } => ("all", String::new()),
        Requirement::All(of) => ("all", list(of.iter().map(RequirementId::as_str))),
        Requirement::AtLeast { need, of } => {
            let of = list(of.iter().map(RequirementId::as_str));
            ("at_least", table([Some(("need", need.to_string())), Some(("of", of))]))
        }
        Requirement::Sessions { need, of, presence, make_ups, excused, .. } => {
            let need = match need {
                Need::Count(count) => count.to_string(),
                Need::Share(part) => share(*part),
            };
            let presence = match presence {
                LeastPresence::AllBut { .. } => String::new(),
                LeastPresence::Share(part) => share(*part),
                LeastPresence::Minutes(minutes) => quoted(&format!("{minutes} minutes")),
            };
            let make_ups = make_ups.as_ref().map(|make_ups| {
                table([Some(("at_most", make_ups.at_most.to_string())), until(make_ups.by)])
            });
            let excused = (*excused == Excusal::LeavesShare).then(|| quoted("leaves_share"));
            let of = of.as_ref().map(|of| list(of.iter().map(SessionId::as_str)));
            let keys = [
                Some(("need", need)),
                of.map(|of| ("of", of)),
                Some(("presence", presence)),
                make_ups.map(|make_ups| ("make_ups", make_ups)),
                excused.map(|excused| ("excused", excused)),
            ];
            ("sessions", table(keys))
        }
        Requirement::Filings { need, within_days, each } => {
            let each = (!each.is_empty()).then(|| {
                let facet =
                    |(facet, need): (&Facet, &u32)| format!("{} = {need}", key(facet.as_str()));
                format!("{{ {} }}", each.iter().map(facet).collect::<Vec<_>>().join(", "))
            });
            let days = within_days.to_string();
            let keys = [
                Some(("need", need.to_string())),
                Some(("within_days", days)),
                each.map(|each| ("each", each)),
            ];
            ("reflections", table(keys))
        }
        Requirement::Done { milestone: Milestone::Submitted(item), by, .. } => (
            "submitted",
            table([
                Some(("item", quoted(item.as_str()))),
                until(by.as_ref().and_then(cairn_domain::policy::Due::plain_day)),
            ]),
        ),
        Requirement::Done { milestone: Milestone::Retreat { days, .. }, by, .. } => (
            "retreat",
            table([
                Some(("days", days.to_string())),
                until(by.as_ref().and_then(cairn_domain::policy::Due::plain_day)),
            ]),
        ),
        Requirement::Reviews { of, reviewers, .. } => {
            let of = quoted(of.as_str());
            ("reviews", table([Some(("of", of)), Some(("reviewers", reviewers.to_string()))]))
        }
        Requirement::Prerequisite { any_of } => {
            ("prerequisite", table([Some(("any_of", list(any_of)))]))
        }
        Requirement::Paid(price) => ("paid", paid(price)),
    }
}

fn paid(price: &Price) -> String {
    let on_refund = match price.on_refund {
        OnRefund::Keeps => "keeps",
        OnRefund::Loses => "loses",
    };
    let tiers = (!price.tiers.is_empty()).then(|| {
        let tiers: Vec<String> =
            price.tiers.iter().map(|each| format!("  {},\n", tier(each))).collect();
        ("tiers", format!("[\n{}]", tiers.concat()))
    });
    let full = quoted(&price.full.to_string());
    table([Some(("full", full)), until(price.by), Some(("on_refund", quoted(on_refund))), tiers])
}

fn tier(tier: &Tier) -> String {
    let locked_by = match tier.locked_by {
        Lock::Applying => "applying",
        Lock::Admission => "admission",
        Lock::Paying => "paying",
    };
    table([
        Some(("name", quoted(&tier.name))),
        Some(("price", quoted(&tier.price.to_string()))),
        Some(("locked_by", quoted(locked_by))),
        until(Some(tier.by)),
    ])
}
