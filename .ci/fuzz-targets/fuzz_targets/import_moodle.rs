//! Any file is read as attendance that Moodle took, or refused with a reason.
#![no_main]

use cairn_fuzz::{Asked, sheet_holds, twice};
use cairn_import::moodle::read;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some(asked) = Asked::of(bytes) else { return };
    let options = asked.options();
    if let Some(sheet) = twice(|| read("attendance.txt", asked.file, &options)) {
        sheet_holds(&sheet, Some(asked.file));
    }
});
