//! How much guessing an agent and a token may do, whatever the accounts (requirement V4, d).

use domain::{
    account::AccountNumber,
    desk::VerifyError,
    history::Event,
    pin::PinKind::Master,
    verification::{Agent, Outcome},
};

use crate::house::{DAY, HOUR, House, MILLISECOND, MINUTE, NOON, acme, birch, noon_and, nowhere, wrong};

/// A house whose agents may be wrong on one account and no more.
async fn strict() -> House {
    let mut house = House::new().await;
    house.desk.policy.limits.agent_accounts = 2;
    house.generate(Master).await;
    house.generate_at_birch(Master).await;
    house
}

#[tokio::test]
async fn an_agent_who_was_wrong_on_too_many_accounts_is_suspended_and_noted_at_the_desk() {
    let house = strict().await;
    house.wrong_try(&house.ada, acme()).await.unwrap();
    assert_eq!(house.wrong_try(&house.ada, birch()).await.unwrap(), wrong(4), "this one is answered");
    let before = house.store.tables();
    assert_eq!(before.agents[&house.ada.key().unwrap()].suspended_at, Some(NOON));
    let agent = house.ada.key().unwrap().to_string();
    assert_eq!(house.events(AccountNumber::NOBODY), [Event::AgentSuspended { agent }]);
    house.clock.pass(DAY);
    for account in [acme(), birch(), nowhere()] {
        let refused = house.wrong_try(&house.ada, account).await;
        assert!(matches!(refused, Err(VerifyError::Suspended { since: Some(NOON) })), "{refused:?}");
    }
    assert_eq!(house.store.tables(), before);
    assert!(house.wrong_try(&house.lee, acme()).await.is_ok(), "nobody else is suspended");
    assert!(house.history_holds().await);
}

#[tokio::test]
async fn a_suspension_is_noted_once_however_many_tries_are_settled_after_it() {
    let house = strict().await;
    house.leave_pending(&house.ada, acme()).await;
    house.leave_pending(&house.ada, birch()).await;
    house.leave_pending(&house.ada, birch()).await;
    house.clock.pass(MINUTE);
    house.desk.sweep().await.unwrap();
    assert_eq!(house.events(AccountNumber::NOBODY).len(), 1);
    assert!(house.store.tables().agents[&house.ada.key().unwrap()].suspended_at.is_some());
}

#[tokio::test]
async fn an_agents_tries_under_way_stand_in_the_agents_way() {
    let house = strict().await;
    house.leave_pending(&house.ada, acme()).await;
    house.leave_pending(&house.ada, birch()).await;
    let before = house.store.tables();
    let busy = house.wrong_try(&house.ada, acme()).await;
    assert!(matches!(busy, Err(VerifyError::Busy)), "{busy:?}");
    assert_eq!(house.store.tables(), before);
    assert!(house.wrong_try(&house.lee, acme()).await.is_ok());
}

#[tokio::test]
async fn an_agent_whose_row_says_suspended_meanwhile_is_refused() {
    let house = strict().await;
    house.wrong_try(&house.ada, acme()).await.unwrap();
    let agent = house.ada.key().unwrap();
    house.store.tamper(|tables| tables.agents.get_mut(&agent).unwrap().suspended_at = Some(NOON));
    let refused = house.wrong_try(&house.ada, birch()).await;
    assert!(matches!(refused, Err(VerifyError::Suspended { since: Some(NOON) })), "{refused:?}");
}

#[tokio::test]
async fn tries_from_before_a_lift_do_not_count() {
    let house = strict().await;
    house.wrong_try(&house.ada, acme()).await.unwrap();
    house.wrong_try(&house.ada, birch()).await.unwrap();
    let agent = house.ada.key().unwrap();
    house.store.tamper(|tables| {
        let record = tables.agents.get_mut(&agent).unwrap();
        (record.suspended_at, record.lifted_at) = (None, Some(NOON));
    });
    house.clock.pass(MILLISECOND);
    assert!(house.wrong_try(&house.ada, acme()).await.is_ok());
    assert!(house.store.tables().agents[&agent].suspended_at.is_none());
}

#[tokio::test]
async fn agents_of_a_helpdesk_are_counted_by_name_and_nameless_ones_by_the_token_alone() {
    let house = strict().await;
    let named = |name: &str| Agent::Token { token: house.helpdesk, name: Some(name.to_owned()) };
    for account in [acme(), birch()] {
        house.wrong_try(&named("ben"), account).await.unwrap();
    }
    let refused = house.wrong_try(&named("ben"), acme()).await;
    assert!(matches!(refused, Err(VerifyError::Suspended { since: Some(NOON) })), "{refused:?}");
    let nameless = Agent::Token { token: house.helpdesk, name: None };
    for agent in [&named("cleo"), &nameless, &nameless] {
        assert!(house.wrong_try(agent, birch()).await.is_ok());
    }
}

#[tokio::test]
async fn a_helpdesks_token_is_suspended_while_its_window_is_full_and_a_phone_systems_never() {
    let mut house = House::new().await;
    house.desk.policy.limits.token_wrong = 2;
    let (_, code) = house.generate(Master).await;
    let helpdesk = Agent::Token { token: house.helpdesk, name: None };
    house.wrong_try(&helpdesk, acme()).await.unwrap();
    house.leave_pending(&helpdesk, acme()).await;
    let busy = house.wrong_try(&helpdesk, acme()).await;
    assert!(matches!(busy, Err(VerifyError::Busy)), "{busy:?}");
    house.clock.pass(MINUTE);
    house.desk.sweep().await.unwrap();
    house.clock.set(noon_and(HOUR - MILLISECOND));
    let refused = house.verify_by(&helpdesk, acme(), &code).await;
    assert!(matches!(refused, Err(VerifyError::Suspended { since: None })), "{refused:?}");
    let refused = house.verify_by(&helpdesk, nowhere(), &code).await;
    assert!(
        matches!(refused, Ok(Outcome::NoLivePin)),
        "what has nothing to compare is no guess: {refused:?}"
    );
    house.clock.set(noon_and(HOUR));
    assert!(matches!(house.verify_by(&helpdesk, acme(), &code).await, Ok(Outcome::Verified { .. })));
    assert_eq!(house.guess(3).await, [wrong(4), wrong(3), wrong(2)]);
}
