//! Fixtures, and expected outputs in files.

use std::fs;
use std::path::{Path, PathBuf};

use cairn_import::Refusal;
use cairn_import::zoom::{Options, Report, Row, Stay, Unreadable, read};

/// Returns the folder of the whole project.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Returns the bytes of a fixture.
pub fn fixture(name: &str) -> Vec<u8> {
    let path = root().join("fixtures/imports/zoom").join(format!("{name}.csv"));
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Returns the names of all fixtures in a folder below those of Zoom, in order.
pub fn fixtures(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(root().join("fixtures/imports/zoom").join(folder)).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let csv = paths.filter(|path| path.extension().is_some_and(|ends| ends == "csv"));
    let stem = |path: PathBuf| path.file_stem().unwrap().to_str().unwrap().to_owned();
    let mut names: Vec<String> = csv.map(|path| format!("{folder}{}", stem(path))).collect();
    names.sort();
    names
}

/// Reads a fixture as it is.
pub fn reading(name: &str) -> Result<Report, Refusal> {
    reading_as(name, Options::default())
}

/// Reads a fixture as whoever asks wants it.
pub fn reading_as(name: &str, options: Options) -> Result<Report, Refusal> {
    let file = format!("{}.csv", name.rsplit('/').next().unwrap());
    read(&file, &fixture(name), &options)
}

/// Returns the rows of a report that say that somebody was there.
pub fn stays(report: &Report) -> Vec<&Stay> {
    let stays = report.rows().filter_map(|row| match row {
        Row::Stay(stay) => Some(stay),
        _ => None,
    });
    stays.collect()
}

/// Returns the rows of a report that could not be read.
pub fn unreadable(report: &Report) -> Vec<&Unreadable> {
    let unreadable = report.rows().filter_map(|row| match row {
        Row::Unreadable(unreadable) => Some(unreadable),
        _ => None,
    });
    unreadable.collect()
}

/// Compares an output with its file, or writes the file under `SNAPSHOTS=overwrite`.
pub fn assert_matches(name: &str, output: &str) {
    assert_is(&format!("zoom/{name}"), output);
}

/// Does the same for the files of another provider.
pub fn assert_matches_in(folder: &str, name: &str, output: &str) {
    assert_is(&format!("{folder}/{name}"), output);
}

/// Compares an output with its file below that of all expected outputs, or writes it.
pub fn assert_is(name: &str, output: &str) {
    let path = root().join("tests/imports").join(format!("{name}.txt"));
    if std::env::var("SNAPSHOTS").is_ok_and(|wish| wish == "overwrite") {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, output).unwrap();
        return;
    }
    let expected = fs::read_to_string(&path).unwrap_or_else(|_| {
        panic!("{} is missing; write it with SNAPSHOTS=overwrite", path.display())
    });
    assert!(
        expected == output,
        "{} differs; SNAPSHOTS=overwrite writes it anew\n--- expected\n{expected}\n--- found\n{output}",
        path.display()
    );
}
