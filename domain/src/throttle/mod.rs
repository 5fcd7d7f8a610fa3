//! How failures slow sign-in down, by address and by sign-in name (requirement P1): the first few cost nothing, each
//! further one doubles the wait, and after a quiet time all is forgotten.

use std::time::Duration;

use crate::time::Timestamp;

#[cfg(test)]
mod model;

/// How much failing is too much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ThrottleRule {
    /// So many failures cost a wait; fewer are free.
    pub free: u32,
    /// The wait after so many; each failure more doubles it.
    pub first_wait: Duration,
    /// No wait is longer.
    pub longest_wait: Duration,
    /// So long after the last failure all are forgotten.
    pub forgotten_after: Duration,
}

/// The failures of one address or one sign-in name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Throttle {
    /// How many, since they were last forgotten.
    pub failures: u32,
    /// When the last one was.
    pub last_at: Timestamp,
}

impl Throttle {
    /// No failure yet.
    pub const fn none() -> Self {
        Self { failures: 0, last_at: Timestamp::from_millis(0) }
    }

    /// How long the next try has to wait at `now`; `None` where it need not.
    ///
    /// A last failure that lies ahead, by a clock that was wrong, counts as one of this moment.
    pub fn wait(&self, rule: &ThrottleRule, now: Timestamp) -> Option<Duration> {
        if self.failures == 0 || self.failures < rule.free || self.is_forgotten(rule, now) {
            return None;
        }
        let free_at = self.last_at.min(now).after(self.whole_wait(rule));
        let wait = free_at.since(now);
        (!wait.is_zero()).then_some(wait)
    }

    /// With a failure more, at `now`.
    #[must_use]
    pub fn counted(&self, rule: &ThrottleRule, now: Timestamp) -> Self {
        let before = if self.is_forgotten(rule, now) { 0 } else { self.failures };
        Self { failures: before.saturating_add(1), last_at: now }
    }

    /// With one failure fewer: the try that was counted beforehand turned out right.
    #[must_use]
    pub fn given_back(&self) -> Self {
        Self { failures: self.failures.saturating_sub(1), ..*self }
    }

    fn is_forgotten(&self, rule: &ThrottleRule, now: Timestamp) -> bool {
        now.since(self.last_at) >= rule.forgotten_after
    }

    /// The wait that begins with the last failure, in whole milliseconds.
    fn whole_wait(&self, rule: &ThrottleRule) -> Duration {
        let doubled = 2_u128.saturating_pow(self.failures.saturating_sub(rule.free));
        let wait = rule.first_wait.as_millis().saturating_mul(doubled).min(rule.longest_wait.as_millis());
        Duration::from_millis(u64::try_from(wait).unwrap_or(u64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Timestamp = Timestamp::from_millis(1_800_000_000_000);
    const RULE: ThrottleRule = ThrottleRule {
        free: 3,
        first_wait: Duration::from_secs(2),
        longest_wait: Duration::from_secs(15),
        forgotten_after: Duration::from_secs(60),
    };

    fn failed(failures: u32) -> Throttle {
        Throttle { failures, last_at: NOON }
    }

    fn after(seconds: u64) -> Timestamp {
        NOON.after(Duration::from_secs(seconds))
    }

    fn a_millisecond_before(moment: Timestamp) -> Timestamp {
        Timestamp::from_millis(moment.as_millis() - 1)
    }

    #[test]
    fn the_first_failures_are_free_and_then_each_doubles_the_wait_up_to_the_longest() {
        for (failures, seconds) in [(3, 2), (4, 4), (5, 8), (6, 15), (7, 15), (200, 15), (u32::MAX, 15)] {
            assert_eq!(failed(failures).wait(&RULE, NOON), Some(Duration::from_secs(seconds)), "{failures}");
        }
        for free in 0..3 {
            assert_eq!(failed(free).wait(&RULE, NOON), None, "{free}");
        }
    }

    #[test]
    fn a_wait_passes() {
        assert_eq!(failed(4).wait(&RULE, after(1)), Some(Duration::from_secs(3)));
        assert_eq!(failed(4).wait(&RULE, a_millisecond_before(after(4))), Some(Duration::from_millis(1)));
        assert_eq!(failed(4).wait(&RULE, after(4)), None);
    }

    #[test]
    fn failures_are_forgotten_after_a_quiet_time() {
        let long = ThrottleRule { first_wait: RULE.forgotten_after * 2, longest_wait: Duration::MAX, ..RULE };
        let just_before = a_millisecond_before(after(60));
        assert_eq!(failed(3).wait(&long, just_before), Some(Duration::from_millis(60_001)));
        assert_eq!(failed(3).wait(&long, after(60)), None);
        assert_eq!(failed(3).counted(&RULE, just_before), Throttle { failures: 4, last_at: just_before });
        assert_eq!(failed(3).counted(&RULE, after(60)), Throttle { failures: 1, last_at: after(60) });
    }

    #[test]
    fn a_failure_that_lies_ahead_counts_as_now() {
        let ahead = Throttle { failures: 3, last_at: after(3_600) };
        assert_eq!(ahead.wait(&RULE, NOON), Some(Duration::from_secs(2)));
        assert_eq!(ahead.counted(&RULE, NOON), failed(4));
    }

    #[test]
    fn who_never_failed_waits_never() {
        let strict = ThrottleRule { free: 0, ..RULE };
        let now = Timestamp::from_millis(1);
        assert_eq!(Throttle::none().wait(&strict, now), None);
        let once = Throttle::none().counted(&strict, now);
        assert_eq!(once, Throttle { failures: 1, last_at: now });
        assert_eq!(once.wait(&strict, now), Some(Duration::from_secs(4)));
    }

    #[test]
    fn a_right_try_is_given_back_and_never_more_than_there_are() {
        assert_eq!(failed(3).given_back(), failed(2));
        assert_eq!(failed(1).given_back(), failed(0));
        assert_eq!(failed(0).given_back(), failed(0));
    }

    #[test]
    fn numbers_that_nobody_should_choose_overflow_nothing() {
        let endless = ThrottleRule { first_wait: Duration::MAX, longest_wait: Duration::MAX, ..RULE };
        assert!(
            failed(u32::MAX).wait(&endless, NOON).is_some_and(|wait| wait > Duration::from_secs(1 << 40))
        );
        let none = ThrottleRule { first_wait: Duration::ZERO, ..RULE };
        assert_eq!(failed(u32::MAX).wait(&none, NOON), None);
        assert_eq!(failed(u32::MAX).counted(&RULE, NOON).failures, u32::MAX);
    }
}
