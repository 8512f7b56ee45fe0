//! Any file is read as what it is recognised to be, or as whoever asks says, or refused with a reason.
#![no_main]

use cairn_fuzz::{Asked, holds, twice};
use cairn_import::{Form, Options, read, recognise};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some(asked) = Asked::of(bytes) else { return };
    let forms: Vec<Form> = Form::all().collect();
    let options = Options {
        form: asked.one_of(&forms),
        source: None,
        order: asked.order(),
        decimal: asked.decimal(),
        abbreviated: asked.abbreviated(),
        sheet: None,
    };
    if let Some(read) = twice(|| read("any.csv", asked.file, &options)) {
        holds(&read, asked.file);
        assert!(options.form.or(recognise(asked.file)).is_some());
    }
});
