//! A customer looks at an account's home page.

use domain::{
    account::Account,
    contact::{Contact, Note},
    desk::{Home, HomeError, PanelError, PinsError, RowState, Shown, Situation},
    person::Role,
    pin::{
        PinId,
        PinKind::{Master, OneTime},
    },
    session::Customer,
};

use crate::house::{House, MINUTE, acme, birch, noon_and, nowhere};

fn hanna(house: &House) -> Customer<'_> {
    house.hanna.customer().unwrap()
}

fn sam(house: &House) -> Customer<'_> {
    house.sam.customer().unwrap()
}

#[tokio::test]
async fn home_shows_the_account_all_accounts_of_the_person_by_name_and_the_moment() {
    let house = House::new().await;
    house.clock.pass(MINUTE);
    let home = house.desk.home(sam(&house), birch()).await.unwrap();
    let account = |number, name: &str| Account { number, name: name.into() };
    let pins = house.desk.pins(sam(&house), birch()).await.unwrap();
    assert_eq!(pins.now, noon_and(MINUTE));
    assert_eq!(pins.rows.iter().map(|row| &row.state).collect::<Vec<_>>(), [&RowState::NeverSet; 2]);
    assert_eq!(
        home,
        Home {
            account: account(birch(), "Birch"),
            accounts: vec![account(acme(), "Acme"), account(birch(), "Birch")],
            pins,
            panel: None,
            situation: Situation { sub_accounts: 1, sub_contacts: 0, role: Role::SubAccount },
        }
    );
}

#[tokio::test]
async fn home_says_who_needs_pins_of_the_account_and_what_the_person_is_on_it() {
    let house = House::new().await;
    let dana = Contact::new("Dana".parse().unwrap(), None, "+44 20 7946 0958".parse().ok(), Note::default());
    house.desk.add_contact(hanna(&house), acme(), &dana.unwrap()).await.unwrap();
    house.put(acme(), house.bruno.person.id, Role::SubAccount).await;
    let situation = house.desk.home(hanna(&house), acme()).await.unwrap().situation;
    assert_eq!(situation, Situation { sub_accounts: 2, sub_contacts: 1, role: Role::Holder });
    let elsewhere = house.desk.home(sam(&house), birch()).await.unwrap().situation;
    assert_eq!(elsewhere, Situation { sub_accounts: 1, sub_contacts: 0, role: Role::SubAccount });
}

#[tokio::test]
async fn a_sub_account_that_cannot_sign_in_needs_no_pin() {
    let house = House::new().await;
    house.disable(house.sam.person.id);
    let situation = house.desk.home(hanna(&house), acme()).await.unwrap().situation;
    assert_eq!(situation, Situation { sub_accounts: 0, sub_contacts: 0, role: Role::Holder });
}

#[tokio::test]
async fn the_bar_is_as_each_person_left_it_on_each_account() {
    let house = House::new().await;
    house.desk.keep_panel(sam(&house), acme(), false).await.unwrap();
    house.desk.keep_panel(sam(&house), birch(), true).await.unwrap();
    assert_eq!(house.desk.home(sam(&house), acme()).await.unwrap().panel, Some(false));
    assert_eq!(house.desk.home(sam(&house), birch()).await.unwrap().panel, Some(true));
    assert_eq!(house.desk.home(hanna(&house), acme()).await.unwrap().panel, None);
}

#[tokio::test]
async fn a_stranger_sees_nothing_and_keeps_nothing() {
    let house = House::new().await;
    house.generate(Master).await;
    let before = house.store.tables();
    for account in [birch(), nowhere()] {
        let home = house.desk.home(hanna(&house), account).await;
        assert!(matches!(home, Err(HomeError::NoSuchAccount)), "{home:?}");
        let pins = house.desk.pins(hanna(&house), account).await;
        assert!(matches!(pins, Err(PinsError::NoSuchAccount)), "{pins:?}");
        let kept = house.desk.keep_panel(hanna(&house), account, true).await;
        assert!(matches!(kept, Err(PanelError::NoSuchAccount)), "{kept:?}");
    }
    assert_eq!(house.store.tables(), before);
}

#[tokio::test]
async fn a_customer_comes_back_to_the_account_that_they_opened_last() {
    let house = House::new().await;
    assert_eq!(house.desk.start_account(sam(&house)).await.unwrap(), Some(acme()), "the first by name");
    house.desk.opened(sam(&house), birch()).await.unwrap();
    assert_eq!(house.desk.start_account(sam(&house)).await.unwrap(), Some(birch()));
    house.clock.pass(MINUTE);
    house.desk.opened(sam(&house), acme()).await.unwrap();
    assert_eq!(house.desk.start_account(sam(&house)).await.unwrap(), Some(acme()));
    house.store.tamper(|tables| tables.memberships.clear());
    assert_eq!(house.desk.start_account(sam(&house)).await.unwrap(), None);
}

#[tokio::test]
async fn opening_the_account_that_one_comes_back_to_anyway_costs_no_write() {
    let house = House::new().await;
    let before = house.store.commits();
    house.desk.opened(hanna(&house), acme()).await.unwrap();
    house.desk.opened(sam(&house), acme()).await.unwrap();
    assert_eq!(house.store.commits(), before);
    house.desk.opened(sam(&house), birch()).await.unwrap();
    assert_eq!(house.store.commits(), before + 1);
}

#[tokio::test]
async fn a_pin_whose_record_does_not_open_is_unreadable_and_can_be_replaced() {
    let house = House::new().await;
    house.generate(Master).await;
    house.generate(OneTime).await;
    house.store.tamper(|tables| {
        for row in tables.pins.values_mut().filter(|row| row.pin.kind == Master) {
            row.sealed.as_mut().unwrap().bytes[0] ^= 1;
        }
    });
    assert!(matches!(house.state(Master).await, RowState::Unreadable { .. }));
    assert!(matches!(house.state(OneTime).await, RowState::Live { .. }));
    house.generate(Master).await;
    assert!(matches!(house.state(Master).await, RowState::Live { .. }));
}

#[tokio::test]
async fn a_replaced_pin_without_its_successor_is_unreadable() {
    let house = House::new().await;
    house.generate(Master).await;
    let (second, _) = house.generate(Master).await;
    house.store.tamper(|tables| drop(tables.pins.remove(&(acme(), second))));
    assert!(matches!(house.state(Master).await, RowState::Unreadable { .. }));
}

#[test]
fn what_a_page_showed_is_none_or_a_number() {
    assert_eq!("none".parse(), Ok(Shown::None));
    assert_eq!("7".parse(), Ok(Shown::Pin(PinId(7))));
    for text in ["", "None", "x"] {
        assert!(text.parse::<Shown>().is_err(), "{text:?}");
    }
}
