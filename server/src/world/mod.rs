//! The machine: its clock, its randomness and its processor, behind the ports of `domain`. Nothing else in the
//! program may ask for the first two.

mod argon2;
mod clock;
mod entropy;

pub use argon2::{Argon2Hasher, Strength};
pub use clock::SystemClock;
pub use entropy::OsEntropy;
