//! What the tests of the log share: a place of its own for each log, sample events, and a worker in another process.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use cairn_domain::{Event, EventId, Occurred};
use cairn_eventlog::{Draft, PrivateFields, PrivateValue, Timing, Wish, private};
use cairn_eventlog::{Log, Verified, verify};
use cairn_sqlite::SqliteLog;
use cairn_testkit::log_contract::{Seed, draft, start, stream};
use serde_json::json;
use tempfile::TempDir;

/// A folder that vanishes, and the path of a log in it.
pub struct Place {
    pub folder: TempDir,
    pub path: PathBuf,
}

impl Place {
    /// Makes a folder; in memory where the system has such a place, since flushing a disk is not what is tested.
    pub fn new() -> Self {
        let shared = PathBuf::from("/dev/shm");
        let folder =
            if shared.is_dir() { tempfile::tempdir_in(shared) } else { tempfile::tempdir() };
        let folder = folder.expect("a folder for the test");
        let path = folder.path().join("cairn.db");
        Self { folder, path }
    }

    pub fn log(&self) -> SqliteLog {
        SqliteLog::create(&self.path, "log.example.org/contract", start(), true).expect("a new log")
    }

    pub fn log_again(&self) -> SqliteLog {
        SqliteLog::open(&self.path).expect("the log is there")
    }

    /// Makes a log with so many events and closes it.
    pub fn filled(count: u8) -> Self {
        let place = Self::new();
        place
            .log()
            .append(&drafts(count), &[], Timing::Now(start()))
            .expect("an empty log takes events");
        place
    }

    /// Opens the log as it is now and looks at all of it; it must be sound.
    pub fn sound(&self) -> Verified {
        let log = SqliteLog::open(&self.path).expect("the log is there");
        let verified = verify(&log).expect("the log can be read");
        assert!(verified.is_sound(), "{:#?}", verified.findings().collect::<Vec<_>>());
        verified
    }
}

/// Returns so many different drafts.
pub fn drafts(count: u8) -> Vec<Draft> {
    (0..count).map(|id| draft(&Seed { id, stream: id % 6 % 3, content: id % 6 })).collect()
}

/// Returns the draft with this number among any number of them, one private field each.
pub fn numbered(number: u64) -> Draft {
    let event_id =
        EventId::from_u128(0x0197_0000_0000_7000_8000_0000_0000_0000 + u128::from(number));
    let remark = PrivateValue { salt: [1; 32], value: json!(number) };
    let event =
        serde_json::from_value(json!({"type": "applied", "body": {"cohort": "small-2025"}}));
    Draft::new(Wish {
        event_id,
        stream: stream(1 + u8::try_from(number % 40).expect("below 40")),
        occurred_at: Occurred::At(start()),
        recorded_by: "staff@example.org".to_owned(),
        source: None,
        event: event.unwrap_or(Event::Unknown),
        note: Some(private::seal(event_id, "note", &remark.salt, &remark.value)),
        private: PrivateFields::from([("note".to_owned(), remark)]),
    })
    .expect("a well-formed event")
}

/// Returns a command that runs one of the hidden tests of `crash` in another process, on a log.
pub fn worker(path: &Path, first: u64, count: u64) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program has a path"));
    command.args(["--exact", "crash::work", "--ignored", "--nocapture", "--test-threads=1"]);
    command.env("CAIRN_TEST_WORK", format!("{first} {count} {}", path.display()));
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

/// A generator of numbers that look random and can be had again: `CAIRN_TEST_SEED` names the first.
pub struct Dice(u64);

impl Dice {
    pub fn new() -> Self {
        let seed = std::env::var("CAIRN_TEST_SEED")
            .ok()
            .and_then(|seed| seed.parse().ok())
            .unwrap_or(20_251_123);
        println!("CAIRN_TEST_SEED={seed}");
        Self(seed)
    }

    /// Returns a number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % end
    }
}
