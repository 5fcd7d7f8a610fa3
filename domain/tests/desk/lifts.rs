//! Supervisors lift the lock of the day and suspensions, and the operator suspensions (requirement V4, b and d).

use domain::{
    account::AccountNumber,
    attempts::{Lock, NotLifted},
    desk::{DeskError, LiftError, Lifter, SuspendedAgent},
    history::Event,
    person::DeskRole,
    pin::PinKind::{Master, OneTime},
    ports::News,
    verification::{Agent, Outcome},
};

use crate::{
    house::{DAY, HOUR, House, MILLISECOND, MINUTE, NOON, acme, birch, noon_and, nowhere, wrong},
    staff::reason,
};

/// Acme was locked at noon for the day and for wrong tries in a row. It is a minute later.
async fn locked_for_the_day() -> House {
    let house = House::new().await;
    for _ in 0..2 {
        house.generate(Master).await;
        house.guess(5).await;
    }
    house.clock.pass(MINUTE);
    house
}

async fn lift(house: &House, account: AccountNumber) -> Result<u32, LiftError> {
    house.desk.lift_daily_lock(house.lee_caller().staff().unwrap(), account, &reason()).await
}

async fn lift_by_lee(house: &House, agent: &Agent) -> Result<(), LiftError> {
    let lee = house.lee_caller();
    let lifter = Lifter::Staff(lee.staff().unwrap());
    house.desk.lift_suspension(lifter, &agent.key().unwrap(), Some(&reason())).await
}

#[tokio::test]
async fn a_lift_allows_three_tries_against_a_one_time_pin_that_is_generated_after_it() {
    let house = locked_for_the_day().await;
    house.notifier.heard();
    let notices = house.notices();
    assert_eq!(lift(&house, acme()).await.unwrap(), 3);
    assert_eq!(house.notifier.heard(), [News::Account(acme())]);
    assert_eq!(house.notices(), notices);
    let (tables, staff) = (house.store.tables(), house.lee_caller().person.id.0);
    let (place, _) = tables.history.iter().rfind(|((owner, _), _)| *owner == acme()).unwrap();
    assert_eq!(house.events(acme()).last(), Some(&Event::DailyLockLifted { staff }));
    assert_eq!(tables.reasons, [(*place, reason().to_string())].into(), "it lies beside the chain");
    assert_eq!(tables.accounts[&acme()].ledger.lifted_at, Some(noon_and(MINUTE)));

    let (_, at_once) = house.generate(OneTime).await;
    assert_eq!(house.verify(&at_once).await, Outcome::NoLivePin, "it may be older than the lift");
    house.clock.pass(MILLISECOND);
    let (_, code) = house.generate(OneTime).await;
    assert_eq!(house.guess(3).await, [2, 1, 0].map(wrong));
    let locked = Outcome::Locked(Lock::DailyLimit { until: noon_and(DAY) });
    assert_eq!(house.verify(&code).await, locked);
    let until = noon_and(DAY).as_millis();
    assert_eq!(house.events(acme()).last(), Some(&Event::LockedForTheDay { until }), "it holds again");
    let tables = house.store.tables();
    assert!(tables.locking.contains(tables.attempts.keys().next_back().unwrap()));
    assert!(house.history_holds().await);
}

#[tokio::test]
async fn after_a_lift_the_new_one_time_pin_verifies_and_the_master_pin_does_not() {
    let house = locked_for_the_day().await;
    lift(&house, acme()).await.unwrap();
    house.clock.pass(MILLISECOND);
    let (_, master) = house.generate(Master).await;
    assert_eq!(house.verify(&master).await, Outcome::NoLivePin);
    let (_, code) = house.generate(OneTime).await;
    assert_eq!(house.verify(&master).await, wrong(2));
    assert!(matches!(house.verify(&code).await, Outcome::Verified { kind: OneTime, .. }));
}

#[tokio::test]
async fn a_lock_is_lifted_once_a_day_to_the_millisecond() {
    let mut house = House::new().await;
    let limits = &mut house.desk.policy.limits;
    (limits.wrong_in_a_row, limits.wrong_a_day) = (100, 3);
    house.generate(Master).await;
    house.guess(3).await;
    house.clock.pass(MINUTE);
    lift(&house, acme()).await.unwrap();
    house.clock.pass(HOUR);
    house.generate(OneTime).await;
    assert_eq!(house.guess(3).await, [2, 1, 0].map(wrong), "which keep the lock for an hour more");
    house.clock.set(noon_and(DAY + MINUTE - MILLISECOND));
    let before = house.store.tables();
    let refused = lift(&house, acme()).await;
    assert!(matches!(refused, Err(LiftError::NotLifted(NotLifted::LiftedBefore))), "{refused:?}");
    assert_eq!(house.store.tables(), before);
    house.clock.pass(MILLISECOND);
    assert_eq!(lift(&house, acme()).await.unwrap(), 3);
    assert_eq!(house.store.tables().reasons.len(), 2);
}

#[tokio::test]
async fn what_is_not_locked_for_the_day_is_not_lifted_whatever_else_locks_it() {
    let house = House::new().await;
    house.generate(Master).await;
    house.guess(5).await;
    house.desk.report(house.bruno.customer().unwrap(), birch()).await.unwrap();
    let before = house.store.tables();
    for account in [acme(), birch()] {
        let refused = lift(&house, account).await;
        assert!(matches!(refused, Err(LiftError::NotLifted(NotLifted::NotLocked))), "{refused:?}");
    }
    let refused = lift(&house, nowhere()).await;
    assert!(matches!(refused, Err(LiftError::NoSuchAccount)), "{refused:?}");
    assert_eq!(house.store.tables(), before);
}

#[tokio::test]
async fn agents_and_whoever_is_no_supervisor_any_more_lift_no_lock() {
    let house = locked_for_the_day().await;
    let (ada, lee) = (house.ada_caller(), house.lee_caller());
    house.dismiss(&lee);
    let before = house.store.tables();
    for (caller, account) in [(&ada, acme()), (&ada, nowhere()), (&lee, acme()), (&lee, nowhere())] {
        let refused = house.desk.lift_daily_lock(caller.staff().unwrap(), account, &reason()).await;
        assert!(matches!(refused, Err(LiftError::NotAllowed)), "{account}: {refused:?}");
    }
    assert_eq!(house.store.tables(), before);
}

#[tokio::test]
async fn while_the_clock_stands_behind_no_lock_is_lifted() {
    let house = locked_for_the_day().await;
    house.store.tamper(|tables| tables.mark = Some(noon_and(MINUTE * 2 + MILLISECOND)));
    let before = house.store.tables();
    let refused = lift(&house, acme()).await;
    assert!(matches!(refused, Err(LiftError::ClockBehind)), "{refused:?}");
    assert_eq!(house.store.tables(), before);
}

#[tokio::test]
async fn a_lifted_suspension_starts_the_windows_anew_and_is_noted_at_the_desk_with_its_reason() {
    let mut house = House::new().await;
    house.desk.policy.limits.agent_accounts = 2;
    house.generate(Master).await;
    house.generate_at_birch(Master).await;
    let wrong_on_both = async || {
        house.wrong_try(&house.ada, acme()).await.unwrap();
        house.wrong_try(&house.ada, birch()).await.unwrap();
    };
    wrong_on_both().await;
    house.clock.pass(MINUTE);
    lift_by_lee(&house, &house.ada).await.unwrap();
    let (key, staff) = (house.ada.key().unwrap(), Some(house.lee_caller().person.id.0));
    let record = house.store.tables().agents[&key];
    assert_eq!((record.suspended_at, record.lifted_at), (None, Some(noon_and(MINUTE))));
    house.clock.pass(MILLISECOND);
    wrong_on_both().await;
    let agent = key.to_string();
    let suspended = Event::AgentSuspended { agent: agent.clone() };
    let lifted = Event::SuspensionLifted { agent, staff };
    assert_eq!(house.events(AccountNumber::NOBODY), [suspended.clone(), lifted, suspended]);
    let tables = house.store.tables();
    assert_eq!(tables.reasons, [((AccountNumber::NOBODY, 2), reason().to_string())].into());
    assert_eq!(tables.agents[&key].suspended_at, Some(noon_and(MINUTE + MILLISECOND)));
    assert!(house.history_holds().await);
}

#[tokio::test]
async fn the_operator_lifts_suspensions_with_a_reason_or_without() {
    let house = House::new().await;
    for why in [None, Some(&reason())] {
        house.suspend(&house.lee);
        let agent = house.lee.key().unwrap();
        house.desk.lift_suspension(Lifter::Operator, &agent, why).await.unwrap();
    }
    let lifted = Event::SuspensionLifted { agent: house.lee.key().unwrap().to_string(), staff: None };
    assert_eq!(house.events(AccountNumber::NOBODY), [lifted.clone(), lifted]);
    let tables = house.store.tables();
    assert_eq!(tables.reasons, [((AccountNumber::NOBODY, 2), reason().to_string())].into());
    assert!(house.history_holds().await);
}

#[tokio::test]
async fn nobody_lifts_their_own_suspension_and_another_supervisor_does() {
    let house = House::new().await;
    let max = house.hire("Max", DeskRole::Supervisor).await;
    house.suspend(&house.lee);
    let before = house.store.tables();
    let refused = lift_by_lee(&house, &house.lee).await;
    assert!(matches!(refused, Err(LiftError::OwnSuspension)), "{refused:?}");
    assert_eq!(house.store.tables(), before);
    let (max, lee) = (Lifter::Staff(max.staff().unwrap()), house.lee.key().unwrap());
    house.desk.lift_suspension(max, &lee, Some(&reason())).await.unwrap();
    assert_eq!(house.store.tables().agents[&lee].suspended_at, None);
}

#[tokio::test]
async fn agents_and_whoever_is_no_supervisor_any_more_lift_no_suspension() {
    let house = House::new().await;
    house.suspend(&house.ben());
    let (ada, lee) = (house.ada_caller(), house.lee_caller());
    house.dismiss(&lee);
    let before = house.store.tables();
    for caller in [&ada, &lee] {
        for agent in [house.ben(), house.lee.clone(), house.ada.clone()] {
            let (lifter, agent) = (Lifter::Staff(caller.staff().unwrap()), agent.key().unwrap());
            let refused = house.desk.lift_suspension(lifter, &agent, Some(&reason())).await;
            assert!(matches!(refused, Err(LiftError::NotAllowed)), "{agent}: {refused:?}");
        }
        let refused = house.desk.suspended_agents(Lifter::Staff(caller.staff().unwrap())).await;
        assert!(matches!(refused, Err(DeskError::NotAllowed)), "{refused:?}");
    }
    assert_eq!(house.store.tables(), before);
}

#[tokio::test]
async fn who_is_not_suspended_is_not_lifted_whether_they_ever_tried_or_not() {
    let house = House::new().await;
    house.generate(Master).await;
    house.wrong_try(&house.ada, acme()).await.unwrap();
    let before = house.store.tables();
    for agent in [&house.ada, &house.ben()] {
        let refused = lift_by_lee(&house, agent).await;
        assert!(matches!(refused, Err(LiftError::NotSuspended)), "{refused:?}");
    }
    assert_eq!(house.store.tables(), before);
}

#[tokio::test]
async fn suspended_agents_are_listed_by_name_the_latest_first() {
    let house = House::new().await;
    let lee = house.lee_caller();
    let listed = async || house.desk.suspended_agents(Lifter::Staff(lee.staff().unwrap())).await.unwrap();
    assert_eq!(listed().await, []);
    house.suspend(&house.ada);
    house.clock.pass(MINUTE);
    house.suspend(&house.ben());
    let row = |agent: &Agent, name: &str, since| SuspendedAgent {
        agent: agent.key().unwrap(),
        name: Some(name.to_owned()),
        since,
    };
    let ada = row(&house.ada, "Ada", NOON);
    let ben = row(&house.ben(), "ben (API token 2)", noon_and(MINUTE));
    assert_eq!(listed().await, [ben, ada.clone()]);
    lift_by_lee(&house, &house.ben()).await.unwrap();
    assert_eq!(listed().await, [ada]);
}
