//! A clock that stands behind what was recorded, and the operator who accepts it (requirement S4).

use std::time::Duration;

use domain::{
    account::AccountNumber,
    desk::{ClockAccepted, RowState},
    history::{Event, Notice},
    pin::{
        End,
        PinKind::{Master, OneTime},
    },
    time::Moment,
};

use crate::house::{DAY, HOUR, House, MILLISECOND, MINUTE, NOON, acme, birch, noon_and, wrong};

#[tokio::test]
async fn the_moment_is_the_mark_while_the_clock_stands_behind_and_is_trusted_for_a_minute() {
    let house = House::new().await;
    assert_eq!(house.desk.moment().await.unwrap(), Moment { now: NOON, lag: Duration::ZERO });
    house.store.tamper(|tables| tables.mark = Some(noon_and(MINUTE)));
    assert_eq!(house.desk.moment().await.unwrap(), Moment { now: noon_and(MINUTE), lag: MINUTE });
    assert!(house.desk.clock_is_trusted().await.unwrap());
    house.store.tamper(|tables| tables.mark = Some(noon_and(MINUTE + MILLISECOND)));
    assert!(!house.desk.clock_is_trusted().await.unwrap());
}

#[tokio::test]
async fn accepting_a_clock_that_is_not_behind_does_nothing() {
    let house = House::new().await;
    house.generate(OneTime).await;
    let before = house.store.tables();
    let accepted = house.desk.accept_clock().await.unwrap();
    assert_eq!(accepted, ClockAccepted { behind: Duration::ZERO, voided: 0 });
    assert_eq!(house.store.tables(), before);
}

#[tokio::test]
async fn accepting_the_clock_voids_every_live_one_time_pin_and_no_other() {
    let house = House::new().await;
    house.generate(Master).await;
    house.generate_at_birch(Master).await;
    house.generate_at_birch(OneTime).await;
    let (pin, code) = house.generate(OneTime).await;
    assert_eq!(house.guess(1).await, [wrong(4)]);
    house.clock.set(NOON.before(HOUR));
    let accepted = house.desk.accept_clock().await.unwrap();
    assert_eq!(accepted, ClockAccepted { behind: HOUR, voided: 2 });

    let tables = house.store.tables();
    assert_eq!(tables.mark, Some(NOON.before(HOUR)));
    let voided = &tables.pins[&(acme(), pin)];
    assert_eq!((&voided.pin.end, &voided.sealed), (&Some(End::Voided(NOON)), &None));
    let behind = 60 * 60 * 1000;
    assert_eq!(house.events(AccountNumber::NOBODY), [Event::ClockAccepted { behind }]);
    assert_eq!(house.events(acme()).last(), Some(&Event::Voided { pin: pin.0 }));
    assert_eq!(house.notices().last(), Some(&Notice::Cleared { kind: OneTime }));
    assert_eq!(house.state(OneTime).await, RowState::Voided(NOON));
    assert!(matches!(house.state(Master).await, RowState::Live { .. }));
    assert_eq!(house.verify(&code).await, wrong(3));
    assert_eq!(house.attempts(acme())[0].attempt.at, NOON.before(HOUR), "a try counts as made now");
    assert!(house.desk.clock_is_trusted().await.unwrap());
    assert!(house.history_holds().await);
}

#[tokio::test]
async fn a_pin_whose_time_was_over_is_noted_as_expired_and_not_counted_as_voided() {
    let house = House::new().await;
    house.generate(OneTime).await;
    house.clock.pass(DAY);
    house.generate_at_birch(Master).await;
    house.generate_at_birch(OneTime).await;
    house.clock.pass(Duration::from_secs(1));
    house.generate_at_birch(Master).await;
    house.clock.set(noon_and(HOUR));
    assert_eq!(house.desk.accept_clock().await.unwrap().voided, 1);
    assert_eq!(house.state(OneTime).await, RowState::Expired(noon_and(DAY)));
    let events = house.events(birch());
    assert_eq!(events.iter().filter(|event| matches!(event, Event::Voided { .. })).count(), 1);
}
