//! The copy of the repository that is changed and built; the repository itself is only read.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

/// Where things are.
#[derive(Debug)]
pub struct Copy {
    /// The repository.
    pub root: PathBuf,
    /// The copy of it.
    pub at: PathBuf,
    /// Where the copy is built.
    pub target: PathBuf,
    /// Where notes are kept from one run to the next.
    pub notes: PathBuf,
}

impl Copy {
    /// Makes a copy of what git knows and of what is new, as it stands in the working tree; what is the same is left
    /// alone, so that cargo does not build it again.
    pub fn make(root: &Path, scratch: &Path) -> io::Result<Self> {
        let listed = Command::new("git")
            .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
            .current_dir(root)
            .output()?;
        if !listed.status.success() {
            return Err(io::Error::other("`git ls-files` failed: is this a repository?"));
        }
        let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
        let at = scratch.join("copy");
        let mut kept = BTreeSet::new();
        for name in listed.split('\0').filter(|name| !name.is_empty()) {
            let from = root.join(name);
            if from.is_file() {
                put(&at.join(name), &fs::read(&from)?)?;
                kept.insert(at.join(name));
            }
        }
        sweep(&at, &kept)?;
        let (target, notes) = (scratch.join("target"), scratch.join("notes"));
        fs::create_dir_all(&notes)?;
        Ok(Self { root: root.to_owned(), at, target, notes })
    }

    /// Returns the source files of a crate, by their names from the root of the repository, in order.
    pub fn sources(&self, krate: &str) -> io::Result<Vec<String>> {
        let mut found = Vec::new();
        walk(&self.root.join("crates").join(krate).join("src"), &mut |path| {
            if path.extension().is_some_and(|extension| extension == "rs") {
                found.extend(
                    path.strip_prefix(&self.root).ok().map(|path| path.display().to_string()),
                );
            }
            Ok(())
        })?;
        found.sort();
        Ok(found)
    }

    /// Writes a file of the copy, unless it is already so.
    pub fn write(&self, name: &str, text: &str) -> io::Result<()> {
        put(&self.at.join(name), text.as_bytes())
    }
}

fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if fs::read(path).is_ok_and(|there| there == bytes) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, bytes)
}

/// Removes from the copy what is no longer in the repository.
fn sweep(at: &Path, kept: &BTreeSet<PathBuf>) -> io::Result<()> {
    walk(at, &mut |path| if kept.contains(path) { Ok(()) } else { fs::remove_file(path) })
}

fn walk(folder: &Path, visit: &mut dyn FnMut(&Path) -> io::Result<()>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { walk(&path, visit)? } else { visit(&path)? }
    }
    Ok(())
}
