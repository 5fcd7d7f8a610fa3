//! A request that is sent again counts once (requirement V8).

use std::time::Duration;

use domain::{
    attempts::TokenKind,
    desk::VerifyError,
    pin::{PinCode, PinKind::OneTime},
    ports::{Store as _, Vault as _},
    verification::{Agent, Idempotency, Outcome, Try},
};

use crate::support::{AGENT, HANNA, House, LEAD, acme, birch, try_by, wrong_code};

async fn request(house: &House, key: &str, code: &PinCode) -> Try {
    let token = match house.count("select count(*) from tokens").await {
        0 => house.token(TokenKind::Helpdesk).await,
        _ => domain::verification::TokenId(house.count("select token_id from tokens").await),
    };
    let agent = Agent::Token { token, name: Some("ada".to_owned()) };
    let fingerprint = house.vault.fingerprint(code.reveal().as_bytes());
    let idempotency = Some(Idempotency { key: key.to_owned(), fingerprint });
    Try { idempotency, ..try_by(agent, acme(), code) }
}

#[tokio::test]
async fn a_repeated_request_gets_the_same_answer_and_neither_counts_nor_spends_again() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let (_, code) = house.generate(&hanna, acme(), OneTime).await;
    let wrong = wrong_code(&[&code]);
    let first = house.desk.verify(&request(&house, "a", &wrong).await).await.unwrap();
    assert_eq!(first, Outcome::NotVerified { tries_left: 4 });
    assert_eq!(house.desk.verify(&request(&house, "a", &wrong).await).await.unwrap(), first);

    let verified = house.desk.verify(&request(&house, "b", &code).await).await.unwrap();
    assert!(matches!(verified, Outcome::Verified { .. }));
    let second = house.second_server().await;
    assert_eq!(second.desk.verify(&request(&house, "b", &code).await).await.unwrap(), verified);

    let none = house.desk.verify(&request(&house, "c", &code).await).await.unwrap();
    assert_eq!(none, Outcome::NoLivePin);
    assert_eq!(house.desk.verify(&request(&house, "c", &code).await).await.unwrap(), none);
    assert_eq!(house.count("select count(*) from attempts").await, 3);
}

#[tokio::test]
async fn another_request_under_the_same_key_is_refused() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let (_, code) = house.generate(&hanna, acme(), OneTime).await;
    house.desk.verify(&request(&house, "a", &wrong_code(&[&code])).await).await.unwrap();
    let reused = house.desk.verify(&request(&house, "a", &code).await).await;
    assert!(matches!(reused, Err(VerifyError::KeyReused)), "{reused:?}");
    let elsewhere = Try { account: birch(), ..request(&house, "a", &code).await };
    assert!(matches!(house.desk.verify(&elsewhere).await, Err(VerifyError::KeyReused)));
    assert_eq!(house.count("select count(*) from attempts").await, 1);
}

#[tokio::test]
async fn a_request_under_way_is_told_so_and_an_interrupted_one_is_answered_as_wrong() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let (_, code) = house.generate(&hanna, acme(), OneTime).await;
    let asked = request(&house, "a", &code).await;
    house.desk.verify(&asked).await.unwrap();
    // As if the server had been killed before it settled the try.
    house.tamper("delete from receipts").await;
    house.tamper("update attempts set state = 'pending', settled_at = null").await;
    house.tamper("update idempotency_keys set answer = null").await;
    assert!(matches!(house.desk.verify(&asked).await, Err(VerifyError::InFlight)));
    house.clock.pass(Duration::from_secs(60));
    house.desk.sweep().await.unwrap();
    assert_eq!(house.desk.verify(&asked).await.unwrap(), Outcome::NotVerified { tries_left: 4 });
}

#[tokio::test]
async fn after_a_day_a_key_is_free_again() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let (_, code) = house.generate(&hanna, acme(), OneTime).await;
    let wrong = wrong_code(&[&code]);
    house.desk.verify(&request(&house, "a", &wrong).await).await.unwrap();
    house.clock.pass(Duration::from_secs(24 * 60 * 60));
    house.desk.verify(&request(&house, "a", &wrong).await).await.unwrap();
    assert_eq!(house.count("select count(*) from attempts").await, 2);
    house.clock.pass(Duration::from_secs(24 * 60 * 60 + 1));
    house.desk.sweep().await.unwrap();
    assert_eq!(house.count("select count(*) from idempotency_keys").await, 0);
}

#[tokio::test]
async fn a_request_that_was_refused_for_now_may_be_sent_again() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let (_, code) = house.generate(&hanna, acme(), OneTime).await;
    let mut work = house.store.begin().await.unwrap();
    work.reset_mark(house.clock_now().after(Duration::from_secs(3_600))).await.unwrap();
    work.commit().await.unwrap();
    let asked = request(&house, "a", &code).await;
    assert!(matches!(house.desk.verify(&asked).await, Err(VerifyError::ClockBehind)));
    house.clock.pass(Duration::from_secs(3_600));
    assert!(matches!(house.desk.verify(&asked).await.unwrap(), Outcome::Verified { .. }));
}

#[tokio::test]
async fn a_form_that_a_person_sends_twice_counts_once_and_its_key_is_theirs_alone() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let (_, code) = house.generate(&hanna, acme(), OneTime).await;
    let form = async |key: &str, email: &str, code: &PinCode| {
        let agent = Agent::Person(house.person(email).await);
        Try { agent, ..request(&house, key, code).await }
    };
    let wrong = form("a", AGENT, &wrong_code(&[&code])).await;
    let right = form("b", AGENT, &code).await;
    let (first, verified) =
        (house.desk.verify(&wrong).await.unwrap(), house.desk.verify(&right).await.unwrap());
    assert_eq!(first, Outcome::NotVerified { tries_left: 4 });
    assert!(matches!(verified, Outcome::Verified { .. }));
    let second = house.second_server().await;
    assert_eq!(second.desk.verify(&wrong).await.unwrap(), first);
    assert_eq!(second.desk.verify(&right).await.unwrap(), verified, "the same receipt");
    assert_eq!(house.count("select count(*) from attempts").await, 2);
    let reused = house.desk.verify(&form("a", AGENT, &code).await).await;
    assert!(matches!(reused, Err(VerifyError::KeyReused)), "{reused:?}");
    // A colleague's form, and a program's request, have keys of their own.
    house.desk.verify(&form("a", LEAD, &code).await).await.unwrap();
    house.desk.verify(&request(&house, "a", &code).await).await.unwrap();
    assert_eq!(house.count("select count(*) from attempts").await, 4);
    assert_eq!(house.count("select count(*) from idempotency_keys where answer is null").await, 0);
}
