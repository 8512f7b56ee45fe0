//! What the help says about each kind of event and each option.

mod fields;
mod kinds;

pub(crate) use fields::field;
pub(crate) use kinds::kind;

#[cfg(test)]
mod tests {
    use cairn_ops::record::FORMS;

    #[test]
    fn every_kind_has_words_and_an_example_of_itself() {
        for form in &FORMS {
            let (about, examples) = super::kind(form.kind);
            assert!(about.starts_with("Record "), "{}", form.kind);
            assert!(examples.contains(&format!("cairn record {} ", form.kind)), "{}", form.kind);
        }
    }
}
