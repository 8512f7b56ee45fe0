//! Bytes to text: which encoding a file is in, and which of its lines are not.
//!
//! Nothing is mended here: what cannot be decoded stays visible in the text, and its line is told.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

/// How a file's characters are written as bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, low byte first: "Unicode text" of spreadsheets.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Windows-1252: "CSV" of spreadsheets in western Europe.
    Windows1252,
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Windows1252 => "Windows-1252",
        })
    }
}

/// What is wrong with the characters of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Garbled {
    /// It holds NUL characters, as files do after a crash or a bad copy.
    Nul,
    /// It is not in the encoding of the lines around it.
    OtherEncoding,
    /// It holds bytes that stand for no character.
    NoCharacter,
}

impl fmt::Display for Garbled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Nul => "NUL characters",
            Self::OtherEncoding => "bytes in another encoding than the rest of the file",
            Self::NoCharacter => "bytes that stand for no character",
        })
    }
}

/// A file's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text<'b> {
    /// The text, without the byte order mark; line ends are as in the file. Its bytes are those of the file where they can be.
    pub text: Cow<'b, str>,
    /// The encoding it was in.
    pub encoding: Encoding,
    /// Whether it began with a byte order mark.
    pub marked: bool,
    /// The lines, counted from 1, that could not be decoded as they should, each with the first thing wrong with it.
    pub garbled: BTreeMap<usize, Garbled>,
}

/// Returns the text of a file, as far as it can be decoded; never fails, and tells the lines that are in doubt.
///
/// A byte order mark decides; without one, text with a NUL in every other byte is UTF-16, text that is valid UTF-8 is
/// that, and all else is Windows-1252. Where some lines are UTF-8 and others cannot be, the file is UTF-8 and the others
/// are told.
#[must_use]
pub fn decode(bytes: &[u8]) -> Text<'_> {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest, true),
        [0xff, 0xfe, rest @ ..] => utf16(rest, Encoding::Utf16Le, true),
        [0xfe, 0xff, rest @ ..] => utf16(rest, Encoding::Utf16Be, true),
        _ if every_other_is_nul(bytes, 1) => utf16(bytes, Encoding::Utf16Le, false),
        _ if every_other_is_nul(bytes, 0) => utf16(bytes, Encoding::Utf16Be, false),
        _ => utf8(bytes, false),
    }
}

/// Headings are ASCII whatever the language of the names below them: their first bytes show where the NULs are.
fn every_other_is_nul(bytes: &[u8], odd: usize) -> bool {
    let (pairs, _) = bytes.as_chunks::<2>();
    let pairs = &pairs[..pairs.len().min(256)];
    let nul = |at: usize| pairs.iter().filter(|pair| pair[at] == 0).count();
    !pairs.is_empty() && nul(odd) * 4 >= pairs.len() * 3 && nul(1 - odd) == 0
}

/// Reads UTF-8, line by line so that one bad line does not hide what the others are.
fn utf8(bytes: &[u8], marked: bool) -> Text<'_> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        let lines = if bytes.contains(&0) { lines(bytes) } else { Vec::new() };
        let lines = (1..).zip(lines).filter(|(_, line)| bytes[line.clone()].contains(&0));
        let garbled = lines.map(|(number, _)| (number, Garbled::Nul)).collect();
        return Text { text: text.into(), encoding: Encoding::Utf8, marked, garbled };
    }
    let lines: Vec<&[u8]> = lines(bytes).into_iter().map(|line| &bytes[line]).collect();
    let is_utf8 =
        marked || lines.iter().any(|line| !line.is_ascii() && std::str::from_utf8(line).is_ok());
    let mut text = String::with_capacity(bytes.len());
    let mut garbled = BTreeMap::new();
    for (number, line) in (1..).zip(lines) {
        let read = if is_utf8 { std::str::from_utf8(line).ok() } else { None };
        let wrong = if let Some(read) = read {
            text.push_str(read);
            None
        } else {
            text.extend(line.iter().map(|byte| windows_1252(*byte)));
            let open = line.iter().any(|byte| windows_1252(*byte) == LOST);
            let foreign = is_utf8.then_some(Garbled::OtherEncoding);
            foreign.or(open.then_some(Garbled::NoCharacter))
        };
        if let Some(wrong) = wrong.or(line.contains(&0).then_some(Garbled::Nul)) {
            garbled.insert(number, wrong);
        }
    }
    let encoding = if is_utf8 { Encoding::Utf8 } else { Encoding::Windows1252 };
    Text { text: text.into(), encoding, marked, garbled }
}

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WINDOWS_1252[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// Stands where a character is lost.
const LOST: char = char::REPLACEMENT_CHARACTER;

/// Where Windows-1252 differs from Latin-1, from byte 0x80; five bytes stand for nothing.
#[rustfmt::skip]
const WINDOWS_1252: [char; 32] = [
    '€', LOST, '‚', 'ƒ', '„', '…', '†', '‡',
    'ˆ', '‰', 'Š', '‹', 'Œ', LOST, 'Ž', LOST,
    LOST, '‘', '’', '“', '”', '•', '–', '—',
    '˜', '™', 'š', '›', 'œ', LOST, 'ž', 'Ÿ',
];

fn utf16(bytes: &[u8], encoding: Encoding, marked: bool) -> Text<'static> {
    let (pairs, half) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| match encoding {
        Encoding::Utf16Be => u16::from_be_bytes(*pair),
        _ => u16::from_le_bytes(*pair),
    });
    let mut text = String::with_capacity(bytes.len());
    let mut lost = Vec::new();
    for unit in char::decode_utf16(units) {
        if unit.is_err() {
            lost.push(text.len());
        }
        text.push(unit.unwrap_or(LOST));
    }
    if !half.is_empty() {
        lost.push(text.len());
        text.push(LOST);
    }
    let mut garbled = BTreeMap::new();
    for (number, line) in (1..).zip(lines(text.as_bytes())) {
        // Both run in the order of the text: a search for each line keeps the whole linear enough.
        let first = lost.partition_point(|at| *at < line.start);
        if lost.get(first).is_some_and(|at| line.contains(at)) {
            garbled.insert(number, Garbled::NoCharacter);
        } else if text.as_bytes()[line].contains(&0) {
            garbled.insert(number, Garbled::Nul);
        }
    }
    Text { text: text.into(), encoding, marked, garbled }
}

/// Returns where each line is, with its end: a line feed, a carriage return, or both.
pub(crate) fn lines(bytes: &[u8]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let ends = *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
        if ends {
            found.push(start..at + 1);
            start = at + 1;
        }
    }
    if start < bytes.len() {
        found.push(start..bytes.len());
    }
    found
}
