//! The operator changes the keys (requirement K2).

use domain::{
    account::AccountNumber,
    desk::RowState,
    history::{Event, KeyChange},
    pin::PinKind::{Master, OneTime},
};

use crate::{
    house::{House, MINUTE, acme, birch},
    household::{Browser, HANNA, SAM},
};

fn keys_in_use(house: &House) -> Vec<i64> {
    let pins = house.store.tables().pins;
    pins.values().filter_map(|row| row.sealed.as_ref()).map(|sealed| sealed.key_id).collect()
}

/// Spoils the code of each PIN that is picked.
fn spoil(house: &House, accounts: &[AccountNumber]) {
    house.store.tamper(|tables| {
        for ((account, _), row) in &mut tables.pins {
            if accounts.contains(account) {
                row.sealed.as_mut().unwrap().bytes[0] ^= 1;
            }
        }
    });
}

#[tokio::test]
async fn what_a_former_key_sealed_is_sealed_anew_and_opens_without_that_key() {
    let house = House::new().await;
    house.generate(Master).await;
    let (_, code) = house.generate(OneTime).await;
    house.generate_at_birch(Master).await;
    assert_eq!(house.vault.rotate(), 2);
    assert_eq!(house.desk.reseal(1).await.unwrap(), (3, 0));
    assert_eq!(keys_in_use(&house), [2, 2, 2]);
    house.vault.forget(1);
    assert!(matches!(house.state(OneTime).await, RowState::Live { code: shown, .. } if shown == code));
    assert_eq!(house.desk.reseal(1).await.unwrap(), (0, 0), "what is sealed anew is not found again");
}

#[tokio::test]
async fn what_another_key_sealed_is_left_as_it_is() {
    let house = House::new().await;
    house.generate(Master).await;
    house.vault.rotate();
    house.generate(OneTime).await;
    let before = house.store.tables();
    house.vault.rotate();
    assert_eq!(house.desk.reseal(1).await.unwrap(), (1, 0));
    assert_eq!(keys_in_use(&house), [3, 2]);
    let place = *before.pins.keys().last().unwrap();
    assert_eq!(house.store.tables().pins[&place], before.pins[&place]);
}

#[tokio::test]
async fn what_does_not_open_is_counted_and_left_as_it_is() {
    let house = House::new().await;
    house.generate(Master).await;
    house.generate(OneTime).await;
    house.generate_at_birch(Master).await;
    spoil(&house, &[acme(), birch()]);
    let before = house.store.tables().pins;
    house.vault.rotate();
    assert_eq!(house.desk.reseal(1).await.unwrap(), (0, 3));
    assert_eq!(house.store.tables().pins, before);
}

#[tokio::test]
async fn what_opens_on_one_account_is_sealed_anew_beside_what_does_not_on_another() {
    let house = House::new().await;
    house.generate(Master).await;
    house.generate_at_birch(Master).await;
    spoil(&house, &[birch()]);
    house.vault.rotate();
    assert_eq!(house.desk.reseal(1).await.unwrap(), (1, 1));
    assert_eq!(keys_in_use(&house), [2, 1]);
}

#[tokio::test]
async fn second_factors_are_sealed_anew_and_go_on_working_without_the_former_key() {
    let house = House::new().await;
    house.generate(Master).await;
    let (app, _) = house.add_second_factor(&house.caller(HANNA).await).await;
    house.desk.offer_second_factor(&house.caller(SAM).await).await.unwrap();
    let before = house.store.tables().second_factors;
    house.vault.rotate();
    assert_eq!(house.desk.reseal(1).await.unwrap(), (3, 0));
    let after = house.store.tables().second_factors;
    assert!(after.values().all(|factor| factor.sealed.key_id == 2));
    let facts = |factors: &std::collections::BTreeMap<_, domain::access::SecondFactor>| {
        let facts = factors.values().map(|one| (one.person, one.created_at, one.confirmed_at, one.last_step));
        facts.collect::<Vec<_>>()
    };
    assert_eq!(facts(&after), facts(&before));
    house.vault.forget(1);
    house.clock.pass(MINUTE);
    let mut browser = Browser::at("192.0.2.1");
    let waiting = browser.begin(&house, HANNA).await;
    browser.enter(&house, &waiting, &app.code(&house)).await.unwrap();
    assert_eq!(house.desk.reseal(1).await.unwrap(), (0, 0));
}

#[tokio::test]
async fn a_second_factor_that_does_not_open_is_counted_and_left_as_it_is() {
    let house = House::new().await;
    house.add_second_factor(&house.caller(HANNA).await).await;
    house.add_second_factor(&house.caller(SAM).await).await;
    let hanna = house.hanna.person.id;
    house.store.tamper(|tables| tables.second_factors.get_mut(&hanna).unwrap().sealed.bytes[0] ^= 1);
    let before = house.store.tables().second_factors;
    house.vault.rotate();
    assert_eq!(house.desk.reseal(1).await.unwrap(), (1, 1));
    assert_eq!(house.store.tables().second_factors[&hanna], before[&hanna]);
}

#[tokio::test]
async fn what_the_operator_does_with_a_key_is_noted_at_the_desk() {
    let house = House::new().await;
    house.desk.note_key_change(KeyChange::Rotated, 2).await.unwrap();
    let event = Event::Keys { change: KeyChange::Rotated, key: 2 };
    assert_eq!(house.events(AccountNumber::NOBODY), [event]);
    assert!(house.history_holds().await);
}
