//! From the text of a policy file to a checked policy, or to everything that is wrong with it.

mod amount;
mod asks;
mod basis;
mod calendar;
mod draft;
mod evidence;
mod keys;
mod lists;
mod locate;
mod log;
mod mend;
mod money;
mod near;
mod price;
mod rule;
mod scalar;
mod sessions;
mod share;
mod syntax;
mod when;

use cairn_domain::{CheckedPolicy, Policy};
use toml::de::DeTable;

use crate::errors::PolicyErrors;

pub(crate) use log::is_alone;

/// Reads the text of a policy file; `name` is what the file is called in messages.
///
/// Every fault is reported at once. Faults of TOML itself come alone, since nothing certain can be said about a text
/// whose tables cannot be told apart. Otherwise what cannot be read is replaced by something harmless, so that the rest
/// is still checked; a fault that may only follow from an unreadable part is held back until that part is mended.
///
/// # Examples
/// ```
/// let errors = cairn_policy::read("policy.toml", "chort = 'a-2026'").unwrap_err();
/// let first = &errors.errors()[0];
/// assert_eq!(first.hint.as_deref(), Some("did you mean `cohort`?"));
/// ```
pub fn read(name: &str, text: &str) -> Result<CheckedPolicy, PolicyErrors> {
    let (document, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        return Err(PolicyErrors::new(name, text, syntax::faults(text, &errors)));
    }
    let mut notes = keys::Notes::default();
    let draft = draft::draft(document.get_ref(), &mut notes);
    match draft.policy.clone().map(Policy::check) {
        Some(Ok(checked)) if notes.found.is_empty() => return Ok(checked),
        Some(Err(faults)) => {
            let located = locate::locate(&faults, &draft, &notes.found);
            notes.found.extend(located);
        }
        Some(Ok(_)) | None => {}
    }
    Err(PolicyErrors::new(name, text, notes.found))
}
