//! What an import would make of each file in `fixtures/imports`: for each the whole proposal, to be read beside the file.
//!
//! A cohort meets every Thursday of that autumn, and a few people are on record. `SNAPSHOTS=overwrite cargo test -p cairn-ops
//! --test proposals` writes the expected proposals anew; accepting them means reading the difference.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test says what it means by its name, and panics to fail"
)]

mod render;
mod stage;

use std::fs;
use std::path::{Path, PathBuf};

use cairn_domain::ImportSource;
use cairn_import::{Options, Order};
use cairn_ops::import::{Request, plan, refused};

use stage::{Count, NOW, log};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Returns the files of a folder of fixtures, in order.
fn files(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join("fixtures/imports").join(folder)).expect("a folder");
    let paths = entries.map(|entry| entry.unwrap().path());
    let is_file = |path: &PathBuf| {
        path.extension().is_some_and(|ends| ends == "csv" || ends == "txt" || ends == "xlsx")
    };
    let mut paths: Vec<PathBuf> = paths.filter(is_file).collect();
    paths.sort();
    paths
}

/// Returns the mapping of a file: the one beside it whose name its own begins with, here or in the folder above.
fn mapping(path: &Path) -> Option<ImportSource> {
    let stem = path.file_stem()?.to_str()?;
    let folders = [path.parent()?, path.parent()?.parent()?];
    let mut found: Vec<PathBuf> = folders
        .iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()))
        .filter(|path| path.extension().is_some_and(|ends| ends == "json"))
        .filter(|path| {
            path.file_stem().is_some_and(|name| stem.starts_with(name.to_str().unwrap()))
        })
        .collect();
    found.sort_by_key(|path| path.as_os_str().len());
    Some(serde_json::from_str(&fs::read_to_string(found.pop()?).unwrap()).expect("a mapping"))
}

/// Says what an import would make of a file.
fn proposal(path: &Path) -> String {
    let name = path.file_name().unwrap().to_str().unwrap();
    let bytes = fs::read(path).unwrap();
    let source = mapping(path);
    let zone = source.as_ref().and_then(|source| source.zone);
    // What decides nothing by itself was exported in America.
    let read = |order| {
        let options = Options { source: source.clone(), order, ..Options::default() };
        cairn_import::read(name, &bytes, &options)
    };
    let read = match read(None) {
        Err(refusal @ cairn_import::Refusal::OrderUndecided { .. }) => {
            let asked = read(Some(Order::MonthFirst));
            asked.map(|source| (Some(refusal), source))
        }
        read => read.map(|source| (None, source)),
    };
    let (undecided, source) = match read {
        Ok(read) => read,
        Err(refusal) => return format!("{}\n", refused(&refusal)),
    };
    let request = Request {
        files: vec![source],
        cohort: None,
        session: None,
        meeting: None,
        zone: Some(zone.unwrap_or(chrono_tz::America::New_York)),
        accept_names: false,
        new_people: false,
        by: "ana".to_owned(),
    };
    let log = log();
    let asked = undecided.map(|refusal| format!("{}\n\n", refused(&refusal))).unwrap_or_default();
    let planned = plan(&log, NOW.parse().unwrap(), &request, &mut Count::default(), &mut |_, _| {});
    let planned = match planned {
        Ok(plan) => plan,
        // Which session it was, nobody says: then the first one is named, so that the rows are seen, too.
        Err(failure) => {
            let named = Request { session: Some("2025-09-25".to_owned()), ..request };
            let again =
                plan(&log, NOW.parse().unwrap(), &named, &mut Count::default(), &mut |_, _| {});
            return match again {
                Ok(plan) => format!(
                    "{asked}{failure}\n\nwith --session 2025-09-25:\n{}",
                    render::report(&plan.rehearse())
                ),
                Err(other) => format!("{asked}{failure}\n\nwith --session 2025-09-25:\n{other}\n"),
            };
        }
    };
    let report = planned.rehearse();
    for file in &report.files {
        assert!(file.counts.reconcile(), "{name}: {}", file.counts.words());
    }
    format!("{asked}{}", render::report(&report))
}

/// Compares a proposal with its file, or writes the file.
fn is_as_expected(folder: &str, path: &Path) {
    let name = path.file_name().unwrap().to_str().unwrap();
    let expected = root().join("tests/proposals").join(folder).join(format!("{name}.proposal"));
    let output = proposal(path);
    if std::env::var("SNAPSHOTS").is_ok_and(|wish| wish == "overwrite") {
        fs::create_dir_all(expected.parent().unwrap()).unwrap();
        fs::write(expected, output).unwrap();
        return;
    }
    let known = fs::read_to_string(&expected).unwrap_or_default();
    assert!(
        known == output,
        "{} differs; SNAPSHOTS=overwrite writes it anew\n--- expected\n{known}\n--- found\n{output}",
        expected.display()
    );
}

macro_rules! folders {
    ($($test:ident: $folder:literal),+ $(,)?) => {$(
        #[test]
        fn $test() {
            let files = files($folder);
            assert!(!files.is_empty(), "no files in {}", $folder);
            for path in &files {
                is_as_expected($folder, path);
            }
        }
    )+};
}

folders! {
    reports_of_zoom_become_what_is_expected: "zoom",
    damaged_reports_of_zoom_become_what_is_expected: "zoom/damaged",
    payments_become_what_is_expected: "payments",
    damaged_payments_become_what_is_expected: "payments/damaged",
    answers_to_forms_become_what_is_expected: "forms",
    damaged_answers_to_forms_become_what_is_expected: "forms/damaged",
    attendance_of_moodle_becomes_what_is_expected: "moodle",
    damaged_attendance_of_moodle_becomes_what_is_expected: "moodle/damaged",
    spreadsheets_become_what_is_expected: "sheets",
    damaged_spreadsheets_become_what_is_expected: "sheets/damaged",
}
