//! Signing in, being known, and signing out.

use domain::{
    desk::SignInError,
    person::Password,
    session::SessionToken,
    testing::{BrokenEntropy, SeededEntropy},
};

use crate::house::{HOUR, House, MILLISECOND, MINUTE, NOON, PASSWORD, noon_and};

const HANNA: &str = "hanna@house.example";

fn password(typed: &str) -> Password {
    Password::new(typed.to_owned())
}

async fn sign_in(house: &House) -> SessionToken {
    house.desk.sign_in(HANNA, &password(PASSWORD), None).await.unwrap().token
}

#[tokio::test]
async fn whoever_signs_in_is_known_by_the_token_and_the_browsers_former_session_ends() {
    let house = House::new().await;
    let first = sign_in(&house).await;
    let second = house.desk.sign_in(HANNA, &password(PASSWORD), Some(&first)).await.unwrap();
    assert_eq!(second.person, house.hanna.person);
    assert!(house.desk.who(&first, true).await.unwrap().is_none());
    let caller = house.desk.who(&second.token, true).await.unwrap().unwrap();
    assert_eq!((caller.session, caller.person), (second.token.key(), house.hanna.person.clone()));
    let session = house.store.tables().sessions[&second.token.key().0];
    assert_eq!((session.created_at, session.last_seen_at), (NOON, NOON));
}

#[tokio::test]
async fn every_wrong_sign_in_costs_one_comparison_and_ends_nothing() {
    let house = House::new().await;
    let token = sign_in(&house).await;
    let before = house.store.tables();
    for (email, typed) in
        [(HANNA, "wrong"), ("nobody@house.example", PASSWORD), ("no address", PASSWORD), (HANNA, "")]
    {
        let compared = house.hasher.compared();
        let refused = house.desk.sign_in(email, &password(typed), Some(&token)).await;
        assert!(matches!(refused, Err(SignInError::Wrong)), "{refused:?}");
        assert_eq!(house.hasher.compared(), compared + 1, "{email}");
    }
    assert_eq!(house.store.tables(), before);
}

#[tokio::test]
async fn a_password_that_is_too_long_is_wrong_whatever_is_kept() {
    let house = House::new().await;
    let (longest, too_long) = ("é".repeat(Password::MAX_LENGTH), "é".repeat(Password::MAX_LENGTH + 1));
    for (kept, is_right) in [(longest, true), (too_long, false)] {
        house.store.tamper(|tables| {
            tables.people.values_mut().for_each(|row| row.password.clone_from(&kept));
        });
        let signed_in = house.desk.sign_in(HANNA, &password(&kept), None).await;
        assert_eq!(signed_in.is_ok(), is_right, "{signed_in:?}");
    }
}

#[tokio::test]
async fn without_randomness_nobody_is_signed_in() {
    let house = House::new().await.with_entropy(BrokenEntropy);
    let refused = house.desk.sign_in(HANNA, &password(PASSWORD), None).await;
    assert!(matches!(refused, Err(SignInError::Entropy(_))), "{refused:?}");
    assert!(house.store.tables().sessions.is_empty());
}

#[tokio::test]
async fn a_use_is_noted_once_a_minute_and_only_for_what_a_person_asks() {
    let house = House::new().await;
    let token = sign_in(&house).await;
    let seen = || house.store.tables().sessions[&token.key().0].last_seen_at;
    house.clock.pass(MINUTE - MILLISECOND);
    house.desk.who(&token, true).await.unwrap().unwrap();
    assert_eq!(seen(), NOON);
    house.clock.pass(MILLISECOND);
    house.desk.who(&token, false).await.unwrap().unwrap();
    assert_eq!(seen(), NOON);
    house.desk.who(&token, true).await.unwrap().unwrap();
    assert_eq!(seen(), noon_and(MINUTE));
}

#[tokio::test]
async fn a_session_that_was_idle_too_long_holds_no_more_and_is_removed_later() {
    let house = House::new().await;
    let token = sign_in(&house).await;
    house.clock.pass(HOUR / 2 - MILLISECOND);
    assert!(house.desk.who(&token, false).await.unwrap().is_some());
    house.clock.pass(MILLISECOND);
    assert!(house.desk.who(&token, true).await.unwrap().is_none());
    house.desk.remove_stale_sessions().await.unwrap();
    assert_eq!(house.store.tables().sessions.len(), 1);
    house.clock.pass(MILLISECOND);
    house.desk.remove_stale_sessions().await.unwrap();
    assert!(house.store.tables().sessions.is_empty());
}

#[tokio::test]
async fn a_session_ends_after_twelve_hours_however_busy_it_is() {
    let house = House::new().await;
    let token = sign_in(&house).await;
    for _ in 0..35 {
        house.clock.pass(MINUTE * 20);
        assert!(house.desk.who(&token, true).await.unwrap().is_some());
    }
    house.clock.pass(MINUTE * 20);
    assert!(house.desk.who(&token, true).await.unwrap().is_none());
}

#[tokio::test]
async fn whoever_signs_out_is_nobody_and_nobody_else_is_signed_out() {
    let house = House::new().await;
    let (one, other) = (sign_in(&house).await, sign_in(&house).await);
    house.desk.sign_out(&one).await.unwrap();
    assert!(house.desk.who(&one, true).await.unwrap().is_none());
    assert!(house.desk.who(&other, true).await.unwrap().is_some());
    let unknown = SessionToken::draw(&SeededEntropy::new(9)).unwrap();
    house.desk.sign_out(&unknown).await.unwrap();
    assert_eq!(house.store.tables().sessions.len(), 1);
}
