//! How much guessing an account takes (requirement V4, a to c).

use domain::{
    attempts::Lock,
    history::{Event, Notice},
    pin::{
        End,
        PinKind::{Master, OneTime},
    },
    verification::{Channel, Outcome},
};

use crate::house::{DAY, HOUR, House, MILLISECOND, NOON, acme, noon_and, wrong};

fn wrong_try(attempt: i64) -> Event {
    Event::WrongTry { attempt, channel: Channel::Phone, interrupted: false }
}

#[tokio::test]
async fn the_fifth_wrong_try_in_a_row_locks_and_each_step_is_noted_and_told_once() {
    let house = House::new().await;
    let (_, code) = house.generate(Master).await;
    assert_eq!(house.guess(5).await, [4, 3, 2, 1, 0].map(wrong));
    let tables = house.store.tables();
    assert_eq!(house.verify(&code).await, Outcome::Locked(Lock::WrongTries));
    assert_eq!(house.store.tables(), tables, "what is locked is not counted");
    let tries = [2, 4, 6, 8, 10].map(wrong_try);
    let mut events = house.events(acme());
    events.remove(0);
    assert_eq!(events, [&tries[..], &[Event::Locked]].concat());
    assert_eq!(house.notices()[1..], [Notice::WrongTries, Notice::Locked]);
    assert_eq!(tables.accounts[&acme()].ledger.locked_at, Some(NOON));
    house.clock.pass(DAY * 365);
    assert_eq!(house.verify(&code).await, Outcome::Locked(Lock::WrongTries), "time does not end it");
}

#[tokio::test]
async fn ten_wrong_tries_in_a_day_lock_until_the_first_is_a_day_old_to_the_millisecond() {
    let house = House::new().await;
    house.generate(Master).await;
    house.guess(5).await;
    house.clock.pass(HOUR);
    let (_, code) = house.generate(Master).await;
    assert_eq!(house.guess(4).await, [4, 3, 2, 1].map(wrong));
    assert!(matches!(house.verify(&code).await, Outcome::Verified { .. }));
    assert_eq!(house.guess(1).await, [wrong(0)], "a right try gives none of the day's back");

    let until = noon_and(DAY);
    let locked = Outcome::Locked(Lock::DailyLimit { until });
    assert_eq!(house.events(acme()).last(), Some(&Event::LockedForTheDay { until: until.as_millis() }));
    assert_eq!(house.notices().last(), Some(&Notice::Locked));
    house.generate(Master).await;
    house.clock.set(noon_and(DAY - MILLISECOND));
    let before = house.attempts(acme()).len();
    assert_eq!(house.verify(&house.wrong_code()).await, locked);
    assert_eq!(house.attempts(acme()).len(), before);
    house.clock.set(until);
    assert_eq!(house.guess(1).await, [wrong(3)], "five tries were a day old");
    let days = house.events(acme()).iter().filter(|e| matches!(e, Event::LockedForTheDay { .. })).count();
    assert_eq!(days, 1);
}

#[tokio::test]
async fn two_locks_at_once_are_two_events_and_one_notice() {
    let mut house = House::new().await;
    (house.desk.policy.limits.wrong_in_a_row, house.desk.policy.limits.wrong_a_day) = (2, 2);
    house.generate(Master).await;
    assert_eq!(house.guess(2).await, [wrong(1), wrong(0)]);
    let until = noon_and(DAY).as_millis();
    assert_eq!(house.events(acme())[3..], [Event::Locked, Event::LockedForTheDay { until }]);
    assert_eq!(house.notices()[1..], [Notice::Locked]);
}

#[tokio::test]
async fn after_a_lift_a_newer_one_time_pin_alone_is_compared() {
    let mut house = House::new().await;
    house.desk.policy.limits.wrong_a_day = 2;
    let (_, master) = house.generate(Master).await;
    let (_, older) = house.generate(OneTime).await;
    house.guess(2).await;
    house.clock.pass(MILLISECOND);
    let now = Some(noon_and(MILLISECOND));
    house.store.tamper(|tables| tables.accounts.get_mut(&acme()).unwrap().ledger.lifted_at = now);
    for code in [&master, &older] {
        assert_eq!(house.verify(code).await, Outcome::NoLivePin);
    }
    house.clock.pass(MILLISECOND);
    let (_, newer) = house.generate(OneTime).await;
    assert_eq!(house.verify(&master).await, wrong(2));
    assert!(matches!(house.verify(&newer).await, Outcome::Verified { .. }));
}

#[tokio::test]
async fn the_last_wrong_try_that_a_master_pin_may_meet_ends_it_and_no_other() {
    let mut house = House::new().await;
    let limits = &mut house.desk.policy.limits;
    (limits.wrong_in_a_row, limits.wrong_a_day, limits.wrong_in_a_master_life) = (100, 100, 3);
    let (master, code) = house.generate(Master).await;
    let (one_time, _) = house.generate(OneTime).await;
    house.guess(2).await;
    assert_eq!(house.store.tables().pins[&(acme(), master)].wrong_tries, 2);
    assert!(matches!(house.verify(&code).await, Outcome::Verified { .. }), "it lives after two");
    house.guess(1).await;
    let tables = house.store.tables();
    let worn_out = &tables.pins[&(acme(), master)];
    assert_eq!((&worn_out.pin.end, &worn_out.sealed), (&Some(End::WornOut(NOON)), &None));
    assert_eq!(tables.pins[&(acme(), one_time)].pin.end, None);
    assert_eq!(tables.pins[&(acme(), one_time)].wrong_tries, 0, "a One-Time PIN's life is short enough");
    assert_eq!(house.events(acme()).last(), Some(&Event::WornOut { pin: master.0 }));
    assert_eq!(house.notices().last(), Some(&Notice::WornOut));
    let told = house.notices().len();
    house.guess(1).await;
    assert_eq!(house.notices().len(), told);
}
