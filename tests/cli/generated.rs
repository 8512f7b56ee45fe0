//! What is generated from the program is up to date: `CAIRN_REGENERATE=1 cargo test -p cairn-cli generated` writes it, and
//! without that variable the same tests compare. Whoever regenerates reads the difference.
#![expect(clippy::unwrap_used, reason = "what cannot be is a failed test")]

mod bodies;
mod events_page;
mod golden;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Value, json};

/// Returns a path in the repository.
pub(crate) fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// Compares a file with what it should hold, or writes it.
fn pinned(path: &str, should: &str) {
    let file = repository(path);
    let is = std::fs::read_to_string(&file).unwrap_or_default();
    // What is as it should be is left alone: other tests read it at the same time.
    if std::env::var_os("CAIRN_REGENERATE").is_some() && is != should {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, should).unwrap();
        return;
    }
    assert!(
        is == should,
        "{path} is not what the program says: run `CAIRN_REGENERATE=1 cargo test -p cairn-cli generated` and read the difference"
    );
}

/// Fails if a folder holds files of this ending that nothing generates any more.
fn nothing_else(folder: &str, ending: &str, generated: &BTreeSet<String>) {
    let files = std::fs::read_dir(repository(folder)).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let stale: Vec<String> =
        names.filter(|name| name.ends_with(ending) && !generated.contains(name)).collect();
    assert!(stale.is_empty(), "{folder} has files that nothing generates: {stale:?}");
}

fn pretty(value: &Value) -> String {
    format!("{}\n", serde_json::to_string_pretty(value).unwrap())
}

fn schema_of<T: JsonSchema>(id: &str, title: &str) -> Value {
    // What is serialised, not what would be accepted: a report is only ever written.
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schema = SchemaGenerator::new(settings).into_root_schema_for::<T>().to_value();
    let map = schema.as_object_mut().unwrap();
    map.insert("$id".to_owned(), json!(id));
    map.insert("title".to_owned(), json!(title));
    schema
}

#[test]
fn the_commands_page_is_what_the_program_says() {
    let help = snapbox::cmd::Command::new(env!("CARGO_BIN_EXE_cairn")).args(["help", "--markdown"]);
    let output = help.output().unwrap();
    assert!(output.status.success());
    pinned("docs/reference/commands.md", &String::from_utf8(output.stdout).unwrap());
}

macro_rules! reports {
    ($($name:literal: $report:ty),+ $(,)?) => {
        vec![$(($name, schema_of::<$report>(&format!("urn:cairn:{}:1", $name), &format!("cairn.{}/1", $name)))),+]
    };
}

#[test]
fn every_report_has_its_schema() {
    let schemas = reports! {
        "aliases": cairn_ops::people::alias::Aliases,
        "attendance": cairn_ops::lists::Attendance,
        "audit": cairn_ops::audit::Audit,
        "balances": cairn_ops::lists::Balances,
        "calendar": cairn_ops::calendar::CalendarReport,
        "begun": cairn_ops::init::Begun,
        "cohort": cairn_ops::cohort::Cohort,
        "cohort-events": cairn_ops::cohort::CohortEvents,
        "comparison": cairn_ops::compare::Comparison,
        "docket": cairn_ops::docket::Docket,
        "duplicates": cairn_ops::people::duplicates::Duplicates,
        "export": cairn_ops::export::ExportReport,
        "forecast": cairn_ops::forecast::Forecast,
        "found": cairn_ops::find::Found,
        "import": cairn_ops::import::ImportReport,
        "import-files": cairn_ops::import::FilesReport,
        "import-queue": cairn_ops::import::QueueReport,
        "import-resolved": cairn_ops::import::Resolved,
        "import-sources": cairn_ops::import::SourcesReport,
        "load": cairn_ops::load::LoadReport,
        "people": cairn_ops::people::list::People,
        "policy": cairn_ops::policy::PolicyReport,
        "policy-adopted": cairn_ops::policy::AdoptReport,
        "policy-check": cairn_ops::policy::PolicyCheckReport,
        "policy-diff": cairn_ops::policy::PolicyDiffReport,
        "recorded": cairn_ops::record::Report,
        "replay": cairn_ops::replay::Replay,
        "roster": cairn_ops::lists::Roster,
        "timeline": cairn_ops::timeline::Timeline,
        "verify": cairn_ops::verify::VerifyReport,
        "why": cairn_ops::why::Why,
        "written": cairn_ops::written::Written,
    };
    let mut generated = BTreeSet::new();
    for (name, mut schema) in schemas {
        // The one field whose value says what the rest means.
        assert_eq!(schema["properties"]["schema"]["type"], "string", "{name}");
        schema["properties"]["schema"]["const"] = schema["title"].clone();
        let file = format!("{name}.schema.json");
        pinned(&format!("docs/reference/json/{file}"), &pretty(&schema));
        generated.insert(file);
    }
    nothing_else("docs/reference/json", ".schema.json", &generated);
}

/// The schemas of the latest version that are kept as they were released, though the types say more: an amendment's names
/// the events that there were; events that came later are amended, too.
const GROWN: [&str; 1] = ["amended"];

#[test]
fn every_event_has_its_schema_and_its_place_on_the_page() {
    let bodies = bodies::all();
    let mut generated = BTreeSet::new();
    for (kind, schema) in &bodies {
        let version = cairn_eventlog::codec::version_of(kind).unwrap();
        let file = bodies::file(kind, version);
        let path = format!("docs/reference/events/{file}");
        // The types have grown since: what they say now is not what this schema said when it was released.
        let is_frozen = GROWN.contains(&kind.as_str());
        if !is_frozen {
            pinned(&path, &pretty(schema));
        }
        generated.insert(file);
        generated.extend((1..version).map(|earlier| bodies::file(kind, earlier)));
    }
    nothing_else("docs/reference/events", ".schema.json", &generated);
    pinned("docs/reference/events.md", &events_page::page(&bodies));
}
