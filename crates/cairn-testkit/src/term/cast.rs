//! Who appears: people on record and not, with names that collide, and the names under which they show up.

use crate::dice::Dice;

/// Somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The name.
    pub name: String,
    /// Whether the cohort's records know them.
    pub on_record: bool,
    /// Their addresses that are on record.
    pub emails: Vec<String>,
    /// Their other addresses, of which nobody was told.
    pub others: Vec<String>,
    /// The names under which they show up at meetings.
    pub shows: Vec<String>,
}

impl Member {
    /// Returns every address with which they may sign in.
    #[must_use]
    pub fn addresses(&self) -> Vec<&str> {
        self.emails.iter().chain(&self.others).map(String::as_str).collect()
    }
}

/// Names, some the same, some alike, some with accents: drawn with repeats.
const NAMES: [&str; 13] = [
    "Asha Rao",
    "Asha Rao",
    "Asha Rau",
    "Ana O’Neil",
    "Ana O'Neil",
    "Carla Perez",
    "Dana Lee",
    "Dana Li",
    "Íñigo Peña",
    "José Núñez",
    "Jose Nunez",
    "Zoë Bianchi",
    "Zoe Bianchi",
];

/// Throws for everybody: three to eight people, the host, maybe a note-taker and somebody who calls by telephone.
pub(super) fn cast(dice: &mut Dice) -> Vec<Member> {
    let count = dice.within(3, 8);
    let mut cast: Vec<Member> = (0..count).map(|place| person(dice, place)).collect();
    if dice.chance(15) {
        // A family, or an office, with one address.
        let shared = "family@example.org";
        let on_record = cast.iter_mut().filter(|member| member.on_record);
        on_record.take(2).for_each(|member| member.emails.push(shared.to_owned()));
    }
    let extra = |name: &str, email: Option<&str>| Member {
        name: name.to_owned(),
        on_record: false,
        emails: Vec::new(),
        others: email.into_iter().map(str::to_owned).collect(),
        shows: vec![name.to_owned()],
    };
    cast.push(extra(HOST, Some("host@example.org")));
    if dice.chance(25) {
        cast.push(extra("read.ai meeting notes", None));
    }
    if dice.chance(25) {
        cast.push(extra(CALLER, None));
    }
    cast
}

/// Whose meetings they are.
pub(super) const HOST: &str = "Program Host";

/// Somebody who calls by telephone.
pub(super) const CALLER: &str = "1720555****";

fn person(dice: &mut Dice, place: i64) -> Member {
    let name = (*dice.pick(&NAMES)).to_owned();
    let on_record = dice.chance(80);
    let address = |where_from: &str| format!("{where_from}{place}@example.org");
    let mut emails = Vec::new();
    if on_record && dice.chance(80) {
        emails.push(address("work"));
        if dice.chance(30) {
            emails.push(address("school"));
        }
    }
    let mut others = Vec::new();
    if dice.chance(if on_record { 25 } else { 60 }) {
        others.push(address("home"));
    }
    let shows = shows(dice, &name);
    Member { name, on_record, emails, others, shows }
}

/// Throws for the names under which somebody shows up: their own, a part of it, another and the first one, a device.
fn shows(dice: &mut Dice, name: &str) -> Vec<String> {
    let (first, last) = name.split_once(' ').unwrap_or((name, ""));
    let letter = last.chars().next().unwrap_or('X');
    let all = [
        name.to_owned(),
        name.to_owned(),
        name.to_lowercase(),
        first.to_owned(),
        format!("{first} {letter}."),
        format!("{last}, {first}"),
        format!("{first} {letter}. ({name})"),
        format!("{name} (she/her)"),
        format!("iPhone ({first})"),
        "iPhone".to_owned(),
        "iPhone".to_owned(),
        "Galaxy S23".to_owned(),
        format!("{first}'s iPad"),
    ];
    (0..dice.within(1, 3)).map(|_| dice.pick(&all).clone()).collect()
}
