//! Randomness fit for secrets.

use thiserror::Error;

/// The operating system's random number generator.
pub trait Entropy: Send + Sync {
    /// Fills the bytes with randomness.
    ///
    /// # Errors
    /// Where there is none to be had. Nothing may be made up in its place.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), EntropyError>;
}

/// The operating system gave no randomness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the operating system gave no randomness")]
pub struct EntropyError;
