//! A log in memory with the cohort of a term, and staff who import its files into it.

use cairn_domain::{Claims, ImportSource, SourceColumn, SourceField};
use cairn_domain::{
    CohortId, Currency, Decimal, Event, EventId, Instant, Item, Occurred, PractitionerId, StreamId,
};
use cairn_eventlog::private::seal;
use cairn_eventlog::{Draft, Log, MemoryLog, PrivateFields, PrivateValue, Timing, Wish};
use cairn_import::{Options, Order, Refusal, Source};
use cairn_ops::Failure;
use cairn_ops::import::{self, ImportReport, Request};
use cairn_ops::record::Fresh;
use cairn_testkit::term::{Bundle, File, HOME, Kind, SHEET, Term};
use serde_json::Value;

/// Counts instead of throwing dice.
struct Counter(u128);

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

/// A log, the files as they were read, and what was counted on the way.
pub struct World<'t> {
    pub term: &'t Term,
    pub log: MemoryLog,
    pub now: Instant,
    sources: Vec<Source>,
    fresh: Counter,
}

/// What the cohort is called.
pub fn cohort() -> CohortId {
    "north".parse().unwrap()
}

/// The record of a member of the cast.
pub fn record(who: usize) -> PractitionerId {
    PractitionerId::from_u128(0x0198_0000_0000_7000_8000_0000_0000_0000 + ((who as u128 + 1) << 96))
}

impl<'t> World<'t> {
    /// The cohort with its policy, and everybody who is on record, with a seat.
    pub fn of(term: &'t Term) -> Self {
        let now = "2026-08-20T12:00:00Z".parse().unwrap();
        let sources = term.files.iter().map(read).collect();
        let log = MemoryLog::new("log.example.org/term", now);
        let mut world = Self { term, log, now, sources, fresh: Counter(0) };
        let policy = cairn_policy::read("term.toml", &policy(term)).unwrap().policy().clone();
        let stream = StreamId::Cohort(cohort());
        world.add(stream, "2025-01-01", Event::PolicyAdopted { policy: Box::new(policy) });
        for (who, member) in term.cast.iter().enumerate().filter(|(_, each)| each.on_record) {
            let stream = StreamId::Practitioner(record(who));
            world.identify(&stream, Some(&member.name), member.emails.first());
            for email in member.emails.iter().skip(1) {
                world.identify(&stream, None, Some(email));
            }
            let applied = Event::Applied { cohort: cohort(), team: None };
            world.add(stream.clone(), "2025-06-02", applied);
            world.add(stream, "2025-06-03", Event::Admitted { cohort: cohort() });
        }
        world
    }

    fn identify(&mut self, stream: &StreamId, name: Option<&str>, email: Option<&String>) {
        let id = self.fresh.id().unwrap();
        let mut private = PrivateFields::new();
        let mut sealed = |field: &str, value: &str| {
            let salt = self.fresh.salt().unwrap();
            let value = Value::from(value);
            let commitment = seal(id, field, &salt, &value);
            private.insert(field.to_owned(), PrivateValue { salt, value });
            commitment
        };
        let name = name.map(|name| sealed("name", name));
        let email = email.map(|email| sealed("email", email));
        let event = Event::Identified { name, email, zone: None };
        self.append(id, (stream.clone(), "2025-06-01"), event, private);
    }

    fn add(&mut self, stream: StreamId, on: &str, event: Event) {
        let id = self.fresh.id().unwrap();
        self.append(id, (stream, on), event, PrivateFields::new());
    }

    fn append(
        &mut self,
        event_id: EventId,
        (stream, on): (StreamId, &str),
        event: Event,
        private: PrivateFields,
    ) {
        let draft = Draft::new(Wish {
            event_id,
            stream,
            occurred_at: Occurred::On(on.parse().unwrap()),
            recorded_by: "staff@example.org".to_owned(),
            source: None,
            event,
            note: None,
            private,
        });
        self.log.append(&[draft.unwrap()], &[], Timing::Now(self.now)).unwrap();
    }

    /// What staff ask for when they import some files.
    pub fn request(&self, bundle: &Bundle) -> Request {
        Request {
            files: bundle.files.iter().map(|file| self.sources[*file].clone()).collect(),
            cohort: None,
            meeting: None,
            session: bundle.session.as_ref().map(ToString::to_string),
            zone: Some(bundle.zone),
            accept_names: false,
            new_people: false,
            by: "ana@example.org".to_owned(),
        }
    }

    /// Imports some files.
    pub fn import(&mut self, bundle: &Bundle) -> ImportReport {
        let request = self.request(bundle);
        let plan = import::plan(&self.log, self.now, &request, &mut self.fresh, &mut |_, _| {});
        let report = plan.unwrap().carry_out(&mut self.log).unwrap();
        for file in &report.files {
            assert!(file.counts.reconcile(), "{}: {}", file.name, file.counts.words());
        }
        report
    }

    /// Tries a request, and carries it out if it can be.
    pub fn tries(&mut self, request: &Request) -> Result<ImportReport, Failure> {
        import::plan(&self.log, self.now, request, &mut self.fresh, &mut |_, _| {})?
            .carry_out(&mut self.log)
    }

    /// Decides rows that wait.
    pub fn resolve(&mut self, wish: &import::Resolution) -> Result<import::Resolved, Failure> {
        import::resolve(&self.log, self.now, wish, &mut self.fresh)?.carry_out(&mut self.log)
    }

    /// The rows that wait.
    pub fn waits(&self) -> Vec<import::Waiting> {
        import::queue(&self.log, self.now, None, false).unwrap().rows
    }

    /// How many events the log has.
    pub fn size(&self) -> u64 {
        self.log.head().unwrap().size
    }

    /// How many rows the files have.
    pub fn rows(&self) -> usize {
        self.sources.iter().map(Source::rows).sum()
    }
}

/// Reads a file as staff would: they say which comes first, day or month, only if they are asked.
fn read(file: &File) -> Source {
    let source = (file.kind == Kind::Reflections).then(|| reflections(file));
    let mut options = Options { source, ..Options::default() };
    let read = match cairn_import::read(&file.name, &file.bytes, &options) {
        Err(Refusal::OrderUndecided { .. }) => {
            options.order = Some(if file.day_first { Order::DayFirst } else { Order::MonthFirst });
            cairn_import::read(&file.name, &file.bytes, &options)
        }
        read => read,
    };
    let source = read.unwrap_or_else(|refusal| {
        panic!("{}: {}\n{}", file.name, refusal.what(), String::from_utf8_lossy(&file.bytes))
    });
    assert_eq!(source.rows(), file.rows.len(), "{} has other rows than it was given", file.name);
    source
}

/// What staff said once of the sheet of reflections.
fn reflections(file: &File) -> ImportSource {
    let column = |field, position: u32| SourceColumn {
        field,
        position,
        heading: SHEET[position as usize - 1].to_owned(),
    };
    ImportSource {
        name: "reflections".parse::<Item>().unwrap(),
        claims: Claims::Reflected,
        zone: Some(file.zone),
        date_order: None,
        decimal: None::<Decimal>,
        currency: None::<Currency>,
        session: None,
        columns: vec![
            column(SourceField::At, 1),
            column(SourceField::Email, 2),
            column(SourceField::Session, 3),
            column(SourceField::Facets, 4),
        ],
        meanings: Vec::new(),
    }
}

fn policy(term: &Term) -> String {
    let mut text = format!(
        r#"
cohort = "north"
title = "North"
version = "1"
zone = "{HOME}"
currency = "USD"
begins = 2025-09-01
ends = 2026-08-06
apply_by = 2025-08-15
root = "certificate"
"#
    );
    for session in &term.sessions {
        let (id, starts) = (&session.id, session.starts.format("%Y-%m-%dT%H:%M:%S"));
        let when = format!("starts = {starts}\nminutes = 180\n");
        text =
            text + "[[session]]\nid = \"" + id.as_str() + "\"\n" + &when + "assumed = \"a term\"\n";
    }
    text + r#"
[requirement.attendance]
title = "Live sessions"
assumed = "a term"
sessions = { need = 1, presence = "80 %" }

[requirement.reflections]
title = "Reflections"
assumed = "a term"
reflections = { need = 1, within_days = 21, each = { self = 1 } }

[requirement.certificate]
title = "Certificate"
assumed = "a term"
all = ["attendance", "reflections"]
"#
}
