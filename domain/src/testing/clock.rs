//! A clock that the test moves.

use std::{
    sync::atomic::{AtomicI64, Ordering},
    time::Duration,
};

use crate::{ports::Clock, time::Timestamp};

/// Stands still until it is told that time passes.
#[derive(Debug)]
pub struct ManualClock(AtomicI64);

impl ManualClock {
    /// A clock that shows this moment.
    pub fn at(now: Timestamp) -> Self {
        Self(AtomicI64::new(now.as_millis()))
    }

    /// Lets time pass.
    pub fn pass(&self, span: Duration) {
        self.set(self.now().after(span));
    }

    /// Shows this moment from now on.
    pub fn set(&self, now: Timestamp) {
        self.0.store(now.as_millis(), Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Ordering::SeqCst))
    }
}
