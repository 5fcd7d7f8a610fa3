//! A store in memory, for tests of the use cases without a database: tables that a unit of work clones, changes and
//! swaps in at its commit.

mod desk;
mod letters;
mod people_view;
mod people_work;
mod rows;
mod snapshot;
mod tables;
mod work;

pub use rows::{
    AccountRow, AttemptRow, AttemptState, LetterRow, MembershipRow, NoticeRow, PersonRow, PinTableRow,
    RequestRow, TokenRow,
};
pub use tables::Tables;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;

use crate::ports::{Snapshot, Store, StoreError, UnitOfWork};
use work::Work;

type Meanwhile = Box<dyn FnOnce(&mut Tables) + Send>;

#[derive(Default)]
struct Inside {
    tables: Tables,
    /// Whether a unit of work is open.
    is_taken: bool,
    /// What another server does right after the next commit.
    meanwhile: Vec<Meanwhile>,
    /// How many units of work were committed.
    commits: u64,
}

/// A store in memory. Clones share what is stored.
///
/// One unit of work is open at a time; whoever begins another one meanwhile is told that the store is not
/// available, as by a database that was waited for in vain.
#[derive(Clone, Default)]
pub struct MemoryStore(Arc<Mutex<Inside>>);

impl MemoryStore {
    /// A store that holds what a new database does: nobody's row.
    pub fn new() -> Self {
        let store = Self::default();
        store.tamper(|tables| *tables = Tables::new());
        store
    }

    /// Everything that is stored.
    pub fn tables(&self) -> Tables {
        self.inside().tables.clone()
    }

    /// How many units of work were committed so far.
    pub fn commits(&self) -> u64 {
        self.inside().commits
    }

    /// Changes what is stored past the rules, as an intruder or an operator would.
    pub fn tamper(&self, change: impl FnOnce(&mut Tables)) {
        change(&mut self.inside().tables);
    }

    /// Has another server do this right after the next commit.
    pub fn meanwhile(&self, change: impl FnOnce(&mut Tables) + Send + 'static) {
        self.inside().meanwhile.push(Box::new(change));
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Swaps in what a unit of work made.
    fn swap_in(&self, tables: Tables) {
        let mut inside = self.inside();
        inside.tables = tables;
        inside.commits += 1;
        for change in std::mem::take(&mut inside.meanwhile) {
            change(&mut inside.tables);
        }
    }

    fn give_back(&self) {
        self.inside().is_taken = false;
    }
}

#[async_trait]
impl Store for MemoryStore {
    async fn read(&self) -> Result<Box<dyn Snapshot>, StoreError> {
        Ok(Box::new(Work::new(self.tables(), None)))
    }

    async fn begin(&self) -> Result<Box<dyn UnitOfWork>, StoreError> {
        let mut inside = self.inside();
        if inside.is_taken {
            return Err(StoreError::Unavailable("another unit of work is open".into()));
        }
        inside.is_taken = true;
        Ok(Box::new(Work::new(inside.tables.clone(), Some(self.clone()))))
    }
}
