//! Someone signs in with a password.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{
    desk::{SignIn, SignInError},
    person::{Password, PasswordHash},
    ports::{HasherError, PasswordHasher},
    session::SessionToken,
    testing::{BrokenEntropy, SeededEntropy},
    token::Token,
};

use crate::{
    house::{House, NOON, PASSWORD},
    household::{ANOTHER, Browser, HANNA, SAM, STRANGER},
};

#[tokio::test]
async fn whoever_signs_in_is_known_by_the_token_and_where_they_are_is_kept() {
    let house = House::new().await;
    let mut browser = Browser::at("192.0.2.1");
    let token = browser.sign_in(&house, " Hanna@House.Example ").await;
    let caller = house.known_by(&token).await;
    assert_eq!((caller.session, &caller.person), (token.key(), &house.hanna.person));
    assert!(caller.proved && !caller.must_add_second_factor);
    let session = &house.store.tables().sessions[&token.key().0];
    assert_eq!((session.created_at, session.last_seen_at, session.proved_at), (NOON, NOON, NOON));
    assert_eq!((&session.origin, session.awaits_code), (&browser.origin, false));
    let known = browser.known.unwrap().hash();
    assert_eq!(
        house.store.tables().known_browsers.into_keys().collect::<Vec<_>>(),
        [(session.person, known)]
    );
}

#[tokio::test]
async fn a_browsers_former_session_is_dead_after_a_sign_in_whosever_it_was() {
    let house = House::new().await;
    let mut browser = Browser::at("192.0.2.1");
    let first = browser.sign_in(&house, HANNA).await;
    let known = browser.known.as_ref().unwrap().hash();
    let second = browser.sign_in(&house, SAM).await;
    assert_ne!(first.key(), second.key());
    assert!(!house.holds(&first).await);
    assert_eq!(house.known_by(&second).await.person, house.sam.person);
    assert_eq!(browser.known.unwrap().hash(), known, "the browser is still the same one");
    assert_eq!(house.store.tables().known_browsers.len(), 2);
}

#[tokio::test]
async fn a_token_that_someone_planted_in_the_browser_signs_nobody_in() {
    let house = House::new().await;
    let planted = SessionToken::draw(&SeededEntropy::new(9)).unwrap();
    let mut browser = Browser { session: Some(planted.clone()), ..Browser::at("192.0.2.1") };
    let token = browser.sign_in(&house, HANNA).await;
    assert_ne!(token.key(), planted.key());
    assert!(!house.holds(&planted).await);
}

#[tokio::test]
async fn a_wrong_sign_in_ends_nothing_and_changes_nothing_but_the_failures() {
    let house = House::new().await;
    let mut browser = Browser::at("192.0.2.1");
    let token = browser.sign_in(&house, HANNA).await;
    let before = house.unthrottled();
    for (email, typed) in
        [(HANNA, "wrong"), (STRANGER, PASSWORD), ("no address", PASSWORD), (HANNA, ""), (SAM, "Wrong")]
    {
        let compared = house.hasher.compared();
        let refused = browser.type_in(&house, email, typed).await;
        assert!(matches!(refused, Err(SignInError::Wrong)), "{refused:?}");
        assert_eq!(house.hasher.compared(), compared + 1, "{email}");
    }
    assert_eq!(house.unthrottled(), before);
    assert!(house.holds(&token).await);
}

#[tokio::test]
async fn a_disabled_persons_password_is_wrong_and_counts() {
    let house = House::new().await;
    house.disable(house.hanna.person.id);
    let before = house.unthrottled();
    let refused = Browser::at("192.0.2.1").type_in(&house, HANNA, PASSWORD).await;
    assert!(matches!(refused, Err(SignInError::Wrong)), "{refused:?}");
    assert_eq!((house.hasher.compared(), house.failures()), (1, vec![1, 1]));
    assert_eq!(house.unthrottled(), before);
}

#[tokio::test]
async fn a_password_that_is_too_long_is_wrong_whatever_is_kept() {
    let house = House::new().await;
    let (longest, too_long) = ("é".repeat(Password::MAX_LENGTH), "é".repeat(Password::MAX_LENGTH + 1));
    for (kept, is_right) in [(longest, true), (too_long, false)] {
        house.store.tamper(|tables| {
            tables.people.values_mut().for_each(|row| row.password.clone_from(&kept));
        });
        let signed_in = Browser::at("192.0.2.1").type_in(&house, HANNA, &kept).await;
        assert_eq!(signed_in.is_ok(), is_right, "{signed_in:?}");
    }
}

#[tokio::test]
async fn without_randomness_nobody_is_signed_in() {
    let house = House::new().await.with_entropy(BrokenEntropy);
    let before = house.unthrottled();
    let refused = Browser::at("192.0.2.1").type_in(&house, HANNA, PASSWORD).await;
    assert!(matches!(refused, Err(SignInError::Entropy(_))), "{refused:?}");
    assert_eq!(house.unthrottled(), before);
}

#[tokio::test]
async fn an_outdated_hash_is_renewed_by_the_right_password_and_stays_after_a_wrong_one() {
    let house = House::new().await;
    let (hanna, outdated) = (house.hanna.person.id, format!("old:{PASSWORD}"));
    house.store.tamper(|tables| tables.people.get_mut(&hanna).unwrap().password.clone_from(&outdated));
    let kept = || house.store.tables().people[&hanna].password.clone();
    Browser::at("192.0.2.1").type_in(&house, HANNA, "wrong").await.unwrap_err();
    assert_eq!(kept(), outdated);
    Browser::at("192.0.2.1").sign_in(&house, HANNA).await;
    assert_eq!(kept(), PASSWORD);
    assert_eq!(house.store.tables().people[&house.sam.person.id].password, PASSWORD);
}

/// Compares, and has no room for hashing.
struct NoRoom;

#[async_trait]
impl PasswordHasher for NoRoom {
    async fn hash(&self, _password: &Password) -> Result<PasswordHash, HasherError> {
        Err(HasherError::Busy)
    }

    async fn verify(&self, _password: &Password, _hash: Option<&PasswordHash>) -> Result<bool, HasherError> {
        Ok(true)
    }

    fn is_outdated(&self, _hash: &PasswordHash) -> bool {
        true
    }
}

#[tokio::test]
async fn a_right_password_whose_hash_cannot_be_renewed_now_is_no_failure() {
    let mut house = House::new().await;
    house.desk.hasher = Arc::new(NoRoom);
    let before = house.unthrottled();
    let refused = Browser::at("192.0.2.1").type_in(&house, HANNA, PASSWORD).await;
    assert!(matches!(refused, Err(SignInError::Hasher(HasherError::Busy))), "{refused:?}");
    assert_eq!((house.failures(), house.unthrottled()), (vec![], before));
}

#[tokio::test]
async fn a_password_that_was_changed_or_a_person_who_was_disabled_while_it_was_compared_signs_nobody_in() {
    for disables in [false, true] {
        let house = House::new().await;
        let hanna = house.hanna.person.id;
        house.store.meanwhile(move |tables| {
            let row = tables.people.get_mut(&hanna).unwrap();
            if disables { row.disabled_at = Some(NOON) } else { row.password = ANOTHER.into() }
        });
        let refused = Browser::at("192.0.2.1").type_in(&house, HANNA, PASSWORD).await;
        assert!(matches!(refused, Err(SignInError::Wrong)), "{refused:?}");
        let tables = house.store.tables();
        assert!(tables.sessions.is_empty() && tables.known_browsers.is_empty());
    }
}

#[tokio::test]
async fn a_browser_keeps_its_mark_and_a_new_one_gets_a_mark_of_its_own() {
    let house = House::new().await;
    let planted = Token::draw(&SeededEntropy::new(9)).unwrap();
    let mut browser = Browser { known: Some(planted.clone()), ..Browser::at("192.0.2.1") };
    let SignIn::Done(signed_in) = browser.type_in(&house, HANNA, PASSWORD).await.unwrap() else { panic!() };
    assert_eq!(signed_in.browser, planted);
    let mut other = Browser::at("192.0.2.1");
    other.sign_in(&house, HANNA).await;
    assert_ne!(other.known.unwrap(), planted);
}
