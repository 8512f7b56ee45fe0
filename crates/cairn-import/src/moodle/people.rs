//! Whose row it is: by names, an address, or a number that Moodle knows.

use cairn_domain::source::SourceField;

use crate::sheet::{ADDRESSES, Column, Line, Read, fold, unreadable};
use crate::zoom::{cut, is_address};

use super::MEND;

/// Where a row says whose it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct People {
    pub(super) first: Option<usize>,
    pub(super) last: Option<usize>,
    pub(super) user: Option<usize>,
    pub(super) email: Option<usize>,
    pub(super) number: Option<usize>,
}

/// Whose a row is, as far as it says.
pub(super) struct Person {
    pub(super) name: Option<String>,
    pub(super) email: Option<String>,
    pub(super) notes: Vec<String>,
}

impl People {
    /// Finds the columns under a heading line.
    pub(super) fn of(line: &Line) -> Self {
        let words: Vec<String> = (0..line.width()).map(|at| fold(line.text(at))).collect();
        let find = |wanted: &[&str]| words.iter().position(|word| wanted.contains(&word.as_str()));
        Self {
            first: find(&["first name", "given name", "firstname"]),
            last: find(&["last name", "surname", "family name", "lastname"]),
            user: find(&["username", "user name"]),
            email: find(&ADDRESSES),
            number: find(&["student id", "id number", "idnumber"]),
        }
    }

    /// Returns the columns that a row must reach.
    pub(super) fn columns(&self) -> Vec<Column> {
        let all = [
            (SourceField::FirstName, self.first),
            (SourceField::LastName, self.last),
            (SourceField::Name, self.user),
            (SourceField::Email, self.email),
            (SourceField::Reference, self.number),
        ];
        all.into_iter().filter_map(|(field, at)| Some(Column { field, at: at? })).collect()
    }

    /// Returns whose a row is. A number is noted, since it is Moodle's and says nothing elsewhere.
    pub(super) fn person(&self, line: &Line) -> Read<Person> {
        let said = |at: Option<usize>| {
            at.map(|at| line.text(at)).filter(|text| !text.is_empty() && *text != "-")
        };
        let both: Vec<&str> = [said(self.first), said(self.last)].into_iter().flatten().collect();
        let name = Some(both.join(" ")).filter(|name| !name.is_empty());
        let name = name.or_else(|| said(self.user).map(str::to_owned));
        let given = said(self.email);
        let email = given.filter(|text| is_address(text)).map(str::to_lowercase);
        let mut notes = Vec::new();
        if let (Some(given), None) = (given, &email) {
            notes.push(format!("`{}` is not an address", cut(given)));
        }
        let number = said(self.number);
        notes.extend(number.map(|number| format!("its number in Moodle is `{}`", cut(number))));
        if name.is_none() && email.is_none() && number.is_none() {
            return unreadable(line, "row", "neither".to_owned(), "a name or an address", MEND);
        }
        Ok(Person { name, email, notes })
    }
}
