//! What the tests of the binary share: where things are, and a folder with a log in it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The clock of every transcript.
pub const NOW: &str = "2026-11-23T12:00:00Z";

/// The root of the project.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The binary under test.
pub fn cairn() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_cairn"))
}

/// Copies a folder.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).expect("a copy");
        }
    }
}

/// A folder with a log in it, and the binary at hand.
pub struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    /// An empty folder.
    pub fn bare() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// A folder with the sample cohort loaded in `cairn.db`.
    pub fn with_sample() -> Self {
        let desk = Self::bare();
        desk.ok(&["init", "--origin", "log.example.org/sample"]);
        let sample = root().join("fixtures/cohorts/compassionate-systems-2025-26.ndjson");
        desk.ok(&["load", &sample.display().to_string()]);
        desk
    }

    /// A folder with a log in which this policy is in force from a day on, and nobody on record.
    pub fn with_policy(policy: &str, from: &str) -> Self {
        let desk = Self::bare();
        desk.ok(&["init", "--origin", "log.example.org/policy"]);
        std::fs::write(desk.path().join("policy.toml"), policy).expect("a file");
        desk.ok(&["policy", "adopt", "policy.toml", "--from", from]);
        desk
    }

    /// The same with a programme of the gallery.
    pub fn with_gallery(programme: &str, from: &str) -> Self {
        let folder = root().join("fixtures/policies/gallery").join(programme);
        let policy = std::fs::read_to_string(folder.join("policy.toml")).expect("a programme");
        Self::with_policy(&policy, from)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Runs cairn here.
    pub fn run(&self, args: &[&str]) -> Output {
        Command::new(cairn())
            .args(args)
            .current_dir(self.path())
            .env_remove("CAIRN_LOG")
            .env("CAIRN_NOW", NOW)
            .env("CAIRN_ACTOR", "registrar@example.org")
            .env("COLUMNS", "80")
            .output()
            .expect("cairn runs")
    }

    /// Runs cairn here, which must be content, and returns its answer.
    pub fn ok(&self, args: &[&str]) -> String {
        let done = self.run(args);
        assert!(done.status.success(), "{args:?}: {}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).expect("text")
    }

    /// Runs cairn here, which must refuse with this exit code, and returns what it said.
    pub fn refused(&self, code: i32, args: &[&str]) -> String {
        let done = self.run(args);
        assert_eq!(
            done.status.code(),
            Some(code),
            "{args:?}: {}",
            String::from_utf8_lossy(&done.stderr)
        );
        String::from_utf8(done.stderr).expect("text")
    }

    /// Runs cairn here and reads its answer as JSON.
    pub fn json(&self, args: &[&str]) -> serde_json::Value {
        let args: Vec<&str> = args.iter().copied().chain(["--json"]).collect();
        serde_json::from_str(&self.ok(&args)).expect("JSON")
    }
}

/// Puts a wrapped page on one line: where it breaks is no matter of what it says.
pub fn unwrapped(page: &str) -> String {
    page.split_whitespace().collect::<Vec<_>>().join(" ")
}
