//! What happens between the two commits of a verification: what ended meanwhile proves nothing.

use domain::{
    attempts::Lock,
    desk::VerifyError,
    history::Event,
    pin::{
        Act, Actor, End, PinId,
        PinKind::{Master, OneTime},
    },
    testing::store::{AttemptState, Tables},
    verification::{Channel, Outcome, Verdict},
};

use crate::house::{DAY, House, NOON, acme, noon_and, wrong};

/// Another server clears this PIN of Acme's.
fn cleared(house: &House, pin: PinId) -> impl FnOnce(&mut Tables) + Send + use<> {
    let by = Actor { id: house.hanna.person.id, name: "Hanna".into() };
    move |tables| {
        let row = tables.pins.get_mut(&(acme(), pin)).unwrap();
        row.pin.end = Some(End::Cleared(Act { at: NOON, by }));
        row.sealed = None;
    }
}

fn settled(house: &House) -> AttemptState {
    house.attempts(acme()).last().unwrap().state
}

#[tokio::test]
async fn a_pin_that_is_cleared_between_count_and_settle_proves_nothing_and_the_try_is_void() {
    let house = House::new().await;
    let (pin, code) = house.generate(OneTime).await;
    house.store.meanwhile(cleared(&house, pin));
    assert_eq!(house.verify(&code).await, Outcome::NoLivePin);
    assert_eq!(settled(&house), AttemptState::Settled(Verdict::Void, NOON));
    let late = Event::TooLate { attempt: 2, channel: Channel::Phone };
    assert_eq!(house.events(acme())[1..], [late]);
    assert_eq!(house.notices().len(), 1);
    assert!(house.store.tables().receipts.is_empty());
}

#[tokio::test]
async fn where_another_pin_is_live_a_void_try_sounds_like_a_wrong_one_and_costs_nothing() {
    let house = House::new().await;
    house.generate(Master).await;
    let (pin, code) = house.generate(OneTime).await;
    house.guess(1).await;
    house.store.meanwhile(cleared(&house, pin));
    assert_eq!(house.verify(&code).await, wrong(4));
    assert_eq!(settled(&house), AttemptState::Settled(Verdict::Void, NOON));
    assert_eq!(house.guess(1).await, [wrong(3)]);
}

#[tokio::test]
async fn a_wrong_try_stays_wrong_whatever_ended_meanwhile() {
    let house = House::new().await;
    let (pin, _) = house.generate(OneTime).await;
    house.store.meanwhile(cleared(&house, pin));
    assert_eq!(house.guess(1).await, [wrong(4)]);
}

#[tokio::test]
async fn a_pin_that_expires_between_count_and_settle_proves_nothing() {
    let house = House::new().await;
    let (_, code) = house.generate(OneTime).await;
    let clock = house.clock.clone();
    house.store.meanwhile(move |_| clock.pass(DAY));
    assert_eq!(house.verify(&code).await, Outcome::NoLivePin);
    assert_eq!(settled(&house), AttemptState::Settled(Verdict::Void, noon_and(DAY)));
}

#[tokio::test]
async fn a_report_between_count_and_settle_locks_also_this_try() {
    let house = House::new().await;
    let (_, code) = house.generate(Master).await;
    house.store.meanwhile(|tables| tables.accounts.get_mut(&acme()).unwrap().ledger.report(NOON));
    assert_eq!(house.verify(&code).await, Outcome::Locked(Lock::Reported));
    assert_eq!(settled(&house), AttemptState::Settled(Verdict::Void, NOON));
    assert!(house.store.tables().receipts.is_empty());
}

#[tokio::test]
async fn a_try_that_another_server_settled_as_interrupted_stays_so_although_it_was_right() {
    let house = House::new().await;
    let (_, code) = house.generate(Master).await;
    house.store.meanwhile(|tables| {
        for row in tables.attempts.values_mut() {
            row.state = AttemptState::Settled(Verdict::Interrupted, NOON);
        }
        tables.accounts.get_mut(&acme()).unwrap().ledger.in_a_row = 1;
    });
    let commits = house.store.commits();
    assert_eq!(house.verify(&code).await, wrong(4));
    assert_eq!(house.store.commits(), commits + 1, "nothing is written after the count");
    assert_eq!(settled(&house), AttemptState::Settled(Verdict::Interrupted, NOON));
    assert!(house.store.tables().receipts.is_empty());
}

#[tokio::test]
async fn a_clock_that_falls_behind_between_count_and_settle_leaves_the_try_pending() {
    let house = House::new().await;
    let (_, code) = house.generate(Master).await;
    house.store.meanwhile(|tables| tables.mark = Some(noon_and(DAY)));
    let refused = house.verify_by(&house.phones, acme(), &code).await;
    assert!(matches!(refused, Err(VerifyError::ClockBehind)), "{refused:?}");
    assert!(house.attempts(acme())[0].is_pending());
}

#[tokio::test]
async fn an_account_that_is_gone_by_the_settling_verifies_nobody() {
    let house = House::new().await;
    let (_, code) = house.generate(Master).await;
    let account = acme();
    house.store.meanwhile(move |tables| drop(tables.accounts.remove(&account)));
    assert_eq!(house.verify(&code).await, Outcome::NoLivePin);
    assert!(house.store.tables().receipts.is_empty());
}
