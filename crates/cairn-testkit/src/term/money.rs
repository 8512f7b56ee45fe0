//! What was paid and what went back, and what was written after sessions, in truth.

use cairn_domain::Instant;
use chrono::{DateTime, TimeDelta};

use super::Session;
use super::cast::Member;
use crate::dice::Dice;

/// A payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// Whose tuition it pays: a place in the cast.
    pub who: usize,
    /// The provider's identity of it.
    pub key: String,
    /// The address of whoever paid.
    pub email: String,
    /// The name on the card.
    pub name: String,
    /// When, to the minute.
    pub at: Instant,
    /// How much, in cents.
    pub minor: i64,
    /// How much went back at first, in cents.
    pub back_at_first: i64,
    /// How much went back in the end, in cents.
    pub back: i64,
    /// Whether it went through.
    pub went_through: bool,
}

/// A reflection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reflection {
    /// Whose: a place in the cast.
    pub who: usize,
    /// On which session.
    pub session: usize,
    /// The address that the form collected.
    pub email: String,
    /// When, to the second.
    pub at: Instant,
}

/// Throws for payments. The address is the payer's own, or one that nobody was told, or a sponsor's who pays for several; one
/// that is on record for another member is that member's, since the file says nothing else.
pub(super) fn payments(dice: &mut Dice, cast: &[Member]) -> Vec<Payment> {
    let mut payments = Vec::new();
    for (place, member) in cast.iter().enumerate().filter(|(_, member)| member.on_record) {
        for _ in 0..*dice.pick(&[0, 1, 1, 2]) {
            let (who, email) = match (dice.below(10), member.emails.first()) {
                (0..6, Some(own)) => (place, own.clone()),
                (6, _) => another(dice, cast).unwrap_or((place, "sponsor@example.org".to_owned())),
                (7, _) => (place, "sponsor@example.org".to_owned()),
                _ => (place, format!("payer{place}@example.org")),
            };
            let minor = dice.within(1, 30) * 500 + dice.within(0, 99);
            let back = match dice.below(4) {
                0 => minor,
                1 => dice.within(1, minor),
                _ => 0,
            };
            let back_at_first = if dice.chance(50) { 0 } else { dice.within(0, back) };
            let at: DateTime<_> = "2025-06-01T12:00:00Z".parse().expect("a time");
            payments.push(Payment {
                who,
                key: format!("ch_{}", payments.len() + 1),
                email,
                name: member.name.clone(),
                at: at + TimeDelta::minutes(dice.within(0, 60 * 24 * 60)),
                minor,
                back_at_first,
                back,
                went_through: !dice.chance(10),
            });
        }
    }
    payments
}

/// Finds somebody else with an address that is theirs alone.
fn another(dice: &mut Dice, cast: &[Member]) -> Option<(usize, String)> {
    let alone = |email: &&String| !email.starts_with("family");
    let all: Vec<(usize, String)> = cast
        .iter()
        .enumerate()
        .filter_map(|(place, each)| Some((place, each.emails.iter().find(alone)?.clone())))
        .collect();
    (!all.is_empty()).then(|| dice.pick(&all).clone())
}

/// Throws for reflections, each filed in the two weeks after its session by somebody with an address.
pub(super) fn reflections(
    dice: &mut Dice,
    sessions: &[Session],
    cast: &[Member],
) -> Vec<Reflection> {
    let mut reflections = Vec::new();
    for (session, evening) in sessions.iter().enumerate() {
        for (who, member) in cast.iter().enumerate() {
            let addresses = member.addresses();
            if addresses.is_empty() || !dice.chance(40) {
                continue;
            }
            for _ in 0..*dice.pick(&[1, 1, 1, 2]) {
                let email = (*dice.pick(&addresses)).to_owned();
                let at = evening.window.to + TimeDelta::seconds(dice.within(0, 14 * 86_400));
                reflections.push(Reflection { who, session, email, at });
            }
        }
    }
    reflections.sort_by_key(|each| each.at);
    reflections
}
