//! What lies ahead: plans, and until when each requirement can wait.

use std::collections::BTreeSet;

use cairn_domain::assess::{Act, outlook};
use cairn_domain::{Assessment, RequirementId, Status, Verdict};
use cairn_testkit::worlds::Read;

use super::Comparison;
use crate::oracle::TICK;
use crate::plans::Actor;

impl Comparison<'_> {
    /// What remains: until when each requirement can wait, and a plan that is enough, and no more than that.
    pub(super) fn outlook(&mut self, found: &Assessment) {
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
                    self.fault(format!("{id} no plan"));
                }
                continue;
            };
            let actor = Actor { policy: idle.policy, oracle: &idle, now: self.now };
            let faults = actor.faults(&id, &plan);
            for fault in faults {
                self.fault(fault);
            }
            let checked = if actor.is_left_open() { "left_open" } else { "checked" };
            self.count(format!("plan {checked}"));
            self.count(format!("plan of_{}", plan.len().min(3)));
            for todo in &plan {
                self.count(format!("act {}", act(&todo.act)));
            }
        }
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
