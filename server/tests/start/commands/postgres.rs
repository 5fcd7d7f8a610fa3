//! Commands on PostgreSQL, where several servers share the database.

use std::{fs, process::Stdio, time::Duration};

use domain::pin::PinKind;
use server::config::DatabaseUrl;
use sqlx::{Connection as _, PgConnection};
use tokio::time::timeout;

use super::{command, done, failed, sealed_by, with_a_pin};
use crate::shared::house::{BRUNO, House, On, Place, acme, birch, live};

/// Nothing here should take this long, even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

#[tokio::test]
async fn a_key_file_is_made_once_for_all_servers() {
    let place = Place::new(On::Postgres).await;
    let (_, said) = failed(&place, &["check"]);
    assert!(said.contains("security-pins keys init"), "{said}");
    assert!(!place.key_file().exists());
    assert!(done(&place, &["keys", "init"]).contains("give every server the same"));
    let keys = fs::read(place.key_file()).unwrap();
    let (_, said) = failed(&place, &["keys", "init"]);
    assert!(said.contains("is there already"), "{said}");
    assert!(fs::read(place.key_file()).unwrap() == keys);
    assert_eq!(done(&place, &["check"]), "0 of 0 records can be read.\n");
}

#[tokio::test]
async fn a_key_is_rotated_and_dropped_and_pins_and_history_hold() {
    let house = House::on(On::Postgres).await;
    let (hanna, code) = with_a_pin(&house).await;
    assert!(house.store.forget_key(1).await.is_err(), "a PIN is sealed with it");
    done(&house.place, &["keys", "rotate"]);
    done(&house.place, &["keys", "drop", "1"]);
    assert_eq!(sealed_by(&house, 2).await, 1);
    assert_eq!(live(&house.state(&hanna, acme(), PinKind::Master).await).1, code);
    assert_eq!(done(&house.place, &["check"]), "1 of 1 record can be read.\n");
    let said = done(&house.place, &["audit", "verify"]);
    assert!(said.contains("Chains that hold: 2 of 2. Entries as they were sealed: 4."), "{said}");

    house.tamper("update history set at = at + 1 where account_id = 10001").await;
    let (printed, _) = failed(&house.place, &["audit", "verify"]);
    assert!(printed.contains("10001  entry 1 was changed"), "{printed}");
    house.tamper("update pins set generated_at = generated_at + 1").await;
    let (printed, _) = failed(&house.place, &["check"]);
    assert!(printed.contains("0 of 1 record can be read."), "{printed}");
}

#[tokio::test]
async fn a_rotation_that_was_killed_between_two_accounts_goes_on() {
    let house = House::on(On::Postgres).await;
    let (_, _) = with_a_pin(&house).await;
    let bruno = house.caller(BRUNO).await;
    let (_, code) = house.generate(&bruno, birch(), PinKind::Master).await;
    // Whoever holds the second account's row holds the rotation up there.
    let DatabaseUrl::Postgres(url) = house.place.database_url() else { panic!("no PostgreSQL") };
    let mut other = PgConnection::connect(url.reveal()).await.unwrap();
    let mut holding = other.begin().await.unwrap();
    sqlx::query("select 1 from accounts where account_id = 10002 for update")
        .execute(&mut *holding)
        .await
        .unwrap();
    let mut rotate = command(&house.place, &["keys", "rotate"]);
    let mut rotation = rotate.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let first = timeout(PATIENCE, async { while sealed_by(&house, 2).await == 0 {} }).await;
    rotation.kill().unwrap();
    rotation.wait().unwrap();
    holding.rollback().await.unwrap();
    assert!(first.is_ok(), "the first account was never sealed anew");
    assert_eq!((sealed_by(&house, 1).await, sealed_by(&house, 2).await), (1, 1));

    let said = done(&house.place, &["keys", "rotate"]);
    assert!(said.contains("Key 2 is current already; going on."), "{said}");
    assert_eq!((sealed_by(&house, 1).await, sealed_by(&house, 2).await), (0, 2));
    assert_eq!(live(&house.state(&bruno, birch(), PinKind::Master).await).1, code);
}
