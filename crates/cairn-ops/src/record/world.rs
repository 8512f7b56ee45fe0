//! For stories: a log in memory, a small policy, and requests written as people type them.

use cairn_domain::{CheckedPolicy, Event, EventId, Instant, Occurred, StreamId};
use cairn_eventlog::{Draft, Envelope, Log, MemoryLog, PrivateFields, Timing, Wish};

use crate::correct::{self, Request as Correction};
use crate::failure::Failure;
use crate::record::{By, FORMS, Field, Fresh, Plan, Report, Request, Said, When, form::form, plan};

const POLICY: &str = r#"
cohort = "north"
title = "North"
version = "1"
zone = "America/New_York"
currency = "USD"
begins = 2025-09-11
ends = 2026-08-06
apply_by = 2025-08-15
root = "certificate"

[[session]]
id = "2025-09"
starts = 2025-09-11T19:00:00
minutes = 180
assumed = "a story"

[[session]]
id = "2025-10"
starts = 2025-10-09T19:00:00
minutes = 180
assumed = "a story"

[requirement.attendance]
title = "Live sessions"
assumed = "a story"
waivable_by = "committee"
sessions = { need = 1, presence = "80 %" }

[requirement.reflections]
title = "Reflections"
assumed = "a story"
extendable_by = "staff"
reflections = { need = 1, within_days = 21, each = { self = 1 } }

[requirement.certificate]
title = "Certificate"
assumed = "a story"
all = ["attendance", "reflections"]
"#;

/// Counts instead of throwing dice.
pub struct Counter(u128);

impl Counter {
    /// Counts where nothing that is made meets what the world makes.
    pub fn far() -> Self {
        Self(1 << 60)
    }
}

impl Fresh for Counter {
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

/// A log, a clock and a source of identities.
pub struct World {
    pub log: MemoryLog,
    pub fresh: Counter,
    pub now: Instant,
}

impl World {
    /// The cohort `north` with its policy, and Asha Rao, who has a seat.
    pub fn with_asha() -> Self {
        let mut world = Self::with_policy();
        world.records(r#"identified --name "Asha Rao" --email asha@example.org --on 2025-06-01"#);
        world.records("applied asha --on 2025-06-02");
        world.records("admitted asha --on 2025-06-03");
        world
    }

    /// The cohort `north` with its policy.
    pub fn with_policy() -> Self {
        let now = "2026-08-20T12:00:00Z".parse().unwrap();
        let mut world =
            Self { log: MemoryLog::new("log.example.org/story", now), fresh: Counter(0), now };
        world.adopt(POLICY);
        world
    }

    /// Adopts a policy from 2025-01-01.
    pub fn adopt(&mut self, text: &str) {
        let policy: CheckedPolicy = cairn_policy::read("story.toml", text).unwrap();
        let policy = policy.policy().clone();
        let draft = Draft::new(Wish {
            event_id: self.fresh.id().unwrap(),
            stream: StreamId::Cohort(policy.cohort.clone()),
            occurred_at: Occurred::On("2025-01-01".parse().unwrap()),
            recorded_by: "staff@example.org".to_owned(),
            source: None,
            event: Event::PolicyAdopted { policy: Box::new(policy) },
            note: None,
            private: PrivateFields::new(),
        });
        self.log.append(&[draft.unwrap()], &[], Timing::Now(self.now)).unwrap();
    }

    /// Adopts the same policy for another cohort.
    pub fn adopt_for(&mut self, cohort: &str) {
        self.adopt(&POLICY.replace("\"north\"", &format!("{cohort:?}")));
    }

    /// Plans what a line asks for.
    pub fn plans(&mut self, line: &str) -> Result<Plan, Failure> {
        let mut words = words(line).into_iter();
        let verb = words.next().unwrap_or_default();
        let (who, options) = options(words.collect());
        match verb.as_str() {
            "void" => correct::void(&self.log, self.now, &options.correction(who), &mut self.fresh),
            "amend" => {
                correct::amend(&self.log, self.now, &options.correction(who), &mut self.fresh)
            }
            kind => plan(&self.log, self.now, &options.request(kind, who), &mut self.fresh),
        }
    }

    /// Does what a line asks for.
    pub fn try_records(&mut self, line: &str) -> Result<Report, Failure> {
        self.plans(line)?.carry_out(&mut self.log)
    }

    /// Does what a line asks for, which must go well.
    pub fn records(&mut self, line: &str) -> Report {
        self.try_records(line).unwrap_or_else(|failure| panic!("{line}\n{failure}"))
    }

    /// Returns what is said to a line that must be refused, with its exit code; nothing is written.
    pub fn refuses(&mut self, line: &str) -> (u8, String) {
        let size = self.log.head().unwrap().size;
        let failure = self.try_records(line).expect_err(line);
        assert_eq!(self.log.head().unwrap().size, size);
        let code = match failure.kind {
            crate::Kind::Mend => 2,
            crate::Kind::Refused => 3,
            crate::Kind::Damaged => 4,
        };
        (code, failure.to_string())
    }

    /// Returns the event that was appended last.
    pub fn last(&self) -> Envelope {
        let mut last = None;
        self.log
            .scan(self.log.head().unwrap().size - 1, &mut |each| {
                last = Some(each.event_id);
                std::ops::ControlFlow::Break(())
            })
            .unwrap();
        self.log.event(last.unwrap()).unwrap().unwrap()
    }
}

#[derive(Default)]
struct Options {
    said: Said,
    cohort: Option<String>,
    when: When,
    note: Option<String>,
    reason: String,
    is_new: bool,
}

impl Options {
    fn by(&self) -> By {
        By { who: "staff@example.org".to_owned(), note: self.note.clone(), source: Vec::new() }
    }

    fn request(self, kind: &str, who: Option<String>) -> Request {
        let who = who.filter(|_| form(kind).is_ok());
        let by = self.by();
        let Self { said, cohort, when, is_new, .. } = self;
        Request { kind: kind.to_owned(), who, cohort, when, said, is_new, by }
    }

    fn correction(self, event: Option<String>) -> Correction {
        let by = self.by();
        let Self { said, cohort, when, reason, .. } = self;
        Correction { event: event.unwrap_or_default(), reason, cohort, when, said, by }
    }
}

fn options(words: Vec<String>) -> (Option<String>, Options) {
    let (mut who, mut options) = (None, Options::default());
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        let Some(name) = word.strip_prefix("--") else {
            who = Some(word);
            continue;
        };
        let known = Field::ALL.into_iter().find(|field| field.option() == name);
        match (name, known) {
            (_, Some(flag)) if flag.is_flag() => options.said = options.said.flag(flag),
            (_, Some(field)) => {
                options.said = options.said.with(field, words.next().unwrap_or_default());
            }
            ("new", _) => options.is_new = true,
            ("on", _) => options.when = When::On(words.next().unwrap_or_default()),
            ("at", _) => options.when = When::At(words.next().unwrap_or_default()),
            ("cohort", _) => options.cohort = words.next(),
            ("note", _) => options.note = words.next(),
            ("reason", _) => options.reason = words.next().unwrap_or_default(),
            _ => panic!("the story has no option --{name}"),
        }
    }
    (who, options)
}

/// Splits a line as a shell does, as far as stories need it.
fn words(line: &str) -> Vec<String> {
    let pieces = line.split('"').enumerate();
    pieces
        .flat_map(|(place, piece)| match place % 2 {
            0 => piece.split_whitespace().map(str::to_owned).collect(),
            _ => vec![piece.to_owned()],
        })
        .collect()
}

#[test]
fn the_world_knows_every_form() {
    assert_eq!(FORMS.len(), 34);
    assert_eq!(words(r#"a "b c" d"#), ["a", "b c", "d"]);
}
