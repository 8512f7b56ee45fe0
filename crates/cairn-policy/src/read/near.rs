//! The nearest of the names that there are.

/// Returns the candidate that is most like `text`, if one is like enough to be meant.
pub(super) fn nearest<'c>(
    text: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    let wanted = plain(text);
    let length = wanted.chars().count();
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let other = plain(candidate);
            // A third of the letters may differ; more is another word.
            let most = length.max(other.chars().count()).div_ceil(3);
            // Texts whose lengths differ by more are not compared, which takes long where one of them is.
            let alike = length.abs_diff(other.chars().count()) <= most;
            let distance = alike.then(|| strsim::damerau_levenshtein(&wanted, &other))?;
            (distance <= most).then_some((distance, candidate))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Drops what people do not mean by a name: case, and which sign joins its words.
fn plain(text: &str) -> String {
    text.to_ascii_lowercase().replace([' ', '-'], "_")
}

/// Makes a name of a text, as the likeliest mend of one that is none: `Larger systems` is `larger_systems`.
pub(super) fn slug(text: &str, join: char) -> Option<String> {
    let mut name = String::new();
    for sign in text.trim().chars().take(64) {
        match sign.to_ascii_lowercase() {
            sign @ ('a'..='z' | '0'..='9' | '.' | '_' | '-') => name.push(sign),
            _ if name.ends_with(join) => {}
            _ => name.push(join),
        }
    }
    let name = name.trim_matches(|sign: char| !sign.is_ascii_alphanumeric());
    (!name.is_empty()).then(|| name.to_owned())
}
