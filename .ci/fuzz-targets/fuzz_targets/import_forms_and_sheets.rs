//! Any file is read as a mapping says, of a form or of a spreadsheet, or refused with a reason.
#![no_main]

use cairn_fuzz::{Asked, sheet_holds, twice};
use cairn_import::{forms, sheet};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some(asked) = Asked::of(bytes) else { return };
    let Some(mapping) = asked.mapping() else { return };
    let options = asked.options();
    for read in [forms::read, sheet::read] {
        if let Some(sheet) = twice(|| read("rows.csv", asked.file, &mapping, &options)) {
            sheet_holds(&sheet, Some(asked.file));
        }
    }
    let _ = sheet::headings("rows.csv", asked.file, None);
});
