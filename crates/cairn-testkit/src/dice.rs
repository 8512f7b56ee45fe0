//! Dice: a seeded source of choices, the same on every machine.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A seeded source of choices.
pub struct Dice(ChaCha8Rng);

impl Dice {
    /// Returns the dice of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// Throws for a number below `sides`; 0 if there are no sides.
    pub fn below(&mut self, sides: u32) -> u32 {
        // The bias of a remainder is of no matter here.
        self.0.next_u32().checked_rem(sides).unwrap_or(0)
    }

    /// Throws for a number from `least` to `most`, both of which can come.
    pub fn within(&mut self, least: i64, most: i64) -> i64 {
        let sides = u32::try_from(most - least + 1).unwrap_or(1);
        least + i64::from(self.below(sides))
    }

    /// Throws for yes, which comes up so many times in a hundred.
    pub fn chance(&mut self, in_a_hundred: u32) -> bool {
        self.below(100) < in_a_hundred
    }

    /// Picks one of several.
    ///
    /// # Panics
    /// If there is nothing to pick from.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        let sides = u32::try_from(of.len()).unwrap_or(u32::MAX);
        &of[self.below(sides) as usize]
    }
}
