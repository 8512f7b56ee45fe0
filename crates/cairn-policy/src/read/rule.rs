//! What surrounds a requirement: its title, where it comes from, and what may be done about it.

use std::ops::Range;

use cairn_domain::policy::{Basis, Requirement, Rule, Session};
use cairn_domain::{Currency, RequirementId, Role};
use toml::de::DeValue;

use crate::errors::Problem;
use crate::grammar::REQUIREMENT;
use crate::read::asks::asks;
use crate::read::basis::basis;
use crate::read::draft::{Part, Unread, placeholder};
use crate::read::keys::{Keys, Notes, Value};
use crate::read::scalar::{name, name_hint, no_name, number, text};

/// What a requirement may refer to.
#[derive(Clone, Copy)]
pub(super) struct Known<'k> {
    pub(super) currency: Option<Currency>,
    pub(super) sessions: &'k [Session],
}

/// Reads a requirement: its name and where that stands, and what stands under it.
pub(super) fn rule(
    place: usize,
    (id, at): (&str, &Range<usize>),
    value: &Value<'_>,
    known: Known<'_>,
    unread: &mut Unread,
    notes: &mut Notes,
) -> Option<Rule> {
    let id = match RequirementId::new(id) {
        Ok(id) => id,
        Err(bad) => {
            unread.parts.insert(Part::Requirement);
            notes.add(at.clone(), Problem::BadValue, no_name(&bad), Some(name_hint(id, '-')));
            placeholder(RequirementId::new, place)?
        }
    };
    let mut rule = Rule {
        title: id.to_string(),
        id,
        asks: Requirement::All(Vec::new()),
        waivable_by: None,
        waiver_quorum: 1,
        extendable_by: None,
        margin: 0,
        basis: Basis::Assumed("unread".to_owned()),
    };
    let DeValue::Table(table) = value.get_ref() else {
        // Whoever writes one so may have written others so that are none.
        unread.parts.extend([Part::Requirement, Part::Leads]);
        let hint = format!("write `[requirement.{}]` and its keys below", rule.id);
        notes.wrong_kind(value, "a requirement", hint);
        return Some(rule);
    };
    let mut keys = Keys::of(table, at.clone(), &REQUIREMENT);
    keys = keys.called(format!("[requirement.{}]", rule.id));
    if let Some(title) = keys.take("title").and_then(|value| text(value, notes)) {
        rule.title = title;
    }
    let waivable_by = keys.take("waivable_by");
    rule.waivable_by = waivable_by.and_then(|value| name(value, Role::new, notes));
    if let Some(quorum) = keys.take("waiver_quorum").and_then(|value| number(value, notes)) {
        rule.waiver_quorum = quorum;
    }
    // Whose authority it is cannot be read: nothing is said of how many of them it takes.
    if waivable_by.is_some() && rule.waivable_by.is_none() {
        rule.waiver_quorum = 1;
    }
    let extendable_by = keys.take("extendable_by");
    rule.extendable_by = extendable_by.and_then(|value| name(value, Role::new, notes));
    if let Some(margin) = keys.take("margin").and_then(|value| number(value, notes)) {
        rule.margin = margin;
    }
    rule.basis = basis(&mut keys, notes);
    if let Some(asks) = asks(&mut keys, known, unread, notes) {
        rule.asks = asks;
    } else {
        unread.parts.insert(Part::Leads);
        rule.extendable_by = None;
    }
    if !keys.close(notes) && rule.waivable_by.is_none() {
        rule.waiver_quorum = 1;
    }
    Some(rule)
}
