//! What the database keeps and what it forgets (requirements K1 to K3).

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
async fn a_damaged_code_is_shown_as_unreadable_and_can_be_replaced_or_cleared() {
    for act in ["replace", "clear"] {
        let house = House::new().await;
        let hanna = house.caller(HANNA).await;
        house.generate(&hanna, acme(), Master).await;
        let one_time = house.generate(&hanna, acme(), OneTime).await;
        house.tamper_with("update pins set sealed = $1 where kind = 'master'", &[0; 45]).await;
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
        "insert into sessions select substr(token_hash, 1, 9), person_id, 0, 0 from sessions",
    ] {
        assert!(house.try_tamper(sql).await.is_err(), "{sql}");
    }
}
