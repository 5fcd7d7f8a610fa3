//! Being known by a session, and its end.

use std::time::Duration;

use domain::{ports::News, session::SessionToken, testing::SeededEntropy};

use crate::{
    house::{DAY, HOUR, House, MILLISECOND, MINUTE, NOON, noon_and},
    household::{ADA, Browser, HANNA, SAM, STRANGER, email},
};

async fn sign_in(house: &House) -> SessionToken {
    Browser::at("192.0.2.1").sign_in(house, HANNA).await
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
async fn what_a_page_asks_for_by_itself_keeps_no_session_alive() {
    let house = House::new().await;
    let token = sign_in(&house).await;
    for _ in 0..29 {
        house.clock.pass(MINUTE);
        assert!(house.holds(&token).await);
    }
    house.clock.pass(MINUTE);
    assert!(!house.holds(&token).await);
}

#[tokio::test]
async fn a_session_that_was_idle_too_long_holds_no_more_and_is_removed_later() {
    let house = House::new().await;
    let token = sign_in(&house).await;
    house.clock.pass(HOUR / 2 - MILLISECOND);
    assert!(house.holds(&token).await);
    house.clock.pass(MILLISECOND);
    assert!(house.desk.who(&token, true).await.unwrap().is_none());
    house.desk.remove_what_is_over().await.unwrap();
    assert_eq!(house.store.tables().sessions.len(), 1);
    house.clock.pass(MILLISECOND);
    house.desk.remove_what_is_over().await.unwrap();
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
async fn whoever_signs_out_is_nobody_also_by_an_old_cookie_and_nobody_else_is_signed_out() {
    let house = House::new().await;
    let (one, other) = (sign_in(&house).await, sign_in(&house).await);
    house.notifier.heard();
    house.desk.sign_out(&one).await.unwrap();
    assert_eq!(house.notifier.heard(), [News::Person(house.hanna.person.id)]);
    assert!(!house.holds(&one).await);
    assert!(house.holds(&other).await);
    let unknown = SessionToken::draw(&SeededEntropy::new(9)).unwrap();
    house.desk.sign_out(&unknown).await.unwrap();
    assert_eq!(house.notifier.heard(), []);
    assert_eq!(house.store.tables().sessions.len(), 1);
}

#[tokio::test]
async fn a_proof_holds_for_a_quarter_of_an_hour_to_the_millisecond() {
    let house = House::new().await;
    let token = sign_in(&house).await;
    house.clock.pass(MINUTE * 15 - MILLISECOND);
    assert!(house.known_by(&token).await.proved);
    house.clock.pass(MILLISECOND);
    assert!(!house.known_by(&token).await.proved);
}

#[tokio::test]
async fn a_disabled_persons_session_is_nobodys() {
    let house = House::new().await;
    let token = sign_in(&house).await;
    house.disable(house.hanna.person.id);
    assert!(!house.holds(&token).await);
}

#[tokio::test]
async fn the_desks_people_must_add_a_second_factor_where_the_policy_says_so_and_customers_need_not() {
    let mut house = House::new().await;
    let ada = Browser::at("192.0.2.1").sign_in(&house, ADA).await;
    let hanna = sign_in(&house).await;
    assert!(house.known_by(&ada).await.must_add_second_factor);
    assert!(!house.known_by(&hanna).await.must_add_second_factor);
    let caller = house.known_by(&ada).await;
    house.desk.offer_second_factor(&caller).await.unwrap();
    assert!(house.known_by(&ada).await.must_add_second_factor, "an offer is none yet");
    let app = house.app_of(&caller).await;
    house.desk.confirm_second_factor(&caller, &app.code(&house)).await.unwrap();
    assert!(!house.known_by(&ada).await.must_add_second_factor);

    house.store.tamper(|tables| tables.second_factors.clear());
    house.desk.policy.desk_second_factor = false;
    assert!(!house.known_by(&ada).await.must_add_second_factor);
}

#[tokio::test]
async fn what_time_ended_is_removed_and_what_goes_on_stays() {
    let house = House::new().await;
    let mut browser = Browser::at("192.0.2.1");
    browser.sign_in(&house, HANNA).await;
    browser.type_in(&house, SAM, "wrong").await.unwrap_err();
    let hanna = house.hanna.customer().unwrap();
    let invited = email(STRANGER);
    let role = domain::person::Role::SubAccount;
    house.desk.invite(hanna, crate::house::acme(), &invited, role).await.unwrap();
    house.desk.ask_for_reset(&email(SAM), &browser.origin).await.unwrap();
    house.post().await;
    let counts = || {
        let tables = house.store.tables();
        let links = (tables.password_links.len(), tables.invitations.len());
        let failing = tables.throttles.values().filter(|throttle| throttle.failures > 0).count();
        (tables.sessions.len(), links, failing, tables.known_browsers.len())
    };
    house.desk.remove_what_is_over().await.unwrap();
    assert_eq!(counts(), (1, (1, 1), 3, 1));
    house.clock.pass(HOUR + MILLISECOND);
    house.desk.remove_what_is_over().await.unwrap();
    assert_eq!(counts(), (0, (0, 1), 0, 1));
    house.clock.pass(DAY * 7);
    house.desk.remove_what_is_over().await.unwrap();
    assert_eq!(counts(), (0, (0, 0), 0, 1));
    house.clock.pass(DAY * 173 - HOUR - MILLISECOND);
    house.desk.remove_what_is_over().await.unwrap();
    assert_eq!(counts(), (0, (0, 0), 0, 1), "so long a browser is remembered");
    house.clock.pass(Duration::from_millis(1));
    house.desk.remove_what_is_over().await.unwrap();
    assert_eq!(counts(), (0, (0, 0), 0, 0));
}
