//! Someone adds a second factor, removes it, or gets new recovery codes (requirement P5).

use domain::{
    desk::{OwnError, SecondFactorState, SignInError},
    mail::{Draft, SignInChange},
    ports::{News, VaultError},
    testing::BrokenEntropy,
};

use crate::{
    house::{House, MINUTE, NOON},
    household::{ADA, Browser, HANNA, SAM, email, unproved},
};

fn told(change: SignInChange) -> String {
    Draft::OnSignIn { change, at: NOON }.to_json()
}

#[tokio::test]
async fn a_code_is_due_only_once_the_second_factor_is_confirmed() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    house.desk.offer_second_factor(&hanna).await.unwrap();
    Browser::at("192.0.2.1").sign_in(&house, HANNA).await;
    let state = house.desk.own_sign_in(&hanna).await.unwrap().second_factor;
    assert_eq!(state, SecondFactorState::Offered);
    house.notifier.heard();

    let app = house.app_of(&hanna).await;
    let codes = house.desk.confirm_second_factor(&hanna, &app.code(&house)).await.unwrap();
    assert_eq!(codes.len(), 10);
    assert_eq!(house.notifier.heard(), [News::Person(hanna.person.id)]);
    let tables = house.store.tables();
    assert_eq!(tables.sessions.len(), 1, "all other sessions ended");
    assert_eq!(tables.letters_to(HANNA), [told(SignInChange::SecondFactorOn)]);
    let state = house.desk.own_sign_in(&hanna).await.unwrap().second_factor;
    assert_eq!(state, SecondFactorState::On { since: NOON, recovery_codes: 10 });
    Browser::at("192.0.2.1").begin(&house, HANNA).await;
    Browser::at("192.0.2.1").sign_in(&house, SAM).await;
}

#[tokio::test]
async fn new_recovery_codes_void_the_former_ones() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let (_, former) = house.add_second_factor(&hanna).await;
    let codes = house.desk.renew_recovery_codes(&hanna).await.unwrap();
    let tables = house.store.tables();
    assert_eq!((tables.recovery_codes.len(), codes.len()), (10, 10));
    assert_eq!(tables.letters_to(HANNA)[1], told(SignInChange::RecoveryCodesRenewed));
    let mut browser = Browser::at("192.0.2.1");
    let waiting = browser.begin(&house, HANNA).await;
    let refused = browser.enter(&house, &waiting, &former[0].reveal()).await;
    assert!(matches!(refused, Err(SignInError::WrongCode)), "{refused:?}");
    browser.enter(&house, &waiting, &codes[0].reveal()).await.unwrap();
}

#[tokio::test]
async fn whoever_removes_their_second_factor_is_asked_for_none_and_told() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    house.add_second_factor(&hanna).await;
    house.desk.remove_second_factor(&hanna).await.unwrap();
    let tables = house.store.tables();
    assert!(tables.second_factors.is_empty() && tables.recovery_codes.is_empty());
    assert_eq!(tables.letters_to(HANNA)[1], told(SignInChange::SecondFactorOff));
    Browser::at("192.0.2.1").sign_in(&house, HANNA).await;
}

#[tokio::test]
async fn an_offer_is_replaced_by_the_next_and_taken_back_without_a_letter() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    house.desk.offer_second_factor(&hanna).await.unwrap();
    let first = house.app_of(&hanna).await;
    house.desk.offer_second_factor(&hanna).await.unwrap();
    let second = house.app_of(&hanna).await;
    let refused = house.desk.confirm_second_factor(&hanna, &first.code(&house)).await;
    assert!(matches!(refused, Err(OwnError::WrongCode)), "{refused:?}");
    house.desk.remove_second_factor(&hanna).await.unwrap();
    assert_eq!(house.store.tables().letters_ever, 0);
    let refused = house.desk.confirm_second_factor(&hanna, &second.code(&house)).await;
    assert!(matches!(refused, Err(OwnError::NotNow)), "{refused:?}");
}

#[tokio::test]
async fn wrong_codes_count_also_where_the_second_factor_is_confirmed() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    house.desk.offer_second_factor(&hanna).await.unwrap();
    let app = house.app_of(&hanna).await;
    let before = house.unthrottled();
    for _ in 0..5 {
        let refused = house.desk.confirm_second_factor(&hanna, &app.wrong_code(&house)).await;
        assert!(matches!(refused, Err(OwnError::WrongCode)), "{refused:?}");
    }
    assert_eq!((house.unthrottled(), house.failures()), (before, vec![5]));
    let refused = house.desk.confirm_second_factor(&hanna, &app.code(&house)).await;
    assert!(matches!(refused, Err(OwnError::TooMany { .. })), "{refused:?}");
    house.clock.pass(MINUTE);
    house.desk.confirm_second_factor(&hanna, &app.code(&house)).await.unwrap();
    assert!(house.failures().is_empty());
}

#[tokio::test]
async fn without_a_proof_nothing_of_a_second_factor_is_shown_or_changes() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    house.desk.offer_second_factor(&hanna).await.unwrap();
    let (code, hanna) = (house.app_of(&hanna).await.code(&house), unproved(&hanna));
    let before = house.store.tables();
    let refused = [
        house.desk.offer_second_factor(&hanna).await,
        house.desk.offered_second_factor(&hanna).await.map(drop),
        house.desk.confirm_second_factor(&hanna, &code).await.map(drop),
        house.desk.remove_second_factor(&hanna).await,
        house.desk.renew_recovery_codes(&hanna).await.map(drop),
    ];
    assert!(refused.iter().all(|answer| matches!(answer, Err(OwnError::NotProved))), "{refused:?}");
    assert_eq!(house.store.tables(), before);
}

#[tokio::test]
async fn nothing_of_a_second_factor_changes_where_it_is_not_in_a_state_for_that() {
    let house = House::new().await;
    let (hanna, sam, ada) = (house.caller(HANNA).await, house.caller(SAM).await, house.caller(ADA).await);
    let (app, _) = house.add_second_factor(&hanna).await;
    house.add_second_factor(&ada).await;
    house.clock.pass(MINUTE);
    let before = house.store.tables();
    let refused = [
        house.desk.offer_second_factor(&hanna).await,
        house.desk.offered_second_factor(&hanna).await.map(drop),
        house.desk.confirm_second_factor(&hanna, &app.code(&house)).await.map(drop),
        house.desk.offered_second_factor(&sam).await.map(drop),
        house.desk.confirm_second_factor(&sam, &app.code(&house)).await.map(drop),
        house.desk.renew_recovery_codes(&sam).await.map(drop),
        house.desk.remove_second_factor(&ada).await,
    ];
    assert!(refused.iter().all(|answer| matches!(answer, Err(OwnError::NotNow))), "{refused:?}");
    assert_eq!(house.store.tables(), before);
}

#[tokio::test]
async fn the_desks_people_may_go_without_where_the_policy_lets_them() {
    let mut house = House::new().await;
    house.desk.policy.desk_second_factor = false;
    let ada = house.caller(ADA).await;
    house.add_second_factor(&ada).await;
    house.desk.remove_second_factor(&ada).await.unwrap();
    assert!(house.store.tables().second_factors.is_empty());
}

#[tokio::test]
async fn whose_session_ended_or_who_was_disabled_changes_nothing() {
    for disables in [false, true] {
        let house = House::new().await;
        let hanna = house.caller(HANNA).await;
        house.desk.offer_second_factor(&hanna).await.unwrap();
        let code = house.app_of(&hanna).await.code(&house);
        if disables {
            house.disable(hanna.person.id);
        } else {
            house.store.tamper(|tables| tables.sessions.clear());
        }
        let before = house.store.tables();
        let refused = [
            house.desk.offer_second_factor(&hanna).await,
            house.desk.confirm_second_factor(&hanna, &code).await.map(drop),
            house.desk.remove_second_factor(&hanna).await,
            house.desk.renew_recovery_codes(&hanna).await.map(drop),
        ];
        assert!(refused.iter().all(|answer| matches!(answer, Err(OwnError::Gone))), "{refused:?}");
        assert_eq!(house.store.tables(), before);
    }
}

#[tokio::test]
async fn without_randomness_or_a_seal_there_is_no_second_factor() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let before = house.store.tables();
    house.vault.break_down();
    let refused = house.desk.offer_second_factor(&hanna).await;
    assert!(matches!(refused, Err(OwnError::Vault(VaultError::NotSealed))), "{refused:?}");
    assert_eq!(house.store.tables(), before);

    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    house.desk.offer_second_factor(&hanna).await.unwrap();
    let code = house.app_of(&hanna).await.code(&house);
    let (before, house) = (house.store.tables(), house.with_entropy(BrokenEntropy));
    let refused = [
        house.desk.offer_second_factor(&hanna).await,
        house.desk.confirm_second_factor(&hanna, &code).await.map(drop),
    ];
    assert!(refused.iter().all(|answer| matches!(answer, Err(OwnError::Entropy(_)))), "{refused:?}");
    assert_eq!(house.store.tables(), before);
}

#[tokio::test]
async fn no_letter_and_no_table_holds_the_secret_or_a_code_in_the_clear() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let (app, codes) = house.add_second_factor(&hanna).await;
    let stored = format!("{:?}", house.store.tables());
    assert!(codes.iter().all(|code| !stored.contains(code.reveal().as_str())));
    assert!(!stored.contains(&app.code(&house)));
    assert!(stored.contains(email(HANNA).as_str()));
}
