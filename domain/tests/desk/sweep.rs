//! What time does without anyone asking.

use domain::{
    account::AccountNumber,
    desk::Swept,
    history::Event,
    pin::{
        End, PinId,
        PinKind::{Master, OneTime},
    },
    ports::Vault as _,
    testing::store::AccountRow,
    verification::{Agent, Idempotency, Try},
};

use crate::house::{DAY, House, MILLISECOND, MINUTE, acme, birch, noon_and, try_by};

#[tokio::test]
async fn codes_of_expired_pins_are_erased_from_the_very_millisecond_on() {
    let house = House::new().await;
    let (pin, _) = house.generate(OneTime).await;
    house.generate(Master).await;
    house.generate_at_birch(OneTime).await;
    house.clock.pass(DAY - MILLISECOND);
    assert_eq!(house.desk.sweep().await.unwrap(), Swept::default());
    assert_eq!(house.store.tables().pins.values().filter(|row| row.sealed.is_some()).count(), 3);
    house.clock.pass(MILLISECOND);
    assert_eq!(house.desk.sweep().await.unwrap(), Swept { expired: 2, interrupted: 0 });
    let tables = house.store.tables();
    let expired = &tables.pins[&(acme(), pin)];
    assert_eq!((&expired.pin.end, &expired.sealed), (&Some(End::Expired(noon_and(DAY))), &None));
    assert_eq!(tables.pins.values().filter(|row| row.sealed.is_some()).count(), 1);
    assert_eq!(house.events(acme()).last(), Some(&Event::Expired { pin: pin.0 }));
    assert_eq!(house.desk.sweep().await.unwrap(), Swept::default(), "nothing is left to do");
    assert!(house.history_holds().await);
}

#[tokio::test]
async fn what_is_swept_is_counted_by_kind_over_all_accounts() {
    let house = House::new().await;
    house.generate(Master).await;
    house.generate_at_birch(Master).await;
    house.generate(OneTime).await;
    house.guess(1).await;
    house.leave_pending(&house.phones, acme()).await;
    house.leave_pending(&house.phones, acme()).await;
    house.leave_pending(&house.phones, birch()).await;
    house.clock.pass(DAY);
    assert_eq!(house.desk.sweep().await.unwrap(), Swept { expired: 1, interrupted: 3 });
}

#[tokio::test]
async fn one_sweep_does_all_that_is_due_however_many_accounts_there_are() {
    let house = House::new().await;
    house.generate(OneTime).await;
    house.store.tamper(|tables| {
        let row = tables.pins.values().next().unwrap().clone();
        for number in 20_001..=20_300 {
            let account = AccountNumber::try_from(number).unwrap();
            tables.accounts.insert(account, AccountRow::new("Many"));
            tables.pins.insert((account, row.pin.id), row.clone());
        }
    });
    house.clock.pass(DAY);
    assert_eq!(house.desk.sweep().await.unwrap(), Swept { expired: 301, interrupted: 0 });
}

#[tokio::test]
async fn a_sweep_that_can_do_nothing_about_what_is_due_ends_and_writes_nothing() {
    let house = House::new().await;
    let (second, _) = house.generate(OneTime).await;
    // A damaged database: an open PIN behind the latest one, which the program never leaves there.
    house.store.tamper(|tables| {
        let mut row = tables.pins[&(acme(), second)].clone();
        row.pin.id = PinId(0);
        row.pin.expires_at = Some(noon_and(MINUTE));
        tables.pins.insert((acme(), PinId(0)), row);
    });
    house.clock.pass(MINUTE);
    let before = house.store.tables();
    assert_eq!(house.desk.sweep().await.unwrap(), Swept::default());
    assert_eq!(house.store.tables().accounts, before.accounts);
}

#[tokio::test]
async fn while_the_clock_stands_behind_nothing_is_swept() {
    let house = House::new().await;
    house.generate(OneTime).await;
    house.store.tamper(|tables| tables.mark = Some(noon_and(DAY * 2)));
    assert_eq!(house.desk.sweep().await.unwrap(), Swept::default());
    assert!(house.store.tables().pins.values().all(|row| row.sealed.is_some()));
}

#[tokio::test]
async fn keys_of_requests_are_swept_when_they_are_older_than_a_day() {
    let house = House::new().await;
    let code = house.wrong_code();
    let idempotency = Some(Idempotency { key: "a".into(), fingerprint: house.vault.fingerprint(b"a") });
    let agent = Agent::Token { token: house.helpdesk, name: None };
    house.desk.verify(&Try { idempotency, ..try_by(&agent, acme(), &code) }).await.unwrap();
    house.store.tamper(|tables| tables.mark = Some(noon_and(DAY * 2)));
    house.desk.sweep().await.unwrap();
    assert_eq!(house.store.tables().requests.len(), 1, "nobody knows how old it is");
    house.store.tamper(|tables| tables.mark = None);
    house.clock.pass(DAY);
    house.desk.sweep().await.unwrap();
    assert_eq!(house.store.tables().requests.len(), 1);
    house.clock.pass(MILLISECOND);
    house.desk.sweep().await.unwrap();
    assert!(house.store.tables().requests.is_empty());
}
