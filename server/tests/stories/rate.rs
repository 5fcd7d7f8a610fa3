//! An account generates at most thirty PINs within an hour (requirement G3).

use std::time::Duration;

use domain::{
    desk::GenerateError,
    pin::PinKind::{Master, OneTime},
};

use crate::support::{BRUNO, HANNA, House, acme, birch, live};

const MINUTE: Duration = Duration::from_secs(60);

fn retry_after<T>(refused: Result<T, GenerateError>) -> Duration {
    match refused {
        Err(GenerateError::TooMany { retry_after }) => retry_after,
        Err(other) => panic!("refused for another reason: {other}"),
        Ok(_) => panic!("not refused"),
    }
}

#[tokio::test]
async fn the_thirty_first_pin_within_an_hour_is_refused_and_the_live_one_stays() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    house.generate(&hanna, acme(), OneTime).await;
    house.clock.pass(MINUTE);
    for _ in 0..28 {
        house.generate(&hanna, acme(), Master).await;
    }
    let last = house.generate(&hanna, acme(), Master).await;
    for kind in [Master, OneTime] {
        let wait = retry_after(house.try_generate(&hanna, acme(), kind).await);
        assert_eq!(wait, MINUTE * 59);
    }
    assert_eq!(live(&house.state(&hanna, acme(), Master).await), last);
}

#[tokio::test]
async fn clearing_gives_no_generates_back_and_another_account_is_not_touched() {
    let house = House::new().await;
    let (hanna, bruno) = (house.caller(HANNA).await, house.caller(BRUNO).await);
    for _ in 0..30 {
        house.generate(&hanna, acme(), Master).await;
        house.clear(&hanna, acme(), Master).await;
    }
    assert_eq!(retry_after(house.try_generate(&hanna, acme(), Master).await), MINUTE * 60);
    house.generate(&bruno, birch(), Master).await;
}

#[tokio::test]
async fn an_hour_after_the_first_there_is_room_for_another_also_after_a_restart() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    house.generate(&hanna, acme(), Master).await;
    house.clock.pass(MINUTE * 30);
    for _ in 0..29 {
        house.generate(&hanna, acme(), Master).await;
    }
    let house = house.restart().await;
    house.clock.pass(MINUTE * 60 - Duration::from_millis(1));
    let hanna = house.caller(HANNA).await;
    assert_eq!(retry_after(house.try_generate(&hanna, acme(), Master).await), Duration::from_millis(1));
    house.clock.pass(Duration::from_millis(1));
    house.generate(&hanna, acme(), Master).await;
    assert_eq!(retry_after(house.try_generate(&hanna, acme(), Master).await), MINUTE * 30);
}
