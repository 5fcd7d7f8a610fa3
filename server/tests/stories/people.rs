//! Who may see and do what on which account, and what is remembered for each.

use std::time::Duration;

use domain::{
    desk::{ClearError, GenerateError, HomeError, PanelError, PinsError, Shown},
    pin::PinKind::{Master, OneTime},
};

use crate::support::{AGENT, BRUNO, HANNA, House, SAM, acme, birch, live};

#[tokio::test]
async fn a_stranger_meets_an_account_as_if_it_did_not_exist() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let pin = house.generate(&hanna, acme(), Master).await;
    let bruno = house.caller(BRUNO).await;
    let bruno = bruno.customer().unwrap();
    for account in [acme(), 99_999.try_into().unwrap()] {
        let (desk, shown) = (&house.desk, Shown::Pin(pin.0));
        assert!(matches!(desk.home(bruno, account).await, Err(HomeError::NoSuchAccount)));
        assert!(matches!(desk.pins(bruno, account).await, Err(PinsError::NoSuchAccount)));
        assert!(matches!(
            desk.generate(bruno, account, Master, shown).await,
            Err(GenerateError::NoSuchAccount)
        ));
        assert!(matches!(desk.clear(bruno, account, Master, shown).await, Err(ClearError::NoSuchAccount)));
        assert!(matches!(desk.keep_panel(bruno, account, true).await, Err(PanelError::NoSuchAccount)));
    }
    assert_eq!(live(&house.state(&hanna, acme(), Master).await), pin);
}

#[tokio::test]
async fn the_desk_is_nobodys_customer() {
    let house = House::new().await;
    assert!(house.caller(AGENT).await.customer().is_none());
}

#[tokio::test]
async fn someone_on_two_accounts_has_a_pin_on_each() {
    let house = House::new().await;
    let sam = house.caller(SAM).await;
    let on_acme = house.generate(&sam, acme(), OneTime).await;
    let on_birch = house.generate(&sam, birch(), OneTime).await;
    house.clear(&sam, acme(), OneTime).await;
    assert_eq!(live(&house.state(&sam, birch(), OneTime).await), on_birch);
    assert_ne!(house.generate(&sam, acme(), OneTime).await.0, on_acme.0);

    let home = house.desk.home(sam.customer().unwrap(), birch()).await.unwrap();
    assert_eq!(home.account.name, "Birch & Co");
    let names: Vec<&str> = home.accounts.iter().map(|account| account.name.as_str()).collect();
    assert_eq!(names, ["Acme Web Studio", "Birch & Co"]);
}

#[tokio::test]
async fn one_comes_back_to_the_account_that_one_opened_last() {
    let house = House::new().await;
    let sam = house.caller(SAM).await;
    let sam = sam.customer().unwrap();
    assert_eq!(house.desk.start_account(sam).await.unwrap(), Some(acme()));
    for account in [birch(), acme(), birch()] {
        house.clock.pass(Duration::from_secs(1));
        house.desk.opened(sam, account).await.unwrap();
        assert_eq!(house.desk.start_account(sam).await.unwrap(), Some(account));
    }
}

#[tokio::test]
async fn the_bar_stays_as_each_person_left_it_on_each_account() {
    let house = House::new().await;
    let (hanna, sam) = (house.caller(HANNA).await, house.caller(SAM).await);
    let panel = async |caller: &domain::session::Caller, account| {
        house.desk.home(caller.customer().unwrap(), account).await.unwrap().panel
    };
    assert_eq!(panel(&sam, acme()).await, None);
    house.desk.keep_panel(sam.customer().unwrap(), acme(), false).await.unwrap();
    assert_eq!(panel(&sam, acme()).await, Some(false));
    assert_eq!(panel(&sam, birch()).await, None);
    assert_eq!(panel(&hanna, acme()).await, None);
    house.generate(&sam, acme(), Master).await;
    assert_eq!(panel(&sam, acme()).await, Some(true), "generating leaves it expanded");
}
