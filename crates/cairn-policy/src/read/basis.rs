//! Where a rule comes from: every session and every requirement says it.

use cairn_domain::policy::Basis;

use crate::read::keys::{Keys, Notes};
use crate::read::scalar::text;

/// Reads `published` or `assumed`, of which exactly one must be there.
pub(super) fn basis(keys: &mut Keys<'_, '_>, notes: &mut Notes) -> Basis {
    let unread = || Basis::Assumed("unread".to_owned());
    match (keys.take("published"), keys.take("assumed")) {
        (Some(source), None) => text(source, notes).map_or_else(unread, Basis::Published),
        (None, Some(reason)) => text(reason, notes).map_or_else(unread, Basis::Assumed),
        (Some(_), Some(reason)) => {
            let hint = "keep `published` if the programme published it, else keep `assumed`";
            let span = keys.span_of("assumed").unwrap_or(reason.span());
            let message = format!("{} is both `published` and `assumed`", keys.name());
            notes.contradiction(span, message, hint);
            unread()
        }
        (None, None) => {
            let hint = "add `published = \"where\"` if the programme published it, else `assumed = \"why this\"`";
            let message = format!("{} does not say where it comes from", keys.name());
            keys.lacks(&["published", "assumed"], message, hint.to_owned());
            unread()
        }
    }
}
