//! What each reader takes for a file of 20,000 rows, by divan; and beside it, as ratios from interleaved pairs in one run, what
//! the bare `csv` crate takes to make string records of the same bytes, which checks nothing and means nothing.
//!
//! A ratio is bare time by our time: 1 is as fast as bare, 0.1 takes ten times as long. A workbook is held against the same rows
//! as text.
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a bench stops when it cannot go on, and prints"
)]

mod inputs;

use std::fmt;
use std::time::{Duration, Instant};

use cairn_import::{Options, Source, read};
use divan::counter::ItemsCount;
use inputs::ROWS;

fn main() {
    divan::main();
    println!();
    for case in CASES {
        say(&case);
    }
}

/// A reader, and the file that it reads.
#[derive(Clone, Copy)]
struct Case {
    name: &'static str,
    file: fn() -> Vec<u8>,
    /// What stands between the cells.
    delimiter: u8,
    /// How its columns are read, where no file says it.
    mapping: Option<&'static str>,
    /// The same rows as text, where the file is none.
    as_text: Option<fn() -> Vec<u8>>,
}

const fn case(name: &'static str, file: fn() -> Vec<u8>) -> Case {
    Case { name, file, delimiter: b',', mapping: None, as_text: None }
}

const CASES: [Case; 12] = [
    case("zoom usage report (Z1)", inputs::usage),
    case("zoom unique users (Z2)", inputs::unique_users),
    case("zoom history (Z5)", inputs::history),
    case("zoom webinar (Z6)", inputs::webinar),
    case("stripe payments (S1)", inputs::stripe_payments),
    case("stripe balance (S3)", inputs::stripe_balance),
    case("paypal activity (P1)", inputs::paypal),
    case("eventbrite attendees", inputs::eventbrite),
    Case { mapping: Some(inputs::OF_ANSWERS), ..case("answers to a form (G1)", inputs::answers) },
    Case { delimiter: b'\t', ..case("moodle attendance", inputs::moodle) },
    Case {
        delimiter: b';',
        mapping: Some(inputs::OF_LIST),
        ..case("mapped spreadsheet, text", inputs::list)
    },
    Case {
        mapping: Some(inputs::OF_WORKBOOK),
        as_text: Some(inputs::workbook_as_text),
        ..case("mapped spreadsheet, workbook", inputs::workbook)
    },
];

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl Case {
    fn options(&self) -> Options {
        let source = self.mapping.map(|text| inputs::mapping(text).expect("a mapping"));
        Options { source, ..Options::default() }
    }
}

/// Reads a file, of which every row can be read.
fn ours(bytes: &[u8], options: &Options) -> Source {
    read("bench", bytes, options).unwrap_or_else(|refusal| panic!("{refusal}"))
}

fn bare(bytes: &[u8], delimiter: u8) -> Vec<csv::StringRecord> {
    let mut reader = csv::ReaderBuilder::new();
    let reader = reader.delimiter(delimiter).flexible(true).has_headers(false).from_reader(bytes);
    reader.into_records().collect::<Result<_, _>>().expect("UTF-8")
}

#[divan::bench(args = CASES, sample_count = 10)]
fn readers(bencher: divan::Bencher<'_, '_>, case: &Case) {
    let (bytes, options) = ((case.file)(), case.options());
    bencher.counter(ItemsCount::new(ROWS)).bench_local(|| ours(&bytes, &options));
}

/// Prints the median of the ratios of pairs, their range, and rows in a second.
fn say(case: &Case) {
    let (bytes, options) = ((case.file)(), case.options());
    let text = case.as_text.map_or_else(|| bytes.clone(), |text| text());
    let rows = ours(&bytes, &options).rows();
    assert!(rows >= ROWS, "{}: {rows} rows", case.name);
    let pairs: Vec<(Duration, Duration)> = (0..9)
        .map(|_| (timed(|| bare(&text, case.delimiter)), timed(|| ours(&bytes, &options))))
        .collect();
    let mut ratios: Vec<f64> =
        pairs.iter().map(|(bare, ours)| bare.as_secs_f64() / ours.as_secs_f64()).collect();
    ratios.sort_by(f64::total_cmp);
    let mut times: Vec<Duration> = pairs.iter().map(|(_, ours)| *ours).collect();
    times.sort();
    let (low, middle, high) = (ratios[0], ratios[ratios.len() / 2], ratios[ratios.len() - 1]);
    #[expect(clippy::cast_precision_loss, reason = "a rate is read, not calculated with")]
    let rate = rows as f64 / times[times.len() / 2].as_secs_f64();
    println!(
        "{}: {middle:.2} of bare (from {low:.2} to {high:.2}, {} pairs), {rate:.0} rows/s",
        case.name,
        pairs.len()
    );
}

/// What was made is dropped within the time, ours and theirs.
fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let began = Instant::now();
    drop(work());
    began.elapsed()
}
