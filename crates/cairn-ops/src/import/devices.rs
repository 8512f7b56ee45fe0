//! Names that are those of devices and note-takers, and what of a name is a person's.

use crate::find::normal;

/// How the words begin by which devices and note-takers call themselves. An assumption of ours: it decides what is said, never
/// who somebody is.
const DEVICES: [&str; 9] =
    ["iphone", "ipad", "galaxy", "android", "pixel", "macbook", "sm-", "read.ai", "otter.ai"];

/// What others call themselves in two words, or end with.
const NOTE_TAKERS: [&str; 3] = ["zoom user", "notetaker", "note taker"];

/// Returns the part of a name, as a file shows it, that is a person's: of `iPhone (Dana)`, `Dana`.
pub(crate) fn of_a_person(shown: &str) -> Option<&str> {
    if !is_device(shown) {
        return Some(shown);
    }
    let (outer, inner) = shown.strip_suffix(')')?.split_once('(')?;
    [inner.trim(), outer.trim()].into_iter().find(|part| !part.is_empty() && !is_device(part))
}

/// Tells whether a name is that of a device or of a note-taker, as far as can be known from it.
pub(super) fn is_device(name: &str) -> bool {
    let name = normal(name);
    let mut words = name.split([' ', '(', '\'']);
    words.any(|word| DEVICES.iter().any(|device| word.starts_with(device)))
        || NOTE_TAKERS.iter().any(|taker| name.contains(taker))
}
