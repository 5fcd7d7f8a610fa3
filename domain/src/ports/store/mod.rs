//! The database, as the use cases see it: snapshots to read from and units of work that happen whole or not at
//! all.

mod desk;
mod error;
mod letters;
mod people;
mod snapshot;
mod work;

pub use desk::{DeskView, DeskWork, TryPlace};
pub use error::StoreError;
pub use letters::{LetterWork, WaitingLetter, WaitingNotice};
pub use people::{PeopleView, PeopleWork};
pub use snapshot::{Credentials, SealedPin, Snapshot, Tries};
pub use work::{AgentRecord, Reserved, Taken, UnitOfWork};

use async_trait::async_trait;

/// Where everything is remembered.
#[async_trait]
pub trait Store: Send + Sync {
    /// Opens a consistent view for reading.
    ///
    /// # Errors
    /// Where the database cannot be read now.
    async fn read(&self) -> Result<Box<dyn Snapshot>, StoreError>;

    /// Begins a unit of work. Unless it is committed, nothing of it happens.
    ///
    /// # Errors
    /// Where the database cannot be written now.
    async fn begin(&self) -> Result<Box<dyn UnitOfWork>, StoreError>;
}
