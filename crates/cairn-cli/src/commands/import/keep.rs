//! Keeping imported files beside the log, by what they hold.

use std::path::{Path, PathBuf};

use cairn_ops::Failure;
use sha2::{Digest, Sha256};

use super::bytes;
use crate::desk::Desk;

/// Copies files into the folder beside the log, each under its SHA-256 and its name; what is there already is left alone.
pub(super) fn files(desk: &Desk, paths: &[PathBuf]) -> Result<(), Failure> {
    let folder = folder(desk.log_path());
    let failed = |path: &Path, error: std::io::Error| {
        Failure::mend(format!("`{}` cannot be written: {error}", path.display()))
            .because("the import itself is recorded; only the copy of the file is missing")
    };
    std::fs::create_dir_all(&folder).map_err(|error| failed(&folder, error))?;
    only_for_its_owner(&folder, 0o700).map_err(|error| failed(&folder, error))?;
    for path in paths {
        let (name, bytes) = bytes(path)?;
        let kept = folder.join(format!("{}-{name}", hex::encode(Sha256::digest(&bytes))));
        if kept.exists() {
            continue;
        }
        // What is cut off by a full disk must not look like the file.
        let begun = kept.with_extension("part");
        std::fs::write(&begun, &bytes).map_err(|error| failed(&begun, error))?;
        only_for_its_owner(&begun, 0o600).map_err(|error| failed(&begun, error))?;
        std::fs::rename(&begun, &kept).map_err(|error| failed(&kept, error))?;
    }
    Ok(())
}

/// Lets nobody else read what holds names and addresses, where files have owners.
fn only_for_its_owner(path: &Path, mode: u32) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))?;
    }
    #[cfg(not(unix))]
    let _ = (path, mode);
    Ok(())
}

/// Returns the folder: `cairn.db` keeps its files in `cairn.db.files`.
fn folder(log: &Path) -> PathBuf {
    let mut name = log.file_name().unwrap_or_default().to_owned();
    name.push(".files");
    log.with_file_name(name)
}
