//! Two writers at once, a writer that is killed, a disk that is full: what was acknowledged is there, and nothing else.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use cairn_domain::EventId;
use cairn_eventlog::{ErrorKind, Log as _, Timing};
use cairn_sqlite::SqliteLog;
use cairn_testkit::log_contract::start;

use crate::support::{Dice, Place, numbered, worker};

/// Events come in batches of so many.
const BATCH: u64 = 3;

/// Appends batches and says so after each; run in a process of its own.
#[test]
#[ignore = "the other tests of this file run it in another process"]
fn work() {
    let Ok(work) = std::env::var("CAIRN_TEST_WORK") else { return };
    let mut words = work.splitn(3, ' ');
    let mut number = || words.next().and_then(|word| word.parse::<u64>().ok()).expect("a number");
    let (first, count) = (number(), number());
    let path = words.next().expect("a path");
    let mut log = SqliteLog::open(Path::new(path)).expect("the log is there");
    for batch in first..first + count {
        let drafts: Vec<_> = (0..BATCH).map(|place| numbered(batch * BATCH + place)).collect();
        match log.append(&drafts, &[], Timing::Now(start())) {
            Ok(outcomes) => println!("\nappended {batch} at {}", outcomes[0].position()),
            Err(error) => {
                println!("\nrefused {batch}: {error}");
                return;
            }
        }
        std::io::stdout().flush().expect("somebody listens");
    }
}

/// Returns the batches that a worker says it appended, in its order.
fn acknowledged(output: &str) -> Vec<u64> {
    let number = |line: &str| line.strip_prefix("appended ")?.split(' ').next()?.parse().ok();
    output.lines().filter_map(number).collect()
}

/// Returns the numbers of the events that are in the log, in its order.
fn there(path: &Path) -> Vec<u64> {
    let log = SqliteLog::open(path).expect("the log is there");
    let base = EventId::from_u128(0x0197_0000_0000_7000_8000_0000_0000_0000).as_u128();
    let mut numbers = Vec::new();
    log.scan(0, &mut |event| {
        numbers.push(u64::try_from(event.event_id.as_u128() - base).expect("an id of ours"));
        ControlFlow::Continue(())
    })
    .expect("the log can be read");
    numbers
}

/// Checks that the log has whole batches only, and all of these.
fn holds(place: &Place, acknowledged: &BTreeSet<u64>) {
    let verified = place.sound();
    let numbers = there(&place.path);
    assert_eq!(numbers.len() as u64, verified.events);
    let batches: Vec<u64> = numbers.chunks(3).map(|batch| batch[0] / BATCH).collect();
    let whole = batches.iter().flat_map(|batch| (0..BATCH).map(move |place| batch * BATCH + place));
    assert_eq!(numbers, whole.collect::<Vec<_>>(), "a batch is whole or not there");
    let batches: BTreeSet<u64> = batches.into_iter().collect();
    assert!(acknowledged.is_subset(&batches), "lost: {:?}", acknowledged - &batches);
}

#[test]
fn two_processes_at_once_lose_nothing_and_keep_their_order() {
    let place = Place::new();
    drop(place.log());
    let both: Vec<_> =
        [0, 1_000].map(|first| worker(&place.path, first, 100).spawn().expect("a worker")).into();
    let mut all = BTreeSet::new();
    for child in both {
        let output = child.wait_with_output().expect("the worker ends");
        let said = acknowledged(&String::from_utf8_lossy(&output.stdout));
        assert_eq!(said.len(), 100, "{}", String::from_utf8_lossy(&output.stdout));
        let order: Vec<u64> =
            there(&place.path).into_iter().step_by(3).map(|number| number / BATCH).collect();
        let ours: Vec<u64> = order.into_iter().filter(|batch| said.contains(batch)).collect();
        assert_eq!(ours, said, "the order of the log is the order of acknowledgement");
        all.extend(said);
    }
    assert_eq!(all.len(), 200);
    holds(&place, &all);
}

#[test]
fn killed_two_hundred_times_what_was_acknowledged_is_there() {
    let (mut dice, mut place, mut all) = (Dice::new(), Place::new(), BTreeSet::new());
    drop(place.log());
    for round in 0..200_u64 {
        if round % 20 == 0 {
            (place, all) = (Place::new(), BTreeSet::new());
            drop(place.log());
        }
        let mut child = worker(&place.path, round * 10_000, 10_000).spawn().expect("a worker");
        let mut lines =
            BufReader::new(child.stdout.take().expect("it is piped")).lines().map_while(Result::ok);
        for _ in 0..dice.below(24) {
            lines.next();
        }
        std::thread::sleep(Duration::from_micros(dice.below(1_500)));
        child.kill().expect("it is our child");
        child.wait().expect("it is dead");
        // What it said before it died is in the pipe.
        let rest: Vec<String> = lines.collect();
        all.extend(acknowledged(&rest.join("\n")));
        holds(&place, &all);
    }
}

#[test]
fn a_full_disk_is_an_error_and_leaves_the_log_whole() {
    let place = Place::new();
    drop(place.log());
    let program = worker(&place.path, 0, 10_000);
    // A limit on the size of files, in blocks of 512 bytes or 1 KB: as good as a full disk, and needs no rights.
    let mut limited = Command::new("sh");
    limited
        .args(["-c", "trap '' XFSZ; ulimit -f 300; exec \"$0\" \"$@\""])
        .arg(program.get_program());
    limited
        .args(program.get_args())
        .envs(program.get_envs().filter_map(|(key, value)| Some((key, value?))));
    let output = limited.stdout(Stdio::piped()).output().expect("a shell");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let path = place.path.display().to_string();
    let refusal =
        said.lines().find(|line| line.starts_with("refused ")).unwrap_or_else(|| panic!("{said}"));
    assert!(refusal.contains(&path) && refusal.contains("nothing was recorded"), "{refusal}");
    holds(&place, &acknowledged(&said).into_iter().collect());
    // With room again, it goes on.
    let mut log = SqliteLog::open(&place.path).expect("the log is there");
    log.append(&[numbered(900_000)], &[], Timing::Now(start())).expect("there is room");
}

#[test]
fn a_log_opened_to_read_takes_nothing_and_says_why() {
    let place = Place::filled(9);
    let before = std::fs::read(&place.path).expect("the file");
    let mut log = SqliteLog::open_read_only(&place.path).expect("reading is allowed");
    let error =
        log.append(&[numbered(900_000)], &[], Timing::Now(start())).expect_err("writing is not");
    assert_eq!(error.kind(), ErrorKind::Mendable);
    assert!(error.to_string().contains("read-only"), "{error}");
    assert!(error.to_string().contains(&place.path.display().to_string()), "{error}");
    drop(log);
    assert_eq!(std::fs::read(&place.path).expect("the file"), before);
    place.sound();
}
