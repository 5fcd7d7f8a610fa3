//! Failures slow signing in down (requirement P1).

use std::{sync::Arc, time::Duration};

use domain::{
    desk::{SignIn, SignInError},
    ports::HasherError,
    testing::MemoryStore,
};

use crate::{
    house::{HOUR, House, MILLISECOND, PASSWORD},
    household::{ANOTHER, Browser, HANNA, SAM, STRANGER, password},
};

const SECOND: Duration = Duration::from_secs(1);

/// How long the try has to wait, if it has to.
fn wait(answer: &Result<SignIn, SignInError>) -> Option<Duration> {
    match answer {
        Err(SignInError::TooMany { retry_after }) => Some(*retry_after),
        _ => None,
    }
}

/// Fails so often with this name, each time from another network address.
async fn fail(house: &House, email: &str, times: u32) {
    for time in 0..times {
        let refused = Browser::at(&format!("203.0.113.{time}")).type_in(house, email, "wrong").await;
        assert!(matches!(refused, Err(SignInError::Wrong)), "{refused:?}");
    }
}

#[tokio::test]
async fn known_and_unknown_names_cost_one_comparison_each_and_are_slowed_down_alike() {
    for name in [HANNA, STRANGER, "no address"] {
        let house = House::new().await;
        fail(&house, name, 5).await;
        assert_eq!(house.hasher.compared(), 5, "{name}");
        let commits = house.store.commits();
        let before = house.store.tables();
        let mut elsewhere = Browser::at("192.0.2.99");
        for _ in 0..3 {
            let refused = elsewhere.type_in(&house, name, PASSWORD).await;
            assert_eq!(wait(&refused), Some(SECOND), "{name}: {refused:?}");
        }
        assert_eq!((house.hasher.compared(), house.store.commits()), (5, commits), "{name}");
        assert_eq!(house.store.tables(), before, "{name}");
        house.clock.pass(SECOND);
        let refused = elsewhere.type_in(&house, name, "wrong").await;
        assert!(matches!(refused, Err(SignInError::Wrong)), "{name}: {refused:?}");
        let refused = elsewhere.type_in(&house, name, "wrong").await;
        assert_eq!(wait(&refused), Some(SECOND * 2), "{name}: each failure more doubles the wait");
        assert_eq!(house.failures(), [1, 1, 1, 1, 1, 1, 6], "{name}");
    }
}

#[tokio::test]
async fn a_name_is_one_name_however_it_is_spelt() {
    let house = House::new().await;
    fail(&house, HANNA, 3).await;
    fail(&house, " HANNA@House.example", 2).await;
    let refused = Browser::at("192.0.2.99").type_in(&house, HANNA, PASSWORD).await;
    assert_eq!(wait(&refused), Some(SECOND), "{refused:?}");
    fail(&house, SAM, 1).await;
}

#[tokio::test]
async fn a_right_password_is_let_in_from_a_browser_where_its_owner_signed_in_before() {
    let house = House::new().await;
    let mut known = Browser::at("192.0.2.1");
    known.sign_in(&house, HANNA).await;
    let mut sams = Browser::at("192.0.2.2");
    sams.sign_in(&house, SAM).await;
    fail(&house, HANNA, 5).await;
    known.sign_in(&house, HANNA).await;
    for mut unknown in [Browser::at("192.0.2.1"), sams] {
        let refused = unknown.type_in(&house, HANNA, PASSWORD).await;
        assert_eq!(wait(&refused), Some(SECOND), "another's browser is no help: {refused:?}");
    }
}

#[tokio::test]
async fn a_known_browser_that_fails_too_often_is_treated_as_any_other() {
    let house = House::new().await;
    let mut known = Browser::at("192.0.2.1");
    known.sign_in(&house, HANNA).await;
    for _ in 0..20 {
        known.type_in(&house, HANNA, "wrong").await.unwrap_err();
    }
    assert_eq!(house.failures(), [20], "neither the name nor the address counts them");
    known.type_in(&house, HANNA, "wrong").await.unwrap_err();
    assert_eq!(house.failures(), [1, 1, 20]);
    fail(&house, HANNA, 4).await;
    let refused = known.type_in(&house, HANNA, PASSWORD).await;
    assert_eq!(wait(&refused), Some(SECOND), "{refused:?}");
    house.clock.pass(SECOND);
    known.sign_in(&house, HANNA).await;
}

#[tokio::test]
async fn what_one_known_browser_failed_costs_no_other_browser_and_nobody_else_anything() {
    let house = House::new().await;
    let (mut failing, mut other) = (Browser::at("192.0.2.1"), Browser::at("192.0.2.2"));
    failing.sign_in(&house, SAM).await;
    failing.sign_in(&house, HANNA).await;
    other.sign_in(&house, HANNA).await;
    for _ in 0..20 {
        failing.type_in(&house, HANNA, "wrong").await.unwrap_err();
    }
    fail(&house, HANNA, 5).await;
    fail(&house, SAM, 5).await;
    other.sign_in(&house, HANNA).await;
    failing.sign_in(&house, SAM).await;
}

#[tokio::test]
async fn success_in_a_known_browser_clears_what_that_browser_failed() {
    let house = House::new().await;
    let mut known = Browser::at("192.0.2.1");
    known.sign_in(&house, HANNA).await;
    known.type_in(&house, HANNA, "wrong").await.unwrap_err();
    fail(&house, HANNA, 1).await;
    assert_eq!(house.failures(), [1, 1, 1]);
    known.sign_in(&house, HANNA).await;
    assert_eq!(house.failures(), [1, 1], "what others failed stays counted");
}

#[tokio::test]
async fn success_clears_the_names_count_and_gives_back_the_addresss() {
    let house = House::new().await;
    let mut browser = Browser::at("192.0.2.1");
    for _ in 0..3 {
        browser.type_in(&house, HANNA, "wrong").await.unwrap_err();
    }
    assert_eq!(house.failures(), [3, 3]);
    browser.sign_in(&house, HANNA).await;
    assert_eq!(house.failures(), [3], "the address's, less the try that was right");
}

#[tokio::test]
async fn a_failure_is_counted_before_anything_is_compared_and_given_back_where_nothing_was() {
    let house = House::new().await;
    house.hasher.set_busy(true);
    let commits = house.store.commits();
    let refused = Browser::at("192.0.2.1").type_in(&house, HANNA, PASSWORD).await;
    assert!(matches!(refused, Err(SignInError::Hasher(HasherError::Busy))), "{refused:?}");
    assert_eq!((house.store.commits(), house.failures()), (commits + 2, vec![]));

    house.hasher.set_busy(false);
    house.store.meanwhile(|tables| {
        let counted: Vec<u32> = tables.throttles.values().map(|throttle| throttle.failures).collect();
        assert_eq!(counted, [1, 1], "the count is committed");
    });
    assert_eq!(house.hasher.compared(), 0);
    Browser::at("192.0.2.1").sign_in(&house, HANNA).await;
}

#[tokio::test]
async fn a_busy_moment_takes_back_no_failure_but_its_own() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let mut browser = Browser::at("192.0.2.1");
    for _ in 0..2 {
        browser.type_in(&house, HANNA, "wrong").await.unwrap_err();
        house.desk.confirm(&hanna, &password("wrong"), "").await.unwrap_err();
    }
    let before = house.store.tables();
    house.hasher.set_busy(true);
    browser.type_in(&house, HANNA, PASSWORD).await.unwrap_err();
    house.desk.confirm(&hanna, &password(PASSWORD), "").await.unwrap_err();
    assert_eq!(house.failures(), [2, 2, 2]);
    assert_eq!(house.store.tables(), before);
}

#[tokio::test]
async fn one_network_address_is_slowed_down_whatever_names_it_tries() {
    let house = House::new().await;
    for name in 0..30 {
        let name = format!("nobody{name}@house.example");
        Browser::at("2001:db8::1").type_in(&house, &name, "wrong").await.unwrap_err();
    }
    let mut neighbour = Browser::at("2001:db8::ffff:2");
    assert_eq!(wait(&neighbour.type_in(&house, HANNA, PASSWORD).await), Some(SECOND), "one network");
    Browser::at("2001:db8:0:1::1").sign_in(&house, HANNA).await;
    house.clock.pass(SECOND);
    neighbour.sign_in(&house, HANNA).await;
    assert_eq!(house.failures().last(), Some(&30), "a right password does not clear an address");
}

#[tokio::test]
async fn failures_survive_a_restart_and_are_seen_by_every_server() {
    let mut house = House::new().await;
    fail(&house, HANNA, 5).await;
    let tables = house.store.tables();
    let restarted = MemoryStore::new();
    restarted.tamper(|empty| *empty = tables);
    house.desk.store = Arc::new(restarted.clone());
    house.store = restarted;
    let refused = Browser::at("192.0.2.99").type_in(&house, HANNA, PASSWORD).await;
    assert_eq!(wait(&refused), Some(SECOND), "{refused:?}");
}

#[tokio::test]
async fn after_a_quiet_hour_all_is_forgotten() {
    let house = House::new().await;
    fail(&house, HANNA, 5).await;
    for _ in 0..12 {
        house.clock.pass(HOUR / 4);
        Browser::at("192.0.2.99").type_in(&house, HANNA, "wrong").await.unwrap_err();
    }
    let waits = Browser::at("192.0.2.98").type_in(&house, HANNA, PASSWORD).await;
    assert_eq!(wait(&waits), Some(HOUR / 4), "the longest wait");
    house.clock.pass(HOUR / 4 - MILLISECOND);
    let waits = Browser::at("192.0.2.98").type_in(&house, HANNA, PASSWORD).await;
    assert_eq!(wait(&waits), Some(MILLISECOND));
    house.clock.pass(HOUR);
    fail(&house, HANNA, 5).await;
}

#[tokio::test]
async fn a_known_browser_costs_an_unknown_name_nothing_more() {
    let house = House::new().await;
    let mut known = Browser::at("192.0.2.1");
    known.sign_in(&house, HANNA).await;
    let compared = house.hasher.compared();
    known.type_in(&house, STRANGER, ANOTHER).await.unwrap_err();
    assert_eq!((house.hasher.compared(), house.failures()), (compared + 1, vec![1, 1]));
}
