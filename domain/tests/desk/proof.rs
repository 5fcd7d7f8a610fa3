//! Someone who is signed in proves once more who they are (requirement P5).

use domain::{desk::SignInError, person::Password, ports::HasherError, testing::BrokenEntropy};

use crate::{
    house::{House, MINUTE, NOON, PASSWORD, noon_and},
    household::{ANOTHER, Browser, HANNA, SAM, password},
};

#[tokio::test]
async fn whoever_proves_who_they_are_goes_on_under_a_new_token_and_no_longer_than_before() {
    let house = House::new().await;
    let token = Browser::at("192.0.2.1").sign_in(&house, HANNA).await;
    house.clock.pass(MINUTE * 20);
    let caller = house.known_by(&token).await;
    assert!(!caller.proved);
    let origin = house.store.tables().sessions[&token.key().0].origin.clone();

    let renewed = house.desk.confirm(&caller, &password(PASSWORD), "").await.unwrap();
    assert!(!house.holds(&token).await);
    assert!(house.known_by(&renewed).await.proved);
    let session = house.store.tables().sessions[&renewed.key().0].clone();
    assert_eq!((session.created_at, session.proved_at), (NOON, noon_and(MINUTE * 20)));
    assert_eq!((session.last_seen_at, session.origin), (noon_and(MINUTE * 20), origin));
    assert_eq!((house.store.tables().sessions.len(), house.failures()), (1, vec![]));
    for _ in 0..34 {
        house.clock.pass(MINUTE * 20);
        house.known_by(&renewed).await;
    }
    house.clock.pass(MINUTE * 20);
    assert!(!house.holds(&renewed).await, "twelve hours after the sign-in");
}

#[tokio::test]
async fn a_wrong_proof_counts_changes_nothing_else_and_slows_down() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let before = house.unthrottled();
    for _ in 0..5 {
        let refused = house.desk.confirm(&hanna, &password("wrong"), "").await;
        assert!(matches!(refused, Err(SignInError::Wrong)), "{refused:?}");
    }
    assert_eq!((house.unthrottled(), house.failures()), (before.clone(), vec![5]));
    let compared = house.hasher.compared();
    let refused = house.desk.confirm(&hanna, &password(PASSWORD), "").await;
    assert!(matches!(refused, Err(SignInError::TooMany { .. })), "{refused:?}");
    assert_eq!((house.unthrottled(), house.hasher.compared()), (before, compared));
    Browser::at("192.0.2.1").sign_in(&house, HANNA).await;
    house.clock.pass(MINUTE);
    house.desk.confirm(&hanna, &password(PASSWORD), "").await.unwrap();
    assert!(house.failures().is_empty());
}

#[tokio::test]
async fn wrong_proofs_of_one_person_slow_nobody_else_down() {
    let house = House::new().await;
    let (hanna, sam) = (house.caller(HANNA).await, house.caller(SAM).await);
    for _ in 0..5 {
        house.desk.confirm(&hanna, &password("wrong"), "").await.unwrap_err();
    }
    house.desk.confirm(&sam, &password(PASSWORD), "").await.unwrap();
}

#[tokio::test]
async fn a_password_that_is_too_long_proves_nothing_whatever_is_kept() {
    let house = House::new().await;
    let (hanna, too_long) = (house.caller(HANNA).await, "é".repeat(Password::MAX_LENGTH + 1));
    house.store.tamper(|tables| {
        tables.people.values_mut().for_each(|row| row.password.clone_from(&too_long));
    });
    let refused = house.desk.confirm(&hanna, &password(&too_long), "").await;
    assert!(matches!(refused, Err(SignInError::Wrong)), "{refused:?}");
}

#[tokio::test]
async fn what_waits_for_a_code_proves_nothing() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    house.store.tamper(|tables| tables.sessions.values_mut().for_each(|session| session.awaits_code = true));
    let before = house.unthrottled();
    let refused = house.desk.confirm(&hanna, &password(PASSWORD), "").await;
    assert!(matches!(refused, Err(SignInError::NothingWaits)), "{refused:?}");
    assert_eq!(house.unthrottled(), before);
}

#[tokio::test]
async fn a_proof_needs_the_code_where_there_is_a_second_factor() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let (app, _) = house.add_second_factor(&hanna).await;
    house.clock.pass(MINUTE);
    let before = house.unthrottled();
    for code in ["", &app.wrong_code(&house)] {
        let refused = house.desk.confirm(&hanna, &password(PASSWORD), code).await;
        assert!(matches!(refused, Err(SignInError::WrongCode)), "{refused:?}");
    }
    let refused = house.desk.confirm(&hanna, &password("wrong"), &app.code(&house)).await;
    assert!(matches!(refused, Err(SignInError::Wrong)), "{refused:?}");
    assert_eq!((house.unthrottled(), house.failures()), (before, vec![3]));
    house.desk.confirm(&hanna, &password(PASSWORD), &app.code(&house)).await.unwrap();
}

#[tokio::test]
async fn a_proof_that_cannot_be_looked_at_is_no_failure() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let before = house.unthrottled();
    house.hasher.set_busy(true);
    let refused = house.desk.confirm(&hanna, &password(PASSWORD), "").await;
    assert!(matches!(refused, Err(SignInError::Hasher(HasherError::Busy))), "{refused:?}");
    assert_eq!((house.unthrottled(), house.failures()), (before.clone(), vec![]));
    house.hasher.set_busy(false);
    let house = house.with_entropy(BrokenEntropy);
    let refused = house.desk.confirm(&hanna, &password(PASSWORD), "").await;
    assert!(matches!(refused, Err(SignInError::Entropy(_))), "{refused:?}");
    assert_eq!(house.unthrottled(), before);
}

#[tokio::test]
async fn what_ends_a_session_while_the_password_is_compared_ends_the_proof() {
    for (ended, disabled, changed) in [(true, false, false), (false, true, false), (false, false, true)] {
        let house = House::new().await;
        let hanna = house.caller(HANNA).await;
        let id = hanna.person.id;
        house.store.meanwhile(move |tables| {
            let row = tables.people.get_mut(&id).unwrap();
            if disabled {
                row.disabled_at = Some(NOON);
            }
            if changed {
                row.password = ANOTHER.into();
            }
            if ended {
                tables.sessions.clear();
            }
        });
        let refused = house.desk.confirm(&hanna, &password(PASSWORD), "").await;
        if changed {
            assert!(matches!(refused, Err(SignInError::Wrong)), "{refused:?}");
        } else {
            assert!(matches!(refused, Err(SignInError::NothingWaits)), "{refused:?}");
        }
        let sessions = house.store.tables().sessions;
        assert!(sessions.values().all(|session| session.key == hanna.session));
    }
}
