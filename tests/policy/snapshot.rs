//! Expected outputs in files.

use std::fs;
use std::path::{Path, PathBuf};

/// Returns a path below `tests/policy`.
pub fn here(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/policy").join(name)
}

/// Returns the text of a fixture policy.
pub fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/policies").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Returns a policy that uses every key.
pub fn every_key() -> String {
    fs::read_to_string(here("every-key.toml")).unwrap()
}

/// Compares an output with its file, or writes the file under `SNAPSHOTS=overwrite`.
pub fn assert_matches(path: &Path, output: &str) {
    if std::env::var("SNAPSHOTS").is_ok_and(|wish| wish == "overwrite") {
        fs::write(path, output).unwrap();
        return;
    }
    let expected = fs::read_to_string(path).unwrap_or_else(|_| {
        panic!("{} is missing; write it with SNAPSHOTS=overwrite", path.display())
    });
    assert!(
        expected == output,
        "{} differs; SNAPSHOTS=overwrite writes it anew\n--- expected\n{expected}\n--- found\n{output}",
        path.display()
    );
}

/// Returns every policy file that comes with cairn, by its name.
pub fn policies_that_come_with_cairn() -> Vec<(String, String)> {
    let mut files = policies_in(&here("../../fixtures/policies"));
    assert!(files.len() >= 4);
    files.push(("every-key.toml".to_owned(), every_key()));
    files
}

/// Those that stand in the folder itself, and each `policy.toml` below it.
fn policies_in(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(policies_in(&path));
        } else if path.ends_with("policy.toml") || folder.ends_with("policies") {
            found.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
        }
    }
    found
}
