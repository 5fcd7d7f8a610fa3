//! Randomness for tests: repeatable, prescribed or broken.

use std::{collections::VecDeque, sync::Mutex};

use crate::ports::{Entropy, EntropyError};

/// The same stream for the same seed. Good enough to vary tests, useless for secrets.
#[derive(Debug)]
pub struct SeededEntropy(Mutex<u64>);

impl SeededEntropy {
    /// The stream of this seed.
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(seed))
    }
}

impl Entropy for SeededEntropy {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), EntropyError> {
        let mut state = self.0.lock().map_err(|_| EntropyError)?;
        for byte in bytes {
            // SplitMix64 (Steele, Lea and Flood, 2014).
            *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut mixed = *state;
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            *byte = (mixed >> 56) as u8;
        }
        Ok(())
    }
}

/// Gives the bytes that it was told to, and fails when they are used up.
#[derive(Debug)]
pub struct ScriptedEntropy(Mutex<VecDeque<u8>>);

impl ScriptedEntropy {
    /// The bytes of these numbers, least significant first.
    pub fn of_u32s(numbers: &[u32]) -> Self {
        Self(Mutex::new(numbers.iter().flat_map(|number| number.to_le_bytes()).collect()))
    }
}

impl Entropy for ScriptedEntropy {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), EntropyError> {
        let mut script = self.0.lock().map_err(|_| EntropyError)?;
        for byte in bytes {
            *byte = script.pop_front().ok_or(EntropyError)?;
        }
        Ok(())
    }
}

/// A generator that fails.
#[derive(Debug)]
pub struct BrokenEntropy;

impl Entropy for BrokenEntropy {
    fn fill(&self, _bytes: &mut [u8]) -> Result<(), EntropyError> {
        Err(EntropyError)
    }
}
