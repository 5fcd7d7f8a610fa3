//! How much guessing an agent and a token may do, whatever the accounts (requirement V4, d and e).

use std::time::Duration;

use domain::{
    account::{Account, AccountNumber},
    attempts::TokenKind,
    desk::{Attack, VerifyError},
    person::Role,
    pin::PinKind::Master,
    ports::Store as _,
    verification::{Agent, Outcome},
};

use crate::support::{AGENT, HANNA, House, LEAD, NOON, try_by, wrong_code};

const MINUTE: Duration = Duration::from_secs(60);

/// More accounts of Hanna's, each with a Master PIN.
async fn accounts(house: &House, count: i64) -> Vec<AccountNumber> {
    let hanna = house.person(HANNA).await;
    let mut work = house.store.begin().await.unwrap();
    let numbers: Vec<AccountNumber> =
        (0..count).map(|place| AccountNumber::try_from(20_000 + place).unwrap()).collect();
    for number in &numbers {
        let account = Account { number: *number, name: format!("Account {number}") };
        work.insert_account(&account, NOON).await.unwrap();
        work.insert_membership(*number, hanna, Role::Holder, NOON).await.unwrap();
    }
    work.commit().await.unwrap();
    let hanna = house.caller(HANNA).await;
    for number in &numbers {
        house.generate(&hanna, *number, Master).await;
    }
    numbers
}

async fn wrong_try(house: &House, agent: &Agent, account: AccountNumber) -> Result<Outcome, VerifyError> {
    let hanna = house.caller(HANNA).await;
    let (_, code) = crate::support::live(&house.state(&hanna, account, Master).await);
    house.desk.verify(&try_by(agent.clone(), account, &wrong_code(&[&code]))).await
}

fn is_suspended(refused: &Result<Outcome, VerifyError>) -> bool {
    matches!(refused, Err(VerifyError::Suspended { .. }))
}

#[tokio::test]
async fn wrong_tries_on_five_accounts_within_a_quarter_of_an_hour_suspend_an_agent_and_nobody_else() {
    let house = House::new().await;
    let accounts = accounts(&house, 6).await;
    let agent = house.agent().await;
    for account in &accounts[..5] {
        assert!(wrong_try(&house, &agent, *account).await.is_ok());
    }
    let before = house.count("select count(*) from attempts").await;
    assert!(is_suspended(&wrong_try(&house, &agent, accounts[5]).await));
    let unknown = try_by(agent.clone(), 77_777.try_into().unwrap(), &"12345".parse().unwrap());
    assert!(is_suspended(&house.desk.verify(&unknown).await), "it learns nothing more");
    assert_eq!(house.count("select count(*) from attempts").await, before, "nothing is counted");

    let other = Agent::Person(house.person(LEAD).await);
    assert!(wrong_try(&house, &other, accounts[5]).await.is_ok());
    let event = house.text("select event from history where account_id = 0").await;
    assert!(event.contains("agent_suspended"), "{event}");
}

#[tokio::test]
async fn a_suspension_outlives_a_restart_and_holds_on_a_second_server() {
    let house = House::new().await;
    let accounts = accounts(&house, 6).await;
    let agent = house.agent().await;
    for account in &accounts[..5] {
        wrong_try(&house, &agent, *account).await.unwrap();
    }
    let second = house.second_server().await;
    let code = "00000".parse().unwrap();
    assert!(is_suspended(&second.desk.verify(&try_by(agent.clone(), accounts[5], &code)).await));
    second.store.close().await;
    let house = house.restart().await;
    house.clock.pass(MINUTE * 60 * 24 * 7);
    assert!(is_suspended(&house.desk.verify(&try_by(agent, accounts[5], &code)).await));
}

#[tokio::test]
async fn wrong_tries_far_apart_do_not_suspend() {
    let house = House::new().await;
    let accounts = accounts(&house, 6).await;
    let agent = house.agent().await;
    for account in &accounts {
        assert!(wrong_try(&house, &agent, *account).await.is_ok());
        house.clock.pass(MINUTE * 4);
    }
}

#[tokio::test]
async fn a_helpdesks_agents_are_counted_by_name_and_its_token_by_the_hour() {
    let house = House::new().await;
    let accounts = accounts(&house, 30).await;
    let token = house.token(TokenKind::Helpdesk).await;
    let named = |name: &str| Agent::Token { token, name: Some(name.to_owned()) };
    for account in &accounts[..5] {
        wrong_try(&house, &named("ada"), *account).await.unwrap();
    }
    assert!(is_suspended(&wrong_try(&house, &named("ada"), accounts[6]).await));
    assert!(wrong_try(&house, &named("ben"), accounts[6]).await.is_ok());

    // 94 more by a token that names nobody: four on each account, so that none of them locks.
    let nobody = Agent::Token { token, name: None };
    for place in 0..94 {
        assert!(wrong_try(&house, &nobody, accounts[7 + place % 23]).await.is_ok(), "try {place}");
        if place % 23 == 22 {
            house.clock.pass(MINUTE);
        }
    }
    assert!(is_suspended(&wrong_try(&house, &nobody, accounts[0]).await), "a hundred within the hour");
    house.clock.pass(MINUTE * 60);
    assert!(wrong_try(&house, &nobody, accounts[0]).await.is_ok());
}

#[tokio::test]
async fn a_few_guesses_on_each_of_many_accounts_look_like_an_attack() {
    let house = House::new().await;
    let accounts = accounts(&house, 31).await;
    let phones = Agent::Token { token: house.token(TokenKind::Ivr).await, name: None };
    for account in &accounts[..30] {
        wrong_try(&house, &phones, *account).await.unwrap();
    }
    for account in &accounts[..20] {
        wrong_try(&house, &phones, *account).await.unwrap();
    }
    assert_eq!(house.desk.attack().await.unwrap(), None);
    wrong_try(&house, &phones, accounts[30]).await.unwrap();
    assert_eq!(house.desk.attack().await.unwrap(), Some(Attack { wrong: 51, accounts: 31 }));
    house.clock.pass(MINUTE * 10);
    assert_eq!(house.desk.attack().await.unwrap(), None);
}

#[tokio::test]
async fn an_agent_of_the_desk_is_one_person_on_every_page() {
    let house = House::new().await;
    assert_eq!(house.agent().await, Agent::Person(house.person(AGENT).await));
    assert_ne!(house.agent().await.key(), Agent::Person(house.person(LEAD).await).key());
}
