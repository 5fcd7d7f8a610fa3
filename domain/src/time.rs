//! Points in time, as every layer counts them: whole milliseconds since 1970-01-01T00:00:00Z.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// A point in time in milliseconds since the Unix epoch, UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The point in time that lies this many milliseconds after the epoch.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the epoch.
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// The point in time `span` later; at the far end of time it stays there.
    pub fn after(self, span: Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(span.as_millis()).unwrap_or(i64::MAX)))
    }

    /// The point in time `span` earlier; at the beginning of time it stays there.
    pub fn before(self, span: Duration) -> Self {
        Self(self.0.saturating_sub(i64::try_from(span.as_millis()).unwrap_or(i64::MAX)))
    }

    /// How much time has passed since `earlier`; nothing, if `earlier` lies ahead.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }
}

/// The present moment: never one before a moment that was recorded, so that a clock which is set back brings no
/// expired PIN and no used-up try back (requirement S4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The later of the clock's time and the mark, which is the latest recorded moment.
    pub now: Timestamp,
    /// How far the clock stands behind the mark.
    pub lag: Duration,
}

impl Moment {
    /// How old a mark may be before it is written anew.
    pub const MARK_EVERY: Duration = Duration::from_secs(1);

    /// The moment that it is by this clock and this mark.
    pub fn of(clock: Timestamp, mark: Timestamp) -> Self {
        Self { now: clock.max(mark), lag: mark.since(clock) }
    }

    /// Whether the clock is near enough to what was recorded. Where it is not, nothing that depends on time may be
    /// decided until an operator has looked.
    pub fn is_trusted(self, tolerance: Duration) -> bool {
        self.lag <= tolerance
    }

    /// Whether this moment should be recorded as the mark that follows `mark`.
    pub fn is_due(self, mark: Timestamp) -> bool {
        self.now.since(mark) >= Self::MARK_EVERY
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_was_set_back_shows_the_mark_and_is_trusted_for_a_minute() {
        let (mark, minute) = (Timestamp::from_millis(1_800_000_000_000), Duration::from_secs(60));
        let set_back = |millis: i64| Moment::of(Timestamp::from_millis(mark.as_millis() - millis), mark);
        assert_eq!(set_back(60_000), Moment { now: mark, lag: minute });
        assert!(set_back(60_000).is_trusted(minute));
        assert!(!set_back(60_001).is_trusted(minute));
        assert!(!set_back(60_000).is_due(mark));
    }

    #[test]
    fn a_clock_that_goes_on_is_marked_once_a_second() {
        let mark = Timestamp::from_millis(1_800_000_000_000);
        let later = |millis: i64| Moment::of(Timestamp::from_millis(mark.as_millis() + millis), mark);
        assert_eq!(
            later(5),
            Moment { now: Timestamp::from_millis(mark.as_millis() + 5), lag: Duration::ZERO }
        );
        assert!(!later(999).is_due(mark));
        assert!(later(1_000).is_due(mark));
    }

    #[test]
    fn time_passes_and_never_runs_backwards() {
        let noon = Timestamp::from_millis(43_200_000);
        let later = noon.after(Duration::from_secs(60));
        assert_eq!(later.since(noon), Duration::from_secs(60));
        assert_eq!(noon.since(later), Duration::ZERO);
        assert_eq!(later.before(Duration::from_secs(60)), noon);
        assert_eq!(Timestamp::from_millis(i64::MIN).before(Duration::MAX).as_millis(), i64::MIN);
        assert_eq!(Timestamp::from_millis(i64::MAX).after(Duration::MAX).as_millis(), i64::MAX);
    }
}
