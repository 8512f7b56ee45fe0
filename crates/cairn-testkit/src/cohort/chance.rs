//! Seeded chance: the same seed always tells the same story.

use cairn_domain::{EventId, Instant};
use chrono::TimeDelta;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use uuid::Builder;

/// Chance that belongs to one person or one cohort, so that a new story leaves the others as they are.
#[derive(Debug)]
pub(super) struct Chance(ChaCha8Rng);

impl Chance {
    /// Returns the chance of somebody, by a name that nobody else has.
    pub fn of(seed: u64, whose: &str) -> Self {
        // FNV-1a: std's hasher promises no stability between versions.
        let place = whose.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self::at(seed, place, 0)
    }

    /// Returns the chance of the `place`-th of many, thrown for the `turn`-th time, without keeping one for each.
    pub fn at(seed: u64, place: u64, turn: u32) -> Self {
        let mut chance = ChaCha8Rng::seed_from_u64(seed);
        chance.set_stream(place);
        // Far enough apart that two turns never share a number.
        chance.set_word_pos(u128::from(turn) * 256);
        Self(chance)
    }

    /// Returns a number between two, both included.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        let span = u64::try_from(most - least).unwrap_or(0) + 1;
        least + i64::try_from(self.0.next_u64() % span).unwrap_or(0)
    }

    /// Tells whether chance smiles, so many times out of a hundred.
    pub fn smiles(&mut self, percent: i64) -> bool {
        self.between(1, 100) <= percent
    }

    /// Returns one of several.
    pub fn one_of<'a, T>(&mut self, several: &'a [T]) -> &'a T {
        let last = i64::try_from(several.len()).unwrap_or(i64::MAX) - 1;
        &several[usize::try_from(self.between(0, last)).unwrap_or(0)]
    }

    /// Returns the minutes between two, with odd seconds and microseconds: nobody types on the minute.
    pub fn minutes(&mut self, least: i64, most: i64) -> TimeDelta {
        TimeDelta::minutes(self.between(least, most))
            + TimeDelta::microseconds(self.between(0, 59_999_999))
    }

    /// Returns a time-ordered identity (UUID version 7) of something that was written down at `at`.
    pub fn id(&mut self, at: Instant) -> EventId {
        let mut bytes = [0; 10];
        self.0.fill_bytes(&mut bytes);
        let millis = u64::try_from(at.timestamp_millis()).unwrap_or(0);
        Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
    }

    /// Returns the salt of a commitment.
    pub fn salt(&mut self) -> [u8; 32] {
        let mut salt = [0; 32];
        self.0.fill_bytes(&mut salt);
        salt
    }
}
