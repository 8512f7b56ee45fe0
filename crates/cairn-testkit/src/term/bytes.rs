//! Lines to bytes: what stands between cells, how lines end, how characters are written.

use crate::dice::Dice;

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dress {
    delimiter: char,
    end: &'static str,
    letters: Letters,
    /// Whether every cell has quotation marks.
    quoted: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Letters {
    Utf8,
    MarkedUtf8,
    Utf16Le,
    Windows1252,
}

/// Throws for how a file is written; only some formats leave a spreadsheet, which knows more ways.
pub(super) fn dress(dice: &mut Dice, re_saved: bool) -> Dress {
    let letters = match dice.below(if re_saved { 5 } else { 3 }) {
        0 | 1 => Letters::Utf8,
        2 => Letters::MarkedUtf8,
        3 => Letters::Utf16Le,
        _ => Letters::Windows1252,
    };
    let delimiter = match letters {
        // "Unicode text" of a spreadsheet.
        Letters::Utf16Le => '\t',
        Letters::Windows1252 if dice.chance(50) => ';',
        _ => ',',
    };
    let end = if dice.chance(50) { "\r\n" } else { "\n" };
    Dress { delimiter, end, letters, quoted: dice.chance(15) }
}

pub(super) fn dressed(lines: &[Vec<String>], dress: Dress) -> Vec<u8> {
    let mut text = String::new();
    for line in lines {
        let cells: Vec<String> = line.iter().map(|cell| quoted(cell, dress)).collect();
        text.push_str(&cells.join(&dress.delimiter.to_string()));
        text.push_str(dress.end);
    }
    match dress.letters {
        Letters::Utf8 => text.into_bytes(),
        Letters::MarkedUtf8 => format!("\u{feff}{text}").into_bytes(),
        Letters::Utf16Le => {
            let units = std::iter::once(0xfeff).chain(text.encode_utf16());
            units.flat_map(u16::to_le_bytes).collect()
        }
        // What has a letter that this cannot write stays as it is.
        Letters::Windows1252 => windows_1252(&text).unwrap_or_else(|| text.into_bytes()),
    }
}

fn quoted(cell: &str, dress: Dress) -> String {
    let needs = cell.contains([dress.delimiter, '"', '\n']);
    if needs || (dress.quoted && !cell.is_empty()) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

fn windows_1252(text: &str) -> Option<Vec<u8>> {
    let byte = |letter: char| match letter {
        '’' => Some(0x92),
        '\u{80}'..='\u{9f}' => None,
        _ => u8::try_from(u32::from(letter)).ok(),
    };
    text.chars().map(byte).collect()
}
