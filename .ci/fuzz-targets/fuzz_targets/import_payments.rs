//! Any file is read as payments, in a form or in the one that is recognised, or refused with a reason.
#![no_main]

use cairn_fuzz::{Asked, sheet_holds, twice};
use cairn_import::payments::{Form, Options, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some(asked) = Asked::of(bytes) else { return };
    let options =
        Options { form: asked.one_of(&Form::ALL), order: asked.order(), decimal: asked.decimal() };
    if let Some(sheet) = twice(|| read("payments.csv", asked.file, &options)) {
        sheet_holds(&sheet, Some(asked.file));
    }
});
