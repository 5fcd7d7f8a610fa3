//! Test doubles of the ports: a clock that stands still until it is moved, randomness that repeats, a vault and a
//! hasher without secrets, a notifier that remembers, and a store in memory.

mod chain;
mod clock;
mod entropy;
mod hasher;
mod notifier;
pub mod store;
mod vault;

pub use chain::TestChainKey;
pub use clock::ManualClock;
pub use entropy::{BrokenEntropy, ScriptedEntropy, SeededEntropy};
pub use hasher::PlainHasher;
pub use notifier::TestNotifier;
pub use store::{AttemptRow, AttemptState, MemoryStore};
pub use vault::TestVault;
