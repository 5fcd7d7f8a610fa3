//! The machine's clock.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use domain::{ports::Clock, time::Timestamp};

/// The machine's clock, to the millisecond.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine for the time")]
    fn now(&self) -> Timestamp {
        // A clock that stands before 1970 is a clock that was never set: the epoch is as good an answer as any.
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
        Timestamp::from_millis(0).after(since_epoch)
    }
}
