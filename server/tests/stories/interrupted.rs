//! A try is counted before it is compared: whatever stops the server in between is no free guess (requirement V2).

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use domain::{
    desk::{Desk, RowState, VerifyError},
    pin::{
        PinCode,
        PinKind::{Master, OneTime},
    },
    ports::{Snapshot, Store, StoreError, UnitOfWork},
    verification::Outcome,
};
use server::store::Database;

use crate::support::{HANNA, House, acme, try_by, wrong_code};

/// A database that goes away after so many units of work.
struct Breaking {
    database: Database,
    left: AtomicU32,
}

#[async_trait]
impl Store for Breaking {
    async fn read(&self) -> Result<Box<dyn Snapshot>, StoreError> {
        self.database.read().await
    }

    async fn begin(&self) -> Result<Box<dyn UnitOfWork>, StoreError> {
        let left = self.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
        match left {
            Ok(_) => self.database.begin().await,
            Err(_) => Err(StoreError::Unavailable("the database went away".into())),
        }
    }
}

/// Verifies while the database goes away between the two commits.
async fn interrupted(house: &House, code: &PinCode) -> Result<Outcome, VerifyError> {
    let store = Arc::new(Breaking { database: house.store.clone(), left: AtomicU32::new(1) });
    let desk = Desk { store, ..house.desk.clone() };
    desk.verify(&try_by(house.agent().await, acme(), code)).await
}

#[tokio::test]
async fn a_try_that_nobody_could_settle_is_counted_all_the_same() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let (_, code) = house.generate(&hanna, acme(), Master).await;
    let wrong = wrong_code(&[&code]);
    assert!(matches!(interrupted(&house, &wrong).await, Err(VerifyError::Store(_))));
    assert_eq!(house.count("select count(*) from attempts where state = 'pending'").await, 1);
    house.clock.pass(Duration::from_secs(60));
    assert_eq!(house.verify(acme(), &wrong).await, Outcome::NotVerified { tries_left: 3 });
}

#[tokio::test]
async fn a_right_one_time_pin_that_nobody_could_settle_is_not_spent_and_costs_a_try() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let (_, code) = house.generate(&hanna, acme(), OneTime).await;
    assert!(matches!(interrupted(&house, &code).await, Err(VerifyError::Store(_))));
    assert!(matches!(house.state(&hanna, acme(), OneTime).await, RowState::Live { .. }));
    house.clock.pass(Duration::from_secs(60));
    assert_eq!(house.desk.sweep().await.unwrap().interrupted, 1);
    assert!(matches!(house.verify(acme(), &code).await, Outcome::Verified { .. }));
    assert_eq!(
        house.count("select count(*) from attempts where state = 'wrong' and interrupted = 1").await,
        1
    );
}
