//! The operator has every record read.

use domain::{
    desk::{CheckReport, Unreadable},
    pin::PinKind::{Master, OneTime},
    ports::VaultError,
};

use crate::house::{House, acme, birch};

#[tokio::test]
async fn every_record_of_a_pin_without_an_end_is_read() {
    let house = House::new().await;
    assert_eq!(house.desk.check().await.unwrap(), CheckReport::default());
    house.generate(Master).await;
    house.generate(Master).await;
    house.generate(OneTime).await;
    house.generate_at_birch(Master).await;
    assert_eq!(house.desk.check().await.unwrap(), CheckReport { read: 3, unreadable: vec![] });
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
    };
    assert_eq!(house.desk.check().await.unwrap(), report);
}
