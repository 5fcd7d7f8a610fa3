//! Chance that can be repeated: splitmix64.

/// A generator that gives the same numbers for the same seed.
pub(crate) struct Dice(u64);

impl Dice {
    /// One of many from one, each with its own numbers.
    pub(crate) fn of(seed: u64, which: u64) -> Self {
        Self(Self(seed ^ which.wrapping_mul(0xD134_2543_DE82_EF95)).next())
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below this one.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// One of these.
    pub(crate) fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        let place = self.below(u64::try_from(choices.len()).unwrap());
        choices[usize::try_from(place).unwrap()]
    }
}
