//! One requirement of each kind, with every key that it takes.

use std::collections::{BTreeMap, BTreeSet};

use cairn_domain::ids::{Item, Role};
use cairn_domain::policy::{
    Excusal, ExcusedAbsence, Fraction, Lateness, LeastPresence, MakeUps, Milestone, Need, Over,
    Requirement,
};
use cairn_domain::{Facet, SessionId};

use super::{CAPACITIES, Draft, FACETS, ITEMS, is_a_step, moments, name};

const SHARES: [Fraction; 5] = [
    Fraction { of: 4, per: 5 },
    Fraction { of: 1, per: 2 },
    Fraction { of: 2, per: 3 },
    Fraction { of: 1, per: 1 },
    Fraction { of: 1, per: 7 },
];

/// How many in each capacity (and of whom no word counts).
type Roles = (BTreeMap<Role, u32>, BTreeSet<Role>);

impl Draft<'_> {
    pub(super) fn leaf(&mut self) -> Requirement {
        match self.dice.below(20) {
            0..=3 => self.attendance(),
            4..=6 => self.absences(),
            7 | 8 => self.filings(),
            9..=11 => self.done(),
            12 => {
                let reviewers = 1 + self.dice.below(2);
                let (each, excluding) = self.roles(reviewers);
                Requirement::Reviews { of: self.item(), reviewers, each, excluding }
            }
            13 => {
                let judges = 1 + self.dice.below(2);
                let (each, excluding) = self.roles(judges);
                Requirement::Judgement { question: self.item(), judges, each, excluding }
            }
            14 | 15 => self.log(),
            16 | 17 => self.exam(),
            18 => Requirement::Prerequisite { any_of: names() },
            _ => Requirement::Paid(self.price()),
        }
    }

    pub(super) fn share(&mut self) -> Fraction {
        *self.dice.pick(&SHARES)
    }

    fn item(&mut self) -> Item {
        name(self.dice.pick::<&str>(&ITEMS))
    }

    /// Some of the sessions; `None`: all.
    fn some_sessions(&mut self) -> Option<BTreeSet<SessionId>> {
        let dice = &mut *self.dice;
        let named: BTreeSet<SessionId> =
            self.sessions.iter().filter(|_| dice.chance(70)).map(|each| each.id.clone()).collect();
        (!named.is_empty() && dice.chance(25)).then_some(named)
    }

    fn shortest(&self) -> u32 {
        self.sessions.iter().map(|each| each.minutes).min().unwrap_or(1)
    }

    /// One of these that is less than the shortest session has minutes, or none.
    fn less_than_the_shortest(&mut self, of: &[u32]) -> u32 {
        let shortest = self.shortest();
        let fits: Vec<u32> = of.iter().copied().filter(|minutes| *minutes < shortest).collect();
        if fits.is_empty() { 0 } else { *self.dice.pick(&fits) }
    }

    fn presence(&mut self) -> LeastPresence {
        match self.dice.below(10) {
            0..=3 => LeastPresence::Share(self.share()),
            4..=6 => LeastPresence::Minutes(*self.dice.pick(&[1, 30, 90, 180])),
            _ => {
                let missed = self.less_than_the_shortest(&[0, 15, 30, 59]);
                let dice = &mut *self.dice;
                let mut end = || dice.chance(40).then(|| dice.below(missed + 1));
                let (late, early) = (end(), end());
                LeastPresence::AllBut { missed, late, early }
            }
        }
    }

    fn attendance(&mut self) -> Requirement {
        let of = self.some_sessions();
        let most = of.as_ref().map_or(self.sessions.len(), BTreeSet::len);
        let most = u32::try_from(most).unwrap_or(1);
        let need = if self.dice.chance(50) {
            Need::Count(1 + self.dice.below(most))
        } else {
            Need::Share(self.share())
        };
        let presence = self.presence();
        let make_ups = self.dice.chance(60).then(|| MakeUps {
            at_most: 1 + self.dice.below(2),
            by: self.dice.chance(50).then(|| self.day()),
            within_days: self.dice.chance(40).then(|| self.dice.below(4)),
        });
        let excusals =
            [Excusal::LeavesShare, Excusal::LeavesShare, Excusal::Counts, Excusal::Absent];
        let excused = *self.dice.pick(&excusals);
        let late = self.dice.chance(40).then(|| Lateness {
            after: self.less_than_the_shortest(&[0, 9, 29]),
            each: 1 + self.dice.below(2),
        });
        Requirement::Sessions { need, of, presence, make_ups, excused, late }
    }

    fn absences(&mut self) -> Requirement {
        let of = self.some_sessions();
        let most = of.as_ref().map_or(self.sessions.len(), BTreeSet::len);
        let over = match self.dice.below(5) {
            0 | 1 => Over::All,
            2 | 3 => Over::InARow,
            _ => Over::Days(1 + self.dice.below(8)),
        };
        let excused = [ExcusedAbsence::Counts, ExcusedAbsence::PassedOver, ExcusedAbsence::EndsRun];
        Requirement::Absences {
            at_most: self.dice.below(u32::try_from(most).unwrap_or(1)),
            over,
            of,
            presence: self.presence(),
            late: self.dice.chance(40).then(|| self.less_than_the_shortest(&[0, 15, 29])),
            excused: *self.dice.pick(&excused),
        }
    }

    fn filings(&mut self) -> Requirement {
        let count = u32::try_from(self.sessions.len()).unwrap_or(1);
        let mut each: BTreeMap<Facet, u32> = BTreeMap::new();
        for facet in FACETS {
            if self.dice.chance(25) {
                each.insert(name(facet), 1 + self.dice.below(count));
            }
        }
        let need = 1 + self.dice.below(count);
        Requirement::Filings { need, within_days: self.dice.below(4), each }
    }

    fn done(&mut self) -> Requirement {
        let milestone = match self.dice.below(12) {
            0..=2 => Milestone::Submitted(self.item()),
            3..=5 => Milestone::Retreat { days: 1 + self.dice.below(5), times: 1 },
            6 => Milestone::Retreat { days: 1 + self.dice.below(4), times: 2 },
            7..=9 => Milestone::Completed(names()),
            10 => Milestone::Applied,
            _ => Milestone::Admitted,
        };
        let valid_for = if is_a_step(&milestone) { None } else { self.valid_for() };
        let by = if valid_for.is_none() { self.due() } else { None };
        Requirement::Done { milestone, after: self.after(), by, valid_for }
    }

    fn exam(&mut self) -> Requirement {
        let valid_for = self.valid_for();
        let after = self.after();
        let limited = after.as_ref().is_none_or(|after| !moments::counts_back(after));
        let attempts = (limited && self.dice.chance(75)).then(|| 1 + self.dice.below(2));
        let wait = (attempts.is_some() && self.dice.chance(50)).then(|| moments::term(self.dice));
        Requirement::Exam {
            of: self.item(),
            pass_mark: self.dice.chance(70).then(|| self.share()),
            attempts,
            wait,
            after,
            by: if valid_for.is_none() { self.due() } else { None },
            valid_for,
        }
    }

    fn roles(&mut self, people: u32) -> Roles {
        let (mut each, mut excluding) = (BTreeMap::new(), BTreeSet::new());
        let mut left = people;
        for capacity in CAPACITIES {
            match self.dice.below(10) {
                0 | 1 => {
                    excluding.insert(name(capacity));
                }
                2..=4 if left > 0 => {
                    let need = 1 + self.dice.below(left);
                    left -= need;
                    each.insert(name(capacity), need);
                }
                _ => {}
            }
        }
        (each, excluding)
    }
}

fn names() -> BTreeSet<String> {
    BTreeSet::from(["Intro Workshop".to_owned(), "First Steps".to_owned()])
}
