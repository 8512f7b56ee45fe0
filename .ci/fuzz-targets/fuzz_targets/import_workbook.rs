//! Any workbook is read, or refused with a reason; within the memory that is allowed, whatever it claims to hold.
//!
//! An archive that was changed anywhere unpacks nowhere, and nothing behind its checksums would ever be seen. A file that does
//! not begin as one is therefore packed into one: its parts, with a NUL in between.
#![no_main]

use std::io::{Cursor, Write};

use cairn_fuzz::{Asked, sheet_holds, twice};
use cairn_import::sheet;
use libfuzzer_sys::fuzz_target;
use zip::write::{SimpleFileOptions, ZipWriter};

const PARTS: [&str; 5] = [
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "xl/sharedStrings.xml",
    "xl/worksheets/sheet1.xml",
];

/// Without it, nothing else of an archive is looked at.
const ROOT: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship \
                    Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
                    Target=\"xl/workbook.xml\"/></Relationships>";

fn packed(file: &[u8]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    archive.start_file("_rels/.rels", stored).expect("a name");
    archive.write_all(ROOT.as_bytes()).expect("memory");
    for (name, part) in PARTS.iter().zip(file.split(|byte| *byte == 0)) {
        archive.start_file(*name, stored).expect("a name");
        archive.write_all(part).expect("memory");
    }
    archive.finish().expect("memory").into_inner()
}

/// A defect of the library is caught by the reader, and is none of ours.
fn only_ours_end_it() {
    let ends = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let of = |name| panic.location().is_some_and(|at| at.file().contains(name));
        if !["calamine", "quick-xml", "/zip-"].into_iter().any(of) {
            ends(panic);
        }
    }));
}

fuzz_target!(init: only_ours_end_it(), |bytes: &[u8]| {
    let Some(asked) = Asked::of(bytes) else { return };
    let archive =
        if asked.file.starts_with(b"PK") { asked.file.to_vec() } else { packed(asked.file) };
    let _ = twice(|| sheet::headings("rows.xlsx", &archive, None));
    let Some(mapping) = asked.mapping() else { return };
    let options = asked.options();
    if let Some(sheet) = twice(|| sheet::read("rows.xlsx", &archive, &mapping, &options)) {
        sheet_holds(&sheet, None);
    }
});
