//! Staff who know whose every row is, and decide some of those that wait.

use cairn_ops::import::{Resolution, Waiting, Whose};
use cairn_testkit::dice::Dice;
use cairn_testkit::term::Told;

use crate::model::{Known, Model, Slot, alike};
use crate::world::{World, record};

/// Returns the row that waits under an entry, and the part of it.
pub fn row<'t>(model: &Model<'t>, waits: &Waiting) -> (&'t Told, Slot) {
    let file = model.term.files.iter().find(|file| file.name == waits.file).unwrap();
    let row = file.rows.iter().find(|row| row.line == waits.row).unwrap();
    let slots = model.slots(row);
    let is_back = waits.said.starts_with("was refunded");
    let slot = slots.into_iter().nth(usize::from(is_back)).unwrap();
    (row, slot)
}

/// Decides a part of the rows that wait, each as it is in truth.
pub fn decide(dice: &mut Dice, world: &mut World<'_>, model: &Model<'_>) -> (Known, usize) {
    let (mut known, mut count) = (Known::default(), 0);
    let share = *dice.pick(&[0, 30, 60, 100]);
    for waits in world.waits() {
        if !dice.chance(share) {
            continue;
        }
        let (row, slot) = row(model, &waits);
        let on_record = model.term.cast[row.who].on_record;
        let whose = if on_record { Whose::Of(record(row.who).to_string()) } else { Whose::Nobody };
        let key = row.email.as_deref().or(row.shown.as_deref()).map(alike);
        let remember = on_record && dice.chance(60) && is_theirs_alone(model, row);
        let by = "ana@example.org".to_owned();
        let rows = vec![waits.number];
        let wish = Resolution { rows, whose, remember, cohort: None, by };
        let size = world.size();
        let mut learned = remember;
        let resolved = world.resolve(&wish).or_else(|failure| {
            assert!(wish.remember, "a decision that is true is refused: {failure}\n{waits:?}");
            assert_eq!(world.size(), size, "what is refused leaves the log as it was");
            learned = false;
            world.resolve(&Resolution { remember: false, ..wish })
        });
        let resolved = resolved.unwrap_or_else(|failure| panic!("{failure}\n{waits:?}"));
        assert_eq!(resolved.rows.len(), 1);
        count += 1;
        if let (true, Some(key)) = (learned, key) {
            known.aliases.insert(key, row.who);
        }
        known.decided.insert(slot, on_record.then_some(row.who));
    }
    if dice.chance(50) {
        let (rows, by) = (Vec::new(), "ana@example.org".to_owned());
        let wish = Resolution { rows, whose: Whose::Known, remember: false, cohort: None, by };
        world.resolve(&wish).expect("what is known by now can be taken in");
    }
    (known, count)
}

/// Tells whether a name or an address is, in all files, that of one member only.
fn is_theirs_alone(model: &Model<'_>, row: &Told) -> bool {
    let key = |row: &Told| row.email.as_deref().or(row.shown.as_deref()).map(alike);
    let mut rows = model.term.files.iter().flat_map(|file| &file.rows);
    let shared = row.email.as_deref().is_some_and(|email| {
        model.term.cast.iter().filter(|each| each.emails.iter().any(|own| own == email)).count() > 1
    });
    !shared && rows.all(|other| other.who == row.who || key(other) != key(row))
}
