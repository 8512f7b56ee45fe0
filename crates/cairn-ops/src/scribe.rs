//! Writing an assessment down as the lines of a report: each with its measure in words and the events it cites.

mod account;
mod details;
mod limits;
mod overtaken;
mod prices;

use std::collections::{BTreeMap, BTreeSet};

use cairn_domain::assess::{Against, Assessment, Cause, Finding, Part};
use cairn_domain::policy::{Basis, Rule};
use cairn_domain::time::day_of;
use cairn_domain::{
    Anomaly, Assume, Fate, Instant, Oddity, Position, Stamp, State, Status, assess,
};
use chrono::NaiveDate;

use crate::ledger::{Ledger, Rules};
use crate::lines::{
    AgainstLine, AnomalyLine, Answer, Cited, Depth, Line, PartLine, RuleLine, SinceLine,
};
use crate::people::Person;
use crate::remains::{self, Ahead};
use crate::{ways, words};

impl Answer {
    /// Assesses a person under a cohort's rules at the question's time.
    #[must_use]
    pub fn new(ledger: &Ledger<'_>, rules: &Rules, person: &Person, depth: Depth) -> Self {
        let now = ledger.now_in(rules.policy.zone());
        let found = assess(&rules.policy, &rules.calendar, &person.standing, now);
        let policy = rules.policy.policy();
        let enrolment = person.standing.in_cohort(&policy.cohort);
        let since = enrolment.and_then(|enrolment| enrolment.state_since(now));
        let ahead = (depth >= Depth::Ahead).then(|| remains::ahead(rules, person, now, &found));
        let left = left(&found, since);
        let scribe = Scribe { rules, person, depth, now, left, ahead };
        let deferred = enrolment
            .filter(|_| found.state == State::Deferred)
            .and_then(|each| each.deferred_to(now));
        let requirements = scribe.tree(&found);
        let (account, other_accounts) = scribe.accounts(&found);
        let decided = enrolment.and_then(|enrolment| enrolment.certified(now));
        let stands = decided.filter(|_| found.state == State::Certified);
        let stands = stands.map(|stamp| stands_up(ledger, rules, person, stamp, found.supported));
        // What a certificate rests on is the policy of its day; another policy makes it no odder.
        let odd = |each: &&Anomaly| each.oddity != Oddity::Unsupported || stands == Some(false);
        Self {
            stream: person.who().stream,
            cohort: policy.cohort.to_string(),
            standing: found.state.name(),
            standing_since: since.map(|stamp| scribe.cite(stamp.position)),
            standing_since_day: since.map(|stamp| day_of(stamp.at, rules.policy.zone())),
            deferred_to: deferred.map(ToString::to_string),
            verdict: found.verdict.name(),
            supported: found.supported,
            stands,
            outcome: found.outcome.as_ref().map(|id| scribe.outcome(id, &found)),
            best_outcome: found.best_outcome.as_ref().map(|id| scribe.outcome(id, &found)),
            certificate: found.certificate.map(|certificate| scribe.certificate(certificate)),
            root: policy.root.to_string(),
            requirements,
            account,
            other_accounts,
            anomalies: found
                .anomalies
                .iter()
                .filter(odd)
                .map(|each| AnomalyLine {
                    event: scribe.cite(each.stamp.position),
                    words: words::oddity(&each.oddity),
                })
                .collect(),
            voids: person
                .fates
                .iter()
                .filter_map(|(position, fate)| match fate {
                    Fate::Voided(by) => Some((*position, scribe.cite(*by))),
                    Fate::Amended(_) => None,
                })
                .collect(),
            remains: scribe.ahead.and_then(|ahead| ahead.remains),
        }
    }
}

/// Tells whether a certificate is met by what is on record, under the policy that was in force when it was decided.
fn stands_up(
    ledger: &Ledger<'_>,
    rules: &Rules,
    person: &Person,
    decided: Stamp,
    now_met: bool,
) -> bool {
    let cohort = &rules.policy.policy().cohort;
    let in_force = ledger.cohorts.get(cohort).and_then(|record| record.policy_at(decided.at));
    match in_force {
        // A policy that was given with the question is what the question is about.
        Some((stamp, policy)) if rules.adopted.is_some() && rules.adopted != Some(*stamp) => {
            let Ok(policy) = policy.clone().check() else { return now_met };
            let theirs = ledger.rules_of(policy, Some(*stamp));
            let now = ledger.now_in(theirs.policy.zone());
            assess::passes(&theirs.policy, &theirs.calendar, &person.standing, now, Assume::Strict)
        }
        _ => now_met,
    }
}

/// Returns when somebody left, if that is where they stand.
pub(crate) fn left(found: &Assessment, since: Option<Stamp>) -> Option<Instant> {
    let has_left = matches!(found.state, State::Withdrawn | State::Deferred | State::Declined);
    since.filter(|_| has_left).map(|stamp| stamp.at)
}

struct Scribe<'a> {
    rules: &'a Rules,
    person: &'a Person,
    depth: Depth,
    now: Instant,
    /// When they left, if they have.
    left: Option<Instant>,
    ahead: Option<Ahead>,
}

impl Scribe<'_> {
    fn cite(&self, position: Position) -> Cited {
        // Cohort events are cited too, where a calendar changed: those have no identity here.
        let event_id = self.person.event_id(position).unwrap_or_default();
        Cited { position, event_id }
    }

    /// Cites events, and with an amended one the amendment that it says what it says by.
    fn cites(&self, positions: &BTreeSet<Position>) -> Vec<Cited> {
        let amended = |position: &Position| match self.person.fates.get(position) {
            Some(Fate::Amended(by)) => Some(*by),
            _ => None,
        };
        let all: BTreeSet<Position> =
            positions.iter().flat_map(|each| std::iter::once(*each).chain(amended(each))).collect();
        all.into_iter().map(|position| self.cite(position)).collect()
    }

    fn against(&self, rule: &Rule, finding: &Finding) -> Vec<AgainstLine> {
        let zone = self.rules.policy.zone();
        let of_assessment = finding.evidence.against.iter().map(|(position, why)| {
            let said = self.only_scored(rule, *position, *why);
            (*position, said.unwrap_or_else(|| words::against(*why, zone)))
        });
        let all: BTreeMap<Position, String> =
            of_assessment.chain(self.overtaken(rule, finding)).collect();
        all.into_iter()
            .map(|(position, why)| AgainstLine {
                event: self.cite(position),
                why,
                reduces: finding.evidence.against.get(&position) == Some(&Against::Reduces),
            })
            .collect()
    }

    /// Lays the tree out flat, in the policy's order; a requirement that is asked for twice has one line.
    fn tree(&self, found: &Assessment) -> Vec<Line> {
        let findings: BTreeMap<&str, &Finding> =
            found.root.walk().map(|finding| (finding.requirement.as_str(), finding)).collect();
        let plan = self.ahead.as_ref().and_then(|ahead| ahead.plan.as_deref());
        let spare = ways::not_needed(&found.root, plan);
        let along = ways::along(&found.root, plan);
        let rules = self.rules.policy.rules().iter();
        let both =
            rules.filter_map(|rule| findings.get(rule.id.as_str()).map(|finding| (rule, *finding)));
        both.map(|(rule, finding)| Line {
            not_needed: spare.contains(&finding.requirement),
            along: along.contains(&finding.requirement),
            ..self.line(rule, finding)
        })
        .collect()
    }

    fn line(&self, rule: &Rule, finding: &Finding) -> Line {
        let zone = self.rules.policy.zone();
        let (slack, since) = match &finding.status {
            Status::AtRisk { slack } => (Some(*slack), None),
            Status::OutOfReach { since, cause } => {
                let words = words::since(*since, cause, zone, self.day(*since, cause));
                (None, Some(SinceLine { at: *since, words }))
            }
            Status::Met | Status::Open => (None, None),
        };
        let evidence = self.cites(&finding.evidence.counts);
        Line {
            id: rule.id.to_string(),
            status: finding.status.name(),
            not_needed: false,
            along: false,
            have: finding.settled.have,
            need: finding.settled.need,
            unit: words::unit(finding.unit),
            unit_label: words::unit_label(&rule.asks).map(str::to_owned),
            limit: finding.settled.limit,
            with_pending: finding.with_pending,
            in_reach: finding.in_reach,
            slack,
            since,
            latest: self.ahead.as_ref().and_then(|ahead| ahead.latest(&rule.id)),
            met_until: self.ahead.as_ref().and_then(|ahead| ahead.holds(&rule.id)),
            parts: finding.settled.parts.iter().map(part).collect(),
            waived: finding.waived.as_ref().map(|waived| self.waived(rule, waived)),
            extended: self.extended(rule),
            evidence: evidence.iter().map(|cited| cited.event_id).collect(),
            evidence_positions: evidence.iter().map(|cited| cited.position).collect(),
            against: self.against(rule, finding),
            pending: self.cites(&finding.evidence.pending),
            words: words::measure(finding, &rule.asks),
            notes: [self.limits(rule, finding), self.prices(rule, finding)].concat(),
            brief: words::brief(finding, &rule.asks),
            rule: (self.depth == Depth::Full).then(|| Self::rule(rule, finding)),
        }
    }

    /// Returns the day of an event that put something out of reach from then on, where only the day is known.
    fn day(&self, since: Instant, cause: &Cause) -> Option<NaiveDate> {
        let Cause::Event(position) = cause else { return None };
        let fact = self.person.facts.iter().find(|fact| fact.stamp.position == *position)?;
        fact.stamp.day.filter(|_| fact.stamp.at == since)
    }

    fn rule(rule: &Rule, finding: &Finding) -> RuleLine {
        let (assumed, published) = match &rule.basis {
            Basis::Assumed(why) => (Some(why.clone()), None),
            Basis::Published(source) => (None, Some(source.clone())),
        };
        RuleLine {
            title: rule.title.clone(),
            asks: cairn_policy::sentence(rule),
            assumed,
            published,
            of: finding.children.iter().map(|child| child.requirement.to_string()).collect(),
        }
    }
}

fn part(part: &Part) -> PartLine {
    PartLine { name: part.name.clone(), have: part.have, need: part.need }
}
