//! Signing in and out, and how long a session holds.

use std::time::Duration;

use domain::{desk::SignInError, person::Password};
use server::demo::{self, Demo};

use crate::support::{HANNA, House, PASSWORD};

fn password(text: &str) -> Password {
    Password::new(text.to_owned())
}

#[tokio::test]
async fn an_address_is_recognised_in_any_case() {
    let house = House::new().await;
    let token = house.sign_in(" Holder@ACME.example ").await;
    let caller = house.desk.who(&token, true).await.unwrap().unwrap();
    assert_eq!(caller.person.name, "Hanna Holt");
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_are_refused_alike() {
    let house = House::new().await;
    for (email, typed) in [
        (HANNA, "wrong"),
        (HANNA, ""),
        (HANNA, &PASSWORD.repeat(20)),
        ("nobody@acme.example", PASSWORD),
        ("not an address", PASSWORD),
        ("", ""),
    ] {
        let refused = house.try_sign_in(email, typed, None).await;
        assert!(matches!(refused, Err(SignInError::Wrong)), "{email:?}");
    }
}

#[tokio::test]
async fn a_session_ends_by_signing_out_by_signing_in_anew_and_by_time() {
    let house = House::new().await;
    let first = house.sign_in(HANNA).await;
    let second = house.try_sign_in(HANNA, PASSWORD, Some(&first)).await.unwrap().token;
    assert!(house.desk.who(&first, true).await.unwrap().is_none());
    house.desk.sign_out(&second).await.unwrap();
    house.desk.sign_out(&second).await.unwrap();
    assert!(house.desk.who(&second, true).await.unwrap().is_none());

    let third = house.sign_in(HANNA).await;
    house.clock.pass(Duration::from_secs(30 * 60));
    assert!(house.desk.who(&third, true).await.unwrap().is_none());
}

#[tokio::test]
async fn a_person_at_work_stays_signed_in_for_twelve_hours_and_a_page_alone_for_half_an_hour() {
    let house = House::new().await;
    let (at_work, alone) = (house.sign_in(HANNA).await, house.sign_in(HANNA).await);
    let step = Duration::from_secs(29 * 60);
    house.clock.pass(step);
    assert!(house.desk.who(&alone, false).await.unwrap().is_some());
    assert!(house.desk.who(&at_work, true).await.unwrap().is_some());
    house.clock.pass(step);
    assert!(house.desk.who(&alone, false).await.unwrap().is_none());
    for _ in 2..24 {
        assert!(house.desk.who(&at_work, true).await.unwrap().is_some());
        house.clock.pass(step);
    }
    house.clock.pass(Duration::from_secs(24 * 60));
    assert!(house.desk.who(&at_work, true).await.unwrap().is_none(), "twelve hours are over");
}

#[tokio::test]
async fn sessions_that_ended_by_time_are_removed_and_others_stay() {
    let house = House::new().await;
    house.sign_in(HANNA).await;
    house.clock.pass(Duration::from_secs(20 * 60));
    let fresh = house.sign_in(HANNA).await;
    house.clock.pass(Duration::from_secs(15 * 60));
    house.desk.remove_what_is_over().await.unwrap();
    assert!(house.desk.who(&fresh, true).await.unwrap().is_some());
    assert_eq!(house.count("select count(*) from sessions").await, 1);
}

#[tokio::test]
async fn a_new_demo_password_replaces_the_old_one_and_spares_other_databases() {
    let house = House::new().await;
    assert_eq!(demo::prepare(&house.desk, &password("another")).await.unwrap(), Demo::Ready);
    assert!(house.try_sign_in(HANNA, "another", None).await.is_ok());
    assert!(house.try_sign_in(HANNA, PASSWORD, None).await.is_err());

    house.tamper("update people set email = 'owner@real.example' where email = 'holder@acme.example'").await;
    assert_eq!(demo::prepare(&house.desk, &password("third")).await.unwrap(), Demo::NotHere);
    let sam = house.try_sign_in(crate::support::SAM, "another", None).await;
    assert!(sam.is_ok(), "nothing was changed");
}
