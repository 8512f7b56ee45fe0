//! Text as people give it: one line where one line is meant, not endless, and nothing in it that turns round what is shown.

use crate::failure::Failure;

/// The longest name of somebody or something, in characters.
pub(crate) const NAME: usize = 200;
/// The longest e-mail address (RFC 5321 leaves room for no more).
pub(crate) const EMAIL: usize = 254;
/// The longest note or reason.
pub(crate) const REMARK: usize = 4_000;

/// Reads one line, without the white space around it.
pub(crate) fn line<'a>(option: &str, text: &'a str, most: usize) -> Result<&'a str, Failure> {
    let line = text.trim();
    if line.is_empty() {
        return Err(Failure::mend(format!("--{option}: it is empty")));
    }
    if line.contains(['\n', '\r', '\t', '\u{2028}', '\u{2029}']) {
        return Err(Failure::mend(format!("--{option}: it holds a line break or a tab"))
            .hint("write it on one line"));
    }
    check(option, line, most).map(|()| line)
}

/// Reads a remark, which may have several lines.
pub(crate) fn remark<'a>(option: &str, text: &'a str) -> Result<&'a str, Failure> {
    check(option, text, REMARK).map(|()| text)
}

/// Reads an e-mail address: as far as one can tell without writing to it.
pub(crate) fn email(text: &str) -> Result<&str, Failure> {
    let address = line("email", text, EMAIL)?;
    let why = match address.split('@').collect::<Vec<_>>().as_slice() {
        _ if address.contains(char::is_whitespace) => "it holds a space",
        [_] => "it has no @",
        ["", _] => "nothing stands before the @",
        [_, ""] => "nothing stands after the @",
        [_, _] => return Ok(address),
        _ => "it has more than one @",
    };
    Err(Failure::mend(format!("--email: `{address}` is not an e-mail address: {why}"))
        .hint("write it as `asha@example.org`, one address for each event"))
}

fn check(option: &str, text: &str, most: usize) -> Result<(), Failure> {
    if let Some(hidden) = text.chars().find(|letter| is_hidden(*letter)) {
        let code = u32::from(hidden);
        return Err(Failure::mend(format!(
            "--{option}: it holds a character that is not seen, U+{code:04X}"
        ))
        .because("it would change how everything around it is shown")
        .hint("such characters come along when text is copied: type it by hand"));
    }
    let length = text.chars().count();
    if length > most {
        return Err(Failure::mend(format!("--{option}: it has {length} characters"))
            .because(format!("there is room for {most}")));
    }
    Ok(())
}

/// Tells whether a character steers a screen or turns the direction of writing, instead of being seen.
fn is_hidden(letter: char) -> bool {
    let turns = matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}');
    turns || (letter.is_control() && !matches!(letter, '\n' | '\r' | '\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_that_shows_what_it_is() {
        for good in ["Asha Rao", "  Asha Rao ", "Siobhán O’Rourke", "محمد", "李 小龙", "a\u{200D}b"]
        {
            assert_eq!(line("name", good, NAME).unwrap(), good.trim());
        }
        for (bad, says) in [
            ("", "it is empty"),
            (" \n ", "it is empty"),
            ("a\nb", "a line break"),
            ("a\tb", "a tab"),
            ("evil\u{202E}gnp.exe", "U+202E"),
            ("\u{2066}a", "U+2066"),
            ("a\u{1B}[31m", "U+001B"),
            ("a\u{0}b", "U+0000"),
        ] {
            assert!(line("name", bad, NAME).unwrap_err().what.contains(says), "{bad:?}");
        }
        let long = "é".repeat(NAME);
        assert!(line("name", &long, NAME).is_ok());
        let failure = line("name", &format!("{long}é"), NAME).unwrap_err();
        assert_eq!(failure.what, "--name: it has 201 characters");
    }

    #[test]
    fn a_remark_may_have_lines() {
        assert!(remark("note", "first\n\tsecond").is_ok());
        assert!(remark("note", "a\u{7}").is_err());
        assert!(remark("note", &"x".repeat(REMARK + 1)).is_err());
    }

    #[test]
    fn an_address_has_one_at_with_something_on_both_sides() {
        for good in ["a@b", "asha.rao+cs@example.org", "用户@例子.公司"] {
            assert_eq!(email(good).unwrap(), good);
        }
        for (bad, says) in [
            ("nowhere", "no @"),
            ("@", "nothing stands before"),
            ("a@", "nothing stands after"),
            ("a b@c", "a space"),
            ("a@b@c", "more than one @"),
            ("a@b,c@d", "more than one @"),
        ] {
            assert!(email(bad).unwrap_err().what.contains(says), "{bad}");
        }
        assert!(email(&format!("{}@b", "x".repeat(EMAIL))).is_err());
    }
}
