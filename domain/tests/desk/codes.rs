//! Someone signs in with a code after the password (requirement P5).

use domain::{
    desk::SignInError,
    mail::{Draft, SignInChange},
    ports::VaultError,
    session::SessionToken,
    testing::SeededEntropy,
};

use crate::{
    house::{House, MILLISECOND, MINUTE, NOON, PASSWORD},
    household::{Browser, HANNA, SAM, password},
};

#[tokio::test]
async fn what_waits_for_a_code_signs_nobody_in_and_never_becomes_the_session() {
    let house = House::new().await;
    let (app, _) = house.add_second_factor(&house.caller(HANNA).await).await;
    house.clock.pass(MINUTE);
    let mut browser = Browser::at("192.0.2.1");
    let previous = browser.sign_in(&house, SAM).await;
    let waiting = browser.begin(&house, HANNA).await;
    assert!(!house.holds(&waiting).await);
    assert!(house.desk.code_is_due(&waiting).await.unwrap());
    assert!(house.holds(&previous).await, "nobody is signed in yet");

    let signed_in = browser.enter(&house, &waiting, &app.code(&house)).await.unwrap();
    assert_eq!(house.known_by(&signed_in.token).await.person, house.hanna.person);
    assert_ne!(signed_in.token.key(), waiting.key());
    assert!(!house.holds(&waiting).await && !house.desk.code_is_due(&waiting).await.unwrap());
    assert!(!house.holds(&previous).await);
    let again = browser.enter(&house, &waiting, &app.code(&house)).await;
    assert!(matches!(again, Err(SignInError::NothingWaits)), "{again:?}");
}

#[tokio::test]
async fn a_code_works_once_also_when_someone_proves_themselves_after_signing_in() {
    let house = House::new().await;
    let (app, _) = house.add_second_factor(&house.caller(HANNA).await).await;
    let mut browser = Browser::at("192.0.2.1");
    let waiting = browser.begin(&house, HANNA).await;
    let code = app.code(&house);
    let refused = browser.enter(&house, &waiting, &code).await;
    assert!(matches!(refused, Err(SignInError::WrongCode)), "it confirmed the factor: {refused:?}");

    house.clock.pass(MINUTE);
    let code = app.code(&house);
    let signed_in = browser.enter(&house, &waiting, &code).await.unwrap();
    let caller = house.known_by(&signed_in.token).await;
    let refused = house.desk.confirm(&caller, &password(PASSWORD), &code).await;
    assert!(matches!(refused, Err(SignInError::WrongCode)), "{refused:?}");
    let waiting = browser.begin(&house, HANNA).await;
    let refused = browser.enter(&house, &waiting, &code).await;
    assert!(matches!(refused, Err(SignInError::WrongCode)), "{refused:?}");
    house.clock.pass(MINUTE);
    house.desk.confirm(&caller, &password(PASSWORD), &app.code(&house)).await.unwrap();
}

#[tokio::test]
async fn wrong_codes_count_and_then_the_right_one_has_to_wait_too() {
    let house = House::new().await;
    let (app, _) = house.add_second_factor(&house.caller(HANNA).await).await;
    house.clock.pass(MINUTE);
    let mut browser = Browser::at("192.0.2.1");
    let waiting = browser.begin(&house, HANNA).await;
    let before = house.unthrottled();
    for typed in [app.wrong_code(&house).as_str(), "", "12345", "AAAAA-AAAAA", "wrong"] {
        let refused = browser.enter(&house, &waiting, typed).await;
        assert!(matches!(refused, Err(SignInError::WrongCode)), "{typed}: {refused:?}");
    }
    assert_eq!((house.unthrottled(), house.failures()), (before, vec![5]));
    let tables = house.store.tables();
    let again = browser.enter(&house, &waiting, &app.code(&house)).await;
    assert!(matches!(again, Err(SignInError::TooMany { .. })), "{again:?}");
    assert_eq!(house.store.tables(), tables);
    let waiting = browser.begin(&house, HANNA).await;
    let again = browser.enter(&house, &waiting, &app.code(&house)).await;
    assert!(matches!(again, Err(SignInError::TooMany { .. })), "a new beginning is no help: {again:?}");
    house.clock.pass(MINUTE);
    browser.enter(&house, &waiting, &app.code(&house)).await.unwrap();
    assert!(house.failures().is_empty(), "success clears the count");
}

#[tokio::test]
async fn a_right_password_waits_ten_minutes_for_its_code() {
    let house = House::new().await;
    let (app, _) = house.add_second_factor(&house.caller(HANNA).await).await;
    let mut browser = Browser::at("192.0.2.1");
    let first = browser.begin(&house, HANNA).await;
    house.clock.pass(MINUTE * 10 - MILLISECOND);
    let second = browser.begin(&house, HANNA).await;
    assert!(house.desk.code_is_due(&first).await.unwrap());
    house.clock.pass(MILLISECOND);
    assert!(!house.desk.code_is_due(&first).await.unwrap());
    let before = house.store.tables();
    let unknown = SessionToken::draw(&SeededEntropy::new(9)).unwrap();
    let signed_in = Browser::at("192.0.2.1").sign_in(&house, SAM).await;
    let sessions = house.store.tables();
    for token in [&first, &unknown, &signed_in] {
        let refused = browser.enter(&house, token, &app.code(&house)).await;
        assert!(matches!(refused, Err(SignInError::NothingWaits)), "{refused:?}");
    }
    assert_eq!(house.store.tables(), sessions);
    assert_eq!(before.second_factors, sessions.second_factors);
    browser.enter(&house, &second, &app.code(&house)).await.unwrap();
}

#[tokio::test]
async fn whoever_is_disabled_while_their_password_waits_is_not_signed_in() {
    let house = House::new().await;
    let (app, _) = house.add_second_factor(&house.caller(HANNA).await).await;
    house.clock.pass(MINUTE);
    let mut browser = Browser::at("192.0.2.1");
    let waiting = browser.begin(&house, HANNA).await;
    house.disable(house.hanna.person.id);
    let before = house.store.tables();
    assert!(!house.desk.code_is_due(&waiting).await.unwrap());
    let refused = browser.enter(&house, &waiting, &app.code(&house)).await;
    assert!(matches!(refused, Err(SignInError::NothingWaits)), "{refused:?}");
    assert_eq!(house.store.tables(), before);
}

#[tokio::test]
async fn a_recovery_code_works_once_and_its_owner_is_told() {
    let house = House::new().await;
    let (_, codes) = house.add_second_factor(&house.caller(HANNA).await).await;
    let mut browser = Browser::at("192.0.2.1");
    let waiting = browser.begin(&house, HANNA).await;
    let typed = codes[3].reveal().to_lowercase().replace('-', " ");
    let signed_in = browser.enter(&house, &waiting, &typed).await.unwrap();
    assert_eq!(house.store.tables().recovery_codes.len(), 9);
    let letters = house.store.tables();
    assert_eq!(
        letters.letters_to(HANNA)[1],
        Draft::OnSignIn { change: SignInChange::RecoveryCodeUsed, at: NOON }.to_json()
    );

    let waiting = browser.begin(&house, HANNA).await;
    let refused = browser.enter(&house, &waiting, &typed).await;
    assert!(matches!(refused, Err(SignInError::WrongCode)), "{refused:?}");
    let caller = house.known_by(&signed_in.token).await;
    let refused = house.desk.confirm(&caller, &password(PASSWORD), &typed).await;
    assert!(matches!(refused, Err(SignInError::WrongCode)), "{refused:?}");
    house.desk.confirm(&caller, &password(PASSWORD), &codes[4].reveal()).await.unwrap();
    assert_eq!(house.store.tables().recovery_codes.len(), 8);
}

#[tokio::test]
async fn anothers_codes_are_wrong() {
    let house = House::new().await;
    let (_, hannas) = house.add_second_factor(&house.caller(HANNA).await).await;
    let (sams, _) = house.add_second_factor(&house.caller(SAM).await).await;
    house.clock.pass(MINUTE);
    let mut browser = Browser::at("192.0.2.1");
    let waiting = browser.begin(&house, SAM).await;
    let refused = browser.enter(&house, &waiting, &hannas[0].reveal()).await;
    assert!(matches!(refused, Err(SignInError::WrongCode)), "{refused:?}");
    assert_eq!(house.store.tables().recovery_codes.len(), 20);
    browser.enter(&house, &waiting, &sams.code(&house)).await.unwrap();
}

#[tokio::test]
async fn a_second_factor_that_was_moved_to_someone_else_does_not_open() {
    let house = House::new().await;
    let (app, _) = house.add_second_factor(&house.caller(HANNA).await).await;
    let sam = house.caller(SAM).await;
    house.add_second_factor(&sam).await;
    house.clock.pass(MINUTE);
    house.store.tamper(|tables| {
        let hannas = tables.second_factors[&house.hanna.person.id].sealed.clone();
        tables.second_factors.get_mut(&house.sam.person.id).unwrap().sealed = hannas;
    });
    let mut browser = Browser::at("192.0.2.1");
    let waiting = browser.begin(&house, SAM).await;
    let before = house.store.tables();
    let refused = browser.enter(&house, &waiting, &app.code(&house)).await;
    assert!(matches!(refused, Err(SignInError::Vault(VaultError::Tampered))), "{refused:?}");
    assert_eq!(house.store.tables(), before);
}
