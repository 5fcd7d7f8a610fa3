//! Test doubles of the ports: a clock that stands still until it is moved, and randomness that repeats.

mod chain;
mod clock;
mod entropy;

pub use chain::TestChainKey;
pub use clock::ManualClock;
pub use entropy::{BrokenEntropy, ScriptedEntropy, SeededEntropy};
