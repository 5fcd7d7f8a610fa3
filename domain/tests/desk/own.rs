//! What someone sees and changes of their own sign-in.

use domain::{
    desk::{OwnError, SecondFactorState, SignInError},
    mail::{Draft, SignInChange},
    person::PasswordProblem,
    ports::{HasherError, News},
    session::SessionKey,
};

use crate::{
    house::{HOUR, House, MINUTE, NOON, PASSWORD, noon_and},
    household::{ANOTHER, Browser, HANNA, SAM, password, unproved},
};

#[tokio::test]
async fn a_changed_password_ends_all_other_sessions_forgets_browsers_and_is_told() {
    let house = House::new().await;
    let mut other = Browser::at("192.0.2.1");
    let elsewhere = other.sign_in(&house, HANNA).await;
    let sams = Browser::at("192.0.2.2").sign_in(&house, SAM).await;
    let token = Browser::at("192.0.2.3").sign_in(&house, HANNA).await;
    let hanna = house.known_by(&token).await;
    house.desk.ask_for_reset(&hanna.person.email, &other.origin).await.unwrap();
    let link = house.link().await;
    house.notifier.heard();

    house.desk.change_password(&hanna, password(ANOTHER)).await.unwrap();
    assert_eq!(house.notifier.heard(), [News::Person(hanna.person.id)]);
    assert!(house.holds(&token).await && house.holds(&sams).await);
    assert!(!house.holds(&elsewhere).await);
    let tables = house.store.tables();
    assert_eq!(
        tables.known_browsers.keys().map(|(whose, _)| *whose).collect::<Vec<_>>(),
        [house.sam.person.id]
    );
    let told = Draft::OnSignIn { change: SignInChange::Password, at: NOON }.to_json();
    assert_eq!(tables.letters_to(HANNA), [told]);
    assert!(house.desk.password_link(&link).await.is_err(), "a link to a new password is void");
    other.type_in(&house, HANNA, PASSWORD).await.unwrap_err();
    other.type_in(&house, HANNA, ANOTHER).await.unwrap();
}

#[tokio::test]
async fn a_password_that_will_not_do_changes_nothing() {
    let house = House::new().await;
    let sam = house.caller(SAM).await;
    let before = house.store.tables();
    for (typed, problem) in [
        ("short", PasswordProblem::TooShort),
        ("password1", PasswordProblem::TooCommon),
        ("Sam@House.Example", PasswordProblem::OwnName),
        ("2birch2026", PasswordProblem::OwnName),
    ] {
        let refused = house.desk.change_password(&sam, password(typed)).await;
        assert!(matches!(refused, Err(OwnError::Password(why)) if why == problem), "{typed}: {refused:?}");
    }
    let refused = house.desk.change_password(&unproved(&sam), password(ANOTHER)).await;
    assert!(matches!(refused, Err(OwnError::NotProved)), "{refused:?}");
    house.hasher.set_busy(true);
    let refused = house.desk.change_password(&sam, password(ANOTHER)).await;
    assert!(matches!(refused, Err(OwnError::Hasher(HasherError::Busy))), "{refused:?}");
    house.hasher.set_busy(false);
    assert_eq!(house.store.tables(), before);
    house.store.tamper(|tables| tables.sessions.clear());
    let before = house.store.tables();
    let refused = house.desk.change_password(&sam, password(ANOTHER)).await;
    assert!(matches!(refused, Err(OwnError::Gone)), "{refused:?}");
    assert_eq!(house.store.tables(), before);
}

#[tokio::test]
async fn a_session_that_ends_while_the_new_password_is_hashed_changes_nothing() {
    let mut house = House::new().await;
    let sam = house.caller(SAM).await;
    house.while_hashing(|tables| tables.sessions.clear());
    let refused = house.desk.change_password(&sam, password(ANOTHER)).await;
    assert!(matches!(refused, Err(OwnError::Gone)), "{refused:?}");
    assert_eq!(house.store.tables().people[&sam.person.id].password, PASSWORD);
}

#[tokio::test]
async fn a_disabled_persons_password_stays_as_it_is() {
    let house = House::new().await;
    let sam = house.caller(SAM).await;
    house.disable(sam.person.id);
    let before = house.store.tables();
    let refused = house.desk.change_password(&sam, password(ANOTHER)).await;
    assert!(matches!(refused, Err(OwnError::Gone)), "{refused:?}");
    assert_eq!(house.store.tables(), before);
}

#[tokio::test]
async fn someone_sees_the_sessions_that_hold_their_own_first_and_nothing_that_waits() {
    let house = House::new().await;
    let idle = Browser::at("192.0.2.1").sign_in(&house, HANNA).await;
    house.clock.pass(MINUTE * 29);
    let token = Browser::at("192.0.2.2").sign_in(&house, HANNA).await;
    house.clock.pass(MINUTE);
    let latest = Browser::at("192.0.2.3").sign_in(&house, HANNA).await;
    house.caller(SAM).await;
    house.store.tamper(|tables| {
        let mut waiting = tables.sessions[&latest.key().0].clone();
        (waiting.key, waiting.awaits_code) = (SessionKey([9; 32]), true);
        tables.sessions.insert([9; 32], waiting);
    });
    assert!(!house.holds(&idle).await);
    let own = house.desk.own_sign_in(&house.known_by(&token).await).await.unwrap();
    let keys: Vec<_> = own.sessions.iter().map(|session| session.key).collect();
    assert_eq!(keys, [token.key(), latest.key()]);
    assert_eq!(
        (own.second_factor, own.time_zone, own.now),
        (SecondFactorState::Off, None, noon_and(HOUR / 2))
    );
}

#[tokio::test]
async fn someone_ends_one_of_their_sessions_and_none_of_anothers() {
    let house = House::new().await;
    let lost = Browser::at("192.0.2.1").sign_in(&house, HANNA).await;
    let sams = Browser::at("192.0.2.2").sign_in(&house, SAM).await;
    let hanna = house.caller(HANNA).await;
    house.notifier.heard();
    house.desk.end_session(&hanna, sams.key().handle()).await.unwrap();
    assert_eq!(house.store.tables().sessions.len(), 3);
    house.desk.end_session(&hanna, lost.key().handle()).await.unwrap();
    assert!(!house.holds(&lost).await && house.holds(&sams).await);
    let told = News::Person(hanna.person.id);
    assert_eq!(house.notifier.heard().last(), Some(&told));
    house.desk.end_session(&hanna, lost.key().handle()).await.unwrap();
    assert_eq!(house.store.tables().sessions.len(), 2, "it has ended already");
}

#[tokio::test]
async fn someone_ends_all_sessions_but_their_own_also_what_waits_for_a_code() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let (app, _) = house.add_second_factor(&hanna).await;
    house.clock.pass(MINUTE);
    let mut browser = Browser::at("192.0.2.1");
    let waiting = browser.begin(&house, HANNA).await;
    let sams = Browser::at("192.0.2.2").sign_in(&house, SAM).await;
    house.notifier.heard();
    house.desk.end_other_sessions(&hanna).await.unwrap();
    assert_eq!(house.notifier.heard(), [News::Person(hanna.person.id)]);
    let refused = browser.enter(&house, &waiting, &app.code(&house)).await;
    assert!(matches!(refused, Err(SignInError::NothingWaits)), "{refused:?}");
    assert!(house.holds(&sams).await);
    assert!(house.store.tables().sessions.contains_key(&hanna.session.0));
    assert_eq!(house.store.tables().sessions.len(), 2);
}

#[tokio::test]
async fn someone_says_in_which_zone_they_are_told_times() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    house.desk.keep_time_zone(&hanna, Some("Europe/Berlin")).await.unwrap();
    let own = house.desk.own_sign_in(&hanna).await.unwrap();
    assert_eq!(own.time_zone.as_deref(), Some("Europe/Berlin"));
    house.desk.keep_time_zone(&hanna, None).await.unwrap();
    assert_eq!(house.desk.own_sign_in(&hanna).await.unwrap().time_zone, None);
}

#[tokio::test]
async fn whoever_has_no_zone_is_told_times_in_their_browsers() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    house.desk.offer_time_zone(hanna.person.id, "Europe/Berlin").await.unwrap();
    let own = house.desk.own_sign_in(&hanna).await.unwrap();
    assert_eq!(own.time_zone.as_deref(), Some("Europe/Berlin"));
    assert_eq!(house.caller(HANNA).await.time_zone.as_deref(), Some("Europe/Berlin"));
    assert_eq!(house.caller(SAM).await.time_zone, None);
}

#[tokio::test]
async fn a_chosen_zone_stays_whatever_browser_comes_and_costs_no_write() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    for chosen in ["Asia/Kolkata", "UTC"] {
        house.desk.keep_time_zone(&hanna, Some(chosen)).await.unwrap();
        let before = house.store.commits();
        house.desk.offer_time_zone(hanna.person.id, "Europe/Berlin").await.unwrap();
        let own = house.desk.own_sign_in(&hanna).await.unwrap();
        assert_eq!(own.time_zone.as_deref(), Some(chosen));
        assert_eq!(house.store.commits(), before);
    }
}

#[tokio::test]
async fn whoever_was_erased_has_no_sign_in_to_see() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    house.store.tamper(|tables| tables.people.clear());
    let refused = house.desk.own_sign_in(&hanna).await;
    assert!(matches!(refused, Err(OwnError::Gone)), "{refused:?}");
    house.desk.offer_time_zone(hanna.person.id, "Europe/Berlin").await.unwrap();
    assert!(house.store.tables().people.is_empty());
}
