//! Finding a person by part of a name, an e-mail address, or the start of an id. Never guesses.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use cairn_domain::{CohortId, PractitionerId, StreamId};
use schemars::JsonSchema;
use serde::Serialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use uuid::Uuid;

use crate::failure::Failure;
use crate::ledger::Ledger;
use crate::people::{self, Links, Who};

/// The people that a text may mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Found {
    /// `cairn.found/1`.
    pub schema: &'static str,
    /// The text that was looked for.
    pub text: String,
    /// Who it may mean.
    pub people: Vec<Match>,
}

/// One person whom a text may mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Match {
    /// The person.
    #[serde(flatten)]
    pub who: Who,
    /// The shortest beginning of the id that names nobody else.
    pub short_id: String,
    /// The cohorts that anything is recorded for.
    pub cohorts: Vec<String>,
}

/// Lists everybody whom a text may mean, by name.
pub fn find(ledger: &Ledger<'_>, text: &str) -> Result<Found, Failure> {
    let links = Links::read(ledger)?;
    let mut people = Vec::new();
    for id in candidates(ledger, &links, text)? {
        people.push(describe(ledger, &links, id)?);
    }
    people.sort_by(|a, b| (&a.who.name, &a.who.stream).cmp(&(&b.who.name, &b.who.stream)));
    Ok(Found { schema: "cairn.found/1", text: text.to_owned(), people })
}

/// Returns the one person whom a text means.
///
/// # Errors
/// Nobody, or several: then they are listed, and one must be named by more of the name or by the id.
pub fn one(ledger: &Ledger<'_>, text: &str) -> Result<PractitionerId, Failure> {
    let ids = candidates(ledger, &Links::read(ledger)?, text)?;
    if let (1, Some(id)) = (ids.len(), ids.first()) {
        return Ok(*id);
    }
    let found = find(ledger, text)?;
    if found.people.is_empty() {
        let failure = Failure::mend(format!("nobody matches `{text}`"));
        let near = near(ledger, text)?;
        return Err(if near.is_empty() {
            failure.hint(
                "name a person by part of the name, the e-mail address, or the start of the id",
            )
        } else {
            failure.hint(format!("did you mean {}?", near.join(", or ")))
        });
    }
    let several = Failure::mend(format!("{} people match `{text}`", found.people.len()));
    let example = found.people[0].short_id.clone();
    let listed = found.people.iter().fold(several, |failure, each| {
        let emails = each.who.emails.first().map(String::as_str).unwrap_or_default();
        failure.listing(
            format!("{}  {}  {emails}", each.short_id, each.who.called()).trim_end().to_owned(),
        )
    });
    Err(listed.hint(format!("name one by the start of the id, such as `{example}`")))
}

/// Returns the cohort that is meant: the named one, or the only one.
pub fn cohort(ledger: &Ledger<'_>, named: Option<&str>) -> Result<CohortId, Failure> {
    let known =
        || ledger.cohorts.keys().map(|cohort| format!("`{cohort}`")).collect::<Vec<_>>().join(", ");
    let Some(text) = named else {
        return match ledger.cohorts.keys().collect::<Vec<_>>().as_slice() {
            [only] => Ok((*only).clone()),
            [] => Err(Failure::mend("the log has no cohort yet")
                .hint("`cairn policy adopt FILE` begins one")),
            _ => Err(Failure::mend("several cohorts are on record")
                .hint(format!("name the one you mean: {}", known()))),
        };
    };
    let exact = ledger.cohorts.keys().find(|cohort| cohort.as_str() == text);
    let mut partly = ledger.cohorts.keys().filter(|cohort| cohort.as_str().contains(text));
    match (exact, partly.next(), partly.next()) {
        (Some(cohort), _, _) | (None, Some(cohort), None) => Ok(cohort.clone()),
        (None, None, _) if ledger.cohorts.is_empty() => {
            Err(Failure::mend("the log has no cohort yet")
                .hint("`cairn policy adopt FILE` begins one"))
        }
        (None, None, _) => Err(Failure::mend(format!("no cohort matches `{text}`"))
            .hint(format!("there are {}", known()))),
        _ => Err(Failure::mend(format!("several cohorts match `{text}`"))
            .hint(format!("there are {}", known()))),
    }
}

/// Returns the cohort that is meant where none was named: the only one that a person has to do with, or the only one.
pub fn cohort_of(ledger: &Ledger<'_>, id: PractitionerId) -> Result<CohortId, Failure> {
    let person = people::person(ledger, id)?;
    let own: Vec<&CohortId> = person.standing.enrolments.keys().collect();
    match own.as_slice() {
        [] => cohort(ledger, None),
        [only] => Ok((*only).clone()),
        several => {
            let called = person.who().called();
            let failure = Failure::mend(format!("{called} is on record in several cohorts"));
            let listed =
                several.iter().fold(failure, |failure, each| failure.listing(each.as_str()));
            Err(listed.hint("name the one that is meant with `--cohort`"))
        }
    }
}

fn candidates(
    ledger: &Ledger<'_>,
    links: &Links,
    text: &str,
) -> Result<BTreeSet<PractitionerId>, Failure> {
    let mut ids = by_id(ledger, text)?;
    if ids.is_empty() {
        ids = by_name(ledger, text)?;
    }
    // Records of one person are one match, under the record that they are known by.
    Ok(ids.into_iter().map(|id| links.known_as(id)).collect())
}

fn by_id(ledger: &Ledger<'_>, text: &str) -> Result<BTreeSet<PractitionerId>, Failure> {
    let start = text.strip_prefix("practitioner/").unwrap_or(text).to_lowercase();
    let start = start.trim_end_matches(['…', '.']);
    if start.len() < 4 || !start.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-') {
        return Ok(BTreeSet::new());
    }
    if let Ok(id) = Uuid::try_parse(start) {
        let there = !ledger.log.streams_named(&StreamId::Practitioner(id).to_string())?.is_empty();
        return Ok(there.then_some(id).into_iter().collect());
    }
    let streams = ledger.log.streams_named(&format!("practitioner/{start}"))?;
    Ok(streams.iter().filter_map(StreamId::practitioner).collect())
}

fn by_name(ledger: &Ledger<'_>, text: &str) -> Result<BTreeSet<PractitionerId>, Failure> {
    let wanted = normal(text);
    let (mut exact, mut partly) = (BTreeSet::new(), BTreeSet::new());
    if wanted.is_empty() {
        return Ok(partly);
    }
    let is_email = text.contains('@');
    told(ledger, &mut |id, field, value| {
        if (field == "email") != is_email {
            return;
        }
        let value = normal(value);
        if value == wanted {
            exact.insert(id);
        } else if wanted.split(' ').all(|word| value.contains(word)) {
            partly.insert(id);
        }
    })?;
    // Whoever is called exactly that could not be named otherwise.
    Ok(if exact.is_empty() { partly } else { exact })
}

/// Shows every name and e-mail address that was ever told of anybody and is still held.
fn told(
    ledger: &Ledger<'_>,
    each: &mut dyn FnMut(PractitionerId, &str, &str),
) -> Result<(), Failure> {
    ledger.log.private(None, &mut |private| {
        if let (Some(id), "name" | "email") = (private.stream.practitioner(), private.field)
            && let Ok(value) = serde_json::from_str::<String>(private.value)
        {
            each(id, private.field, &value);
        }
        ControlFlow::Continue(())
    })?;
    Ok(())
}

fn near(ledger: &Ledger<'_>, text: &str) -> Result<Vec<String>, Failure> {
    let wanted = normal(text);
    let mut scored: BTreeMap<String, f64> = BTreeMap::new();
    told(ledger, &mut |_, field, value| {
        let words = normal(value);
        let parts = words.split(' ').map(|part| strsim::jaro_winkler(&wanted, part));
        let score = parts.fold(strsim::jaro_winkler(&wanted, &words), f64::max);
        if field == "name" && score > 0.87 {
            scored.insert(value.to_owned(), score);
        }
    })?;
    let mut names: Vec<(String, f64)> = scored.into_iter().collect();
    names.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Ok(names.into_iter().take(3).map(|(name, _)| format!("`{name}`")).collect())
}

fn describe(ledger: &Ledger<'_>, links: &Links, id: PractitionerId) -> Result<Match, Failure> {
    let person = people::person_by(ledger, links, id)?;
    let cohorts = person.standing.enrolments.keys().map(ToString::to_string).collect();
    Ok(Match { who: person.who(), short_id: short_id(ledger, person.id)?, cohorts })
}

/// Returns the shortest beginning of an id, of at least eight digits, that names nobody else.
pub fn short_id(ledger: &Ledger<'_>, id: PractitionerId) -> Result<String, Failure> {
    let whole = id.as_hyphenated().to_string();
    for length in [8, 13, 18, 23] {
        if let Some(start) = whole.get(..length)
            && ledger.log.streams_named(&format!("practitioner/{start}"))?.len() == 1
        {
            return Ok(start.to_owned());
        }
    }
    Ok(whole)
}

/// Makes names comparable: without accents, case, doubled spaces and the kinds of apostrophe.
pub(crate) fn normal(text: &str) -> String {
    // Keyboards have one apostrophe, names have several.
    let plain = |letter: char| {
        if matches!(letter, '\u{2018}' | '\u{2019}' | '\u{2bc}' | '`' | '\u{b4}') {
            '\''
        } else {
            letter
        }
    };
    let bare: String =
        text.chars().map(plain).nfkd().filter(|letter| !is_combining_mark(*letter)).collect();
    bare.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
