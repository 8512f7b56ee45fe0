//! The sample as it is read back, and the questions that are asked of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use cairn_domain::assess::Unit;
use cairn_domain::time::end_of_day;
use cairn_domain::{
    Assessment, Calendar, CheckedPolicy, CohortId, CohortRecord, Fact, Finding, Instant, Policy,
    Recorded, Standing, StreamId, Zones, assess, links, settle,
};
use cairn_eventlog::{Envelope, Log, MemoryLog, Timing, codec, ndjson};
use cairn_testkit::cohort;
use chrono::{NaiveDate, TimeDelta};
use chrono_tz::America::New_York;

use super::proofs::Proof;

/// The cohort of the sample.
pub const THIS: &str = "compassionate-systems-2025-26";
const NEXT: &str = "compassionate-systems-2026-27";
/// The day of a question that names none.
pub const TODAY: &str = "2026-11-23";

/// The log as it is read back from the file.
pub struct World {
    /// The cohort of the sample.
    pub this: CohortId,
    cohorts: BTreeMap<CohortId, Vec<Envelope>>,
    /// The streams of its people.
    pub people: BTreeMap<StreamId, Vec<Envelope>>,
}

/// What was true by one instant, as far as known at another, under a policy.
pub struct Question {
    as_of: Instant,
    known_at: Instant,
    policy: Option<CheckedPolicy>,
}

impl World {
    /// Restores what is in the file (the first test sees to it that it is) into a log, and reads the log.
    pub fn read() -> Self {
        let text = cohort::sample_ndjson(&policies(), cohort::SEED);
        let lines = (1..).zip(text.lines());
        let drafts: Vec<_> =
            lines.map(|(line, text)| ndjson::read_line(line, text.as_bytes()).unwrap()).collect();
        let mut log = MemoryLog::new("log.example.org/sample", end_of("2025-01-01"));
        log.append(&drafts, &[], Timing::Keep).unwrap();
        let this = CohortId::new(THIS).unwrap();
        let mut world = Self { this, cohorts: BTreeMap::new(), people: BTreeMap::new() };
        for stream in log.streams().unwrap().into_keys() {
            let events = log.stream(&stream).unwrap();
            match stream {
                StreamId::Cohort(cohort) => world.cohorts.insert(cohort, events),
                person @ StreamId::Practitioner(_) => world.people.insert(person, events),
            };
        }
        world
    }

    /// Finds a person by name, by address, or as the one who was erased.
    pub fn find(&self, who: &str) -> &StreamId {
        let called = |event: &Envelope| {
            let erased = who == "(erased)" && event.kind == "erased";
            erased
                || ["name", "email"].iter().any(|field| {
                    event.private.get(*field).is_some_and(|private| private.value == who)
                })
        };
        let mut found = self.people.iter().filter(|(_, events)| events.iter().any(called));
        let (stream, _) = found.next().unwrap_or_else(|| panic!("`{who}` is in the sample"));
        assert!(found.next().is_none(), "`{who}` is one person");
        stream
    }

    /// Returns how a person is called on the command line.
    pub fn called(&self, who: &str) -> String {
        match who {
            "(erased)" => self.find(who).practitioner().unwrap().to_string()[..13].to_owned(),
            who if who.contains('@') => who.to_owned(),
            who => format!("\"{who}\""),
        }
    }

    pub fn assess(&self, stream: &StreamId, cohort: &CohortId, asked: &Question) -> Assessment {
        let zones = Zones { home: New_York, cohorts: BTreeMap::new() };
        let mut facts = settled(&self.people[stream], asked.known_at, &zones);
        for other in links(&facts) {
            let other = &self.people[&StreamId::Practitioner(other)];
            facts.extend(settled(other, asked.known_at, &zones));
        }
        facts.sort_by_key(|fact| fact.stamp);
        let record = CohortRecord::replay(&settled(&self.cohorts[cohort], asked.known_at, &zones));
        let adopted = || record.policy_at(asked.as_of).unwrap().1.clone().check().unwrap();
        let policy = asked.policy.clone().unwrap_or_else(adopted);
        let calendar = Calendar::new(&policy, &record);
        assess(&policy, &calendar, &Standing::replay(&facts), asked.as_of)
    }

    /// Says how the answer differs from what is claimed, if it does.
    pub fn refutes(&self, proof: &Proof) -> Option<String> {
        let Proof { who, cohort, ask, verdict, measure, .. } = proof;
        let cohort = CohortId::new(format!("compassionate-systems-{cohort}")).unwrap();
        let found = self.assess(self.find(who), &cohort, &question(ask));
        let measures: Vec<String> = found.root.walk().map(measured).collect();
        let agrees =
            found.verdict.name() == *verdict && measures.iter().any(|each| each == measure);
        let found = format!("{} ({})", found.verdict.name(), measures.join(", "));
        (!agrees)
            .then(|| format!("{who} {ask}: {verdict}, {measure} is claimed, but it is {found}"))
    }

    /// Counts the verdicts of the cohort's applicants at the end of a day.
    pub fn counts(&self, day: &str) -> String {
        let asked = question(&format!("--as-of {day}"));
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (stream, events) in &self.people {
            let event = |event: &Envelope| event.kind == "applied" && event.body.contains(THIS);
            if events.iter().any(event) {
                *counts
                    .entry(self.assess(stream, &self.this, &asked).verdict.name())
                    .or_default() += 1;
            }
        }
        let said = counts.into_iter().map(|(verdict, count)| format!("{count} {verdict}"));
        said.collect::<Vec<_>>().join(", ")
    }
}

fn settled(events: &[Envelope], known_at: Instant, zones: &Zones) -> Vec<Fact> {
    let history = events.iter().map(|event| Recorded {
        position: event.position,
        id: event.event_id,
        recorded_at: event.recorded_at,
        occurred: event.occurred_at,
        event: codec::decode(&event.kind, event.version, &event.body).unwrap().event,
    });
    settle(history.collect(), known_at, zones).facts
}

/// Says what is settled of a requirement, money in dollars.
fn measured(finding: &Finding) -> String {
    let unit = if matches!(finding.unit, Unit::Money(_)) { 100 } else { 1 };
    let (have, need) = (finding.settled.have / unit, finding.settled.need / unit);
    format!("{} {have} of {need}", finding.requirement)
}

pub fn question(ask: &str) -> Question {
    let words: Vec<&str> = ask.split_whitespace().collect();
    let option =
        |name: &str| words.iter().position(|word| *word == name).map(|place| words[place + 1]);
    Question {
        as_of: end_of(option("--as-of").unwrap_or(TODAY)),
        known_at: end_of(option("--known-at").unwrap_or(TODAY)),
        policy: option("--policy").map(|file| policy(file.rsplit('/').next().unwrap())),
    }
}

/// Returns the last microsecond of a day in the programme's zone.
pub fn end_of(day: &str) -> Instant {
    end_of_day(day.parse::<NaiveDate>().unwrap(), New_York) - TimeDelta::microseconds(1)
}

/// Returns the path of a fixture.
pub fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(name)
}

fn policy(file: &str) -> CheckedPolicy {
    let text = fs::read_to_string(fixture(&format!("policies/{file}"))).unwrap();
    cairn_policy::read(file, &text).unwrap()
}

/// Returns the policies of the two cohorts.
pub fn policies() -> [Policy; 2] {
    [THIS, NEXT].map(|cohort| policy(&format!("{cohort}.toml")).policy().clone())
}
