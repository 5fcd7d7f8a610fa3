//! A request that is sent again counts once (requirement V8).

use domain::{
    attempts::Lock,
    desk::VerifyError,
    pin::{
        PinCode,
        PinKind::{Master, OneTime},
    },
    ports::Vault as _,
    verification::{Agent, Idempotency, Outcome, Try},
};

use crate::house::{DAY, House, MILLISECOND, MINUTE, acme, birch, noon_and, try_by, wrong};

fn request(house: &House, key: &str, code: &PinCode) -> Try {
    let agent = Agent::Token { token: house.helpdesk, name: None };
    let fingerprint = house.vault.fingerprint(code.reveal().as_bytes());
    let idempotency = Some(Idempotency { key: key.into(), fingerprint });
    Try { idempotency, ..try_by(&agent, acme(), code) }
}

#[tokio::test]
async fn a_repeated_request_gets_the_same_answer_and_writes_nothing() {
    let house = House::new().await;
    let (_, code) = house.generate(OneTime).await;
    let wrong_one = request(&house, "a", &house.wrong_code());
    let right_one = request(&house, "b", &code);
    let none = request(&house, "c", &code);
    for asked in [wrong_one, right_one, none] {
        let first = house.desk.verify(&asked).await.unwrap();
        let before = house.store.tables();
        assert_eq!(house.desk.verify(&asked).await.unwrap(), first);
        assert_eq!(house.store.tables(), before);
    }
    assert_eq!(house.attempts(acme()).len(), 3);
}

#[tokio::test]
async fn another_body_under_the_same_key_is_refused_also_for_another_account() {
    let house = House::new().await;
    let (_, code) = house.generate(OneTime).await;
    house.desk.verify(&request(&house, "a", &house.wrong_code())).await.unwrap();
    let before = house.store.tables();
    let reused = request(&house, "a", &code);
    for asked in [Try { account: birch(), ..reused.clone() }, reused] {
        let refused = house.desk.verify(&asked).await;
        assert!(matches!(refused, Err(VerifyError::KeyReused)), "{refused:?}");
    }
    assert_eq!(house.store.tables(), before);
}

#[tokio::test]
async fn a_request_under_way_is_told_so_and_an_interrupted_one_is_answered_as_wrong() {
    let house = House::new().await;
    let (_, code) = house.generate(Master).await;
    let asked = request(&house, "a", &code);
    house.store.meanwhile(|tables| tables.mark = Some(noon_and(DAY)));
    let left = house.desk.verify(&asked).await;
    assert!(matches!(left, Err(VerifyError::ClockBehind)), "{left:?}");
    house.store.tamper(|tables| tables.mark = None);
    let again = house.desk.verify(&asked).await;
    assert!(matches!(again, Err(VerifyError::InFlight)), "{again:?}");
    house.clock.pass(MINUTE);
    house.desk.sweep().await.unwrap();
    assert_eq!(house.desk.verify(&asked).await.unwrap(), wrong(4));
}

#[tokio::test]
async fn a_key_is_kept_for_a_day_to_the_millisecond() {
    let house = House::new().await;
    let (_, code) = house.generate(Master).await;
    let asked = request(&house, "a", &code);
    let first = house.desk.verify(&asked).await.unwrap();
    house.clock.pass(DAY - MILLISECOND);
    assert_eq!(house.desk.verify(&asked).await.unwrap(), first);
    house.clock.pass(MILLISECOND);
    let second = house.desk.verify(&asked).await.unwrap();
    assert!(matches!(second, Outcome::Verified { .. }) && second != first, "{second:?}");
    assert_eq!(house.attempts(acme()).len(), 2);
}

#[tokio::test]
async fn a_refused_request_leaves_its_key_free() {
    let house = House::new().await;
    let (_, code) = house.generate(Master).await;
    for _ in 0..5 {
        house.leave_pending(&house.phones, acme()).await;
    }
    let asked = request(&house, "a", &code);
    assert!(matches!(house.desk.verify(&asked).await, Err(VerifyError::Busy)));
    assert!(house.store.tables().requests.is_empty());
}

/// What Ada's form sends: the same again under its key.
fn form(house: &House, key: &str, code: &PinCode) -> Try {
    Try { agent: house.ada.clone(), ..request(house, key, code) }
}

#[tokio::test]
async fn a_form_that_a_person_sends_twice_counts_once() {
    let house = House::new().await;
    house.generate(Master).await;
    let (_, code) = house.generate(OneTime).await;
    let wrong_one = form(&house, "a", &house.wrong_code());
    assert_eq!(house.desk.verify(&wrong_one).await.unwrap(), wrong(4));
    assert_eq!(house.desk.verify(&wrong_one).await.unwrap(), wrong(4));
    let right_one = form(&house, "b", &code);
    let first = house.desk.verify(&right_one).await.unwrap();
    assert!(matches!(first, Outcome::Verified { kind: OneTime, .. }), "{first:?}");
    let before = house.store.tables();
    assert_eq!(house.desk.verify(&right_one).await.unwrap(), first, "the same receipt");
    assert_eq!(house.store.tables(), before);
    assert_eq!((before.receipts.len(), house.attempts(acme()).len()), (1, 2));
    let again = house.desk.verify(&form(&house, "c", &code)).await.unwrap();
    assert_eq!(again, wrong(4), "it is spent");
}

#[tokio::test]
async fn another_body_under_the_key_of_a_persons_form_is_refused_and_anothers_key_is_another() {
    let house = House::new().await;
    let (_, code) = house.generate(Master).await;
    house.desk.verify(&form(&house, "a", &house.wrong_code())).await.unwrap();
    let before = house.store.tables();
    let refused = house.desk.verify(&form(&house, "a", &code)).await;
    assert!(matches!(refused, Err(VerifyError::KeyReused)), "{refused:?}");
    assert_eq!(house.store.tables(), before);
    let token = Agent::Token { token: house.helpdesk, name: None };
    for agent in [house.lee.clone(), token] {
        let asked = Try { agent, ..form(&house, "a", &code) };
        assert!(matches!(house.desk.verify(&asked).await.unwrap(), Outcome::Verified { .. }));
    }
    assert_eq!(house.store.tables().requests.len(), 3);
}

#[tokio::test]
async fn what_is_sent_twice_without_a_key_counts_twice() {
    let house = House::new().await;
    house.generate(Master).await;
    let asked = Try { idempotency: None, ..form(&house, "a", &house.wrong_code()) };
    assert_eq!(house.desk.verify(&asked).await.unwrap(), wrong(4));
    assert_eq!(house.desk.verify(&asked).await.unwrap(), wrong(3));
    assert!(house.store.tables().requests.is_empty());
}

#[tokio::test]
async fn what_was_reported_since_is_not_verified_once_more_by_sending_the_same_again() {
    let house = House::new().await;
    let (_, code) = house.generate(OneTime).await;
    let asked = request(&house, "a", &code);
    assert!(matches!(house.desk.verify(&asked).await.unwrap(), Outcome::Verified { .. }));
    house.desk.report(house.hanna.customer().unwrap(), acme()).await.unwrap();
    assert_eq!(house.desk.verify(&asked).await.unwrap(), Outcome::Locked(Lock::Reported));
    house.generate(OneTime).await;
    assert_eq!(
        house.desk.verify(&asked).await.unwrap(),
        Outcome::Locked(Lock::Reported),
        "it stays reported"
    );
}
