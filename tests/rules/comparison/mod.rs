//! One world, asked of the domain and of the oracle, and every way in which the two answers can differ.

mod ahead;
mod besides;
mod risk;

use std::collections::BTreeMap;

use cairn_domain::policy::{Milestone, Requirement};
use cairn_domain::{Assume, Finding, Instant, State, Status, Verdict, assess, assess::passes};
use cairn_testkit::worlds::{Read, World};

use crate::oracle::{Ask, Measure, Oracle};

/// What came up, by name: a run in which something never did has shown nothing about it.
pub type Tally = BTreeMap<String, u64>;

pub fn oracle(world: &World) -> Oracle<'_> {
    Oracle::new(&world.policy, &world.zones, [&world.person, &world.cohort], world.known_at)
}

struct Comparison<'a> {
    oracle: Oracle<'a>,
    read: Read,
    now: Instant,
    /// Also what lies ahead and behind: since when, until when, how much can be missed, and plans.
    in_full: bool,
    faults: Vec<(Instant, String)>,
    tally: Tally,
}

/// Asks both; returns where they differ, and what came up.
pub fn compare(world: &World) -> (Vec<String>, Tally) {
    let (faults, tally) = compare_at(world, &[]);
    (faults.into_iter().map(|fault| fault.1).collect(), tally)
}

/// Asks both, and at other times too, what can be said without looking ahead or behind: verdicts, statuses, measures,
/// balances. Returns where they differ, and when, and what came up.
pub fn compare_at(world: &World, times: &[Instant]) -> (Vec<(Instant, String)>, Tally) {
    let read = world.read();
    let mut both = Comparison {
        oracle: oracle(world),
        read,
        now: world.now,
        in_full: true,
        faults: Vec::new(),
        tally: Tally::new(),
    };
    both.facts(world);
    let kinds: Vec<&str> = both.oracle.person.iter().map(|told| told.event.kind()).collect();
    for kind in kinds {
        both.count(format!("history {kind}"));
    }
    if !both.read.standing.unreadable.is_empty() {
        both.count("facts unreadable");
        return (both.faults, both.tally);
    }
    both.answers();
    both.in_full = false;
    for now in times {
        both.now = *now;
        both.answers();
    }
    (both.faults, both.tally)
}

impl Comparison<'_> {
    fn count(&mut self, what: impl Into<String>) {
        *self.tally.entry(what.into()).or_default() += 1;
    }

    fn fault(&mut self, said: String) {
        self.faults.push((self.now, said));
    }

    fn same<T: PartialEq + std::fmt::Debug>(&mut self, what: &str, domain: &T, oracle: &T) {
        if domain != oracle {
            self.fault(format!("{what}: domain {domain:?}, oracle {oracle:?}"));
        }
    }

    /// Which events count, in which order, saying what.
    fn facts(&mut self, world: &World) {
        let ours = |told: &crate::oracle::Told| (told.at, told.position, told.event.clone());
        let domain: Vec<_> = (self.read.settled.facts.iter())
            .map(|fact| (fact.stamp.at, fact.stamp.position, fact.event.clone()))
            .collect();
        let told = crate::oracle::told(&world.person, world.known_at, &world.zones);
        let oracle: Vec<_> = told.iter().map(ours).collect();
        let unknown = |event: &cairn_domain::Event| matches!(event, cairn_domain::Event::Unknown);
        let unreadable: Vec<u64> =
            oracle.iter().filter(|fact| unknown(&fact.2)).map(|fact| fact.1).collect();
        let said = self.read.standing.unreadable.iter().map(|stamp| stamp.position).collect();
        self.same("facts", &domain, &oracle);
        self.same("unreadable", &said, &unreadable);
    }

    fn answers(&mut self) {
        let Read { policy, standing, calendar, .. } = &self.read;
        let found = assess(policy, calendar, standing, self.now);
        let bare = [Assume::Strict, Assume::Lenient, Assume::PerfectFuture]
            .map(|assume| passes(policy, calendar, standing, self.now, assume));
        let root = self.oracle.rule(&policy.policy().root.clone());
        let ask = |assume| self.oracle.passes(root, Ask::new(self.now, assume));
        let three = [Assume::Strict, Assume::Lenient, Assume::PerfectFuture].map(ask);
        let state = self.oracle.life(self.now).0;
        self.same("passes", &bare, &three);
        self.same("state", &found.state, &state);
        self.same("supported", &found.supported, &three[0]);
        let findings: Vec<Finding> = found.root.walk().cloned().collect();
        for finding in &findings {
            self.finding(finding);
        }
        self.same("verdict", &found.verdict, &verdict(state, &found.root.status));
        self.count(format!("verdict {}", found.verdict.name()));
        self.besides(&found);
        self.count("cases");
        if self.in_full {
            self.outlook(&found);
        }
    }

    fn finding(&mut self, finding: &Finding) {
        let rule = self.oracle.rule(&finding.requirement);
        let of = |assume| self.oracle.measure(rule, Ask::new(self.now, assume));
        let passes = |assume| self.oracle.passes(rule, Ask::new(self.now, assume));
        let (strict, lenient, future) =
            (of(Assume::Strict), of(Assume::Lenient), of(Assume::PerfectFuture));
        let (met, in_reach) = (passes(Assume::Strict), passes(Assume::PerfectFuture));
        let waived = self.oracle.waived(rule, self.now);
        let name = &finding.requirement;
        self.same(&format!("{name} settled"), &settled(finding), &strict);
        self.same(&format!("{name} pending"), &finding.with_pending, &lenient.have);
        self.same(&format!("{name} in reach"), &finding.in_reach, &future.have);
        self.same(&format!("{name} waived"), &finding.waived.is_some(), &waived);
        self.same(&format!("{name} met"), &(finding.status == Status::Met), &met);
        let out = matches!(finding.status, Status::OutOfReach { .. });
        self.same(&format!("{name} out of reach"), &out, &!in_reach);
        self.citations(finding);
        self.account(finding);
        if self.in_full {
            self.at_risk(finding);
            if let Status::OutOfReach { since, cause } = &finding.status {
                self.since(name, *since, cause);
            }
        }
        let kind = kind(&rule.asks);
        self.count(format!("{kind} {}", finding.status.name()));
        if waived {
            self.count(format!("{kind} waived"));
        }
        if self.oracle.waived_for_any(rule, self.now) {
            self.count(format!("{kind} waived_for_a_session"));
        }
        if lenient.have != strict.have && !met {
            self.count(format!("{kind} pending"));
        }
    }

    /// What is cited counts, and has happened: in one of the two streams.
    fn citations(&mut self, finding: &Finding) {
        let told = self.oracle.person.iter().chain(&self.oracle.cohort);
        let live: Vec<u64> =
            told.filter(|each| each.at <= self.now).map(|each| each.position).collect();
        let evidence = &finding.evidence;
        let cited = evidence.counts.iter().chain(evidence.against.keys()).chain(&evidence.pending);
        let dead: Vec<u64> = cited.filter(|position| !live.contains(position)).copied().collect();
        self.same(&format!("{} cites", finding.requirement), &dead, &Vec::new());
    }
}

fn settled(finding: &Finding) -> Measure {
    let parts =
        finding.settled.parts.iter().map(|part| (part.name.clone(), (part.have, part.need)));
    Measure {
        have: finding.settled.have,
        need: finding.settled.need,
        parts: parts.collect(),
        limit: finding.settled.limit,
    }
}

fn verdict(state: State, root: &Status) -> Verdict {
    let ends = [
        State::Declined,
        State::Withdrawn,
        State::Deferred,
        State::Certified,
        State::Refused,
        State::Suspended,
        State::Revoked,
    ];
    match root {
        _ if ends.contains(&state) => Verdict::Ended(state),
        Status::Met if [State::Admitted, State::Referred].contains(&state) => Verdict::Eligible,
        Status::Met | Status::Open => Verdict::Open,
        Status::AtRisk { .. } => Verdict::AtRisk,
        Status::OutOfReach { .. } => Verdict::OutOfReach,
    }
}

const fn kind(asks: &Requirement) -> &'static str {
    match asks {
        Requirement::All(_) => "all",
        Requirement::AtLeast { .. } => "at_least",
        Requirement::Sessions { .. } => "sessions",
        Requirement::Absences { .. } => "absences",
        Requirement::Filings { .. } => "filings",
        Requirement::Done { milestone, .. } => match milestone {
            Milestone::Submitted(_) => "submitted",
            Milestone::Retreat { times: 1, .. } => "retreat",
            Milestone::Retreat { .. } => "retreats",
            Milestone::Completed(_) => "completed",
            Milestone::Applied => "applied",
            Milestone::Admitted => "admitted",
        },
        Requirement::Reviews { .. } => "reviews",
        Requirement::Judgement { .. } => "judgement",
        Requirement::Log { .. } => "log",
        Requirement::Exam { .. } => "exam",
        Requirement::Prerequisite { .. } => "prerequisite",
        Requirement::Paid(_) => "paid",
    }
}
