//! Someone forgot their password (requirement P6).

use std::time::Duration;

use domain::{
    desk::{ResetError, SignInError},
    mail::{Content, Draft, SignInChange},
    person::PasswordProblem,
    ports::{HasherError, News, StoreError},
    session::Origin,
    testing::{BrokenEntropy, SeededEntropy, store::Tables},
    token::Token,
};

use crate::{
    house::{HOUR, House, MILLISECOND, MINUTE, NOON, PASSWORD, noon_and},
    household::{ANOTHER, Browser, HANNA, SAM, STRANGER, email, password},
};

async fn ask(house: &House, typed: &str) {
    let origin = Origin { address: "192.0.2.1".into(), browser: "Firefox".into() };
    house.desk.ask_for_reset(&email(typed), &origin).await.unwrap();
}

/// The link that Hanna gets.
async fn link(house: &House) -> Token {
    ask(house, HANNA).await;
    house.link().await
}

#[tokio::test]
async fn asking_does_the_same_whether_anyone_has_the_address_or_not() {
    let written = async |typed: &str| -> (Tables, u64) {
        let house = House::new().await;
        ask(&house, typed).await;
        let mut tables = house.store.tables();
        tables.letters.values_mut().for_each(|letter| letter.email = email("someone@house.example"));
        (tables, house.store.commits())
    };
    let known = written(HANNA).await;
    assert_eq!(known, written(STRANGER).await);
    assert_eq!((known.0.letters.len(), known.0.password_links.len()), (1, 0));
}

#[tokio::test]
async fn only_an_address_that_someone_signs_in_with_gets_a_letter() {
    let house = House::new().await;
    ask(&house, STRANGER).await;
    ask(&house, SAM).await;
    house.disable(house.sam.person.id);
    assert_eq!(house.post().await, []);
    let tables = house.store.tables();
    assert!(tables.letters.is_empty() && tables.password_links.is_empty());
}

#[tokio::test]
async fn the_letter_brings_a_link_that_lasts_an_hour_and_is_not_kept() {
    let house = House::new().await;
    ask(&house, HANNA).await;
    house.clock.pass(MINUTE);
    let letters = house.post().await;
    let [letter] = &letters[..] else { panic!("{letters:?}") };
    let Content::PasswordReset { link, expires_at } = &letter.content else { panic!("{letter:?}") };
    assert_eq!((letter.name.as_deref(), *expires_at), (Some("Hanna"), noon_and(HOUR + MINUTE)));
    let kept = house.store.tables().password_links[&house.hanna.person.id];
    assert_eq!(kept.hash, link.hash());
    assert_ne!(Token::of(kept.seed), *link);
}

#[tokio::test]
async fn whoever_asks_again_and_again_gets_one_letter_in_a_while_and_then_another_link() {
    let house = House::new().await;
    ask(&house, HANNA).await;
    ask(&house, HANNA).await;
    let first = house.link().await;
    house.clock.pass(MINUTE * 2 - MILLISECOND);
    ask(&house, HANNA).await;
    assert_eq!(house.post().await, []);
    house.clock.pass(MILLISECOND);
    let second = link(&house).await;
    assert!(house.desk.password_link(&first).await.is_err(), "no earlier link works");
    assert_eq!(house.desk.password_link(&second).await.unwrap(), email(HANNA));
}

#[tokio::test]
async fn a_letter_that_is_tried_again_carries_the_link_that_it_carried_before() {
    let house = House::new().await;
    ask(&house, HANNA).await;
    let first = house.desk.take_letters().await.unwrap();
    house.clock.pass(MINUTE * 20);
    let again = house.desk.take_letters().await.unwrap();
    assert_eq!((first[0].tries, again[0].tries), (1, 2));
    assert_eq!(first[0].letter.content, again[0].letter.content);
}

#[tokio::test]
async fn looking_at_a_link_changes_nothing() {
    let house = House::new().await;
    let link = link(&house).await;
    let (before, commits) = (house.store.tables(), house.store.commits());
    for _ in 0..3 {
        assert_eq!(house.desk.password_link(&link).await.unwrap(), email(HANNA));
    }
    assert_eq!((house.store.tables(), house.store.commits()), (before, commits));
}

#[tokio::test]
async fn a_reset_gives_another_password_ends_all_sessions_forgets_browsers_and_is_told() {
    let house = House::new().await;
    let mut browser = Browser::at("192.0.2.1");
    let token = browser.sign_in(&house, HANNA).await;
    let sams = Browser::at("192.0.2.2").sign_in(&house, SAM).await;
    for place in 0..5 {
        Browser::at(&format!("203.0.113.{place}")).type_in(&house, HANNA, "forgotten").await.unwrap_err();
    }
    let link = link(&house).await;
    house.notifier.heard();
    house.desk.reset_password(&link, password(ANOTHER)).await.unwrap();
    assert_eq!(house.notifier.heard(), [News::Person(house.hanna.person.id)]);
    assert!(!house.holds(&token).await && house.holds(&sams).await);
    let tables = house.store.tables();
    assert!(tables.known_browsers.keys().all(|(whose, _)| *whose == house.sam.person.id));
    let told = Draft::OnSignIn { change: SignInChange::Password, at: NOON }.to_json();
    assert_eq!(tables.letters_to(HANNA), [told]);
    let wrong = browser.type_in(&house, HANNA, PASSWORD).await;
    assert!(matches!(wrong, Err(SignInError::Wrong)), "the name waits no more: {wrong:?}");
    browser.type_in(&house, HANNA, ANOTHER).await.unwrap();
}

#[tokio::test]
async fn a_reset_takes_no_second_factor_off() {
    let house = House::new().await;
    house.add_second_factor(&house.caller(HANNA).await).await;
    house.post().await;
    let link = link(&house).await;
    house.desk.reset_password(&link, password(ANOTHER)).await.unwrap();
    let tables = house.store.tables();
    assert_eq!((tables.second_factors.len(), tables.recovery_codes.len()), (1, 10));
    let answer = Browser::at("192.0.2.1").type_in(&house, HANNA, ANOTHER).await.unwrap();
    assert!(matches!(answer, domain::desk::SignIn::CodeDue(_)), "{answer:?}");
}

#[tokio::test]
async fn a_link_works_once_and_not_from_its_last_millisecond_on() {
    let house = House::new().await;
    let used = link(&house).await;
    house.desk.reset_password(&used, password(ANOTHER)).await.unwrap();
    house.post().await;
    house.clock.pass(MINUTE * 2);
    let late = link(&house).await;
    house.clock.pass(HOUR - MILLISECOND);
    assert!(house.desk.password_link(&late).await.is_ok());
    house.clock.pass(MILLISECOND);
    let before = house.store.tables();
    for link in [used, late, Token::draw(&SeededEntropy::new(9)).unwrap()] {
        let refused = house.desk.password_link(&link).await;
        assert!(matches!(refused, Err(ResetError::NoSuchLink)), "{refused:?}");
        let refused = house.desk.reset_password(&link, password(ANOTHER)).await;
        assert!(matches!(refused, Err(ResetError::NoSuchLink)), "{refused:?}");
    }
    assert_eq!(house.store.tables(), before);
}

#[tokio::test]
async fn a_disabled_persons_link_leads_nowhere() {
    let house = House::new().await;
    let link = link(&house).await;
    house.disable(house.hanna.person.id);
    let before = house.store.tables();
    let refused = house.desk.reset_password(&link, password(ANOTHER)).await;
    assert!(matches!(refused, Err(ResetError::NoSuchLink)), "{refused:?}");
    assert_eq!(house.store.tables(), before);
}

#[tokio::test]
async fn a_link_that_is_used_or_whose_owner_is_disabled_while_the_password_is_hashed_leads_nowhere() {
    for disables in [false, true] {
        let mut house = House::new().await;
        let (link, hanna) = (link(&house).await, house.hanna.person.id);
        house.while_hashing(move |tables| {
            if disables {
                tables.people.get_mut(&hanna).unwrap().disabled_at = Some(NOON);
            } else {
                tables.password_links.clear();
            }
        });
        let refused = house.desk.reset_password(&link, password(ANOTHER)).await;
        assert!(matches!(refused, Err(ResetError::NoSuchLink)), "{refused:?}");
        assert_eq!(house.store.tables().people[&hanna].password, PASSWORD);
    }
}

#[tokio::test]
async fn a_link_whose_time_is_over_by_when_the_password_is_hashed_leads_nowhere() {
    let mut house = House::new().await;
    let (link, clock) = (link(&house).await, house.clock.clone());
    house.while_hashing(move |_| clock.pass(HOUR));
    let before = house.store.tables();
    let refused = house.desk.reset_password(&link, password(ANOTHER)).await;
    assert!(matches!(refused, Err(ResetError::NoSuchLink)), "{refused:?}");
    assert_eq!(house.store.tables(), before);
}

#[tokio::test]
async fn a_password_that_will_not_do_leaves_the_link_as_it_is() {
    let house = House::new().await;
    let link = link(&house).await;
    let before = house.store.tables();
    for (typed, problem) in [
        ("short", PasswordProblem::TooShort),
        ("password1", PasswordProblem::TooCommon),
        (HANNA, PasswordProblem::OwnName),
        ("acme2026", PasswordProblem::OwnName),
    ] {
        let refused = house.desk.reset_password(&link, password(typed)).await;
        assert!(matches!(refused, Err(ResetError::Password(why)) if why == problem), "{typed}: {refused:?}");
    }
    house.hasher.set_busy(true);
    let refused = house.desk.reset_password(&link, password(ANOTHER)).await;
    assert!(matches!(refused, Err(ResetError::Hasher(HasherError::Busy))), "{refused:?}");
    house.hasher.set_busy(false);
    assert_eq!(house.store.tables(), before);
    house.desk.reset_password(&link, password(ANOTHER)).await.unwrap();
}

#[tokio::test]
async fn one_network_address_asks_so_often_and_then_has_to_wait_whomever_it_asks_for() {
    let house = House::new().await;
    for number in 0..30 {
        ask(&house, &format!("nobody{number}@house.example")).await;
    }
    let before = house.store.tables();
    let ask_from = async |address: &str| {
        let origin = Origin { address: address.into(), ..Origin::default() };
        house.desk.ask_for_reset(&email(HANNA), &origin).await
    };
    let refused = ask_from("192.0.2.1").await;
    let second = Duration::from_secs(1);
    assert!(
        matches!(refused, Err(ResetError::TooMany { retry_after }) if retry_after == second),
        "{refused:?}"
    );
    assert_eq!(house.store.tables(), before);
    ask_from("192.0.2.2").await.unwrap();
    Browser::at("192.0.2.1").sign_in(&house, HANNA).await;
    house.clock.pass(second);
    ask_from("192.0.2.1").await.unwrap();
}

#[tokio::test]
async fn without_randomness_the_letter_waits() {
    let house = House::new().await.with_entropy(BrokenEntropy);
    ask(&house, HANNA).await;
    let refused = house.desk.take_letters().await;
    assert!(matches!(refused, Err(StoreError::Failed(_))), "{refused:?}");
    let tables = house.store.tables();
    assert_eq!(
        (tables.letters.len(), tables.password_links.len()),
        (1, 0),
        "it is tried again, and made no link"
    );
}
