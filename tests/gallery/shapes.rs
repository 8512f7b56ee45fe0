//! How each shape of rule is recognised in a policy, or in the histories where it is one of histories.

use cairn_domain::policy::{
    Anchor, Category, Due, LeastPresence, Milestone, Moment, Need, Over, Requirement, Shift,
};

use crate::programme::Programme;

/// A shape: what the docs call it, and whether a programme shows it.
pub type Shape = (&'static str, fn(&Programme) -> bool);

/// Every shape of the docs' table, in its order.
pub const SHAPES: [Shape; 40] = [
    ("count", |of| {
        asks(of, |asks| matches!(asks, Requirement::Log { among, .. } if among.len() == 1))
    }),
    ("different ones counted", |of| {
        asks(of, |asks| match asks {
            Requirement::Log { different, .. } => different.is_some(),
            Requirement::AtLeast { need, .. } => *need > 1,
            _ => false,
        })
    }),
    ("share, rounded up", |of| shares(of) > 0),
    ("share in each category", |of| shares(of) > 1),
    ("sum with minima and maxima, nested", |of| categories(of, |one| !one.among.is_empty())),
    ("least presence at a session", |of| {
        asks(of, |asks| match asks {
            Requirement::Sessions { presence, .. } | Requirement::Absences { presence, .. } => {
                match presence {
                    LeastPresence::AllBut { .. } => true,
                    LeastPresence::Share(share) => share.of == share.per,
                    LeastPresence::Minutes(_) => false,
                }
            }
            _ => false,
        })
    }),
    ("conversion", |of| {
        asks(of, |asks| matches!(asks, Requirement::Sessions { late: Some(_), .. }))
    }),
    ("longest run", |of| {
        asks(of, |asks| matches!(asks, Requirement::Absences { over: Over::InARow, .. }))
    }),
    ("rolling window", |of| {
        asks(of, |asks| match asks {
            Requirement::Absences { over: Over::Days(_), .. } => true,
            Requirement::Log { after, valid_for, .. } => {
                valid_for.is_some() || is_before(after.as_ref())
            }
            _ => false,
        })
    }),
    ("one session apart from the others", |of| {
        let all = of.policy.as_ref().map_or(0, |policy| policy.planned().len());
        asks(
            of,
            |asks| matches!(asks, Requirement::Sessions { of: Some(named), .. } if named.len() + 1 == all),
        )
    }),
    ("make-ups, capped", |of| {
        asks(of, |asks| matches!(asks, Requirement::Sessions { make_ups: Some(_), .. }))
    }),
    ("make-ups, by what they cost", |of| {
        asks(of, |asks| matches!(asks, Requirement::AtLeast { .. }))
            && asks(of, |asks| matches!(asks, Requirement::Paid(_)))
            && asks(of, |asks| matches!(asks, Requirement::Sessions { .. }))
    }),
    ("prerequisite by stage", |of| {
        due(of, |anchor, _| {
            matches!(anchor, Anchor::Session(_) | Anchor::Admission | Anchor::Application)
        })
    }),
    ("order", |of| {
        since(
            of,
            |moment| matches!(moment, Moment::From(from) if matches!(from.anchor, Anchor::Met(_))),
        )
    }),
    ("fresh when it is used", |of| {
        asks(of, |asks| {
            asks.window()
                .is_some_and(|window| window.valid_for.is_some() || is_before(window.after))
        })
    }),
    ("either, any of, under any name", |of| {
        asks(of, |asks| match asks {
            Requirement::AtLeast { need, of } => (*need as usize) < of.len(),
            Requirement::Done { milestone: Milestone::Completed(names), .. } => names.len() > 1,
            _ => false,
        })
    }),
    ("credit from elsewhere, since a day", |of| {
        let completed = |asks: &Requirement| {
            matches!(asks, Requirement::Done { milestone: Milestone::Completed(_), .. })
        };
        asks(of, |asks| {
            let after = asks.window().and_then(|window| window.after);
            completed(asks) && matches!(after, Some(Moment::Day(_)))
        })
    }),
    ("most that counts, of a kind or a day", |of| {
        categories(of, |one| one.most.is_some())
            || asks(of, |asks| matches!(asks, Requirement::Log { per_day: Some(_), .. }))
    }),
    ("one event for two rules", |of| {
        let Ok(policy) = &of.policy else { return false };
        let mut seen = std::collections::BTreeSet::new();
        policy.rules().iter().any(|rule| {
            let mut here = std::collections::BTreeSet::new();
            each_category(&rule.asks, &mut |one| here.extend(one.of.iter().cloned()));
            let again = here.iter().any(|activity| seen.contains(activity));
            seen.extend(here);
            again
        })
    }),
    ("deadline counted from an event", |of| {
        due(of, |anchor, shift| shift.is_some() && !matches!(anchor, Anchor::Day(_)))
    }),
    ("deadline at the n-th session", |of| {
        due(of, |anchor, _| matches!(anchor, Anchor::NthSession { .. }))
    }),
    ("deadline in a zone", |of| {
        of.lines().any(|line| line.starts_with("20") && line.contains('T'))
    }),
    ("earned by one day, reported by another", |of| {
        asks(of, |asks| matches!(asks, Requirement::Log { reported_by: Some(_), .. }))
    }),
    ("grace in which it does not hold", |of| {
        certificate(of, |validity| validity.renewable_for.is_some())
    }),
    ("expiry", |of| certificate(of, |_| true)),
    ("carried over", |of| {
        categories(of, |one| one.name.as_str() == "carried-over" && one.most.is_some())
    }),
    ("examination", |of| asks(of, |asks| matches!(asks, Requirement::Exam { .. }))),
    ("attempts, wait, the earlier of two ends", |of| {
        asks(of, |asks| matches!(asks, Requirement::Exam { attempts: Some(_), .. }))
    }),
    ("reduced price with conditions", |of| {
        asks(
            of,
            |asks| matches!(asks, Requirement::Paid(price) if price.tiers.iter().any(|tier| !tier.and.is_empty())),
        )
    }),
    ("instalments", |of| {
        asks(of, |asks| matches!(asks, Requirement::Paid(price) if !price.instalments.is_empty()))
    }),
    ("refunds by date", |of| {
        asks(of, |asks| matches!(asks, Requirement::Paid(price) if !price.refunds.is_empty()))
    }),
    ("sponsored", |of| told(of, "tuition adjusted: sponsorship")),
    ("waiver", |of| told(of, "waived")),
    ("extension", |of| told(of, "extended")),
    ("judgement as an input", |of| asks(of, |asks| matches!(asks, Requirement::Judgement { .. }))),
    ("independent approvers", |of| {
        asks(of, |asks| match asks {
            Requirement::Judgement { judges: many, excluding, .. }
            | Requirement::Reviews { reviewers: many, excluding, .. } => {
                *many > 1 || !excluding.is_empty()
            }
            _ => false,
        })
    }),
    ("graded outcomes", |of| {
        of.policy.as_ref().is_ok_and(|policy| policy.policy().outcomes.len() > 1)
    }),
    ("handed in again", |of| told(of, "returned by")),
    ("deferral, appeal, suspension", |of| {
        ["deferred: ", "appealed", "suspended"].iter().any(|word| told(of, word))
    }),
    ("rules by cohort, and for those who came before", |of| {
        let applied = |asks: &Requirement| {
            matches!(asks, Requirement::Done { milestone: Milestone::Applied, .. })
        };
        asks(of, applied)
            || of.name.ends_with("-earlier")
            || of.policy.as_ref().is_ok_and(|policy| policy.policy().version != "1")
    }),
];

fn asks(of: &Programme, what: impl Fn(&Requirement) -> bool) -> bool {
    of.policy.as_ref().is_ok_and(|policy| policy.rules().iter().any(|rule| what(&rule.asks)))
}

/// How many requirements ask for a share of sessions.
fn shares(of: &Programme) -> usize {
    let share =
        |asks: &Requirement| matches!(asks, Requirement::Sessions { need: Need::Share(_), .. });
    of.policy
        .as_ref()
        .map_or(0, |policy| policy.rules().iter().filter(|rule| share(&rule.asks)).count())
}

fn each_category(asks: &Requirement, tell: &mut impl FnMut(&Category)) {
    if let Requirement::Log { among, .. } = asks {
        for one in among.iter().flat_map(Category::walk) {
            tell(one);
        }
    }
}

fn categories(of: &Programme, what: impl Fn(&Category) -> bool) -> bool {
    asks(of, |asks| {
        let mut found = false;
        each_category(asks, &mut |one| found |= what(one));
        found
    })
}

fn is_before(moment: Option<&Moment>) -> bool {
    matches!(moment, Some(Moment::From(from)) if matches!(from.shift, Some(Shift::Before(_))))
}

fn due(of: &Programme, what: impl Fn(&Anchor, Option<Shift>) -> bool) -> bool {
    let moment = |moment: &Moment| match moment {
        Moment::Day(_) => false,
        Moment::From(from) => what(&from.anchor, from.shift),
    };
    asks(of, |asks| {
        let by = asks.window().and_then(|window| window.by);
        by.is_some_and(|by: &Due| by.moments().iter().any(&moment))
    })
}

fn since(of: &Programme, what: impl Fn(&Moment) -> bool) -> bool {
    asks(of, |asks| asks.window().and_then(|window| window.after).is_some_and(&what))
}

fn certificate(of: &Programme, what: impl Fn(cairn_domain::policy::Validity) -> bool) -> bool {
    of.policy.as_ref().is_ok_and(|policy| policy.policy().certificate.is_some_and(&what))
}

fn told(of: &Programme, word: &str) -> bool {
    of.lines().any(|line| line.contains(word))
}
