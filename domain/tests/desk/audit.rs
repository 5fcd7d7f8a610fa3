//! The operator has the history verified (requirement A1).

use domain::{
    desk::{AuditReport, BrokenChain},
    history::Broken,
    pin::PinKind::{Master, OneTime},
};

use crate::house::{House, MILLISECOND, MINUTE, acme, birch, noon_and};

/// Three entries on Acme, one on Birch, none at the desk.
async fn lived_in() -> House {
    let house = House::new().await;
    house.generate(Master).await;
    house.generate(OneTime).await;
    house.guess(1).await;
    house.generate_at_birch(Master).await;
    house
}

#[tokio::test]
async fn chains_that_nobody_touched_hold_and_are_counted_where_they_have_entries() {
    let house = lived_in().await;
    let report = AuditReport { chains: 2, entries: 4, broken: vec![], fits_head: None };
    assert_eq!(house.desk.verify_history(None).await.unwrap(), report);
}

#[tokio::test]
async fn a_broken_chain_is_named_with_its_place_and_the_others_are_read_all_the_same() {
    let house = lived_in().await;
    house.store.tamper(|tables| drop(tables.history.remove(&(acme(), 2))));
    let broken = vec![BrokenChain { account: acme(), broken: Broken::Gap(2) }];
    let report = AuditReport { chains: 2, entries: 2, broken, fits_head: None };
    assert_eq!(house.desk.verify_history(None).await.unwrap(), report);
}

#[tokio::test]
async fn a_chain_without_any_of_its_entries_is_a_broken_chain() {
    let house = lived_in().await;
    house.store.tamper(|tables| tables.history.retain(|(account, _), _| *account != birch()));
    let broken = vec![BrokenChain { account: birch(), broken: Broken::Head(0) }];
    let report = AuditReport { chains: 2, entries: 3, broken, fits_head: None };
    assert_eq!(house.desk.verify_history(None).await.unwrap(), report);
}

#[tokio::test]
async fn a_daily_head_is_of_what_was_there_a_minute_ago() {
    let house = lived_in().await;
    let empty = house.desk.daily_head().await.unwrap();
    house.clock.pass(MINUTE);
    let head = house.desk.daily_head().await.unwrap();
    assert_eq!(head.at, noon_and(std::time::Duration::ZERO), "what happened at that moment is in it");
    assert_ne!(head.digest, empty.digest);
    house.clock.pass(MILLISECOND);
    house.generate(Master).await;
    assert_eq!(house.desk.verify_history(Some(head)).await.unwrap().fits_head, Some(true));
    assert_eq!(house.desk.verify_history(Some(empty)).await.unwrap().fits_head, Some(true));
    let later = house.desk.daily_head().await.unwrap();
    assert_eq!(later.digest, head.digest);
}

#[tokio::test]
async fn an_account_that_was_set_back_holds_by_itself_and_does_not_fit_the_daily_head() {
    let house = lived_in().await;
    let before = house.store.tables();
    house.clock.pass(MINUTE);
    house.generate(Master).await;
    house.clock.pass(MINUTE);
    let head = house.desk.daily_head().await.unwrap();
    house.store.tamper(|tables| *tables = before);
    let report = house.desk.verify_history(Some(head)).await.unwrap();
    assert_eq!((report.broken, report.fits_head), (vec![], Some(false)));
}

#[tokio::test]
async fn a_pin_that_is_live_after_its_end_is_found_at_the_entry_that_ended_it() {
    let house = House::new().await;
    let (pin, _) = house.generate(Master).await;
    house.guess(1).await;
    let before = house.store.tables().pins;
    house.clear(Master).await;
    assert!(house.desk.verify_history(None).await.unwrap().broken.is_empty());
    house.store.tamper(|tables| tables.pins = before);
    let broken = vec![BrokenChain { account: acme(), broken: Broken::Revived(pin.0) }];
    let report = AuditReport { chains: 1, entries: 2, broken, fits_head: None };
    assert_eq!(house.desk.verify_history(None).await.unwrap(), report);
}
