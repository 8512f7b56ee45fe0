//! The headings of Zoom's columns, in every language and age that was seen.
//!
//! A heading that is not here is a column that is not read; it is never taken for a similar one.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

use crate::table::bare;

/// The language of a report's headings: that of whoever exported it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// Italian.
    Italian,
    /// Spanish.
    Spanish,
    /// French.
    French,
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::English => "English",
            Self::Italian => "Italian",
            Self::Spanish => "Spanish",
            Self::French => "French",
        })
    }
}

/// What a column tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    // Of a meeting.
    Topic,
    MeetingId,
    Host,
    HostEmail,
    Start,
    End,
    Participants,
    Created,
    // Of a person.
    Attended,
    Name,
    /// A name without the original one; beside `Name`, it is the host's.
    UserName,
    Registered,
    Join,
    Leave,
    TotalMinutes,
    Guest,
    WaitingRoom,
    // Of either: which, the position tells.
    Email,
    Minutes,
}

/// How old a spelling is, where Zoom changed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Age {
    Old,
    New,
}

/// Returns whether a cell names the column of a name or of a topic, without which a line is no heading. Most cells are none,
/// and this is soon known: these headings begin with one of few letters.
pub(super) fn begins_a_heading(cell: &str) -> bool {
    let first = bare(cell).bytes().next().map(|byte| byte.to_ascii_lowercase());
    first.is_some_and(|first| b"nutas".contains(&first))
        && matches!(field(cell), Some(Field::Name | Field::UserName | Field::Topic))
}

/// Returns what a heading means.
pub(super) fn field(heading: &str) -> Option<Field> {
    known(heading).map(|(_, field)| *field)
}

/// Returns the language of a heading that names a person's column of names.
pub(super) fn language(heading: &str) -> Language {
    match folded(heading).split(' ').next() {
        Some("nome") => Language::Italian,
        Some("nombre") => Language::Spanish,
        Some("nom") => Language::French,
        _ => Language::English,
    }
}

/// Returns how old a spelling is: addresses and meeting ids were renamed.
pub(super) fn age(heading: &str) -> Age {
    match known(heading) {
        Some((spelling, _)) if OLD.contains(spelling) => Age::Old,
        _ => Age::New,
    }
}

fn known(heading: &str) -> Option<&'static (&'static str, Field)> {
    // Most cells of most rows are seen here once: what is too long or has digits is no heading.
    let digits = heading.bytes().filter(u8::is_ascii_digit).count();
    if heading.len() > 80 || digits > 1 {
        return None;
    }
    let heading = folded(heading);
    ALIASES.iter().find(|(spelling, _)| *spelling == heading)
}

/// Returns a heading as it is compared: small letters, one blank between words, straight apostrophes, composed accents,
/// and without the `_1` and `_2` that other programs put behind a heading that repeats.
pub(super) fn folded(heading: &str) -> String {
    let straight = |found: char| if "’‘ʼ´`".contains(found) { '\'' } else { found };
    let text = bare(heading).to_lowercase();
    // Nothing in ASCII is composed.
    let text: String = if text.is_ascii() {
        text.chars().map(straight).collect()
    } else {
        text.nfc().map(straight).collect()
    };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let unnumbered = text.strip_suffix("_1").or(text.strip_suffix("_2")).map(str::to_owned);
    unnumbered.unwrap_or(text)
}

const OLD: [&str; 5] = [
    "user email",
    "e-mail del usuario",
    "adresse e-mail de l'utilisateur",
    "email dell'utente",
    "meeting id",
];

/// Spellings as they are compared. English covers title case and sentence case; for the preambles of Spanish and French
/// reports no file has been seen, and these are the words of Zoom's pages.
const ALIASES: &[(&str, Field)] = &[
    // English.
    ("topic", Field::Topic),
    ("meeting id", Field::MeetingId),
    ("webinar id", Field::MeetingId),
    ("id", Field::MeetingId),
    ("host", Field::Host),
    ("host name", Field::Host),
    ("host email", Field::HostEmail),
    ("start time", Field::Start),
    ("actual start time", Field::Start),
    ("end time", Field::End),
    ("participants", Field::Participants),
    ("creation time", Field::Created),
    ("attended", Field::Attended),
    ("name (original name)", Field::Name),
    ("user name (original name)", Field::Name),
    ("user name", Field::UserName),
    ("registration time", Field::Registered),
    ("user email", Field::Email),
    ("email", Field::Email),
    ("join time", Field::Join),
    ("leave time", Field::Leave),
    ("duration (minutes)", Field::Minutes),
    ("time in session (minutes)", Field::Minutes),
    ("total duration (minutes)", Field::TotalMinutes),
    ("guest", Field::Guest),
    ("is guest", Field::Guest),
    ("in waiting room", Field::WaitingRoom),
    // Italian; `Guest`, `ID` and, in part, `E-mail` are as above.
    ("argomento", Field::Topic),
    ("organizzatore", Field::Host),
    ("nome organizzatore", Field::Host),
    ("e-mail organizzatore", Field::HostEmail),
    ("ora di inizio", Field::Start),
    ("ora di fine", Field::End),
    ("partecipanti", Field::Participants),
    ("ora di creazione", Field::Created),
    ("nome (nome originale)", Field::Name),
    ("email dell'utente", Field::Email),
    ("e-mail", Field::Email),
    ("ora di ingresso", Field::Join),
    ("ora di uscita", Field::Leave),
    ("durata (minuti)", Field::Minutes),
    ("durata totale (minuti)", Field::TotalMinutes),
    ("in sala d'attesa", Field::WaitingRoom),
    // Spanish.
    ("tema", Field::Topic),
    ("id de la reunión", Field::MeetingId),
    ("anfitrión", Field::Host),
    ("organizador", Field::Host),
    ("correo electrónico del organizador", Field::HostEmail),
    ("hora de inicio", Field::Start),
    ("hora de finalización", Field::End),
    ("participantes", Field::Participants),
    ("nombre (nombre original)", Field::Name),
    ("e-mail del usuario", Field::Email),
    ("correo electrónico", Field::Email),
    ("hora para unirse", Field::Join),
    ("hora de entrada", Field::Join),
    ("hora para salir", Field::Leave),
    ("hora de salida", Field::Leave),
    ("duración (minutos)", Field::Minutes),
    ("duración total (minutos)", Field::TotalMinutes),
    ("invitado", Field::Guest),
    ("en sala de espera", Field::WaitingRoom),
    // French.
    ("sujet", Field::Topic),
    ("id de réunion", Field::MeetingId),
    ("hôte", Field::Host),
    ("animateur", Field::Host),
    ("heure de début", Field::Start),
    ("heure de fin", Field::End),
    ("nom (nom original)", Field::Name),
    ("adresse e-mail de l'utilisateur", Field::Email),
    ("adresse e-mail", Field::Email),
    ("heure d'arrivée", Field::Join),
    ("heure de départ", Field::Leave),
    ("durée (minutes)", Field::Minutes),
    ("durée totale (minutes)", Field::TotalMinutes),
    ("invité", Field::Guest),
    ("salle d'attente", Field::WaitingRoom),
    ("en salle d'attente", Field::WaitingRoom),
];
