//! What stands beside the requirements, written down: the outcome, the certificate, and what was extended.

use cairn_domain::Instant;
use cairn_domain::assess::{Certificate, Holds};
use cairn_domain::evidence::Extension;
use cairn_domain::ids::OutcomeId;
use cairn_domain::policy::Rule;

use super::Scribe;
use crate::asking::say_day;
use crate::lines::{CertificateLine, ExtendedLine, OutcomeLine};
use crate::moment::last_day;

impl Scribe<'_> {
    /// Lists the extensions of a requirement that the policy lets count.
    pub(super) fn extended(&self, rule: &Rule) -> Vec<ExtendedLine> {
        let enrolment = self.person.standing.in_cohort(&self.rules.policy.policy().cohort);
        let all = enrolment.and_then(|enrolment| enrolment.extensions.get(&rule.id));
        let counts = |each: &&Extension| {
            rule.extendable_by.as_ref() == Some(&each.authority) && each.stamp.at <= self.now
        };
        let line = |each: &Extension| {
            let on = each.session.as_ref().map_or_else(String::new, |id| format!(" for {id}"));
            ExtendedLine {
                event: self.cite(each.stamp.position),
                to: each.to,
                authority: each.authority.to_string(),
                session: each.session.as_ref().map(ToString::to_string),
                words: format!("to {}{on}, by the {}", say_day(each.to), each.authority),
            }
        };
        all.into_iter().flatten().filter(counts).map(line).collect()
    }

    pub(super) fn outcome(&self, id: &OutcomeId) -> OutcomeLine {
        let outcomes = &self.rules.policy.policy().outcomes;
        let title = outcomes.iter().find(|outcome| outcome.id == *id);
        let title = title.map_or_else(|| id.to_string(), |outcome| outcome.title.clone());
        OutcomeLine { id: id.to_string(), title }
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
