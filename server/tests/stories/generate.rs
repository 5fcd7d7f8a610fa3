//! Generating: a new code at once, and the old one gone.

use std::sync::Arc;

use domain::{
    desk::{Desk, GenerateError, RowState, Shown},
    pin::PinKind::{self, Master, OneTime},
    testing::BrokenEntropy,
};

use crate::support::{HANNA, House, NOON, SAM, acme, live};

#[tokio::test]
async fn at_first_no_pin_is_set() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    for kind in PinKind::ALL {
        assert_eq!(house.state(&hanna, acme(), kind).await, RowState::NeverSet);
    }
}

#[tokio::test]
async fn a_generated_pin_is_shown_with_who_made_it_and_when() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    house.generate(&hanna, acme(), Master).await;
    let RowState::Live { pin, code } = house.state(&hanna, acme(), Master).await else {
        panic!("no live PIN");
    };
    assert_eq!(code.reveal().len(), 5);
    assert_eq!((pin.generated.at, pin.generated.by.name.as_str()), (NOON, "Hanna Holt"));
    assert_eq!(pin.expires_at, None);
    assert_eq!(house.state(&hanna, acme(), OneTime).await, RowState::NeverSet);
}

#[tokio::test]
async fn generating_again_replaces_the_code_and_only_of_that_kind() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let one_time = house.generate(&hanna, acme(), OneTime).await;
    let mut codes = vec![one_time.1.clone()];
    for _ in 0..20 {
        let (_, code) = house.generate(&hanna, acme(), Master).await;
        assert_ne!(Some(&code), codes.last(), "unlike the replaced one");
        assert_ne!(code, one_time.1, "unlike the other kind's");
        codes.push(code);
    }
    assert_eq!(live(&house.state(&hanna, acme(), OneTime).await), one_time);
}

#[tokio::test]
async fn what_the_holder_generates_the_sub_account_sees_and_may_replace() {
    let house = House::new().await;
    let (hanna, sam) = (house.caller(HANNA).await, house.caller(SAM).await);
    let first = house.generate(&hanna, acme(), Master).await;
    assert_eq!(live(&house.state(&sam, acme(), Master).await), first);
    let second = house.generate(&sam, acme(), Master).await;
    assert_eq!(live(&house.state(&hanna, acme(), Master).await), second);
}

#[tokio::test]
async fn an_old_page_cannot_replace_a_pin_that_it_did_not_show() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let old_page = house.shown(&hanna, acme(), Master).await;
    let first = house.generate(&hanna, acme(), Master).await;
    for shown in [old_page, Shown::Pin(domain::pin::PinId(first.0.0 + 1))] {
        let refused = house.desk.generate(hanna.customer().unwrap(), acme(), Master, shown).await;
        assert!(matches!(refused, Err(GenerateError::Changed)));
    }
    assert_eq!(live(&house.state(&hanna, acme(), Master).await), first);
}

#[tokio::test]
async fn of_two_pages_that_generate_at_once_one_wins_and_the_other_is_told() {
    let house = House::new().await;
    let (hanna, sam) = (house.caller(HANNA).await, house.caller(SAM).await);
    house.generate(&hanna, acme(), Master).await;
    let shown = house.shown(&hanna, acme(), Master).await;
    let (one, other) = tokio::join!(
        house.desk.generate(hanna.customer().unwrap(), acme(), Master, shown),
        house.desk.generate(sam.customer().unwrap(), acme(), Master, shown),
    );
    assert!(one.is_ok() != other.is_ok(), "{one:?} and {other:?}");
}

#[tokio::test]
async fn without_randomness_nothing_is_generated_and_the_live_pin_stays() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let first = house.generate(&hanna, acme(), Master).await;
    let broken = Desk { entropy: Arc::new(BrokenEntropy), ..house.desk.clone() };
    let failed = broken.generate(hanna.customer().unwrap(), acme(), Master, Shown::Pin(first.0)).await;
    assert!(matches!(failed, Err(GenerateError::Entropy(_))));
    assert_eq!(live(&house.state(&hanna, acme(), Master).await), first);
}
