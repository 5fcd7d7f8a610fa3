//! A clock that was set back brings nothing back (requirement S4).

use std::time::Duration;

use domain::{
    desk::{GenerateError, RowState, VerifyError},
    pin::PinKind::{Master, OneTime},
    session::Origin,
    time::Timestamp,
    verification::Outcome,
};

use crate::support::{HANNA, House, NOON, SAM, acme, live};

const HOUR: Duration = Duration::from_secs(60 * 60);

/// A house whose clock was an hour ahead, and was then set back to noon.
async fn set_back() -> House {
    let house = House::new().await;
    house.clock.pass(HOUR);
    let hanna = house.caller(HANNA).await;
    house.generate(&hanna, acme(), OneTime).await;
    house.clock.set(NOON);
    house
}

#[tokio::test]
async fn an_expired_pin_stays_expired_when_the_clock_is_set_back() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let (_, code) = house.generate(&hanna, acme(), OneTime).await;
    house.clock.pass(HOUR * 24);
    assert_eq!(house.verify(acme(), &code).await, Outcome::NoLivePin);
    house.clock.set(NOON.after(HOUR * 24 - Duration::from_secs(30)));
    assert_eq!(house.verify(acme(), &code).await, Outcome::NoLivePin, "within what is tolerated");
    let hanna = house.caller(HANNA).await;
    assert!(matches!(house.state(&hanna, acme(), OneTime).await, RowState::Expired(_)));
}

#[tokio::test]
async fn a_clock_far_behind_verifies_nothing_and_makes_no_one_time_pin() {
    let house = set_back().await;
    assert!(!house.desk.clock_is_trusted().await.unwrap());
    let hanna = house.caller(HANNA).await;
    let (pin, code) = live(&house.state(&hanna, acme(), OneTime).await);
    assert!(matches!(house.try_verify(acme(), &code).await, Err(VerifyError::ClockBehind)));
    let refused = house.try_generate(&hanna, acme(), OneTime).await;
    assert!(matches!(refused, Err(GenerateError::ClockBehind)));
    assert_eq!(live(&house.state(&hanna, acme(), OneTime).await).0, pin);
    house.generate(&hanna, acme(), Master).await;
    assert_eq!(house.count("select count(*) from attempts").await, 0);

    house.clock.pass(HOUR);
    assert!(house.desk.clock_is_trusted().await.unwrap(), "time caught up");
    assert!(matches!(house.verify(acme(), &code).await, Outcome::Verified { .. }));
}

#[tokio::test]
async fn a_minute_behind_is_tolerated_and_a_millisecond_more_is_not() {
    let house = set_back().await;
    let mark = NOON.after(HOUR);
    house.clock.set(mark.before(Duration::from_secs(60)));
    assert!(house.desk.clock_is_trusted().await.unwrap());
    house.clock.set(Timestamp::from_millis(mark.before(Duration::from_secs(60)).as_millis() - 1));
    assert!(!house.desk.clock_is_trusted().await.unwrap());
}

#[tokio::test]
async fn accepting_the_clock_voids_one_time_pins_and_spares_master_pins() {
    let house = set_back().await;
    let hanna = house.caller(HANNA).await;
    let (_, master) = house.generate(&hanna, acme(), Master).await;
    let accepted = house.desk.accept_clock().await.unwrap();
    assert_eq!((accepted.behind, accepted.voided), (HOUR, 1));
    assert!(house.desk.clock_is_trusted().await.unwrap());
    let hanna = house.caller(HANNA).await;
    assert!(matches!(house.state(&hanna, acme(), OneTime).await, RowState::Voided(_)));
    assert!(matches!(house.verify(acme(), &master).await, Outcome::Verified { .. }));
    house.generate(&hanna, acme(), OneTime).await;
    assert_eq!(house.desk.accept_clock().await.unwrap().voided, 0, "there is nothing left to accept");
    assert!(house.desk.verify_history(None).await.unwrap().broken.is_empty());
}

#[tokio::test]
async fn a_clock_that_was_years_ahead_locks_nobody_out_once_the_right_time_is_accepted() {
    let house = House::new().await;
    let years = HOUR * 24 * 365 * 10;
    let before = house.sign_in(HANNA).await;
    house.clock.pass(years);
    let hanna = house.caller(HANNA).await;
    let from_the_future = house.sign_in(HANNA).await;
    let (_, code) = house.generate(&hanna, acme(), Master).await;
    let wrong = crate::support::wrong_code(&[&code]);
    for _ in 0..29 {
        house.generate(&hanna, acme(), OneTime).await;
    }
    house.verify(acme(), &wrong).await;
    house.clock.set(NOON);
    house.desk.accept_clock().await.unwrap();
    assert!(house.desk.who(&before, true).await.unwrap().is_some(), "a session of today goes on");
    assert!(house.desk.who(&from_the_future, true).await.unwrap().is_none());
    let hanna = house.caller(HANNA).await;
    house.generate(&hanna, acme(), OneTime).await;
    house.clock.pass(HOUR * 24);
    assert_eq!(house.count("select count(*) from attempts where at > 1800086400000").await, 0);
}

#[tokio::test]
async fn failures_browsers_and_letters_of_a_clock_that_was_ahead_count_as_of_now_once_the_right_time_is_accepted()
 {
    let house = House::new().await;
    house.clock.pass(HOUR * 24);
    house.desk.ask_for_reset(&HANNA.parse().unwrap(), &Origin::default()).await.unwrap();
    house.sign_in(HANNA).await;
    for _ in 0..6 {
        house.try_sign_in(SAM, "wrong", None).await.unwrap_err();
    }
    house.clock.set(NOON);
    house.desk.accept_clock().await.unwrap();
    for ahead in ["throttles where last_at", "known_browsers where used_at", "letters where due_at"] {
        assert_eq!(house.count(&format!("select count(*) from {ahead} > 1800000000000")).await, 0, "{ahead}");
    }
    house.clock.pass(Duration::from_secs(60));
    house.sign_in(SAM).await;
    assert_eq!(house.mail().await.len(), 1);
}

#[tokio::test]
async fn the_mark_is_written_once_a_second_at_most() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let mark = async || house.count("select mark from clock").await;
    let first = mark().await;
    house.clock.pass(Duration::from_millis(999));
    house.generate(&hanna, acme(), Master).await;
    assert_eq!(mark().await, first);
    house.clock.pass(Duration::from_millis(1));
    house.generate(&hanna, acme(), Master).await;
    assert_eq!(mark().await, first + 1_000);
}
