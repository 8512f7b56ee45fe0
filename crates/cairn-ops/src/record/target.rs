//! Events as people name them: by place in the log, or by the start of the id.

use std::ops::ControlFlow;

use cairn_domain::Position;
use cairn_eventlog::Envelope;

use crate::failure::Failure;
use crate::ledger::Ledger;

/// Fewer characters than this name too many events.
const LEAST: usize = 4;

enum Named {
    At(Position),
    Id(String),
}

/// Finds the one event that a text names: `#120`, `120`, or the start of an id.
pub fn event(ledger: &Ledger<'_>, text: &str) -> Result<Envelope, Failure> {
    let mut found = Vec::new();
    match read(text)? {
        Named::At(position) if (1..=ledger.known_to).contains(&position) => {
            ledger.log.scan(position - 1, &mut |each| {
                found.push(each.event_id);
                ControlFlow::Break(())
            })?;
        }
        Named::At(position) => {
            let size = ledger.known_to;
            let last = if size == 0 {
                "the log is empty".to_owned()
            } else {
                format!("the last one is #{size}")
            };
            return Err(Failure::mend(format!("there is no event #{position}")).because(last));
        }
        Named::Id(start) => ledger.log.scan(0, &mut |each| {
            if each.event_id.as_hyphenated().to_string().starts_with(&start) {
                found.push(each.event_id);
            }
            if found.len() > 1 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?,
    }
    let missing = || {
        Failure::mend(format!("there is no event `{text}`"))
            .hint("`cairn audit WHO` lists a person's events")
    };
    match found.as_slice() {
        [id] => ledger.log.event(*id)?.ok_or_else(missing),
        [] => Err(missing()),
        _ => Err(Failure::mend(format!("several events begin with `{text}`"))
            .hint("give more of the id, or the number")),
    }
}

fn read(text: &str) -> Result<Named, Failure> {
    let said = text.trim();
    let number = said.strip_prefix('#').unwrap_or(said);
    // An id may consist of digits; a place in the log never begins with 0.
    if !number.starts_with('0')
        && let Ok(position) = number.parse()
    {
        return Ok(Named::At(position));
    }
    let start = said.to_lowercase();
    if start.len() >= LEAST && start.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-') {
        return Ok(Named::Id(start));
    }
    Err(Failure::mend(format!("`{text}` does not name an event"))
        .hint("give its number, such as 120, or at least four characters of its id"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_a_place_and_hexadecimal_digits_are_an_id() {
        assert!(matches!(read("#120"), Ok(Named::At(120))));
        assert!(matches!(read(" 120 "), Ok(Named::At(120))));
        assert!(matches!(read("01979312"), Ok(Named::Id(_))));
        assert!(matches!(read("019A-"), Ok(Named::Id(start)) if start == "019a-"));
        for text in ["", "#", "0", "#0", "12x", "-1", "the last", "99999999999999999999999x", "é"]
        {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
