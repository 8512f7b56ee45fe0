//! Which encoding a file is in, and which of its lines are not.

use cairn_import::{Encoding, Garbled, decode};

fn told(bytes: &[u8]) -> (Encoding, Vec<(usize, Garbled)>) {
    let text = decode(bytes);
    (text.encoding, text.garbled.into_iter().collect())
}

#[test]
fn a_mark_decides_and_is_no_part_of_the_text() {
    for bytes in [&b"\xef\xbb\xbfa"[..], b"\xff\xfea\0", b"\xfe\xff\0a"] {
        let text = decode(bytes);
        assert_eq!((&*text.text, text.marked), ("a", true));
    }
}

#[test]
fn without_a_mark_it_is_the_bytes_that_tell() {
    assert_eq!(told(b"Name"), (Encoding::Utf8, vec![]));
    assert_eq!(told("Zoë".as_bytes()), (Encoding::Utf8, vec![]));
    assert_eq!(told(b"Zo\xeb"), (Encoding::Windows1252, vec![]));
    assert_eq!(told(b"N\0a\0m\0e\0"), (Encoding::Utf16Le, vec![]));
    assert_eq!(told(b"\0N\0a\0m\0e"), (Encoding::Utf16Be, vec![]));
}

#[test]
fn windows_1252_has_quotes_and_dashes_where_latin_1_has_nothing() {
    assert_eq!(decode(b"\x80 \x91l\x92arriv\xe9e\x96 \x9c\x9f").text, "€ ‘l’arrivée– œŸ");
}

#[test]
fn lines_in_another_encoding_are_told_and_read_as_far_as_possible() {
    let mixed = [b"Name\r\nZo\xc3\xab\rZo\xeb\nZoe\n".as_slice(), b"\xff"].concat();
    let text = decode(&mixed);
    assert_eq!(text.text, "Name\r\nZoë\rZoë\nZoe\nÿ");
    let other = Garbled::OtherEncoding;
    assert_eq!(told(&mixed), (Encoding::Utf8, vec![(3, other), (5, other)]));
    assert_eq!(
        told(b"\xef\xbb\xbfZo\xeb"),
        (Encoding::Utf8, vec![(1, other)]),
        "a mark is a promise"
    );
}

#[test]
fn bytes_and_halves_that_stand_for_nothing_are_told_with_their_line() {
    assert_eq!(told(b"a\nZo\xeb \x81"), (Encoding::Windows1252, vec![(2, Garbled::NoCharacter)]));
    assert_eq!(told(b"\xff\xfea\0\n\0b"), (Encoding::Utf16Le, vec![(2, Garbled::NoCharacter)]));
    assert_eq!(
        told(b"\xff\xfe\x00\xd8\n\0b\0"),
        (Encoding::Utf16Le, vec![(1, Garbled::NoCharacter)])
    );
    assert_eq!(told(b"a\nb\0\nc"), (Encoding::Utf8, vec![(2, Garbled::Nul)]));
}
