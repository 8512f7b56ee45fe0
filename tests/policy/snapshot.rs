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
