//! What the rules need from the world. The server has the real ones, `crate::testing` the tests'.

mod entropy;
mod hasher;
mod notifier;
mod store;
mod vault;

pub use entropy::{Entropy, EntropyError};
pub use hasher::{HasherError, PasswordHasher};
pub use notifier::{News, Nobody, Notifier};
pub use store::{
    AgentRecord, Credentials, DeskView, DeskWork, LetterWork, PeopleView, PeopleWork, Reserved, SealedPin,
    Snapshot, Store, StoreError, Taken, Tries, TryPlace, UnitOfWork, WaitingLetter, WaitingNotice,
};
pub use vault::{SealLabel, SealedCode, SecretLabel, Vault, VaultError};

use crate::time::Timestamp;

/// The server's clock.
pub trait Clock: Send + Sync {
    /// The present moment.
    fn now(&self) -> Timestamp;
}
