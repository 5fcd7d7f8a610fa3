//! The operator has every record read.

use domain::{
    desk::{CheckReport, Unreadable},
    pin::PinKind::{Master, OneTime},
    ports::VaultError,
};

use crate::{
    house::{House, acme, birch},
    household::{ADA, HANNA, SAM},
};

#[tokio::test]
async fn every_record_of_a_pin_without_an_end_is_read() {
    let house = House::new().await;
    assert_eq!(house.desk.check().await.unwrap(), CheckReport::default());
    house.generate(Master).await;
    house.generate(Master).await;
    house.generate(OneTime).await;
    house.generate_at_birch(Master).await;
    assert_eq!(house.desk.check().await.unwrap(), CheckReport { read: 3, ..CheckReport::default() });
}

#[tokio::test]
async fn each_unreadable_record_is_named_with_why() {
    let house = House::new().await;
    let (master, _) = house.generate(Master).await;
    let (one_time, _) = house.generate(OneTime).await;
    let (other, _) = house.generate_at_birch(Master).await;
    house.store.tamper(|tables| {
        let moved = tables.pins[&(birch(), other)].sealed.clone();
        tables.pins.get_mut(&(acme(), master)).unwrap().sealed = moved;
        tables.pins.get_mut(&(acme(), one_time)).unwrap().sealed = None;
        tables.pins.get_mut(&(birch(), other)).unwrap().sealed.as_mut().unwrap().key_id = 9;
    });
    let unreadable = |account, pin, kind, error| Unreadable { account, pin, kind, error };
    let report = CheckReport {
        read: 3,
        unreadable: vec![
            unreadable(acme(), master, Master, VaultError::Tampered),
            unreadable(acme(), one_time, OneTime, VaultError::Tampered),
            unreadable(birch(), other, Master, VaultError::NoSuchKey(9)),
        ],
        unreadable_factors: vec![],
    };
    assert_eq!(house.desk.check().await.unwrap(), report);
}

#[tokio::test]
async fn every_second_factor_is_read_and_each_that_cannot_be_is_named_with_whose_it_is() {
    let house = House::new().await;
    house.generate(Master).await;
    for email in [HANNA, ADA] {
        house.add_second_factor(&house.caller(email).await).await;
    }
    house.desk.offer_second_factor(&house.caller(SAM).await).await.unwrap();
    assert_eq!(house.desk.check().await.unwrap(), CheckReport { read: 4, ..CheckReport::default() });
    let (hanna, sam) = (house.hanna.person.id, house.sam.person.id);
    house.store.tamper(|tables| {
        tables.second_factors.get_mut(&hanna).unwrap().sealed.key_id = 9;
        tables.second_factors.get_mut(&sam).unwrap().sealed.bytes.pop();
    });
    let unreadable_factors = vec![(hanna, VaultError::NoSuchKey(9)), (sam, VaultError::Tampered)];
    let report = CheckReport { read: 4, unreadable: vec![], unreadable_factors };
    assert_eq!(house.desk.check().await.unwrap(), report);
}
