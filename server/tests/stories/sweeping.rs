//! What time does without anyone asking, on as many servers as there are.

use std::time::Duration;

use domain::{
    desk::{RowState, Swept},
    pin::PinKind::{Master, OneTime},
};

use crate::support::{BRUNO, HANNA, House, acme, birch};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

#[tokio::test]
async fn expired_codes_are_erased_and_live_ones_stay() {
    let house = House::new().await;
    let (hanna, bruno) = (house.caller(HANNA).await, house.caller(BRUNO).await);
    house.generate(&hanna, acme(), OneTime).await;
    house.generate(&hanna, acme(), Master).await;
    house.clock.pass(Duration::from_secs(1));
    house.generate(&bruno, birch(), OneTime).await;
    house.clock.pass(DAY - Duration::from_secs(1));
    assert_eq!(house.desk.sweep().await.unwrap(), Swept { expired: 1, interrupted: 0 });
    assert_eq!(house.count("select count(*) from pins where sealed is not null").await, 2);
    assert_eq!(house.desk.sweep().await.unwrap(), Swept::default(), "nothing is left to do");
}

#[tokio::test]
async fn two_servers_that_sweep_at_once_do_everything_once() {
    let house = House::new().await;
    let (hanna, bruno) = (house.caller(HANNA).await, house.caller(BRUNO).await);
    house.generate(&hanna, acme(), OneTime).await;
    house.generate(&bruno, birch(), OneTime).await;
    house.clock.pass(DAY);
    let second = house.second_server().await;
    let (one, other) = tokio::join!(house.desk.sweep(), second.desk.sweep());
    assert_eq!(one.unwrap().expired + other.unwrap().expired, 2);
    assert_eq!(house.count("select count(*) from history where event like '%expired%'").await, 2);
    assert!(house.desk.verify_history(None).await.unwrap().broken.is_empty());
}

#[tokio::test]
async fn a_pin_that_nobody_swept_is_expired_all_the_same_and_noted_at_the_next_touch() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    house.generate(&hanna, acme(), OneTime).await;
    house.clock.pass(DAY);
    let hanna = house.caller(HANNA).await;
    assert!(matches!(house.state(&hanna, acme(), OneTime).await, RowState::Expired(_)));
    house.generate(&hanna, acme(), Master).await;
    assert_eq!(house.text("select ended_as from pins where kind = 'one_time'").await, "expired");
}

#[tokio::test]
async fn while_the_clock_cannot_be_trusted_nothing_is_swept() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    house.generate(&hanna, acme(), OneTime).await;
    house.clock.pass(DAY * 2);
    house.caller(HANNA).await;
    house.clock.pass(Duration::from_secs(2));
    house.caller(HANNA).await;
    house.clock.set(crate::support::NOON);
    assert_eq!(house.desk.sweep().await.unwrap(), Swept::default());
}
