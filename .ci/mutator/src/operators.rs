//! What stands for what: those of cargo-mutants, and the boundaries that it leaves alone.

#![expect(clippy::match_same_arms, reason = "a table is read by its rows")]

/// Returns the operators that stand in for a binary one.
pub fn instead_of(operator: &str) -> &'static [&'static str] {
    match operator {
        "==" => &["!="],
        "!=" => &["=="],
        "<" => &["==", ">", "<="],
        ">" => &["==", "<", ">="],
        "<=" => &[">", "<"],
        ">=" => &["<", ">"],
        "&&" => &["||"],
        "||" => &["&&"],
        "+" => &["-", "*"],
        "-" => &["+", "/"],
        "*" => &["+", "/"],
        "/" => &["%", "*"],
        "%" => &["/", "+"],
        "<<" => &[">>"],
        ">>" => &["<<"],
        "&" => &["|", "^"],
        "|" => &["&", "^"],
        "^" => &["|", "&"],
        "+=" => &["-=", "*="],
        "-=" => &["+=", "/="],
        "*=" => &["+=", "/="],
        "/=" => &["%=", "*="],
        "|=" => &["&=", "^="],
        "&=" => &["|=", "^="],
        _ => &[],
    }
}

/// Returns the methods that stand in for one: its mirror, mostly.
pub fn method_instead_of(name: &str) -> &'static [&'static str] {
    match name {
        "min" => &["max"],
        "max" => &["min"],
        "min_by_key" => &["max_by_key"],
        "max_by_key" => &["min_by_key"],
        "any" => &["all"],
        "all" => &["any"],
        "first" => &["last"],
        "last" => &["first"],
        "find" => &["rfind"],
        "rfind" => &["find"],
        "is_some" => &["is_none"],
        "is_none" => &["is_some"],
        "is_ok" => &["is_err"],
        "is_err" => &["is_ok"],
        "take" => &["skip"],
        "skip" => &["take"],
        "take_while" => &["skip_while"],
        "skip_while" => &["take_while"],
        "saturating_add" => &["saturating_sub"],
        "saturating_sub" => &["saturating_add"],
        "checked_add" => &["checked_sub"],
        "checked_sub" => &["checked_add"],
        "checked_add_days" => &["checked_sub_days"],
        "checked_sub_days" => &["checked_add_days"],
        "checked_add_signed" => &["checked_sub_signed"],
        "checked_sub_signed" => &["checked_add_signed"],
        _ => &[],
    }
}

/// Returns the integers on both sides of one.
pub fn beside(number: &syn::LitInt) -> Vec<String> {
    let suffix = number.suffix();
    let Ok(value) = number.base10_parse::<i128>() else { return Vec::new() };
    let write = |other: i128| format!("{other}{suffix}");
    if value == 0 && suffix.starts_with('u') {
        return vec![write(1)];
    }
    vec![write(value + 1), write(value - 1)]
}
