//! Which cell of a row tells what: by the position under one heading line.
//!
//! The history report names some columns twice, for the meeting and for the person; the column of the person's name is
//! where the second half begins.

use crate::table::{Record, bare};

use super::headings::{Age, Field, Language, age, field, language};

/// The columns under a heading line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Columns {
    /// The line of the heading.
    pub(super) line: usize,
    /// The headings as the file writes them, without blank ones at the end.
    pub(super) words: Vec<String>,
    fields: Vec<Option<Field>>,
    /// Where the person's name is.
    name: Option<usize>,
    /// Whether columns of the meeting stand to the left of the person's.
    pub(super) flat: bool,
}

impl Columns {
    pub(super) fn of(record: &Record<'_>) -> Self {
        let words: Vec<String> =
            record.cells.iter().take(record.width()).map(|cell| bare(cell).to_owned()).collect();
        let fields: Vec<Option<Field>> = words.iter().map(|word| field(word)).collect();
        let first = |wanted| fields.iter().position(|field| *field == Some(wanted));
        let name = first(Field::Name).or(first(Field::UserName));
        let of_meeting = first(Field::Topic).or(first(Field::MeetingId));
        let flat = of_meeting.zip(name).is_some_and(|(meeting, name)| meeting < name);
        Self { line: record.line, words, fields, name, flat }
    }

    /// Returns where something of the person is told.
    pub(super) fn person(&self, wanted: Field) -> Option<usize> {
        match wanted {
            Field::Name => self.name,
            _ => self.find(
                wanted,
                if self.flat { self.name.unwrap_or(0) } else { 0 },
                self.words.len(),
            ),
        }
    }

    /// Returns where something of the meeting is told.
    pub(super) fn meeting(&self, wanted: Field) -> Option<usize> {
        match (self.name, self.flat) {
            (None, _) => self.find(wanted, 0, self.words.len()),
            (Some(name), true) => self.find(wanted, 0, name),
            (Some(_), false) => None,
        }
    }

    fn find(&self, wanted: Field, from: usize, to: usize) -> Option<usize> {
        let at = self.fields[from..to].iter().position(|field| *field == Some(wanted))?;
        Some(from + at)
    }

    /// Returns the columns that hold dates and times, whoever's.
    pub(super) fn times(&self) -> impl Iterator<Item = usize> + '_ {
        let times = [
            Field::Start,
            Field::End,
            Field::Created,
            Field::Registered,
            Field::Join,
            Field::Leave,
        ];
        let is_time =
            move |field: &Option<Field>| field.is_some_and(|field| times.contains(&field));
        (0..self.words.len()).filter(move |at| is_time(&self.fields[*at]))
    }

    /// Returns the last column of the person that a row must reach: one that ends before it is cut off.
    pub(super) fn last_needed(&self) -> usize {
        let read = [
            Field::Name,
            Field::Attended,
            Field::Email,
            Field::Join,
            Field::Leave,
            Field::Minutes,
            Field::TotalMinutes,
            Field::Guest,
            Field::WaitingRoom,
        ];
        read.into_iter().filter_map(|field| self.person(field)).max().unwrap_or(0)
    }

    /// Returns whether a column has a heading that is known.
    pub(super) fn is_read(&self, at: usize) -> bool {
        self.fields.get(at).is_some_and(Option::is_some)
    }

    /// Returns whether this names the columns of people.
    pub(super) fn are_of_people(&self) -> bool {
        let has = |field| self.person(field).is_some();
        has(Field::Name) && (has(Field::Join) && has(Field::Leave) || has(Field::TotalMinutes))
    }

    /// Returns whether this names the columns of a meeting, with no person beside it.
    pub(super) fn are_of_a_meeting(&self) -> bool {
        let has = |field| self.meeting(field).is_some();
        self.name.is_none() && has(Field::Topic) && (has(Field::MeetingId) || has(Field::Start))
    }

    /// Returns whether the name's heading promises the original name in brackets.
    pub(super) fn original_name(&self) -> bool {
        self.name.is_some_and(|at| self.fields[at] == Some(Field::Name))
    }

    pub(super) fn language(&self) -> Language {
        self.name.map_or(Language::English, |at| language(&self.words[at]))
    }

    /// Returns how old the spelling of a column is.
    pub(super) fn age(&self, at: Option<usize>) -> Age {
        at.map_or(Age::New, |at| age(&self.words[at]))
    }

    /// Returns the heading of a column as the file writes it.
    pub(super) fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", String::as_str)
    }
}
