//! Any file is read as a participant report, of a variant or of the one that is recognised, or refused with a reason.
#![no_main]

use cairn_fuzz::{Asked, report_holds, twice};
use cairn_import::zoom::{Options, Variant, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some(asked) = Asked::of(bytes) else { return };
    let options = Options { variant: asked.one_of(&Variant::ALL), order: asked.order() };
    if let Some(report) = twice(|| read("report.csv", asked.file, &options)) {
        report_holds(&report, asked.file);
    }
});
