//! Test doubles of the ports: a clock that stands still until it is moved, and randomness that repeats.

mod clock;
mod entropy;

pub use clock::ManualClock;
pub use entropy::{BrokenEntropy, ScriptedEntropy, SeededEntropy};
