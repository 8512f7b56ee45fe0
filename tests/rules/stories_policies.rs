//! Policies as values: what the check refuses although no file of today's form says it, for logs may hold it; and which policies
//! the first version of the log's form could say.

use std::collections::{BTreeMap, BTreeSet};

use cairn_domain::event::Event;
use cairn_domain::policy::MonthEnd::LastDay;
use cairn_domain::policy::{
    Category, Condition, Ending, Excusal, ExcusedAbsence, Fraction, Instalment, Keep, Lateness,
    LeastPresence, Lock, MakeUps, Measure, Milestone, Over, Place, RefundStep, Requirement, Rule,
    Tier, Validity,
};
use cairn_domain::{Calendar, CohortRecord, Policy, RequirementId};
use cairn_testkit::story::*;
use cairn_testkit::worlds::{at, name};

/// What the check finds wrong, each with its place.
fn faults(policy: Policy) -> Vec<String> {
    let faults = policy.check().unwrap_err();
    faults.iter().map(|fault| format!("{:?}: {}", fault.place, fault.kind)).collect()
}

pub fn complete(names: &[&str]) -> Requirement {
    done(Milestone::Completed(names.iter().map(|each| (*each).to_owned()).collect()))
}

pub fn log(unit: Measure, among: Vec<Category>) -> Requirement {
    logging(100, unit, among)
}

#[test]
fn a_name_of_blanks_names_nothing() {
    let found = faults(asking([("aid", complete(&["First aid", "  "]))]));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].ends_with("this is empty; it needs at least one entry"), "{found:?}");
}

#[test]
fn to_have_applied_or_been_admitted_does_not_expire() {
    for (milestone, word) in [(Milestone::Applied, "applied"), (Milestone::Admitted, "admitted")] {
        let found = faults(asking([("begun", valid_for(done(milestone), days(30)))]));
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains(word) && found[0].contains("valid_for"), "{found:?}");
    }
}

#[test]
fn two_requirements_of_one_name_are_refused() {
    let mut policy = asking([("aid", complete(&["First aid"])), ("talk", complete(&["Talk"]))]);
    policy.requirements[2].id = name("aid");
    assert!(faults(policy)[0].ends_with("`aid` is there twice"));
}

#[test]
fn more_requirements_than_anybody_could_read_are_refused() {
    let mut policy = asking([("aid", complete(&["First aid"]))]);
    let one = policy.requirements[0].clone();
    let numbered = |place: u32| Rule { id: name(&format!("aid-{place}")), ..one.clone() };
    policy.requirements = (0..1_001).map(numbered).collect();
    let all: Vec<RequirementId> = policy.requirements.iter().map(|rule| rule.id.clone()).collect();
    policy.root = all[0].clone();
    assert_eq!(
        faults(policy.clone()),
        ["Top(Path([Key(\"root\")])): the requirements expand to more than 1000 parts"]
    );
    // So many, each asked for once, are not.
    policy.requirements.truncate(999);
    let of = all[..999].to_vec();
    policy.requirements.push(Rule { id: name("all"), asks: Requirement::All(of), ..one });
    policy.root = name("all");
    policy.check().unwrap();
}

#[test]
fn a_category_has_activities_or_categories() {
    let inner = category("inner", &["ethics"], vec![]);
    let found = faults(asking([(
        "log",
        log(Measure::Minutes, vec![category("both", &["a"], vec![inner])]),
    )]));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("`of`") && found[0].contains("`among`"), "{found:?}");
}

#[test]
fn what_is_counted_is_a_word_and_no_word_for_time() {
    let asks = |word: &str| {
        let among = vec![category("any", &["dive"], vec![])];
        asking([("log", log(Measure::Hundredths(word.to_owned()), among))]).check()
    };
    for word in ["dives", "night dives", "CPE-credits", "o'clocks"] {
        asks(word).unwrap();
    }
    for word in
        ["", "4dives", "dives ", "dives-", "dives!", "two  blanks", "hours", "Minutes", "h."]
    {
        let found = asks(word).unwrap_err();
        assert_eq!(found.len(), 1, "{word}: {found:?}");
    }
    let longest = "d".repeat(40);
    asks(&longest).unwrap();
    asks(&format!("{longest}s")).unwrap_err();
}

#[test]
fn a_share_of_nothing_is_none() {
    let kept = |of, per| {
        only("tuition", |rule| {
            if let Requirement::Paid(price) = &mut rule.asks {
                let keep = Keep::Share(Fraction { of, per });
                price.refunds = vec![RefundStep { until: "2025-08-31".parse().unwrap(), keep }];
            }
        })
    };
    kept(0, 1).check().unwrap();
    kept(1, 1).check().unwrap();
    assert!(faults(kept(0, 0))[0].contains("is not a share"));
    assert!(faults(kept(2, 1))[0].contains("is not a share"));
}

#[test]
fn the_way_to_a_fault_reads_as_the_keys_of_the_file() {
    let way = cairn_domain::policy::Path::from("among").nth(2).key("of");
    assert_eq!(way.to_string(), "among.2.of");
    let within = Place::session(1, "repeat").key("every_days");
    assert_eq!(
        within,
        Place::Session(1, cairn_domain::policy::Path::from("repeat").key("every_days"))
    );
}

#[test]
fn what_is_not_about_sessions_looks_at_none() {
    let policy = small_policy();
    let of = |id: &str| {
        let rule = policy.requirements.iter().find(|rule| rule.id.as_str() == id).unwrap();
        rule.asks.sessions()
    };
    assert_eq!(of("retreat"), None);
    assert_eq!(of("attendance"), None, "all of the calendar");
    let evenings = [name("2025-09"), name("2025-10")].into();
    let absences = Requirement::Absences {
        at_most: 1,
        over: Over::All,
        of: Some(evenings),
        presence: LeastPresence::Minutes(60),
        late: None,
        excused: ExcusedAbsence::Counts,
    };
    assert_eq!(absences.sessions().map(BTreeSet::len), Some(2));
}

#[test]
fn a_term_beyond_all_time_ends_with_it() {
    let day = "2025-09-01".parse().unwrap();
    assert_eq!(months(u32::MAX, LastDay).after(day), chrono::NaiveDate::MAX);
    assert_eq!(months(u32::MAX, LastDay).before(day), chrono::NaiveDate::MIN);
}

#[test]
fn a_reflection_counts_for_so_many_days_whatever_the_policy_asks_for() {
    let policy = small_policy().check().unwrap();
    let calendar = Calendar::new(&policy, &CohortRecord::default());
    let evening = calendar.session(&name("2025-09")).unwrap();
    let counts = evening.filing_window(evening.planned, 3, policy.zone());
    assert_eq!(counts.from, at("2025-09-11T04:00:00Z"));
    assert_eq!(counts.to, at("2025-09-15T04:00:00Z"));
}

/// The version in which a policy is written down: the first, wherever that can say it.
fn version(policy: Policy) -> u16 {
    Event::PolicyAdopted { policy: Box::new(policy) }.version()
}

fn changed(id: &str, change: impl FnOnce(&mut Rule)) -> u16 {
    version(only(id, change))
}

#[test]
fn what_the_first_version_could_say_is_written_in_it() {
    assert_eq!(version(small_policy()), 1);
    for id in ["attendance", "reflections", "project", "reviews", "retreat", "workshop", "tuition"]
    {
        assert_eq!(changed(id, |_| {}), 1, "{id}");
    }
    assert_eq!(
        version(asking([(
            "aid",
            due_by(done(Milestone::Submitted(name("a"))), [on("2025-09-01")])
        )])),
        2
    );
    let by = only("project", |rule| {
        if let Requirement::Done { by, .. } = &mut rule.asks {
            *by = Some(cairn_domain::policy::Due::One(on("2025-09-01")));
        }
    });
    assert_eq!(version(by), 1);
}

#[test]
fn what_came_later_is_written_in_the_second_version() {
    let two = |said: &str, version: u16| assert_eq!(version, 2, "{said}");
    let mut ending = small_policy();
    ending.outcomes = vec![Ending { id: name("left"), title: "Left".to_owned(), needs: None }];
    two("an outcome", version(ending));
    let mut certificate = small_policy();
    certificate.certificate =
        Some(Validity { valid_for: months(24, LastDay), renewable_for: None });
    two("a certificate's term", version(certificate));
    two("a quorum", changed("retreat", |rule| rule.waiver_quorum = 2));
    two("an extension", changed("retreat", |rule| rule.extendable_by = Some(name("staff"))));
    let attendance = |change: fn(
        &mut LeastPresence,
        &mut Option<MakeUps>,
        &mut Excusal,
        &mut Option<Lateness>,
    )| {
        changed("attendance", |rule| {
            if let Requirement::Sessions { presence, make_ups, excused, late, .. } = &mut rule.asks
            {
                change(presence, make_ups, excused, late);
            }
        })
    };
    two(
        "bounds of presence",
        attendance(|presence, _, _, _| {
            *presence = LeastPresence::AllBut { missed: 10, late: None, early: None };
        }),
    );
    two(
        "make-ups within days",
        attendance(|_, make_ups, _, _| {
            *make_ups = Some(MakeUps { at_most: 1, by: None, within_days: Some(10) });
        }),
    );
    two("excuses that count", attendance(|_, _, excused, _| *excused = Excusal::Counts));
    two("lateness", attendance(|_, _, _, late| *late = Some(Lateness { after: 10, each: 3 })));
    assert_eq!(
        attendance(|_, make_ups, excused, _| {
            *make_ups = None;
            *excused = Excusal::Absent;
        }),
        1
    );
    let away = |times| done(Milestone::Retreat { days: 5, times });
    two("two retreats", version(asking([("away", away(2))])));
    assert_eq!(version(asking([("away", away(1))])), 1);
    two("something completed", version(asking([("aid", complete(&["First aid"]))])));
    two("a window's opening", version(asking([("away", only_after(away(1), on("2025-08-01")))])));
    two("a term", version(asking([("away", valid_for(away(1), days(30)))])));
    two(
        "a limit",
        version(asking([("hours", log(Measure::Minutes, vec![category("a", &["a"], vec![])]))])),
    );
    let reviews = |each: BTreeMap<_, _>, excluding: BTreeSet<_>| {
        let (of, reviewers) = (name("project"), 2);
        version(asking([("reviews", Requirement::Reviews { of, reviewers, each, excluding })]))
    };
    assert_eq!(reviews(BTreeMap::new(), BTreeSet::new()), 1);
    two("a capacity", reviews(BTreeMap::from([(name("mentor"), 1)]), BTreeSet::new()));
    two("a capacity left out", reviews(BTreeMap::new(), BTreeSet::from([name("friend")])));
}

#[test]
fn what_prices_came_to_say_is_written_in_the_second_version() {
    let price = |change: fn(&mut cairn_domain::policy::Price)| {
        changed("tuition", |rule| {
            if let Requirement::Paid(price) = &mut rule.asks {
                change(price);
            }
        })
    };
    assert_eq!(price(|_| {}), 1);
    assert_eq!(
        price(|price| price.instalments =
            vec![Instalment { by: day_of_august(), amount: dollars(1) }]),
        2
    );
    assert_eq!(
        price(|price| price.refunds =
            vec![RefundStep { until: day_of_august(), keep: Keep::Amount(dollars(1)) }]),
        2
    );
    assert_eq!(
        price(|price| price.tiers.iter_mut().for_each(|tier: &mut Tier| {
            tier.and = vec![Condition { locked_by: Lock::Paying, by: day_of_august() }];
        })),
        2
    );
}

fn day_of_august() -> chrono::NaiveDate {
    "2025-08-31".parse().unwrap()
}
