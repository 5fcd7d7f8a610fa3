//! When wrong tries lock an account, and what unlocks it.

use std::time::Duration;

use super::*;

const NOON: Timestamp = Timestamp::from_millis(1_800_000_000_000);
const HOUR: Duration = Duration::from_secs(3_600);

fn open(tries_left: u32) -> Standing {
    Standing::Open { tries_left, candidates: Candidates::All }
}

/// Ten wrong tries, an hour apart, with a generate after the fifth.
fn worn_out() -> (Ledger, Timestamp, Limits) {
    let (mut ledger, limits) = (Ledger::default(), Limits::default());
    let mut now = NOON;
    for round in 0..10 {
        if round == 5 {
            ledger.generated();
        }
        now = NOON.after(HOUR * round);
        ledger.wrong(now, &limits);
    }
    ledger.generated();
    (ledger, now, limits)
}

#[test]
fn five_wrong_tries_in_a_row_lock_until_a_generate() {
    let (mut ledger, limits) = (Ledger::default(), Limits::default());
    for left in (1..=5).rev() {
        assert_eq!(ledger.standing(NOON, &limits), open(left));
        ledger.wrong(NOON, &limits);
    }
    let next_year = NOON.after(HOUR * 24 * 365);
    assert_eq!(ledger.standing(next_year, &limits), Standing::Locked(Lock::WrongTries));
    ledger.generated();
    assert_eq!(ledger.standing(NOON, &limits), open(5));
}

#[test]
fn a_generate_without_a_lock_gives_no_tries_back_and_a_right_try_does() {
    let (mut ledger, limits) = (Ledger::default(), Limits::default());
    ledger.wrong(NOON, &limits);
    ledger.generated();
    assert_eq!(ledger.standing(NOON, &limits), open(4));
    ledger.right();
    assert_eq!(ledger.standing(NOON, &limits), open(5));
}

#[test]
fn ten_wrong_tries_in_a_day_lock_until_the_first_of_them_is_a_day_old() {
    let (ledger, now, limits) = worn_out();
    let until = NOON.after(limits.day);
    assert_eq!(ledger.standing(now, &limits), Standing::Locked(Lock::DailyLimit { until }));
    let just_before = Timestamp::from_millis(until.as_millis() - 1);
    assert_eq!(ledger.lock(just_before, &limits), Some(Lock::DailyLimit { until }));
    assert_eq!(ledger.standing(until, &limits), open(1));
}

#[test]
fn neither_a_generate_nor_a_right_try_ends_the_daily_lock() {
    let (mut ledger, now, limits) = worn_out();
    ledger.generated();
    ledger.right();
    assert!(matches!(ledger.lock(now, &limits), Some(Lock::DailyLimit { .. })));
}

#[test]
fn a_lift_allows_three_tries_against_newer_one_time_pins_and_then_the_lock_holds_again() {
    let (mut ledger, now, limits) = worn_out();
    assert_eq!(Ledger::default().lift(now, &limits), Err(NotLifted::NotLocked));
    let lifted_at = now.after(HOUR);
    ledger.lift(lifted_at, &limits).unwrap();
    for tries_left in (1..=3).rev() {
        let candidates = Candidates::OneTimeAfter(lifted_at);
        assert_eq!(ledger.standing(lifted_at, &limits), Standing::Open { tries_left, candidates });
        ledger.wrong(lifted_at, &limits);
    }
    assert!(matches!(ledger.lock(lifted_at, &limits), Some(Lock::DailyLimit { .. })));
    assert_eq!(ledger.lift(lifted_at, &limits), Err(NotLifted::LiftedBefore));
}

#[test]
fn a_lift_holds_for_a_day_and_no_longer_however_many_tries_it_allows() {
    let limits = Limits { tries_after_lift: 20, ..Limits::default() };
    let late = NOON.after(HOUR * 23);
    let mut ledger = Ledger { lifted_at: Some(NOON), wrong: vec![late; 10], ..Ledger::default() };
    let over = NOON.after(limits.day);
    let just_before = Timestamp::from_millis(over.as_millis() - 1);
    assert!(ledger.lock(just_before, &limits).is_none());
    assert_eq!(ledger.lift(just_before, &limits), Err(NotLifted::LiftedBefore));
    assert!(ledger.lock(over, &limits).is_some());
    assert_eq!(ledger.lift(over, &limits), Ok(()));
}

#[test]
fn what_is_pending_stands_in_the_way_and_locks_nothing() {
    let limits = Limits::default();
    let mut ledger = Ledger { pending: 4, ..Ledger::default() };
    assert_eq!(ledger.standing(NOON, &limits), open(5));
    ledger.pending = 5;
    assert_eq!(ledger.standing(NOON, &limits), Standing::Busy);
    assert_eq!((ledger.lock(NOON, &limits), ledger.tries_left(NOON, &limits)), (None, 5));
}

#[test]
fn a_report_locks_until_a_generate_and_comes_before_other_locks() {
    let (mut ledger, now, limits) = worn_out();
    ledger.report(now);
    assert_eq!(ledger.lock(now, &limits), Some(Lock::Reported));
    assert_eq!(ledger.tries_left(now, &limits), 0);
    ledger.generated();
    assert!(matches!(ledger.lock(now, &limits), Some(Lock::DailyLimit { .. })));
}

#[test]
fn a_generate_ends_the_lock_of_a_row_and_a_report_and_nothing_else() {
    let (worn_out, _, limits) = worn_out();
    let (mut in_a_row, mut reported) = (Ledger::default(), Ledger::default());
    for _ in 0..4 {
        in_a_row.wrong(NOON, &limits);
        assert!(!in_a_row.ends_by_generating());
    }
    in_a_row.wrong(NOON, &limits);
    reported.report(NOON);
    assert!(in_a_row.ends_by_generating() && reported.ends_by_generating());
    assert!(!worn_out.ends_by_generating());
}

#[test]
fn tries_that_are_settled_late_are_counted_when_they_were_made() {
    let (mut ledger, limits) = (Ledger::default(), Limits::default());
    let later = NOON.after(HOUR);
    ledger.wrong(later, &limits);
    ledger.wrong(NOON, &limits);
    assert_eq!(ledger.wrong, [later, NOON]);
}
