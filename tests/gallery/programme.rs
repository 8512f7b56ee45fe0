//! A programme of the gallery: its folder, its policy, its cases.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use cairn_domain::assess::passes;
use cairn_domain::time::{end_of_day, instant_of};
use cairn_domain::{
    Assessment, Assume, Calendar, CheckedPolicy, CohortRecord, Event, Instant, Recorded, Standing,
    Status, Zones, assess, settle,
};
use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::case::{Case, Cases};
use crate::compare::compare;
use crate::telling::tell;

/// One folder.
pub struct Programme {
    /// The folder's name.
    pub name: String,
    /// Its policy, or what the reader says about it.
    pub policy: Result<CheckedPolicy, String>,
    /// Its cases, or why they cannot be read.
    pub cases: Result<Cases, String>,
}

/// Returns a path from the root of the project.
pub fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// Reads every folder of the gallery, in order of name.
pub fn all() -> Result<Vec<Programme>, String> {
    let gallery = root("fixtures/policies/gallery");
    let entries = fs::read_dir(&gallery).map_err(|why| format!("{}: {why}", gallery.display()))?;
    let mut folders = Vec::new();
    for entry in entries {
        let path = entry.map_err(|why| format!("{}: {why}", gallery.display()))?.path();
        if path.is_dir() {
            folders.push(path);
        }
    }
    folders.sort();
    Ok(folders.iter().map(|folder| open(folder)).collect())
}

fn open(folder: &Path) -> Programme {
    let read = |file: &str| {
        let path = folder.join(file);
        fs::read_to_string(&path).map_err(|why| format!("{}: {why}", path.display()))
    };
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
    let policy = read("policy.toml").and_then(|text| {
        cairn_policy::read("policy.toml", &text).map_err(|errors| errors.render(false, 120))
    });
    let cases = read("cases.toml")
        .and_then(|text| toml::from_str(&text).map_err(|why| format!("cases.toml: {why}")));
    Programme { name: name.unwrap_or_default(), policy, cases }
}

impl Programme {
    /// Returns the policy, or what is wrong with it.
    pub fn policy(&self) -> Result<&CheckedPolicy, String> {
        self.policy.as_ref().map_err(Clone::clone)
    }

    /// Returns the cases, or why there are none.
    pub fn cases(&self) -> Result<&Cases, String> {
        self.cases.as_ref().map_err(Clone::clone)
    }

    /// Returns every line of every history.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        let cases = self.cases.iter();
        cases.flat_map(|cases| {
            let each = cases.case.iter().flat_map(|case| &case.events);
            cases.always.iter().chain(each).map(String::as_str)
        })
    }

    /// The reader has nothing to say about the policy, and what is printed of it reads back to the same.
    pub fn is_accepted(&self) -> Result<(), String> {
        let policy = self.policy()?;
        let printed = cairn_policy::print(policy.policy());
        let again = cairn_policy::read("printed.toml", &printed)
            .map_err(|errors| errors.render(false, 120))?;
        if again == *policy { Ok(()) } else { Err(format!("reads back differently:\n{printed}")) }
    }

    /// A case comes out as it says.
    pub fn decides(&self, nth: usize) -> Result<(), String> {
        let case = &self.cases()?.case[nth];
        compare(case, &self.assessment(case)?)
    }

    /// The cases are at least two; somebody meets the rules, somebody does not, and somebody stands on a boundary.
    pub fn shows_both_sides(&self) -> Result<(), String> {
        let cases = &self.cases()?.case;
        if cases.len() < 2 {
            return Err(format!(
                "{} case is too few: write one that is met and one that is missed",
                cases.len()
            ));
        }
        let (mut met, mut missed) = (false, false);
        for case in cases {
            match self.assessment(case)?.root.status {
                Status::Met => met = true,
                _ => missed = true,
            }
        }
        let edge = cases.iter().any(|case| case.edge.is_some());
        match (met, missed, edge) {
            (true, true, true) => Ok(()),
            (false, ..) => Err("no case meets the rules".to_owned()),
            (_, false, _) => Err("no case misses the rules".to_owned()),
            (.., false) => Err("no case says which `edge` it stands on".to_owned()),
        }
    }

    /// What is out of reach stays out of reach, whatever else the history holds; only what the rules could not foresee
    /// (a waiver, an extension, an excuse, a cancelled session, a new application) brings it back.
    pub fn foretells(&self) -> Result<(), String> {
        let zone = self.policy()?.zone();
        let unforeseen = ["waived", "extended", "excused", "session ", "deferred", "reinstated"];
        for case in &self.cases()?.case {
            let mut lines = self.cases()?.always.iter().chain(&case.events);
            if lines.any(|line| unforeseen.iter().any(|word| line.contains(word))) {
                continue;
            }
            let until = self.now(case)?;
            let folded = self.folded(case)?;
            let mut lost: Option<Instant> = None;
            for now in folded.moments(zone).into_iter().filter(|now| *now <= until) {
                if !folded.in_reach(self.policy()?, now) {
                    lost = lost.or(Some(now));
                } else if let Some(then) = lost {
                    let (then, now) = (then.with_timezone(&zone), now.with_timezone(&zone));
                    return Err(format!(
                        "{}: out of reach at {then}, in reach at {now}",
                        case.name
                    ));
                }
            }
        }
        Ok(())
    }

    fn assessment(&self, case: &Case) -> Result<Assessment, String> {
        let now = self.now(case)?;
        Ok(self.folded(case)?.at(self.policy()?, now))
    }

    /// Folds a history, as the program would.
    fn folded(&self, case: &Case) -> Result<Folded, String> {
        let policy = self.policy()?;
        let always = self.cases()?.always.iter();
        let told = tell(policy, always.chain(&case.events).map(String::as_str))?;
        let zone = policy.zone();
        let mut days = BTreeSet::from([policy.policy().ends]);
        for each in &told.person {
            days.insert(each.occurred.day(zone));
            if let Event::Logged { reported: Some(day), .. } = each.event {
                days.insert(day);
            }
        }
        let cohorts = [(policy.policy().cohort.clone(), zone)].into();
        let zones = Zones { home: zone, cohorts };
        let facts = |stream: Vec<Recorded>| settle(stream, DateTime::<Utc>::MAX_UTC, &zones).facts;
        let standing = Standing::replay(&facts(told.person));
        let calendar = Calendar::new(policy, &CohortRecord::replay(&facts(told.cohort)));
        Ok(Folded { standing, calendar, days })
    }

    fn now(&self, case: &Case) -> Result<Instant, String> {
        let zone = self.policy()?.zone();
        let text = case.as_of.to_string();
        if let Ok(day) = text.parse::<NaiveDate>() {
            return Ok(last_moment(day, zone));
        }
        let local: NaiveDateTime =
            text.parse().map_err(|_| format!("`{text}` is no local time"))?;
        instant_of(local, zone).map_err(|why| why.to_string())
    }
}

/// A history as the domain reads it.
struct Folded {
    standing: Standing,
    calendar: Calendar,
    /// The days on which something happens or is reported.
    days: BTreeSet<NaiveDate>,
}

impl Folded {
    fn at(&self, policy: &CheckedPolicy, now: Instant) -> Assessment {
        assess(policy, &self.calendar, &self.standing, now)
    }

    fn in_reach(&self, policy: &CheckedPolicy, now: Instant) -> bool {
        passes(policy, &self.calendar, &self.standing, now, Assume::PerfectFuture)
    }

    /// The end of every day on which something happens, and of the day before it.
    fn moments(&self, zone: Tz) -> BTreeSet<Instant> {
        let around = self.days.iter().flat_map(|day| [day.pred_opt(), Some(*day)]).flatten();
        around.map(|day| last_moment(day, zone)).collect()
    }
}

fn last_moment(day: NaiveDate, zone: Tz) -> Instant {
    end_of_day(day, zone) - TimeDelta::microseconds(1)
}
