//! What the rules need from the world. The server has the real ones, `crate::testing` the tests'.

mod entropy;
mod hasher;
mod store;
mod vault;

pub use entropy::{Entropy, EntropyError};
pub use hasher::{HasherError, PasswordHasher};
pub use store::{
    AgentRecord, Credentials, Reserved, SealedPin, Snapshot, Store, StoreError, Taken, Tries, UnitOfWork,
};
pub use vault::{SealLabel, SealedCode, Vault, VaultError};

use crate::time::Timestamp;

/// The server's clock.
pub trait Clock: Send + Sync {
    /// The present moment.
    fn now(&self) -> Timestamp;
}
