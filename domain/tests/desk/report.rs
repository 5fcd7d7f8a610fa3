//! "That wasn't me": the account's people say that a verification was none of theirs.

use std::{
    pin::pin,
    sync::Arc,
    task::{Context, Poll, Waker},
};

use domain::{
    attempts::Lock,
    desk::{Desk, PinsError, RowState},
    history::{Event, Notice},
    pin::{
        Act, Actor, End,
        PinKind::{self, Master, OneTime},
    },
    ports::News,
    session::Caller,
    testing::{
        MemoryStore,
        store::{AttemptState, Tables},
    },
    verification::{Outcome, Verdict},
};

use crate::house::{DAY, HOUR, House, MILLISECOND, MINUTE, NOON, acme, birch, noon_and, nowhere, state_in};

/// What is stored, but for how often accounts were taken.
fn stored(house: &House) -> Tables {
    let mut tables = house.store.tables();
    tables.accounts.values_mut().for_each(|row| row.version = 0);
    tables
}

/// What another server does for Hanna, who reports on Acme.
fn reported_elsewhere(house: &House) -> impl FnOnce(&mut Tables) + Send + use<> {
    let (desk, hanna) = (house.desk.clone(), house.hanna.clone());
    move |tables| {
        let store = MemoryStore::new();
        store.tamper(|fresh| *fresh = tables.clone());
        let elsewhere = Desk { store: Arc::new(store.clone()), ..desk };
        let report = pin!(elsewhere.report(hanna.customer().unwrap(), acme()));
        // A store in memory waits for nothing.
        let done = report.poll(&mut Context::from_waker(Waker::noop()));
        assert!(matches!(done, Poll::Ready(Ok(_))), "{done:?}");
        *tables = store.tables();
    }
}

async fn report(house: &House, caller: &Caller) {
    house.desk.report(caller.customer().unwrap(), acme()).await.unwrap();
}

#[tokio::test]
async fn whoever_reports_clears_the_live_pins_of_both_kinds_and_locks_the_verification() {
    let house = House::new().await;
    let (master, code) = house.generate(Master).await;
    let (one_time, _) = house.generate(OneTime).await;
    house.generate_at_birch(Master).await;
    house.guess(1).await;
    house.clock.pass(MINUTE);
    let (told, noticed) = (house.events(acme()).len(), house.notices().len());
    house.notifier.heard();

    let hanna = house.hanna.person.id;
    let pins = house.desk.report(house.hanna.customer().unwrap(), acme()).await.unwrap();
    assert_eq!(house.notifier.heard(), [News::Account(acme())]);
    let tables = house.store.tables();
    let at = noon_and(MINUTE);
    for (kind, pin) in [(Master, master), (OneTime, one_time)] {
        let row = &tables.pins[&(acme(), pin)];
        let by = Actor { id: hanna, name: "Hanna".into() };
        assert_eq!((&row.pin.end, &row.sealed), (&Some(End::Cleared(Act { at, by })), &None));
        assert!(!matches!(state_in(pins.clone(), kind), RowState::Live { .. }));
    }
    let cleared = |kind, pin| Event::Cleared { kind, pin, person: hanna.0 };
    let events =
        [cleared(Master, master.0), cleared(OneTime, one_time.0), Event::Reported { person: hanna.0 }];
    assert_eq!(house.events(acme())[told..], events);
    assert_eq!(house.notices()[noticed..], [Notice::Reported], "one letter says it all");
    assert_eq!(tables.accounts[&acme()].ledger.reported_at, Some(at));
    assert_eq!(tables.memberships[&(acme(), hanna)].panel, Some(true));
    assert!(tables.pins_of(birch()).all(|row| row.pin.end.is_none()));
    assert_eq!(house.verify(&code).await, Outcome::Locked(Lock::Reported));
    assert!(house.history_holds().await);
}

#[tokio::test]
async fn the_lock_of_a_report_lasts_until_a_pin_is_generated() {
    let house = House::new().await;
    let (_, code) = house.generate(Master).await;
    report(&house, &house.hanna).await;
    house.clock.pass(DAY * 365);
    assert_eq!(house.verify(&code).await, Outcome::Locked(Lock::Reported));
    let (_, code) = house.generate(OneTime).await;
    assert!(matches!(house.verify(&code).await, Outcome::Verified { .. }));
}

#[tokio::test]
async fn without_a_live_pin_a_report_locks_all_the_same_and_one_whose_time_was_over_is_not_cleared() {
    let house = House::new().await;
    let (pin, code) = house.generate(OneTime).await;
    house.clock.pass(DAY);
    report(&house, &house.hanna).await;
    let events = [Event::Expired { pin: pin.0 }, Event::Reported { person: house.hanna.person.id.0 }];
    assert_eq!(house.events(acme())[1..], events);
    assert_eq!(house.store.tables().pins[&(acme(), pin)].pin.end, Some(End::Expired(noon_and(DAY))));
    assert_eq!(house.verify(&code).await, Outcome::Locked(Lock::Reported));
}

#[tokio::test]
async fn receipts_of_the_last_day_are_flagged_to_the_millisecond_and_no_other_accounts() {
    let house = House::new().await;
    let (_, code) = house.generate(Master).await;
    house.receipt(&house.ada, &code).await;
    house.clock.pass(MILLISECOND);
    house.receipt(&house.ada, &code).await;
    let (_, birchs) = house.generate_at_birch(OneTime).await;
    house.verify_by(&house.ada, birch(), &birchs).await.unwrap();
    house.clock.set(noon_and(DAY));
    let latest = house.receipt(&house.ada, &code).await;
    let receipts = house.store.tables().receipts;
    assert_eq!((receipts.len(), receipts[3].1.number), (4, latest));
    report(&house, &house.hanna).await;
    let flagged = [1, 3].map(|place| ((acme(), receipts[place].1.attempt), noon_and(DAY)));
    assert_eq!(house.store.tables().reported, flagged.into());
}

#[tokio::test]
async fn a_second_report_right_after_changes_nothing() {
    let house = House::new().await;
    let (_, code) = house.generate(Master).await;
    house.receipt(&house.ada, &code).await;
    report(&house, &house.hanna).await;
    let before = stored(&house);
    house.clock.pass(MILLISECOND);
    report(&house, &house.hanna).await;
    assert_eq!(stored(&house), before);
    report(&house, &house.sam).await;
    let (events, sam) = (house.events(acme()), house.sam.person.id);
    assert_eq!(events.iter().filter(|event| matches!(event, Event::Reported { .. })).count(), 1);
    assert_eq!(house.store.tables().memberships[&(acme(), sam)].panel, Some(true));
}

#[tokio::test]
async fn after_a_new_pin_another_report_works_again() {
    let house = House::new().await;
    let (_, code) = house.generate(Master).await;
    house.receipt(&house.ada, &code).await;
    report(&house, &house.hanna).await;
    house.clock.pass(HOUR);
    let (pin, code) = house.generate(OneTime).await;
    house.receipt(&house.ada, &code).await;
    house.clock.pass(HOUR);
    report(&house, &house.sam).await;
    let tables = house.store.tables();
    let at: Vec<_> = tables.reported.values().copied().collect();
    assert_eq!(at, [NOON, noon_and(HOUR * 2)], "the first stays reported when it was");
    let sam = house.sam.person.id.0;
    assert_eq!(house.events(acme()).last(), Some(&Event::Reported { person: sam }));
    assert_eq!(tables.pins[&(acme(), pin)].pin.end, Some(End::Used(noon_and(HOUR))));
    assert_eq!(house.notices().iter().filter(|notice| **notice == Notice::Reported).count(), 2);
    assert_eq!(tables.accounts[&acme()].ledger.reported_at, Some(noon_and(HOUR * 2)));
}

#[tokio::test]
async fn a_report_after_a_mere_generate_clears_that_pin_and_locks_again() {
    let house = House::new().await;
    report(&house, &house.hanna).await;
    let (pin, code) = house.generate(Master).await;
    report(&house, &house.sam).await;
    let by = Actor { id: house.sam.person.id, name: "Sam".into() };
    let end = house.store.tables().pins[&(acme(), pin)].pin.end.clone();
    assert_eq!(end, Some(End::Cleared(Act { at: NOON, by })));
    assert_eq!(house.verify(&code).await, Outcome::Locked(Lock::Reported));
}

#[tokio::test]
async fn where_a_lock_says_reported_and_something_is_left_to_do_it_is_done_noted_and_told() {
    // A damaged database: the program leaves neither a live PIN nor a fresh receipt beside that lock.
    for kind in PinKind::ALL {
        let house = House::new().await;
        let (pin, code) = house.generate(kind).await;
        if kind == OneTime {
            house.receipt(&house.ada, &code).await;
        }
        house.store.tamper(|tables| tables.accounts.get_mut(&acme()).unwrap().ledger.report(NOON));
        house.clock.pass(MINUTE);
        report(&house, &house.hanna).await;
        let tables = house.store.tables();
        assert!(tables.pins[&(acme(), pin)].pin.end.is_some());
        assert_eq!(tables.reported.len(), tables.receipts.len());
        assert_eq!(tables.accounts[&acme()].ledger.reported_at, Some(noon_and(MINUTE)));
        let reported = Event::Reported { person: house.hanna.person.id.0 };
        assert_eq!(house.events(acme()).last(), Some(&reported), "{kind:?}");
        assert_eq!(house.notices().last(), Some(&Notice::Reported), "{kind:?}");
    }
}

#[tokio::test]
async fn nobody_reports_on_an_account_that_is_not_theirs() {
    let house = House::new().await;
    for kind in PinKind::ALL {
        house.generate(kind).await;
        house.generate_at_birch(kind).await;
    }
    house.notifier.heard();
    let before = house.store.tables();
    for (caller, account) in [(&house.bruno, acme()), (&house.hanna, birch()), (&house.hanna, nowhere())] {
        let refused = house.desk.report(caller.customer().unwrap(), account).await;
        assert!(matches!(refused, Err(PinsError::NoSuchAccount)), "{account}: {refused:?}");
    }
    let sam = (acme(), house.sam.person.id);
    house.store.tamper(|tables| assert!(tables.memberships.remove(&sam).is_some()));
    let refused = house.desk.report(house.sam.customer().unwrap(), acme()).await;
    assert!(matches!(refused, Err(PinsError::NoSuchAccount)), "read where it is done: {refused:?}");
    let after = house.store.tables();
    assert_eq!((after.pins, after.history, after.accounts), (before.pins, before.history, before.accounts));
    assert_eq!((after.outbox, house.notifier.heard()), (before.outbox, vec![]));
}

#[tokio::test]
async fn a_right_try_under_way_does_not_verify_after_a_report() {
    let house = House::new().await;
    for kind in PinKind::ALL {
        let (_, code) = house.generate(kind).await;
        house.store.meanwhile(reported_elsewhere(&house));
        assert_eq!(house.verify(&code).await, Outcome::Locked(Lock::Reported));
        let state = house.attempts(acme()).last().unwrap().state;
        assert_eq!(state, AttemptState::Settled(Verdict::Void, NOON));
    }
    assert!(house.store.tables().receipts.is_empty());
    assert!(house.history_holds().await);
}
