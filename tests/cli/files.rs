//! Loading, exporting and verifying, on real files.
#![expect(clippy::unwrap_used, reason = "what cannot be is a failed test")]
#![expect(clippy::needless_raw_string_hashes, reason = "snapbox writes snapshots like this")]

mod damage;
mod exporting;
mod loading;
mod loading_refused;

use std::path::{Path, PathBuf};

use cairn_sqlite::SqliteLog;
use snapbox::cmd::Command;
use tempfile::TempDir;

use crate::generated::repository;

/// A folder with an empty log in it, and the program to ask about it.
pub(crate) struct Office {
    folder: TempDir,
}

impl Office {
    pub(crate) fn new() -> Self {
        Self::of("test.example.org/log")
    }

    pub(crate) fn of(origin: &str) -> Self {
        let office = Self { folder: TempDir::new().unwrap() };
        SqliteLog::create(
            &office.path("cairn.db"),
            origin,
            "2026-11-23T12:00:00Z".parse().unwrap(),
            true,
        )
        .unwrap();
        office
    }

    /// An office whose log holds the sample cohort.
    pub(crate) fn with_sample() -> Self {
        let office = Self::new();
        office.cairn(&["load", &sample()]).assert().success();
        office
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), text).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// The program with these words, at noon on 23 November 2026.
    pub(crate) fn cairn(&self, words: &[&str]) -> Command {
        Command::new(env!("CARGO_BIN_EXE_cairn"))
            .current_dir(self.folder.path())
            .env_remove("CAIRN_LOG")
            .env_remove("CAIRN_ACTOR")
            .env("CAIRN_NOW", "2026-11-23T12:00:00Z")
            .env("COLUMNS", "100")
            .env("NO_COLOR", "1")
            .args(words)
    }

    /// What the program answers on standard output, which it must do with this exit code.
    pub(crate) fn answer(&self, words: &[&str], code: i32) -> String {
        let output = self.cairn(words).output().unwrap();
        let (out, err) =
            (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
        assert_eq!(output.status.code(), Some(code), "{words:?}\n{out}\n{err}");
        out
    }

    /// What the program answers as JSON.
    pub(crate) fn json(&self, words: &[&str], code: i32) -> serde_json::Value {
        let words: Vec<&str> = words.iter().copied().chain(["--json"]).collect();
        serde_json::from_str(&self.answer(&words, code)).unwrap()
    }

    /// What the program says on standard error, which it must do with this exit code.
    pub(crate) fn complaint(&self, words: &[&str], code: i32) -> String {
        let output = self.cairn(words).output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{words:?}\n{err}");
        assert!(!err.contains("panicked") && !err.contains("cairn has a bug"), "{err}");
        err
    }
}

/// The path of the sample cohort.
pub(crate) fn sample() -> String {
    text(&repository("fixtures/cohorts/compassionate-systems-2025-26.ndjson"))
}

/// The path of a sample policy.
pub(crate) fn policy(name: &str) -> String {
    text(&repository("fixtures/policies").join(name))
}

fn text(path: &Path) -> String {
    path.canonicalize().unwrap().to_str().unwrap().to_owned()
}
