//! One world, asked of the domain and of the oracle, and every way in which the two answers can differ.

use std::collections::{BTreeMap, BTreeSet};

use cairn_domain::assess::{Act, Cause, Deadline, Holds, outlook};
use cairn_domain::policy::{Milestone, Requirement};
use cairn_domain::{
    Assessment, Assume, Finding, Instant, RequirementId, State, Status, Verdict, assess,
    assess::passes,
};
use cairn_testkit::worlds::{Read, World};

use crate::oracle::{Account, Ask, Measure, Oracle, TICK};
use crate::plans::Actor;

/// What came up, by name: a run in which something never did has shown nothing about it.
pub type Tally = BTreeMap<String, u64>;

pub fn oracle(world: &World) -> Oracle<'_> {
    Oracle::new(&world.policy, &world.zones, [&world.person, &world.cohort], world.known_at)
}

struct Comparison<'a> {
    oracle: Oracle<'a>,
    read: Read,
    now: Instant,
    faults: Vec<String>,
    tally: Tally,
}

/// Asks both; returns where they differ, and what came up.
pub fn compare(world: &World) -> (Vec<String>, Tally) {
    let read = world.read();
    let mut both = Comparison {
        oracle: oracle(world),
        read,
        now: world.now,
        faults: Vec::new(),
        tally: Tally::new(),
    };
    both.facts();
    let kinds: Vec<&str> = both.oracle.person.iter().map(|told| told.event.kind()).collect();
    for kind in kinds {
        both.count(format!("history {kind}"));
    }
    if both.read.standing.unreadable.is_empty() {
        both.answers();
    } else {
        both.count("facts unreadable");
    }
    (both.faults, both.tally)
}

impl Comparison<'_> {
    fn count(&mut self, what: impl Into<String>) {
        *self.tally.entry(what.into()).or_default() += 1;
    }

    fn same<T: PartialEq + std::fmt::Debug>(&mut self, what: &str, domain: &T, oracle: &T) {
        if domain != oracle {
            self.faults.push(format!("{what}: domain {domain:?}, oracle {oracle:?}"));
        }
    }

    /// Which events count, in which order, saying what.
    fn facts(&mut self) {
        let ours = |told: &crate::oracle::Told| (told.at, told.position, told.event.clone());
        let domain: Vec<_> = (self.read.settled.facts.iter())
            .map(|fact| (fact.stamp.at, fact.stamp.position, fact.event.clone()))
            .collect();
        let oracle: Vec<_> = self.oracle.person.iter().map(ours).collect();
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
        self.outlook(&found);
    }

    /// What remains: until when each requirement can wait, and a plan that is enough, and no more than that.
    fn outlook(&mut self, found: &Assessment) {
        let Read { policy, standing, calendar, .. } = &self.read;
        let ahead = outlook(policy, calendar, standing, self.now, None);
        let open: BTreeSet<RequirementId> = (found.root.walk())
            .filter(|each| matches!(each.status, Status::Open | Status::AtRisk { .. }))
            .map(|each| each.requirement.clone())
            .collect();
        // A plan for the whole, and for one of its parts.
        let parts = open.iter().filter(|id| **id != found.root.requirement).take(1);
        let root = open.get(&found.root.requirement);
        let plans: Vec<_> = (root.into_iter().chain(parts))
            .map(|id| (id.clone(), outlook(policy, calendar, standing, self.now, Some(id)).plan))
            .collect();
        for id in &open {
            let expected = self.oracle.wait(self.oracle.rule(id), self.now);
            // A deadline is named by the instant before which it must be met, which is one later than its last.
            let said = ahead.wait.get(id).copied();
            let said = if said == expected { said } else { said.map(|at| at - TICK) };
            self.same(&format!("{id} wait"), &said, &expected);
            self.count(if expected.is_some() { "wait until" } else { "wait forever" });
        }
        let idle = self.oracle.if_nothing_more_happened(self.now);
        for (id, plan) in plans {
            let Some(plan) = plan else {
                // Where the question has ended nothing is planned.
                if !matches!(found.verdict, Verdict::Ended(_)) {
                    self.faults.push(format!("{id} no plan"));
                }
                continue;
            };
            let actor = Actor { policy: idle.policy, oracle: &idle, now: self.now };
            let faults = actor.faults(&id, &plan);
            self.faults.extend(faults);
            self.count(format!("plan of_{}", plan.len().min(3)));
            for todo in &plan {
                self.count(format!("act {}", act(&todo.act)));
            }
        }
    }

    /// Outcomes, and how the certificate stands.
    fn besides(&mut self, found: &Assessment) {
        let [met, best] = self.oracle.outcomes(self.now);
        self.same("outcome", &found.outcome, &met);
        self.same("best outcome", &found.best_outcome, &best);
        if let Some(outcome) = best {
            let here = if met == Some(outcome) { "met" } else { "in_reach" };
            self.count(format!("outcome {here}"));
        }
        let certificate = self.oracle.certificate(self.now);
        let said = found
            .certificate
            .map(|each| (each.decided.position, each.expires, each.renewable_until));
        self.same("certificate", &said, &certificate);
        let (Some(said), Some((_, expires, renewable))) = (found.certificate, certificate) else {
            return;
        };
        let (holds, how) = match self.now {
            now if now < expires => (Holds::Valid, "valid"),
            now if now < renewable => (Holds::Lapsed, "lapsed"),
            _ => (Holds::Expired, "expired"),
        };
        self.same("certificate holds", &said.holds, &holds);
        self.count(format!("certificate {how}"));
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
        self.at_risk(finding);
        self.account(finding);
        if let Status::OutOfReach { since, cause } = &finding.status {
            self.since(name, *since, cause);
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

    /// At risk or open: leaves by their slack, which must be one that every choice of misses survives.
    fn at_risk(&mut self, finding: &Finding) {
        let rule = self.oracle.rule(&finding.requirement);
        let (at_risk, said) = match finding.status {
            Status::AtRisk { slack } => (true, Some(slack)),
            Status::Open => (false, None),
            Status::Met | Status::OutOfReach { .. } => return,
        };
        let parts: Vec<&Status> = finding.children.iter().map(|child| &child.status).collect();
        let name = &finding.requirement;
        let slacks = parts.iter().filter_map(|status| match status {
            Status::AtRisk { slack } => Some(*slack),
            _ => None,
        });
        match &rule.asks {
            Requirement::All(_) => {
                self.same(&format!("{name} least slack"), &said, &slacks.min());
            }
            Requirement::AtLeast { need, .. } => {
                let good = |status: &&&Status| matches!(status, Status::Met | Status::Open);
                let few = parts.iter().filter(good).count() < *need as usize;
                self.same(&format!("{name} at risk"), &at_risk, &few);
                // The k-th largest: with fewer parts lost than that, k of them are still in reach.
                let mut slacks: Vec<u32> = slacks.collect();
                slacks.sort_unstable();
                let good = parts.iter().filter(good).count();
                let kth =
                    (*need as usize).checked_sub(good + 1).and_then(|k| slacks.iter().rev().nth(k));
                self.same(&format!("{name} slack of the parts"), &said.as_ref(), &kth);
            }
            Requirement::Sessions { .. }
            | Requirement::Absences { .. }
            | Requirement::Filings { .. }
            | Requirement::Exam { .. } => {
                let exact = self.oracle.slack(rule, self.now);
                let sound = said
                    .is_none_or(|said| said <= exact.unwrap_or(u32::MAX) && said <= rule.margin);
                let open = at_risk || exact.is_none_or(|exact| exact > rule.margin);
                self.same(
                    &format!(
                        "{name} slack {said:?}, exactly {exact:?}, margin {}, sound",
                        rule.margin
                    ),
                    &(sound && open),
                    &true,
                );
                if at_risk {
                    let exactly = if said == exact { "exact" } else { "a lower bound" };
                    self.count(format!("slack {exactly}"));
                }
            }
            _ => self.same(&format!("{name} has no slack"), &at_risk, &false),
        }
    }

    fn account(&mut self, finding: &Finding) {
        let rule = self.oracle.rule(&finding.requirement);
        let Requirement::Paid(price) = &rule.asks else {
            return self.same("no account", &finding.account.is_none(), &true);
        };
        let expected = self.oracle.account(price, self.now);
        let said = finding.account.as_ref().map(|account| Account {
            price: account.price.minor,
            paid: account.paid.minor,
            refunded: account.refunded.minor,
            adjusted: account.adjusted.minor,
            balance: account.balance.minor,
            overdue: account.overdue.minor,
            refundable: account.refundable.map(|money| money.minor),
        });
        let tier = finding.account.as_ref().is_some_and(|account| account.tier.is_some());
        self.same("tier", &tier, &(expected.price < price.full.minor));
        if expected.overdue > 0 {
            self.count("paid overdue");
        }
        if expected.refundable.is_some_and(|money| money > 0) {
            self.count("paid refundable");
        }
        self.same("account", &said, &Some(expected));
    }

    fn since(&mut self, name: &RequirementId, since: Instant, cause: &Cause) {
        let rule = self.oracle.rule(name);
        let expected = self.oracle.since(rule, self.now);
        self.same(&format!("{name} always"), &matches!(cause, Cause::Always), &expected.is_none());
        let Some(expected) = expected else { return self.count("cause always") };
        self.same(&format!("{name} since ({cause:?})"), &since, &expected);
        let kind = match cause {
            Cause::Always => "always",
            Cause::Event(_) => "event",
            Cause::Deadline(deadline) => deadline_kind(deadline),
        };
        let right = match cause {
            Cause::Always => true,
            Cause::Event(position) => (self.oracle.person.iter().chain(&self.oracle.cohort))
                .any(|each| each.position == *position && each.at == since),
            Cause::Deadline(deadline) => self.oracle.passed_at(deadline, since),
        };
        self.same(&format!("{name} cause {cause:?} is of {since}"), &right, &true);
        self.count(format!("cause {kind}"));
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

const fn deadline_kind(deadline: &Deadline) -> &'static str {
    match deadline {
        Deadline::Session(_) => "session",
        Deadline::Filing(_) => "filing",
        Deadline::MakeUps(_) => "make_ups",
        Deadline::Milestone(_) => "milestone",
        Deadline::Awaited(_) => "awaited",
        Deadline::Room(_) => "room",
        Deadline::Expiry(_) => "expiry",
        Deadline::Waiver(_) => "waiver",
        Deadline::Tier(_) => "tier",
        Deadline::Payment(_) => "payment",
    }
}

const fn act(act: &Act) -> &'static str {
    match act {
        Act::Attend(_) => "attend",
        Act::MakeUp(_) => "make_up",
        Act::Reflect(_) => "reflect",
        Act::HandIn(_) => "hand_in",
        Act::Retreat(_) => "retreat",
        Act::Complete(_) => "complete",
        Act::Apply => "apply",
        Act::Seat => "seat",
        Act::Accept(_) => "accept",
        Act::Grant(_) => "grant",
        Act::Log(_) => "log",
        Act::Pass(_) => "pass",
        Act::Pay => "pay",
        Act::Do(_) => "do",
        Act::Settle(_) => "settle",
    }
}
