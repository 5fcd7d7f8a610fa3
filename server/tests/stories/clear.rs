//! Clearing: the PIN is gone, and everyone sees by whom.

use domain::{
    desk::{ClearError, RowState, Shown},
    pin::PinKind::{Master, OneTime},
};

use crate::support::{HANNA, House, SAM, acme, live};

#[tokio::test]
async fn a_cleared_pin_is_gone_for_everyone_with_who_cleared_it() {
    let house = House::new().await;
    let (hanna, sam) = (house.caller(HANNA).await, house.caller(SAM).await);
    house.generate(&hanna, acme(), Master).await;
    let one_time = house.generate(&hanna, acme(), OneTime).await;
    house.clear(&sam, acme(), Master).await;
    let RowState::Cleared(act) = house.state(&hanna, acme(), Master).await else {
        panic!("not cleared");
    };
    assert_eq!(act.by.name, "Sam Shore");
    assert_eq!(live(&house.state(&hanna, acme(), OneTime).await), one_time);
}

#[tokio::test]
async fn clearing_what_is_not_there_is_fine() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    assert_eq!(house.clear(&hanna, acme(), Master).await, RowState::NeverSet);
    house.generate(&hanna, acme(), Master).await;
    house.clear(&hanna, acme(), Master).await;
    assert!(matches!(house.clear(&hanna, acme(), Master).await, RowState::Cleared(_)));
}

#[tokio::test]
async fn an_old_page_cannot_clear_a_pin_that_it_did_not_show() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let first = house.generate(&hanna, acme(), Master).await;
    let second = house.generate(&hanna, acme(), Master).await;
    for shown in [Shown::None, Shown::Pin(first.0)] {
        let refused = house.desk.clear(hanna.customer().unwrap(), acme(), Master, shown).await;
        assert!(matches!(refused, Err(ClearError::Changed)));
    }
    assert_eq!(live(&house.state(&hanna, acme(), Master).await), second);
}

#[tokio::test]
async fn after_clearing_a_pin_can_be_generated_again() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let first = house.generate(&hanna, acme(), OneTime).await;
    house.clear(&hanna, acme(), OneTime).await;
    assert!(house.generate(&hanna, acme(), OneTime).await.0 > first.0);
}
