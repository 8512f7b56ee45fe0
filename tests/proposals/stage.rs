//! The log into which every file is proposed: a cohort that meets every Thursday of an autumn, and a few people.

use std::fmt::Write as _;

use cairn_domain::{Event, EventId, Instant, Occurred, StreamId};
use cairn_eventlog::{Draft, Log, MemoryLog, PrivateFields, Timing, Wish};
use cairn_ops::Failure;
use cairn_ops::record::{By, Field, Fresh, Request, Said, When, plan};

/// When everything is asked.
pub const NOW: &str = "2026-11-01T12:00:00Z";

/// Counts instead of throwing dice.
#[derive(Default)]
pub struct Count(u128);

impl Fresh for Count {
    fn id(&mut self) -> Result<EventId, Failure> {
        self.0 += 1;
        Ok(EventId::from_u128(0x0199_0000_0000_7000_8000_0000_0000_0000 + (self.0 << 64) + self.0))
    }

    fn salt(&mut self) -> Result<[u8; 32], Failure> {
        self.0 += 1;
        let mut salt = [0; 32];
        salt[..16].copy_from_slice(&self.0.to_be_bytes());
        Ok(salt)
    }
}

/// Returns the log.
pub fn log() -> MemoryLog {
    let now: Instant = "2025-01-01T12:00:00Z".parse().unwrap();
    let mut log = MemoryLog::new("log.example.org/proposals", now);
    let policy = cairn_policy::read("policy.toml", &policy()).unwrap().policy().clone();
    let draft = Draft::new(Wish {
        event_id: EventId::from_u128(0x0198_0000_0000_7000_8000_0000_0000_0001),
        stream: StreamId::Cohort(policy.cohort.clone()),
        occurred_at: Occurred::At(now),
        recorded_by: "ana".to_owned(),
        source: None,
        event: Event::PolicyAdopted { policy: Box::new(policy) },
        note: None,
        private: PrivateFields::new(),
    });
    log.append(&[draft.unwrap()], &[], Timing::Now(now)).unwrap();
    let mut fresh = Count(1 << 40);
    for (name, email) in PEOPLE {
        let said = Said::default().with(Field::Name, name).with(Field::Email, email);
        let by = By { who: "ana".to_owned(), note: None, source: Vec::new() };
        let request = Request {
            kind: "identified".to_owned(),
            who: None,
            cohort: None,
            when: When::On("2025-06-01".to_owned()),
            said,
            is_new: true,
            by,
        };
        let now = "2025-06-02T12:00:00Z".parse().unwrap();
        plan(&log, now, &request, &mut fresh).unwrap().carry_out(&mut log).unwrap();
    }
    log
}

const PEOPLE: [(&str, &str); 5] = [
    ("Asha Rao", "asha@example.org"),
    ("Ben Ode", "ben@example.org"),
    ("Carla Perez", "carla@example.org"),
    ("Dana Ito", "dana@example.org"),
    ("Cy Lee", "cy@example.org"),
];

fn policy() -> String {
    let mut text = HEAD.to_owned();
    let first: chrono::NaiveDate = "2025-09-04".parse().unwrap();
    for week in 0..16 {
        let day = first + chrono::TimeDelta::weeks(week);
        let id = if week == 1 { "convening-1".to_owned() } else { day.to_string() };
        let _ = write!(
            text,
            "[[session]]\nid = \"{id}\"\nstarts = {day}T19:00:00\nminutes = 180\nassumed = \"a test\"\n\n"
        );
    }
    text + REQUIREMENTS
}

const HEAD: &str = "cohort = \"autumn\"\ntitle = \"Autumn\"\nversion = \"1\"\nzone = \"America/New_York\"\ncurrency = \"USD\"\n\
                    begins = 2025-09-04\nends = 2026-08-06\napply_by = 2025-08-15\nroot = \"certificate\"\n\n";

const REQUIREMENTS: &str = "[requirement.attendance]\ntitle = \"Sessions\"\nassumed = \"a test\"\n\
     sessions = { need = 1, presence = \"80 %\" }\n\n\
     [requirement.reflections]\ntitle = \"Reflections\"\nassumed = \"a test\"\n\
     reflections = { need = 1, within_days = 21, each = { self = 1, relationships = 1, larger_systems = 1 } }\n\n\
     [requirement.certificate]\ntitle = \"Certificate\"\nassumed = \"a test\"\nall = [\"attendance\", \"reflections\"]\n";
