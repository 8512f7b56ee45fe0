//! Saved sources: how files of one kind are read, kept in the cohort's stream.

use cairn_domain::{
    CohortId, Event, ImportSource, Instant, Meaning, Occurred, Position, Recorded, SessionId,
    SourceField, StreamId,
};
use cairn_eventlog::{Draft, Log, PrivateFields, Timing, Wish};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use crate::asking::Asking;
use crate::failure::Failure;
use crate::find;
use crate::ledger::{Ledger, recorded};
use crate::record::{Fresh, open, text};

/// The saved sources of a cohort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SourcesReport {
    /// Always `cairn.import-sources/1`.
    pub schema: &'static str,
    /// The log's own name.
    pub log: String,
    /// The cohort.
    pub cohort: String,
    /// Whether the last of them was saved just now; `false` where it would be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recorded: Option<bool>,
    /// The columns of the file that are not read, where a source is being saved.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unread: Vec<String>,
    /// The sources, by name.
    pub sources: Vec<Saved>,
}

/// A saved source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Saved {
    /// Where it is on record; absent: it is not yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// How its files are read.
    pub source: ImportSource,
    /// The same in words, a line each.
    pub words: Vec<String>,
}

/// Lists the saved sources of a cohort.
pub fn sources(
    log: &dyn Log,
    now: Instant,
    cohort: Option<&str>,
) -> Result<SourcesReport, Failure> {
    let ledger = Ledger::open(log, Asking::default(), now)?;
    let cohort = find::cohort(&ledger, cohort)?;
    let sources = saved(&ledger, &cohort)?;
    Ok(report(log, &cohort, None, sources))
}

/// Returns the saved source of that name.
pub fn source(
    log: &dyn Log,
    now: Instant,
    cohort: Option<&str>,
    name: &str,
) -> Result<ImportSource, Failure> {
    let sources = sources(log, now, cohort)?.sources;
    let found = sources.iter().find(|saved| saved.source.name.as_str() == name);
    found.map(|saved| saved.source.clone()).ok_or_else(|| {
        let failure = Failure::mend(format!("no source `{name}` is saved"));
        let names = sources.iter().map(|saved| saved.source.name.as_str());
        names.fold(failure, Failure::listing).hint("`cairn import source add` saves one")
    })
}

/// Saves a source, or says what would be saved.
pub fn save(
    log: &mut dyn Log,
    now: Instant,
    (source, cohort, by): (&ImportSource, Option<&str>, &str),
    fresh: &mut dyn Fresh,
) -> Result<SourcesReport, Failure> {
    text::line("by", by, text::EMAIL)?;
    let cohort = checked(log, now, source, cohort)?;
    let event = Event::SourceSaved { source: Box::new(source.clone()) };
    let draft = Draft::new(Wish {
        event_id: fresh.id()?,
        stream: StreamId::Cohort(cohort.clone()),
        occurred_at: Occurred::At(now),
        recorded_by: by.to_owned(),
        source: None,
        event,
        note: None,
        private: PrivateFields::new(),
    })
    .map_err(|bad| Failure::mend("the source cannot be saved").because(bad.to_string()))?;
    let outcomes = log.append(&[draft], &[], Timing::Now(now))?;
    let position = outcomes.first().map(|outcome| outcome.position());
    let saved = Saved { position, words: words(source), source: source.clone() };
    Ok(report(log, &cohort, Some(true), vec![saved]))
}

/// Says what would be saved; nothing is.
pub fn rehearse(
    log: &dyn Log,
    now: Instant,
    source: &ImportSource,
    cohort: Option<&str>,
) -> Result<SourcesReport, Failure> {
    let cohort = checked(log, now, source, cohort)?;
    let saved = Saved { position: None, words: words(source), source: source.clone() };
    Ok(report(log, &cohort, Some(false), vec![saved]))
}

/// Finds the cohort, and looks whether it has the session that is named for all rows.
fn checked(
    log: &dyn Log,
    now: Instant,
    source: &ImportSource,
    cohort: Option<&str>,
) -> Result<CohortId, Failure> {
    let ledger = open(log, now)?;
    let cohort = find::cohort(&ledger, cohort)?;
    if let Some(session) = &source.session {
        super::place::named(&ledger.rules(&cohort)?, session.as_str(), now)?;
    }
    Ok(cohort)
}

fn report(
    log: &dyn Log,
    cohort: &CohortId,
    recorded: Option<bool>,
    sources: Vec<Saved>,
) -> SourcesReport {
    SourcesReport {
        schema: "cairn.import-sources/1",
        log: log.about().origin.clone(),
        cohort: cohort.to_string(),
        recorded,
        unread: Vec::new(),
        sources,
    }
}

/// Reads the sources that count: of each name the latest.
pub(crate) fn saved(ledger: &Ledger<'_>, cohort: &CohortId) -> Result<Vec<Saved>, Failure> {
    let stream = StreamId::Cohort(cohort.clone());
    let envelopes = ledger.log.stream(&stream)?;
    let history: Vec<Recorded> =
        envelopes.iter().map(|each| recorded(each.borrowed())).collect::<Result<_, _>>()?;
    let mut facts = ledger.settle(history).facts;
    facts.sort_by_key(|fact| fact.stamp.position);
    let mut sources = std::collections::BTreeMap::new();
    for fact in facts {
        if let Event::SourceSaved { source } = fact.event {
            let position = Some(fact.stamp.position);
            let name = source.name.clone();
            sources.insert(name, Saved { position, words: words(&source), source: *source });
        }
    }
    Ok(sources.into_values().collect())
}

/// Proposes which sessions answers mean: those that name the month of only one session, for a person to confirm.
///
/// # Errors
/// An unknown cohort, or one without a policy.
pub fn meant_sessions(
    log: &dyn Log,
    now: Instant,
    cohort: Option<&str>,
    answers: &[String],
) -> Result<Vec<Meaning>, Failure> {
    let ledger = open(log, now)?;
    let cohort = find::cohort(&ledger, cohort)?;
    let rules = ledger.rules(&cohort)?;
    let calendar = &rules.calendar;
    let sessions: Vec<(&SessionId, NaiveDate)> = calendar
        .sessions
        .iter()
        .map(|session| (&session.id, calendar.day(session.planned)))
        .collect();
    let meaning = |answer: &String| {
        let words: Vec<String> =
            answer.split(|letter: char| !letter.is_alphanumeric()).map(str::to_lowercase).collect();
        let says = |text: &str| words.iter().any(|word| word == text);
        let year = words.iter().find(|word| word.len() == 4 && word.parse::<i32>().is_ok());
        let named = sessions.iter().filter(|(_, day)| {
            let full = day.format("%B").to_string().to_lowercase();
            let short = day.format("%b").to_string().to_lowercase();
            let month = says(&full) || says(&short);
            month && year.is_none_or(|year| *year == day.format("%Y").to_string())
        });
        match named.collect::<Vec<_>>().as_slice() {
            [(session, _)] if session.as_str() != answer => Some(Meaning {
                field: SourceField::Session,
                text: answer.clone(),
                means: session.to_string(),
            }),
            _ => None,
        }
    };
    Ok(answers.iter().filter_map(meaning).collect())
}

/// Says how files are read, a line for each thing.
fn words(source: &ImportSource) -> Vec<String> {
    let mut words = vec![format!(
        "each row says that somebody {}",
        match source.claims {
            cairn_domain::Claims::Applied => "applied",
            cairn_domain::Claims::Reflected => "filed a reflection",
            cairn_domain::Claims::Paid => "paid",
            cairn_domain::Claims::Refunded => "got money back",
            cairn_domain::Claims::Attended => "was at a session",
        }
    )];
    for column in &source.columns {
        words.push(format!(
            "{} is in column {}, headed `{}`",
            column.field.name().replace('_', " "),
            column.position,
            column.heading.trim()
        ));
    }
    words.extend(source.zone.map(|zone| format!("times are in {zone}")));
    words.extend(source.date_order.map(|order| match order {
        cairn_domain::DayOrMonth::MonthFirst => "dates write the month first".to_owned(),
        cairn_domain::DayOrMonth::DayFirst => "dates write the day first".to_owned(),
    }));
    words.extend(source.decimal.map(|decimal| match decimal {
        cairn_domain::Decimal::Point => "numbers write their fraction after a point".to_owned(),
        cairn_domain::Decimal::Comma => "numbers write their fraction after a comma".to_owned(),
    }));
    words.extend(source.currency.map(|currency| format!("amounts are in {currency}")));
    words.extend(source.session.as_ref().map(|session| format!("all of it is about {session}")));
    for meaning in &source.meanings {
        let field = meaning.field.name().replace('_', " ");
        words.push(format!("{field} `{}` means {}", meaning.text, meaning.means));
    }
    words
}
