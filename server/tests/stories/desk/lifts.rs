//! Supervisors lift the lock of the day and suspensions, and the operator suspensions (requirement V4, b and d).

use domain::{
    account::AccountNumber,
    attempts::{Lock, NotLifted, TokenKind},
    desk::{LiftError, Lifter, VerifyError},
    history::Event,
    pin::PinKind::{Master, OneTime},
    verification::{Agent, Outcome},
};

use super::{HOUR, MINUTE, reason, typing};
use crate::support::{AGENT, HANNA, House, LEAD, NOON, SAM, acme, birch, try_by};

/// Acme is locked for the day since noon. It is a minute later.
async fn locked_for_the_day() -> House {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let phones = Agent::Token { token: house.token(TokenKind::Ivr).await, name: None };
    for _ in 0..2 {
        house.generate(&hanna, acme(), Master).await;
        house.guess(&phones, acme(), 5).await;
    }
    house.clock.pass(MINUTE);
    house
}

async fn lift(house: &House) -> Result<u32, LiftError> {
    let lena = house.caller(LEAD).await;
    house.desk.lift_daily_lock(lena.staff().unwrap(), acme(), &reason()).await
}

#[tokio::test]
async fn a_lift_allows_three_tries_against_a_new_one_time_pin_and_keeps_its_reason() {
    let house = locked_for_the_day().await;
    let phones = Agent::Token { token: domain::verification::TokenId(1), name: None };
    assert_eq!(house.count("select count(*) from attempts where locked = 1").await, 2);
    assert_eq!(lift(&house).await.unwrap(), 3);
    let staff = house.person(LEAD).await.0;
    assert_eq!(house.events(acme()).await.last(), Some(&Event::DailyLockLifted { staff, account: None }));
    let last = "select max(entry_id) from history where account_id = 0";
    let kept = house.text(&format!("select reason from reasons where entry_id = ({last})")).await;
    assert_eq!(kept, reason().as_str());
    let clock = house.clock.clone();
    let house = house.restart_at(clock).await;
    let hanna = house.caller(HANNA).await;
    house.clock.pass(MINUTE);
    let (_, code) = house.generate(&hanna, acme(), OneTime).await;
    let left = house.guess(&phones, acme(), 3).await;
    assert_eq!(left, [2, 1, 0].map(|tries_left| Outcome::NotVerified { tries_left }));
    let locked = Outcome::Locked(Lock::DailyLimit { until: NOON.after(HOUR * 24) });
    assert_eq!(house.verify(acme(), &code).await, locked);
    let again = lift(&house).await;
    assert!(matches!(again, Err(LiftError::NotLifted(NotLifted::LiftedBefore))), "{again:?}");
    assert_eq!(house.count("select count(*) from reasons").await, 1);
    house.desk.verify_history(None).await.unwrap();
}

#[tokio::test]
async fn agents_lift_nothing_and_what_is_not_locked_for_the_day_is_not_lifted() {
    let house = locked_for_the_day().await;
    let (ada, lena) = (house.caller(AGENT).await, house.caller(LEAD).await);
    let before = house.count("select count(*) from history").await;
    let refused = house.desk.lift_daily_lock(ada.staff().unwrap(), acme(), &reason()).await;
    assert!(matches!(refused, Err(LiftError::NotAllowed)), "{refused:?}");
    let refused = house.desk.lift_daily_lock(lena.staff().unwrap(), birch(), &reason()).await;
    assert!(matches!(refused, Err(LiftError::NotLifted(NotLifted::NotLocked))), "{refused:?}");
    let nowhere = 99_999.try_into().unwrap();
    let refused = house.desk.lift_daily_lock(lena.staff().unwrap(), nowhere, &reason()).await;
    assert!(matches!(refused, Err(LiftError::NoSuchAccount)), "{refused:?}");
    assert_eq!(house.count("select count(*) from history").await, before);
    assert_eq!(house.count("select count(*) from reasons").await, 0);
}

/// Suspends this agent by wrong tries on both accounts.
async fn suspended(agents: impl AsyncFn(&House) -> Vec<Agent>) -> House {
    let mut house = House::new().await;
    house.desk.policy.limits.agent_accounts = 2;
    let sam = house.caller(SAM).await;
    for account in [acme(), birch()] {
        house.generate(&sam, account, Master).await;
    }
    for agent in agents(&house).await {
        house.guess(&agent, acme(), 1).await;
        house.guess(&agent, birch(), 1).await;
        house.clock.pass(MINUTE);
    }
    house
}

#[tokio::test]
async fn suspended_agents_are_listed_and_a_supervisor_lifts_one_of_them_with_a_reason() {
    let house = suspended(async |house: &House| {
        let token = house.token(TokenKind::Helpdesk).await;
        vec![house.agent().await, Agent::Token { token, name: Some("ben / 2".to_owned()) }]
    })
    .await;
    let lena = house.caller(LEAD).await;
    let staff = lena.staff().unwrap();
    let listed = house.desk.suspended_agents(Lifter::Staff(staff)).await.unwrap();
    let rows: Vec<_> = listed.iter().map(|row| (row.name.as_deref().unwrap(), row.since)).collect();
    assert_eq!(rows, [("ben / 2 (API token 1)", NOON.after(MINUTE)), ("Ada Reyes", NOON)]);

    let ben = &listed[0].agent;
    house.desk.lift_suspension(Lifter::Staff(staff), ben, Some(&reason())).await.unwrap();
    assert_eq!(house.desk.suspended_agents(Lifter::Staff(staff)).await.unwrap(), listed[1..]);
    let lifted = Event::SuspensionLifted { agent: ben.to_string(), staff: Some(lena.person.id.0) };
    assert_eq!(house.events(AccountNumber::NOBODY).await.last(), Some(&lifted));
    let again = house.desk.lift_suspension(Lifter::Staff(staff), ben, Some(&reason())).await;
    assert!(matches!(again, Err(LiftError::NotSuspended)), "{again:?}");
    let ben = ben.agent().unwrap();
    house.clock.pass(MINUTE);
    assert_eq!(house.guess(&ben, acme(), 1).await, [Outcome::NotVerified { tries_left: 2 }]);
    assert_eq!(house.count("select count(*) from agents where lifted_at is not null").await, 1);
    house.desk.verify_history(None).await.unwrap();
}

#[tokio::test]
async fn the_operator_lifts_the_suspension_of_a_supervisor_who_may_not_lift_their_own() {
    let house = suspended(async |house: &House| vec![Agent::Person(house.person(LEAD).await)]).await;
    let lena = house.caller(LEAD).await;
    let key = typing(&lena).key().unwrap();
    let own = house.desk.lift_suspension(Lifter::Staff(lena.staff().unwrap()), &key, Some(&reason())).await;
    assert!(matches!(own, Err(LiftError::OwnSuspension)), "{own:?}");
    let attempt = try_by(typing(&lena), acme(), &house.wrong_for(acme()).await);
    assert!(matches!(house.desk.verify(&attempt).await, Err(VerifyError::Suspended { .. })));
    let second = house.second_server().await;
    second.desk.lift_suspension(Lifter::Operator, &key, None).await.unwrap();
    assert!(house.desk.verify(&attempt).await.is_ok());
    let lifted = Event::SuspensionLifted { agent: key.to_string(), staff: None };
    assert_eq!(house.events(AccountNumber::NOBODY).await.last(), Some(&lifted));
    assert_eq!(house.count("select count(*) from reasons").await, 0);
}
