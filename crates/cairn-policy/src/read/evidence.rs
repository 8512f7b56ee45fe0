//! Reflections, what is done once, what people say of it, and examinations.

use std::collections::BTreeSet;

use cairn_domain::policy::{Milestone, Requirement};
use cairn_domain::{Facet, Item, Role};

use crate::grammar::{
    ADMITTED, APPLIED, COMPLETED, EXAM, JUDGEMENT, PREREQUISITE, REFLECTIONS, RETREAT, REVIEWS,
    SUBMITTED,
};
use crate::read::keys::{Keys, Notes, Value};
use crate::read::lists::{counts, elements, names, once};
use crate::read::scalar::{name, number, text};
use crate::read::share::share;
use crate::read::when::{Stated, stated, term};

pub(super) fn reflections(value: &Value<'_>, notes: &mut Notes) -> Option<Requirement> {
    let mut keys = Keys::open(value, &REFLECTIONS, notes)?;
    let need = keys.take("need").and_then(|value| number(value, notes));
    let days = keys.take("within_days").and_then(|value| number(value, notes));
    let each = keys.take("each").map(|value| {
        let example = "{ self = 2, relationships = 2, larger_systems = 2 }";
        counts(value, Facet::new, ("a number for each facet, in braces", example, '_'), notes)
    });
    keys.close(notes);
    Some(Requirement::Filings {
        need: need.unwrap_or_default(),
        within_days: days.unwrap_or_default(),
        each: each.unwrap_or_default(),
    })
}

pub(super) fn retreat(value: &Value<'_>, notes: &mut Notes) -> Option<Requirement> {
    let mut keys = Keys::open(value, &RETREAT, notes)?;
    let days = keys.take("days").and_then(|value| number(value, notes));
    let times = keys.take("times").and_then(|value| number(value, notes));
    let stated = stated(&mut keys, notes);
    keys.close(notes);
    let (days, times) = (days.unwrap_or_default(), times.unwrap_or(1));
    Some(done(Milestone::Retreat { days, times }, stated))
}

pub(super) fn submitted(value: &Value<'_>, notes: &mut Notes) -> Option<Requirement> {
    let mut keys = Keys::open(value, &SUBMITTED, notes)?;
    let item = keys.take("item").and_then(|value| name(value, Item::new, notes));
    let stated = stated(&mut keys, notes);
    keys.close(notes);
    item.map(|item| done(Milestone::Submitted(item), stated))
}

pub(super) fn completed(value: &Value<'_>, notes: &mut Notes) -> Option<Requirement> {
    let mut keys = Keys::open(value, &COMPLETED, notes)?;
    let any_of = keys.take("any_of").map(|value| any_of(value, notes));
    let stated = stated(&mut keys, notes);
    keys.close(notes);
    Some(done(Milestone::Completed(any_of.unwrap_or_default()), stated))
}

pub(super) fn applied(value: &Value<'_>, notes: &mut Notes) -> Option<Requirement> {
    let mut keys = Keys::open(value, &APPLIED, notes)?;
    let stated = stated(&mut keys, notes);
    keys.close(notes);
    Some(done(Milestone::Applied, stated))
}

pub(super) fn admitted(value: &Value<'_>, notes: &mut Notes) -> Option<Requirement> {
    let mut keys = Keys::open(value, &ADMITTED, notes)?;
    let stated = stated(&mut keys, notes);
    keys.close(notes);
    Some(done(Milestone::Admitted, stated))
}

fn done(milestone: Milestone, Stated { after, by, valid_for }: Stated) -> Requirement {
    Requirement::Done { milestone, after, by, valid_for }
}

/// A number that cannot be read is large enough for whatever is asked of it.
const ENOUGH: u32 = 100;

const CAPACITIES: (&str, &str, char) =
    ("a number for each capacity, in braces", "{ mentor = 1, outside = 1 }", '-');

pub(super) fn reviews(value: &Value<'_>, notes: &mut Notes) -> Option<Requirement> {
    let mut keys = Keys::open(value, &REVIEWS, notes)?;
    let of = keys.take("of").and_then(|value| name(value, Item::new, notes));
    let reviewers = keys.take("reviewers").map(|value| number(value, notes));
    let each = keys.take("each").map(|value| counts(value, Role::new, CAPACITIES, notes));
    let excluding = keys.take("excluding").map(|value| roles(value, notes));
    keys.close(notes);
    of.map(|of| Requirement::Reviews {
        of,
        reviewers: reviewers.flatten().unwrap_or(ENOUGH),
        each: each.unwrap_or_default(),
        excluding: excluding.unwrap_or_default(),
    })
}

pub(super) fn judgement(value: &Value<'_>, notes: &mut Notes) -> Option<Requirement> {
    let mut keys = Keys::open(value, &JUDGEMENT, notes)?;
    let question = keys.take("question").and_then(|value| name(value, Item::new, notes));
    let judges = keys.take("judges").map(|value| number(value, notes));
    let each = keys.take("each").map(|value| counts(value, Role::new, CAPACITIES, notes));
    let excluding = keys.take("excluding").map(|value| roles(value, notes));
    let unstated = if keys.close(notes) { 1 } else { ENOUGH };
    question.map(|question| Requirement::Judgement {
        question,
        judges: judges.map_or(unstated, |judges| judges.unwrap_or(ENOUGH)),
        each: each.unwrap_or_default(),
        excluding: excluding.unwrap_or_default(),
    })
}

fn roles(value: &Value<'_>, notes: &mut Notes) -> BTreeSet<Role> {
    let listed = names(value, Role::new, "mentor", notes);
    once(value, listed, notes)
}

pub(super) fn exam(value: &Value<'_>, notes: &mut Notes) -> Option<Requirement> {
    let mut keys = Keys::open(value, &EXAM, notes)?;
    let of = keys.take("of").and_then(|value| name(value, Item::new, notes));
    let pass_mark = keys.take("pass_mark").and_then(|value| share(value, notes));
    let attempts = keys.take("attempts").map(|value| number(value, notes).unwrap_or(ENOUGH));
    let wait = keys.take("wait").and_then(|value| term(value, notes));
    let Stated { after, by, valid_for } = stated(&mut keys, notes);
    let unstated = (!keys.close(notes)).then_some(ENOUGH);
    let attempts = attempts.or(unstated);
    of.map(|of| Requirement::Exam { of, pass_mark, attempts, wait, after, by, valid_for })
}

pub(super) fn prerequisite(value: &Value<'_>, notes: &mut Notes) -> Option<Requirement> {
    let mut keys = Keys::open(value, &PREREQUISITE, notes)?;
    let any_of = keys.take("any_of").map(|value| any_of(value, notes));
    keys.close(notes);
    Some(Requirement::Prerequisite { any_of: any_of.unwrap_or_default() })
}

fn any_of(value: &Value<'_>, notes: &mut Notes) -> BTreeSet<String> {
    let listed = elements(value, "\"Foundations I\"", notes);
    let names = listed.iter().filter_map(|name| text(name, notes)).collect();
    once(value, names, notes)
}
