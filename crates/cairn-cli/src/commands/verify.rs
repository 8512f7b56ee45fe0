//! `cairn verify`

use cairn_ops::{Failure, verify};

use crate::desk::Desk;
use crate::{Answer, show};

/// Check that the log holds what was recorded
///
/// Reads every event again and checks that nothing is missing, moved or changed: positions and revisions, the one form in
/// which each event is stored, its hash, the tree over all of them, and the private values. Exits with 4 if something is
/// damaged. An event that a newer cairn wrote is not damage; it is listed.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_: &Args, desk: &Desk) -> Result<Answer, Failure> {
    let log = desk.read().map_err(unopened)?;
    let report = verify::verify(&*log)?;
    show::report(desk, &report)?;
    Ok(if report.sound { Answer::Done } else { Answer::Damaged })
}

/// Where the log does not even open, there is nothing that `verify` could add: it is no way on from itself.
fn unopened(mut failure: Failure) -> Failure {
    failure.hints.retain(|hint| !hint.contains("`cairn verify`"));
    if failure.hints.is_empty() {
        failure = failure
            .because("the log does not open, so that none of its events could be looked at")
            .hint("keep the file as it is, and go on with a copy from before");
    }
    failure
}
