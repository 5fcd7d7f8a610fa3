//! Tries that are counted and not settled: they stand in the way, and after a minute they are wrong.

use domain::{
    attempts::Lock,
    desk::{Swept, VerifyError},
    history::{Event, Notice},
    pin::PinKind::Master,
    testing::store::AttemptState,
    verification::{Channel, Outcome, Verdict},
};

use crate::house::{House, MILLISECOND, MINUTE, acme, noon_and, wrong};

#[tokio::test]
async fn what_is_pending_stands_in_the_way_and_nothing_is_counted_meanwhile() {
    let house = House::new().await;
    let (_, code) = house.generate(Master).await;
    for _ in 0..4 {
        house.leave_pending(&house.phones, acme()).await;
    }
    assert!(matches!(house.verify(&code).await, Outcome::Verified { .. }), "one is left");
    house.leave_pending(&house.phones, acme()).await;
    house.clock.pass(MINUTE - MILLISECOND);
    let before = house.store.tables();
    let busy = house.verify_by(&house.phones, acme(), &code).await;
    assert!(matches!(busy, Err(VerifyError::Busy)), "{busy:?}");
    assert_eq!(house.store.tables(), before);
    house.clock.pass(MILLISECOND);
    assert_eq!(house.verify(&code).await, Outcome::Locked(Lock::WrongTries));
}

#[tokio::test]
async fn a_try_that_nobody_settled_for_a_minute_is_wrong_as_of_when_it_was_made() {
    let house = House::new().await;
    let (pin, _) = house.generate(Master).await;
    let left = house.leave_pending(&house.phones, acme()).await;
    house.clock.pass(MINUTE);
    assert_eq!(house.guess(1).await, [wrong(3)]);
    let rows = house.attempts(acme());
    assert_eq!(rows[0].state, AttemptState::Settled(Verdict::Interrupted, noon_and(MINUTE)));
    let event = |attempt, interrupted| Event::WrongTry { attempt, channel: Channel::Phone, interrupted };
    assert_eq!(house.events(acme())[1..], [event(left.0, true), event(rows[1].attempt.id.0, false)]);
    assert_eq!(house.store.tables().pins[&(acme(), pin)].wrong_tries, 2);
}

#[tokio::test]
async fn a_younger_try_stays_pending_beside_an_older_one() {
    let house = House::new().await;
    house.generate(Master).await;
    house.leave_pending(&house.phones, acme()).await;
    house.clock.pass(MILLISECOND);
    house.leave_pending(&house.phones, acme()).await;
    house.clock.pass(MINUTE - MILLISECOND);
    assert_eq!(house.desk.sweep().await.unwrap(), Swept { expired: 0, interrupted: 1 });
    let pending: Vec<bool> = house.attempts(acme()).iter().map(|row| row.is_pending()).collect();
    assert_eq!(pending, [false, true]);
}

#[tokio::test]
async fn interrupted_tries_lock_as_wrong_ones_do() {
    let house = House::new().await;
    house.generate(Master).await;
    for _ in 0..5 {
        house.leave_pending(&house.ada, acme()).await;
    }
    house.clock.pass(MINUTE);
    assert_eq!(house.desk.sweep().await.unwrap(), Swept { expired: 0, interrupted: 5 });
    assert_eq!(house.events(acme()).last(), Some(&Event::Locked));
    assert_eq!(house.notices()[1..], [Notice::WrongTries, Notice::Locked]);
}
