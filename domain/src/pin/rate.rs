//! How often an account may generate (requirement G3).

use std::time::Duration;

use crate::{policy::Policy, time::Timestamp};

/// The window in which generated PINs are counted.
pub const GENERATE_WINDOW: Duration = Duration::from_secs(60 * 60);

/// How long an account has to wait at `now` before it may generate; `None` where it may at once. `recent` says when
/// its latest PINs of either kind were generated, newest first, at least as many as the policy allows in an hour.
///
/// What was generated after `now`, by a clock that was wrong, does not count: the account would wait for years.
pub fn wait_before_generating(recent: &[Timestamp], now: Timestamp, policy: &Policy) -> Option<Duration> {
    let last = usize::try_from(policy.generates_an_hour.saturating_sub(1)).unwrap_or(usize::MAX);
    let free_at = recent.iter().filter(|at| **at <= now).nth(last)?.after(GENERATE_WINDOW);
    let wait = free_at.since(now);
    (!wait.is_zero()).then_some(wait)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Timestamp = Timestamp::from_millis(1_800_000_000_000);

    #[test]
    fn the_thirty_first_within_an_hour_waits_until_the_first_is_an_hour_old() {
        let policy = Policy::default();
        assert_eq!(GENERATE_WINDOW.as_secs(), 3_600);
        assert_eq!(wait_before_generating(&[NOON; 29], NOON, &policy), None);
        assert_eq!(wait_before_generating(&[NOON; 30], NOON, &policy), Some(GENERATE_WINDOW));
        let over = NOON.after(GENERATE_WINDOW);
        let just_before = Timestamp::from_millis(over.as_millis() - 1);
        assert_eq!(wait_before_generating(&[NOON; 30], just_before, &policy), Some(Duration::from_millis(1)));
        assert_eq!(wait_before_generating(&[NOON; 30], over, &policy), None);
    }

    #[test]
    fn what_a_wrong_clock_generated_in_the_future_does_not_count() {
        let policy = Policy { generates_an_hour: 1, ..Policy::default() };
        let future = NOON.after(GENERATE_WINDOW * 24 * 365);
        assert_eq!(wait_before_generating(&[future], NOON, &policy), None);
        assert_eq!(wait_before_generating(&[future, NOON], NOON, &policy), Some(GENERATE_WINDOW));
    }

    #[test]
    fn the_newest_count_and_older_ones_do_not_matter() {
        let policy = Policy { generates_an_hour: 2, ..Policy::default() };
        let earlier = Timestamp::from_millis(NOON.as_millis() - 60_000);
        let wait = wait_before_generating(&[NOON, earlier, earlier], NOON, &policy);
        assert_eq!(wait, Some(GENERATE_WINDOW - Duration::from_secs(60)));
    }
}
