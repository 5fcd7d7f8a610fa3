//! A customer clears a PIN.

use domain::{
    desk::{ClearError, RowState, Shown},
    history::{Event, Notice},
    pin::{
        Act, Actor, End,
        PinKind::{Master, OneTime},
    },
};

use crate::house::{DAY, House, NOON, acme, birch, noon_and, nowhere};

#[tokio::test]
async fn a_cleared_pin_says_who_and_when_and_its_code_is_erased() {
    let house = House::new().await;
    let (master, _) = house.generate(Master).await;
    let (one_time, _) = house.generate(OneTime).await;
    let act = Act { at: NOON, by: Actor { id: house.hanna.person.id, name: "Hanna".into() } };
    assert_eq!(house.clear(OneTime).await, RowState::Cleared(act.clone()));

    let tables = house.store.tables();
    let cleared = &tables.pins[&(acme(), one_time)];
    assert_eq!((&cleared.pin.end, &cleared.sealed), (&Some(End::Cleared(act)), &None));
    assert_eq!(tables.pins[&(acme(), master)].pin.end, None, "the other kind goes on");
    let person = house.hanna.person.id.0;
    assert_eq!(house.events(acme())[2..], [Event::Cleared { kind: OneTime, pin: one_time.0, person }]);
    assert_eq!(house.notices()[2..], [Notice::Cleared { kind: OneTime }]);
    assert!(house.history_holds().await);
}

#[tokio::test]
async fn a_master_pin_is_cleared_and_the_one_time_pin_goes_on() {
    let house = House::new().await;
    house.generate(Master).await;
    house.generate(OneTime).await;
    assert!(matches!(house.clear(Master).await, RowState::Cleared(_)));
    assert!(matches!(house.state(OneTime).await, RowState::Live { .. }));
}

#[tokio::test]
async fn where_nothing_is_live_there_is_nothing_to_clear_and_nothing_is_noted() {
    let house = House::new().await;
    assert_eq!(house.clear(Master).await, RowState::NeverSet);
    assert_eq!((house.events(acme()), house.notices()), (vec![], vec![]));
    let membership = house.store.tables().memberships[&(acme(), house.hanna.person.id)];
    assert_eq!(membership.panel, Some(true));
}

#[tokio::test]
async fn a_pin_whose_time_was_over_stays_expired() {
    let house = House::new().await;
    let (pin, _) = house.generate(OneTime).await;
    house.clock.pass(DAY);
    assert_eq!(house.clear(OneTime).await, RowState::Expired(noon_and(DAY)));
    assert_eq!(house.events(acme())[1..], [Event::Expired { pin: pin.0 }]);
    assert_eq!(house.notices().len(), 1, "nobody is told what they were told before");
}

#[tokio::test]
async fn an_old_page_clears_nothing_that_it_did_not_show() {
    let house = House::new().await;
    let (first, _) = house.generate(Master).await;
    house.generate(Master).await;
    let before = house.store.tables();
    for shown in [Shown::None, Shown::Pin(first)] {
        let refused = house.desk.clear(house.hanna.customer().unwrap(), acme(), Master, shown).await;
        assert!(matches!(refused, Err(ClearError::Changed)), "{refused:?}");
    }
    assert_eq!(house.store.tables(), before);
}

#[tokio::test]
async fn a_stranger_clears_nothing() {
    let house = House::new().await;
    let (pin, _) = house.generate(Master).await;
    let before = house.store.tables();
    for (caller, account) in [(&house.bruno, acme()), (&house.hanna, birch()), (&house.hanna, nowhere())] {
        let refused = house.desk.clear(caller.customer().unwrap(), account, Master, Shown::Pin(pin)).await;
        assert!(matches!(refused, Err(ClearError::NoSuchAccount)), "{refused:?}");
    }
    assert_eq!(house.store.tables(), before);
}
