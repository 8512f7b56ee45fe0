//! What a heading most likely means, in English.
//!
//! It is for proposals that a person confirms, and for doubt: a column is not taken for another one whose usual name it has.

use cairn_domain::source::SourceField;

use super::heading::fold;

/// Headings of addresses that people are asked for.
pub(crate) const ADDRESSES: [&str; 6] =
    ["email", "e-mail", "email address", "e-mail address", "your email address", "your email"];

/// Returns the field that a heading names with little doubt.
pub(crate) fn guess(heading: &str) -> Option<SourceField> {
    let question = fold(heading);
    let asks = |words: &[&str]| words.iter().any(|word| question.contains(word));
    let begins = |words: &[&str]| words.iter().any(|word| question.starts_with(word));
    match question.as_str() {
        "timestamp" | "date" => Some(SourceField::At),
        "username" => Some(SourceField::Email),
        address if ADDRESSES.contains(&address) => Some(SourceField::Email),
        "name" | "full name" | "your name" | "your full name" => Some(SourceField::Name),
        "first name" | "given name" | "your first name" => Some(SourceField::FirstName),
        "last name" | "family name" | "surname" | "your last name" => Some(SourceField::LastName),
        "amount" => Some(SourceField::Amount),
        "currency" => Some(SourceField::Currency),
        "status" | "present" | "attended" | "attendance" => Some(SourceField::Status),
        // Not `invoice`: one may be paid twice, and a payment is told by its reference.
        "reference"
        | "receipt"
        | "receipt number"
        | "transaction"
        | "transaction id"
        | "payment id"
        | "order id"
        | "confirmation number" => Some(SourceField::Reference),
        "minutes" => Some(SourceField::Minutes),
        _ if asks(&["facet"]) => Some(SourceField::Facets),
        _ if asks(&["which session", "which convening"]) || begins(&["session", "convening"]) => {
            Some(SourceField::Session)
        }
        _ if asks(&["which team", "your team"]) || begins(&["team"]) => Some(SourceField::Team),
        _ => None,
    }
}
