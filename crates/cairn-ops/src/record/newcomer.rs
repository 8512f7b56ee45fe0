//! Somebody new: a record is begun only for whom it is not there yet.

use cairn_domain::StreamId;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::failure::Failure;
use crate::find;
use crate::ledger::Ledger;
use crate::record::Request;
use crate::record::field::Field;
use crate::record::form::Form;
use crate::record::seals::Seals;

/// Begins a new record, unless somebody of that name or address may be meant.
pub(crate) fn begin(
    ledger: &Ledger<'_>,
    form: &Form,
    wish: &Request,
    seals: &mut Seals<'_>,
) -> Result<StreamId, Failure> {
    if form.kind != "identified" {
        return Err(Failure::mend(format!("`{}` needs to know whom it is about", form.kind)).hint(
            "name the person by part of the name, the e-mail address, or the start of the id",
        ));
    }
    let Some(name) = wish.said.one(Field::Name) else {
        return Err(Failure::mend("somebody new needs a name").hint(
            "give it with `--name`; to add to a record that is there, name the person first",
        ));
    };
    if !wish.is_new {
        let known = known_already(ledger, name, wish.said.one(Field::Email))?;
        if !known.is_empty() {
            let failure = Failure::mend(format!("`{name}` may be on record already"));
            let failure = known.into_iter().fold(failure, Failure::listing);
            return Err(failure
                .hint("to add to that record, name the person: `cairn record identified WHO --name …`")
                .hint("if this is somebody else, say so with `--new`"));
        }
    }
    Ok(StreamId::Practitioner(seals.another_id()?))
}

/// Lists whoever is known by this name or this address.
fn known_already(
    ledger: &Ledger<'_>,
    name: &str,
    email: Option<&str>,
) -> Result<Vec<String>, Failure> {
    let mut known = Vec::new();
    for text in std::iter::once(name).chain(email) {
        for each in find::find(ledger, text)?.people {
            let same_name =
                each.who.name.as_deref().is_some_and(|known| plain(known) == plain(name));
            let same_email = each
                .who
                .emails
                .iter()
                .any(|known| email.is_some_and(|email| plain(known) == plain(email)));
            let line =
                format!("{}  {}  {}", each.short_id, each.who.called(), each.who.emails.join(", "));
            if (same_name || same_email) && !known.contains(&line) {
                known.push(line);
            }
        }
    }
    Ok(known)
}

/// Makes names comparable: accents, case and spacing are often written differently.
fn plain(text: &str) -> String {
    let bare: String = text.nfkd().filter(|letter| !is_combining_mark(*letter)).collect();
    bare.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
