//! What stands beside the requirements, written down: the outcome, the certificate, and what was extended.

use cairn_domain::assess::{Assessment, Certificate, Holds, Waived};
use cairn_domain::evidence::Extension;
use cairn_domain::ids::OutcomeId;
use cairn_domain::policy::Rule;
use cairn_domain::time::day_of;
use cairn_domain::{Instant, Verdict};

use super::Scribe;
use crate::asking::say_day;
use crate::lines::{CertificateLine, ExtendedLine, OutcomeLine, WaivedLine};
use crate::moment::last_day;

impl Scribe<'_> {
    /// Says who waived a requirement, by whose authority, and until when.
    pub(super) fn waived(&self, rule: &Rule, waived: &Waived) -> WaivedLine {
        let enrolment = self.person.standing.in_cohort(&self.rules.policy.policy().cohort);
        let all = enrolment.and_then(|enrolment| enrolment.waivers.get(&rule.id));
        let granted = all.into_iter().flatten().find(|each| each.stamp == waived.stamp);
        let granted_by: Vec<String> =
            granted.map_or_else(Vec::new, |each| each.granted_by.iter().cloned().collect());
        let until = granted.and_then(|each| each.until);
        let mut words = format!("by the {}", waived.authority);
        if !granted_by.is_empty() {
            words = format!("{words}, granted by {}", granted_by.join(" and "));
        }
        if let Some(day) = until {
            words = format!("{words}, until {}", say_day(day));
        }
        let (event, authority) = (self.cite(waived.stamp.position), waived.authority.to_string());
        WaivedLine { event, authority, granted_by, until, words }
    }

    /// Lists the extensions of a requirement that the policy lets count.
    pub(super) fn extended(&self, rule: &Rule) -> Vec<ExtendedLine> {
        let enrolment = self.person.standing.in_cohort(&self.rules.policy.policy().cohort);
        let all = enrolment.and_then(|enrolment| enrolment.extensions.get(&rule.id));
        let counts = |each: &&Extension| {
            rule.extendable_by.as_ref() == Some(&each.authority) && each.stamp.at <= self.now
        };
        let all: Vec<&Extension> = all.into_iter().flatten().filter(counts).collect();
        // Of two that move the same day, the one that moves it further is in force; of two to one day, the later.
        let further = |than: &Extension| {
            let others =
                all.iter().filter(|each| each.session.is_none() || each.session == than.session);
            let best = others.max_by_key(|each| (each.to, each.stamp.position));
            best.filter(|best| best.stamp != than.stamp).map(|best| best.stamp.position)
        };
        let several = all.len() > 1;
        let line = |each: &&Extension| {
            let on = each.session.as_ref().map_or_else(String::new, |id| format!(" for {id}"));
            let overtaken_by = further(each);
            let rank = match overtaken_by {
                Some(by) => format!(" (not in force: #{by} is)"),
                None if several => " (in force)".to_owned(),
                None => String::new(),
            };
            ExtendedLine {
                event: self.cite(each.stamp.position),
                to: each.to,
                authority: each.authority.to_string(),
                session: each.session.as_ref().map(ToString::to_string),
                overtaken_by,
                words: format!("to {}{on}, by the {}{rank}", say_day(each.to), each.authority),
            }
        };
        all.iter().map(line).collect()
    }

    /// Names an outcome, and says whether it is somebody's yet: what takes nothing is, once all is over for them.
    pub(super) fn outcome(&self, id: &OutcomeId, found: &Assessment) -> OutcomeLine {
        let policy = self.rules.policy.policy();
        let ending = policy.outcomes.iter().find(|outcome| outcome.id == *id);
        let title = ending.map_or_else(|| id.to_string(), |outcome| outcome.title.clone());
        let over = matches!(found.verdict, Verdict::Ended(_))
            || day_of(self.now, policy.zone) > policy.ends;
        let settled = over || ending.is_some_and(|outcome| outcome.needs.is_some());
        OutcomeLine { id: id.to_string(), title, settled }
    }

    pub(super) fn certificate(&self, certificate: Certificate) -> CertificateLine {
        let zone = self.rules.policy.zone();
        let last = |end: Instant| last_day(end, zone);
        let (valid, renewable) = (last(certificate.expires), last(certificate.renewable_until));
        let (until, renew) = (say_day(valid), say_day(renewable));
        let (holds, words) = match certificate.holds {
            Holds::Valid if renewable > valid => {
                ("valid", format!("valid until {until}; it can be renewed until {renew}"))
            }
            Holds::Valid => ("valid", format!("valid until {until}")),
            Holds::Lapsed => {
                ("lapsed", format!("expired on {until}; it can still be renewed until {renew}"))
            }
            Holds::Expired => {
                ("expired", format!("expired on {until}, and was not renewed in time"))
            }
        };
        CertificateLine {
            event: self.cite(certificate.decided.position),
            holds,
            valid_until: valid,
            renewable_until: renewable,
            words,
        }
    }
}
