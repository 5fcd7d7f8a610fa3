//! Support types what a caller reads out, and learns whether it is right (requirements V2 and V3).

use std::time::Duration;

use domain::{
    desk::{RowState, VerifyError},
    pin::PinKind::{Master, OneTime},
    verification::{Agent, Outcome, TokenId},
};

use crate::support::{AGENT, HANNA, House, LEAD, NOON, SAM, acme, birch, try_by, wrong_code};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

#[tokio::test]
async fn a_right_master_pin_verifies_again_and_again_and_gives_a_receipt_each_time() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let (_, code) = house.generate(&hanna, acme(), Master).await;
    let mut numbers = Vec::new();
    for _ in 0..3 {
        let outcome = house.verify(acme(), &code).await;
        let Outcome::Verified { kind: Master, receipt, valid_until } = outcome else {
            panic!("not verified, but {outcome:?}");
        };
        assert_eq!(valid_until, NOON.after(Duration::from_secs(30 * 60)));
        numbers.push(receipt);
    }
    numbers.dedup();
    assert_eq!(numbers.len(), 3);
    assert_eq!(house.count("select count(*) from receipts").await, 3);
    assert!(matches!(house.state(&hanna, acme(), Master).await, RowState::Live { .. }));
}

#[tokio::test]
async fn a_one_time_pin_is_spent_by_the_first_verification() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let (_, code) = house.generate(&hanna, acme(), OneTime).await;
    assert!(matches!(house.verify(acme(), &code).await, Outcome::Verified { kind: OneTime, .. }));
    assert_eq!(house.state(&hanna, acme(), OneTime).await, RowState::Used(NOON));
    assert_eq!(house.verify(acme(), &code).await, Outcome::NoLivePin);
    assert_eq!(house.count("select count(*) from pins where sealed is not null").await, 0);
}

#[tokio::test]
async fn a_wrong_pin_costs_a_try_and_says_how_many_are_left() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let (_, code) = house.generate(&hanna, acme(), Master).await;
    let wrong = wrong_code(&[&code]);
    for tries_left in [4, 3] {
        assert_eq!(house.verify(acme(), &wrong).await, Outcome::NotVerified { tries_left });
    }
    assert!(matches!(house.verify(acme(), &code).await, Outcome::Verified { .. }));
    assert_eq!(house.verify(acme(), &wrong).await, Outcome::NotVerified { tries_left: 4 });
}

#[tokio::test]
async fn a_pin_proves_nothing_on_another_account() {
    let house = House::new().await;
    let sam = house.caller(SAM).await;
    let (_, on_acme) = house.generate(&sam, acme(), Master).await;
    assert_eq!(house.verify(birch(), &on_acme).await, Outcome::NoLivePin);
    let (_, on_birch) = house.generate(&sam, birch(), Master).await;
    if on_birch != on_acme {
        assert_eq!(house.verify(birch(), &on_acme).await, Outcome::NotVerified { tries_left: 4 });
    }
}

#[tokio::test]
async fn what_ended_proves_nothing_whatever_ended_it() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let (_, replaced) = house.generate(&hanna, acme(), Master).await;
    let (_, cleared) = house.generate(&hanna, acme(), Master).await;
    assert!(matches!(house.verify(acme(), &replaced).await, Outcome::NotVerified { .. }));
    house.clear(&hanna, acme(), Master).await;
    assert_eq!(house.verify(acme(), &cleared).await, Outcome::NoLivePin);
    let (_, expired) = house.generate(&hanna, acme(), OneTime).await;
    house.clock.pass(DAY);
    assert_eq!(house.verify(acme(), &expired).await, Outcome::NoLivePin);
}

#[tokio::test]
async fn a_one_time_pin_verifies_in_its_last_millisecond() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let (_, code) = house.generate(&hanna, acme(), OneTime).await;
    house.clock.pass(DAY - Duration::from_millis(1));
    assert!(matches!(house.verify(acme(), &code).await, Outcome::Verified { .. }));
}

#[tokio::test]
async fn where_no_pin_is_live_nothing_counts_and_an_unknown_account_answers_alike() {
    let house = House::new().await;
    let code = "12345".parse().unwrap();
    for account in [acme(), 77_777.try_into().unwrap()] {
        for _ in 0..20 {
            assert_eq!(house.verify(account, &code).await, Outcome::NoLivePin);
        }
    }
    assert_eq!(house.count("select count(*) from attempts where state = 'no_live_pin'").await, 40);
    assert_eq!(
        house.count("select count(*) from attempts where account_id = 0 and unknown_account = 77777").await,
        20
    );
    let hanna = house.caller(HANNA).await;
    let (_, code) = house.generate(&hanna, acme(), Master).await;
    assert_eq!(house.verify(acme(), &wrong_code(&[&code])).await, Outcome::NotVerified { tries_left: 4 });
}

#[tokio::test]
async fn customers_strangers_and_tokens_that_are_not_there_may_not_verify() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let (_, code) = house.generate(&hanna, acme(), Master).await;
    let nobody = domain::person::PersonId(9_999);
    for agent in [
        Agent::Person(house.person(HANNA).await),
        Agent::Person(house.person(SAM).await),
        Agent::Person(nobody),
        Agent::Token { token: TokenId(1), name: None },
    ] {
        let refused = house.desk.verify(&try_by(agent.clone(), acme(), &code)).await;
        assert!(matches!(refused, Err(VerifyError::NotAllowed)), "{agent:?}");
    }
    assert_eq!(house.count("select count(*) from attempts").await, 0);
    for email in [AGENT, LEAD] {
        let agent = Agent::Person(house.person(email).await);
        let verified = house.desk.verify(&try_by(agent, acme(), &code)).await.unwrap();
        assert!(matches!(verified, Outcome::Verified { .. }), "{email}");
    }
}

#[tokio::test]
async fn what_is_known_of_a_try_is_kept_and_what_was_typed_is_not() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let (_, code) = house.generate(&hanna, acme(), Master).await;
    let mut attempt = try_by(house.agent().await, acme(), &code);
    attempt.contact = Some("Dana Field".to_owned());
    attempt.ticket = Some("T-1".to_owned());
    house.desk.verify(&attempt).await.unwrap();
    assert_eq!(house.text("select contact from attempts").await, "Dana Field");
    assert_eq!(house.text("select ticket from attempts").await, "T-1");
    assert_eq!(house.text("select channel from attempts").await, "phone");
    assert!(
        !house.text("select event from history order by entry_id desc limit 1").await.contains(code.reveal())
    );
}
