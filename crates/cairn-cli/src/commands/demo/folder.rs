//! The demo's folder: what is in it, and whose it is.

use std::path::{Path, PathBuf};

use cairn_ops::Failure;

/// The sample cohort, as `cairn load` reads it.
pub(super) const SAMPLE: &str =
    include_str!("../../../../../fixtures/cohorts/compassionate-systems-2025-26.ndjson");

const FOLDER: &str = "cairn-demo";
const MARK: &str = "README.txt";
const ABOUT: &str = "This folder was made by `cairn demo`. Everyone in it is invented.

cairn.db      the log
tampered.db   a copy in which somebody changed an amount
policies/     the rules of the cohort, and others to compare them with

`cairn demo --force` makes these files anew, and leaves any others alone. Delete the folder whenever you like.
";

const POLICIES: [(&str, &str); 4] = [
    (
        "compassionate-systems-2025-26.toml",
        include_str!("../../../../../fixtures/policies/compassionate-systems-2025-26.toml"),
    ),
    (
        "compassionate-systems-2026-27.toml",
        include_str!("../../../../../fixtures/policies/compassionate-systems-2026-27.toml"),
    ),
    (
        "early-bird-by-paying.toml",
        include_str!("../../../../../fixtures/policies/early-bird-by-paying.toml"),
    ),
    (
        "stricter-attendance.toml",
        include_str!("../../../../../fixtures/policies/stricter-attendance.toml"),
    ),
];

/// The folder, made and empty of an earlier demo.
pub(super) struct Folder(PathBuf);

impl Folder {
    /// Makes the folder; where one is already, only if a demo made it and `force` says so.
    pub(super) fn make(force: bool) -> Result<Self, Failure> {
        let folder = Self(PathBuf::from(FOLDER));
        if folder.0.exists() {
            folder.clear(force)?;
        }
        let policies = folder.0.join("policies");
        std::fs::create_dir_all(&policies).map_err(|error| fault(&policies, &error))?;
        write(&folder.0.join(MARK), ABOUT)?;
        POLICIES.iter().try_for_each(|(name, text)| write(&policies.join(name), text))?;
        Ok(folder)
    }

    /// Returns where the log is.
    pub(super) fn log(&self) -> PathBuf {
        self.0.join("cairn.db")
    }

    /// Returns where the copy is that will be tampered with.
    pub(super) fn copy(&self) -> PathBuf {
        self.0.join("tampered.db")
    }

    /// Removes what an earlier demo made, and nothing else.
    fn clear(&self, force: bool) -> Result<(), Failure> {
        let taken = || Failure::mend(format!("there is a `{FOLDER}` here already"));
        let made_by_a_demo = std::fs::read_to_string(self.0.join(MARK))
            .is_ok_and(|text| text.starts_with("This folder was made by `cairn demo`"));
        if !made_by_a_demo {
            return Err(taken()
                .because("no demo made it, so that it is left alone")
                .hint("run `cairn demo` in another folder"));
        }
        if !force {
            return Err(taken().hint("`cairn demo --force` makes its files anew"));
        }
        for log in [self.log(), self.copy()] {
            for ending in ["", "-wal", "-shm"] {
                let mut name = log.as_os_str().to_owned();
                name.push(ending);
                remove(Path::new(&name))?;
            }
        }
        Ok(())
    }
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    std::fs::write(path, text).map_err(|error| fault(path, &error))
}

fn remove(path: &Path) -> Result<(), Failure> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(fault(path, &error)),
        _ => Ok(()),
    }
}

pub(super) fn fault(path: &Path, error: &std::io::Error) -> Failure {
    Failure::mend(format!("`{}` cannot be made: {error}", path.display()))
}
