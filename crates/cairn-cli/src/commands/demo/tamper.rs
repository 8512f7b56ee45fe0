//! Somebody with a hex editor: one digit of one payment, in a copy of the log.

use std::path::Path;

use cairn_ops::Failure;

use super::folder::fault;

/// How the body of a payment of 12,500.00 USD begins.
const PAID: &[u8] = br#"{"amount":{"currency":"USD","minor":1250000"#;
/// Where in it the digit is that makes 12,500 into 12,900.
const DIGIT: usize = PAID.len() - 5;

/// Copies the log and changes one byte of the copy; returns what was done, in words.
pub(super) fn tamper(log: &Path, copy: &Path) -> Result<String, Failure> {
    let mut bytes = std::fs::read(log).map_err(|error| fault(log, &error))?;
    let Some(at) = bytes.windows(PAID.len()).position(|window| window == PAID) else {
        return Err(Failure::damaged(format!(
            "{}: the sample has no payment of 12,500 USD",
            log.display()
        )));
    };
    bytes[at + DIGIT] = b'9';
    std::fs::write(copy, bytes).map_err(|error| fault(copy, &error))?;
    Ok(format!(
        "One byte of a copy, {}, is changed behind cairn's back: 12,500.00 USD becomes 12,900.00.",
        copy.display()
    ))
}
