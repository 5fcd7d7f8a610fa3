//! A One-Time PIN ends by itself, and at no other millisecond than its own.

use std::time::Duration;

use domain::{
    desk::RowState,
    pin::PinKind::{Master, OneTime},
    time::Timestamp,
};

use crate::support::{HANNA, House, NOON, acme, live};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

#[tokio::test]
async fn a_one_time_pin_works_until_the_last_millisecond_of_its_24_hours() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let pin = house.generate(&hanna, acme(), OneTime).await;
    let end = NOON.after(DAY);
    house.clock.set(Timestamp::from_millis(end.as_millis() - 1));
    assert_eq!(live(&house.state(&hanna, acme(), OneTime).await), pin);
    house.clock.set(end);
    assert_eq!(house.state(&hanna, acme(), OneTime).await, RowState::Expired(end));
}

#[tokio::test]
async fn a_master_pin_never_expires() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let pin = house.generate(&hanna, acme(), Master).await;
    house.clock.pass(DAY * 365 * 100);
    assert_eq!(live(&house.state(&hanna, acme(), Master).await), pin);
}

#[tokio::test]
async fn an_expired_pin_is_followed_by_a_new_one_from_any_page() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let first = house.generate(&hanna, acme(), OneTime).await;
    let page = house.shown(&hanna, acme(), OneTime).await;
    house.clock.pass(DAY);
    let pins = house.desk.generate(hanna.customer().unwrap(), acme(), OneTime, page).await.unwrap();
    let (id, _) = live(&crate::support::state_of(&pins.rows, OneTime));
    assert!(id > first.0);
}

#[tokio::test]
async fn clearing_an_expired_pin_leaves_it_expired() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    house.generate(&hanna, acme(), OneTime).await;
    house.clock.pass(DAY);
    assert!(matches!(house.clear(&hanna, acme(), OneTime).await, RowState::Expired(_)));
}
