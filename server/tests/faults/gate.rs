//! A store that stops before a chosen unit of work, so that harm can be done at that moment.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::SeqCst},
};

use async_trait::async_trait;
use domain::ports::{Snapshot, Store, StoreError, UnitOfWork};
use tokio::sync::Notify;

/// The two moments of a verification that are between transactions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    BeforeTheFirstCommit,
    BetweenTheTwo,
}

/// Hands everything on to the store behind it, and stops once.
pub(crate) struct Gate {
    behind: Arc<dyn Store>,
    units_until_stop: AtomicUsize,
    reached: Notify,
    opened: Notify,
}

impl Gate {
    pub(crate) fn at(moment: Moment, behind: Arc<dyn Store>) -> Self {
        let units = match moment {
            Moment::BeforeTheFirstCommit => 1,
            Moment::BetweenTheTwo => 2,
        };
        Self {
            behind,
            units_until_stop: AtomicUsize::new(units),
            reached: Notify::new(),
            opened: Notify::new(),
        }
    }

    /// Waits until someone stands before it.
    pub(crate) async fn reached(&self) {
        self.reached.notified().await;
    }

    /// Lets them on, and everyone after them.
    pub(crate) fn open(&self) {
        self.opened.notify_one();
    }
}

#[async_trait]
impl Store for Gate {
    async fn read(&self) -> Result<Box<dyn Snapshot>, StoreError> {
        self.behind.read().await
    }

    async fn begin(&self) -> Result<Box<dyn UnitOfWork>, StoreError> {
        let left = self.units_until_stop.fetch_update(SeqCst, SeqCst, |left| left.checked_sub(1));
        if left == Ok(1) {
            self.reached.notify_one();
            self.opened.notified().await;
        }
        self.behind.begin().await
    }
}
