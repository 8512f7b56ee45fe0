//! Every bit of a small log turned over, and every page cut off: `verify` finds it, or the record is what it was.
//!
//! The record is what the log says: its origin, its head, every envelope, every private value. What is left are free
//! bytes, counters and settings of SQLite, in which nothing was recorded. `CAIRN_TEST_EVERY_BIT=1` turns every bit, which
//! wants a release build; otherwise a sample of them.

use std::fs::{File, OpenOptions};
use std::io::{Seek as _, SeekFrom, Write as _};
use std::ops::ControlFlow;
use std::path::Path;

use cairn_eventlog::{About, Envelope, Head, Log as _, LogError, PrivateFields, verify};
use cairn_sqlite::SqliteLog;
use rusqlite::Connection;

use crate::support::{Dice, Place};

/// What a log says.
#[derive(Debug, PartialEq)]
struct Record {
    about: About,
    head: Head,
    events: Vec<Envelope>,
    private: Vec<(u64, String, [u8; 32], String)>,
}

fn read(log: &SqliteLog) -> Result<Record, LogError> {
    let (mut events, mut private) = (Vec::new(), Vec::new());
    log.scan(0, &mut |event| {
        events.push(event.to_envelope(PrivateFields::new()));
        ControlFlow::Continue(())
    })?;
    log.private(None, &mut |row| {
        private.push((row.position, row.field.to_owned(), row.salt, row.value.to_owned()));
        ControlFlow::Continue(())
    })?;
    Ok(Record { about: log.about().clone(), head: log.head()?, events, private })
}

/// Tells whether opening, verifying or reading says that something is wrong; if not, what the log says.
fn examine(path: &Path) -> Option<Record> {
    let log = SqliteLog::open_read_only(path).ok()?;
    let verified = verify(&log).ok()?;
    // A log that is known to be damaged is read all the same: that may fail, but not crash.
    let read = read(&log).ok();
    if verified.findings().next().is_some() {
        return None;
    }
    read
}

/// A small log with small pages, so that there are fewer bits.
fn small() -> (Place, Vec<u8>) {
    let place = Place::filled(9);
    let plain = Connection::open(&place.path).expect("a database");
    for statement in [
        "PRAGMA journal_mode = delete",
        "PRAGMA page_size = 512",
        "VACUUM",
        "PRAGMA journal_mode = wal",
    ] {
        plain.execute_batch(statement).expect(statement);
    }
    drop(plain);
    let bytes = std::fs::read(&place.path).expect("the file");
    (place, bytes)
}

/// What became of the bits of a part of the file.
#[derive(Default)]
struct Tally {
    detected: u64,
    outside: u64,
    unseen: Vec<u64>,
}

fn turn(file: &mut File, bytes: &[u8], bit: u64) {
    let place = usize::try_from(bit / 8).expect("small");
    file.seek(SeekFrom::Start(bit / 8)).expect("seek");
    file.write_all(&[bytes[place] ^ (1 << (bit % 8))]).expect("write");
}

fn flip(bits: &[u64], bytes: &[u8], record: &Record) -> Tally {
    let place = Place::new();
    std::fs::write(&place.path, bytes).expect("a copy");
    let mut file = OpenOptions::new().write(true).open(&place.path).expect("a copy");
    let mut tally = Tally::default();
    for bit in bits {
        turn(&mut file, bytes, *bit);
        match examine(&place.path) {
            None => tally.detected += 1,
            Some(read) if read == *record => tally.outside += 1,
            Some(_) => tally.unseen.push(*bit),
        }
        // Turned over twice, it is as it was.
        file.seek(SeekFrom::Start(bit / 8)).expect("seek");
        file.write_all(&[bytes[usize::try_from(bit / 8).expect("small")]]).expect("write");
    }
    tally
}

#[test]
fn every_bit_that_is_turned_is_found_or_outside_the_record() {
    let (place, bytes) = small();
    let record = examine(&place.path).expect("the log is sound");
    let every = bytes.len() as u64 * 8;
    let bits: Vec<u64> = if std::env::var_os("CAIRN_TEST_EVERY_BIT").is_some() {
        (0..every).collect()
    } else {
        // The header is where one bit changes the meaning of all the others: it is always turned whole.
        let mut dice = Dice::new();
        (0..800).chain((0..3_000).map(|_| dice.below(every))).collect()
    };
    let all = std::env::var_os("CAIRN_TEST_EVERY_BIT").is_some();
    assert!(!all || bits.len() as u64 == every, "{} of {every} bits", bits.len());
    let middle = bits.len() / 2;
    let (left, right) = std::thread::scope(|scope| {
        let left = scope.spawn(|| flip(&bits[..middle], &bytes, &record));
        (left.join().expect("half of the bits"), flip(&bits[middle..], &bytes, &record))
    });
    let (detected, outside) = (left.detected + right.detected, left.outside + right.outside);
    println!("{} of {every} bits: {detected} detected, {outside} outside the record", bits.len());
    let unseen = [left.unseen, right.unseen].concat();
    assert!(unseen.is_empty(), "changed the record unseen: bits {unseen:?}");
    assert!(detected > 0 && outside > 0);
}

#[test]
fn every_cut_is_found() {
    let (place, bytes) = small();
    for kept in (0..bytes.len()).step_by(512) {
        std::fs::write(&place.path, &bytes[..kept]).expect("a cut copy");
        assert!(examine(&place.path).is_none(), "cut to {kept} of {} bytes", bytes.len());
    }
    for kept in [1, 99, 100, bytes.len() - 1, bytes.len() - 511] {
        std::fs::write(&place.path, &bytes[..kept]).expect("a cut copy");
        assert!(examine(&place.path).is_none(), "cut to {kept} of {} bytes", bytes.len());
    }
}
