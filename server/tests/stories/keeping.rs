//! What the database keeps and what it forgets (requirements K1 to K3).

use std::fs;

use domain::{
    desk::RowState,
    pin::PinKind::{self, Master, OneTime},
};

use crate::support::{HANNA, House, acme, live};

#[tokio::test]
async fn pins_and_sessions_survive_a_restart() {
    let house = House::new().await;
    let token = house.sign_in(HANNA).await;
    let hanna = house.caller(HANNA).await;
    let master = house.generate(&hanna, acme(), Master).await;
    let one_time = house.generate(&hanna, acme(), OneTime).await;
    let house = house.restart().await;
    let hanna = house.desk.who(&token, true).await.unwrap().unwrap();
    assert_eq!(live(&house.state(&hanna, acme(), Master).await), master);
    assert_eq!(live(&house.state(&hanna, acme(), OneTime).await), one_time);
}

#[tokio::test]
async fn a_code_never_stands_in_the_files_and_an_ended_one_not_even_sealed() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let (_, code) = house.generate(&hanna, acme(), Master).await;
    let sealed = house.blob("select sealed from pins").await;
    assert!(house.files_hold(&sealed).await);
    house.generate(&hanna, acme(), Master).await;
    let second = house.blob("select sealed from pins where ended_as is null").await;
    house.clear(&hanna, acme(), Master).await;
    assert!(!house.files_hold(&sealed).await, "the replaced code is gone");
    assert!(!house.files_hold(&second).await, "the cleared code is gone");
    assert_eq!(house.count("select count(*) from pins where sealed is not null").await, 0);
    // Five digits may occur by chance in other bytes; as text they would stand in the row, next to its kind.
    assert!(!house.files_hold(code.reveal().as_bytes()).await);
}

#[tokio::test]
async fn a_damaged_code_is_shown_as_unreadable_and_can_be_replaced_or_cleared() {
    for act in ["replace", "clear"] {
        let house = House::new().await;
        let hanna = house.caller(HANNA).await;
        house.generate(&hanna, acme(), Master).await;
        let one_time = house.generate(&hanna, acme(), OneTime).await;
        house.tamper("update pins set sealed = zeroblob(45) where kind = 'master'").await;
        let damaged = house.state(&hanna, acme(), Master).await;
        assert!(matches!(damaged, RowState::Unreadable { .. }), "{damaged:?}");
        assert_eq!(live(&house.state(&hanna, acme(), OneTime).await), one_time);
        if act == "replace" {
            house.generate(&hanna, acme(), Master).await;
        } else {
            assert!(matches!(house.clear(&hanna, acme(), Master).await, RowState::Cleared(_)));
        }
    }
}

#[tokio::test]
async fn a_longer_life_or_another_place_written_into_the_database_makes_a_pin_unreadable() {
    for sql in [
        "update pins set expires_at = expires_at + 1 where kind = 'one_time'",
        "update pins set generated_at = generated_at - 1 where kind = 'one_time'",
        "update pins set pin_id = pin_id + 100 where kind = 'one_time'",
        "update pins set sealed = (select sealed from pins where kind = 'master') where kind = 'one_time'",
    ] {
        let house = House::new().await;
        let hanna = house.caller(HANNA).await;
        for kind in PinKind::ALL {
            house.generate(&hanna, acme(), kind).await;
        }
        house.tamper(sql).await;
        let state = house.state(&hanna, acme(), OneTime).await;
        assert!(matches!(state, RowState::Unreadable { .. }), "{sql}: {state:?}");
    }
}

#[tokio::test]
async fn the_database_refuses_rows_that_cannot_be() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    for kind in PinKind::ALL {
        house.generate(&hanna, acme(), kind).await;
    }
    for sql in [
        "update pins set kind = 'spare'",
        "update pins set sealed = null",
        "update pins set key_id = 77",
        "update pins set ended_as = 'cleared'",
        "update pins set expires_at = null where kind = 'one_time'",
        "update pins set expires_at = generated_at + 1 where kind = 'master'",
        "update pins set kind = 'master', expires_at = null where kind = 'one_time'",
        "update pins set generated_by = 999",
        "update memberships set role = 'owner'",
        "update accounts set account_id = 0",
        "insert into sessions values (x'00', 1, 0, 0)",
    ] {
        assert!(house.try_tamper(sql).await.is_err(), "{sql}");
    }
}

impl House {
    /// Whether the bytes stand in any file of the house, the keys' aside, after the log was emptied.
    async fn files_hold(&self, bytes: &[u8]) -> bool {
        self.store.checkpoint().await.unwrap();
        fs::read_dir(self.database().parent().unwrap())
            .unwrap()
            .map(|file| file.unwrap().path())
            .filter(|path| path.file_name().is_some_and(|name| name != "keys.toml"))
            .any(|path| fs::read(path).unwrap().windows(bytes.len()).any(|part| part == bytes))
    }
}
