//! A second factor is asked for at sign-in, and its secret is sealed.

use std::time::Duration;

use domain::desk::SignInError;

use crate::support::{HANNA, House};

#[tokio::test]
async fn a_code_signs_in_once_and_a_recovery_code_once_in_its_place() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let (secret, codes) = house.add_second_factor(&hanna).await;
    let used = house.code_of(&secret);
    let waiting = house.begin_sign_in(HANNA).await;
    assert!(!house.holds(&waiting).await);
    assert!(matches!(house.enter_code(&waiting, &used).await, Err(SignInError::WrongCode)));
    house.clock.pass(Duration::from_secs(60));
    let token = house.enter_code(&waiting, &house.code_of(&secret)).await.unwrap().token;
    assert!(house.holds(&token).await && !house.holds(&waiting).await);

    let recovery = codes[0].reveal();
    for works in [true, false] {
        let waiting = house.begin_sign_in(HANNA).await;
        assert_eq!(house.enter_code(&waiting, &recovery).await.is_ok(), works);
    }
    assert_eq!(house.count("select count(*) from recovery_codes").await, 9);
}

#[tokio::test]
async fn a_secret_that_was_moved_to_someone_else_signs_nobody_in() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let (secret, _) = house.add_second_factor(&hanna).await;
    house.tamper("update second_factors set created_at = created_at + 1").await;
    house.clock.pass(Duration::from_secs(60));
    let waiting = house.begin_sign_in(HANNA).await;
    let refused = house.enter_code(&waiting, &house.code_of(&secret)).await;
    assert!(matches!(refused, Err(SignInError::Vault(_))), "{refused:?}");
}

#[tokio::test]
async fn the_twenty_browsers_that_were_used_last_are_known() {
    use domain::ports::{Clock as _, Store as _};

    let house = House::new().await;
    let sam = house.person(crate::support::SAM).await;
    let mut work = house.store.begin().await.unwrap();
    for browser in 1..=25_u8 {
        house.clock.pass(Duration::from_secs(1));
        let now = house.clock.now();
        work.keep_browser(sam, &[browser; 32], now).await.unwrap();
    }
    // The clock was set back, and this one is kept all the same.
    work.keep_browser(sam, &[26; 32], crate::support::NOON).await.unwrap();
    work.commit().await.unwrap();
    let mut view = house.store.read().await.unwrap();
    for browser in 1..=26_u8 {
        let known = view.knows_browser(sam, &[browser; 32]).await.unwrap();
        assert_eq!(known, browser > 6, "browser {browser}");
    }
}
