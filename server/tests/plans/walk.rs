//! A walk through the use cases that runs every statement of the store.

use std::time::Duration;

use domain::{
    account::AccountNumber,
    attempts::TokenKind,
    history::Subject,
    person::Password,
    pin::PinKind::{Master, OneTime},
    ports::Store as _,
    session::Caller,
    time::Timestamp,
    verification::{Agent, Idempotency, TokenId, Try},
};
use server::{demo, store::Time};

use crate::{
    desk::desk,
    heard::Heard,
    people::people,
    shared::house::{HANNA, House, NOON, On, SAM, acme, birch, try_by, wrong_code},
    source,
};

const HOUR: Duration = Duration::from_secs(60 * 60);

/// Walks, and gives the house as it is then with every statement that was run. One that is in the source and was
/// not run is an error.
pub(crate) async fn walk(on: On) -> (House, Vec<String>) {
    let heard = Heard::default();
    let listening = heard.listen();
    let mut house = House::on(on).await;
    // So that few wrong tries show what many do.
    house.desk.policy.limits.agent_wrong = 3;
    house.desk.policy.limits.wrong_a_day = 4;
    let sam = house.caller(SAM).await;
    customers(&house, &sam).await;
    callers(&house, &sam).await;
    desk(&house, &sam).await;
    people(&house).await;
    time(&house, &sam).await;
    operator(&house, &sam).await;
    drop(listening);

    let statements = heard.statements();
    let asleep: Vec<_> =
        source::statements().difference(&statements).filter(|sql| !is_for_others(sql, on)).cloned().collect();
    assert!(asleep.is_empty(), "the walk does not run {asleep:#?}");
    (house, statements.into_iter().collect())
}

/// What only PostgreSQL understands.
fn is_for_others(sql: &str, on: On) -> bool {
    on == On::Sqlite && ["clock_timestamp", "pg_notify"].iter().any(|word| sql.contains(word))
}

async fn customers(house: &House, sam: &Caller) {
    let customer = sam.customer().unwrap();
    for account in [acme(), birch(), acme()] {
        house.desk.opened(customer, account).await.unwrap();
        house.desk.home(customer, account).await.unwrap();
        house.desk.keep_panel(customer, account, true).await.unwrap();
        for kind in [Master, OneTime] {
            house.generate(sam, account, kind).await;
        }
        house.clear(sam, account, OneTime).await;
        house.desk.activity(customer, account, Subject::Support, None, 10).await.unwrap();
    }
    let token = house.sign_in(HANNA).await;
    house.clock.pass(Duration::from_secs(120));
    assert!(house.desk.who(&token, true).await.unwrap().is_some());
    house.desk.sign_out(&token).await.unwrap();
}

async fn callers(house: &House, sam: &Caller) {
    let (_, right) = house.generate(sam, acme(), Master).await;
    let wrong = wrong_code(&[&right]);
    house.verify(acme(), &right).await;
    let nobodys = AccountNumber::try_from(99_999).unwrap();
    house.verify(nobodys, &wrong).await;

    let token = insert_token(house).await;
    for (request, code) in [("1", &right), ("1", &right), ("2", &wrong)] {
        let agent = Agent::Token { token, name: Some("ada".to_owned()) };
        let attempt = Try { idempotency: Some(key(request)), ..try_by(agent, acme(), code) };
        house.desk.verify(&attempt).await.unwrap();
    }
    for _ in 0..3 {
        house.verify(acme(), &wrong).await;
    }
}

async fn insert_token(house: &House) -> TokenId {
    let mut work = house.store.begin().await.unwrap();
    let token = work.insert_token("helpdesk", TokenKind::Helpdesk, &[7; 32], NOON).await.unwrap();
    work.commit().await.unwrap();
    token
}

fn key(key: &str) -> Idempotency {
    Idempotency { key: key.to_owned(), fingerprint: [1; 32] }
}

async fn time(house: &House, sam: &Caller) {
    house.generate(sam, birch(), OneTime).await;
    house
        .tamper("update attempts set state = 'pending', settled_at = null, locked = 0 where state = 'wrong'")
        .await;
    house.clock.pass(HOUR * 25);
    let swept = house.desk.sweep().await.unwrap();
    assert!(swept.expired > 0 && swept.interrupted > 0, "{swept:?}");
    house.desk.attack().await.unwrap();
    house.desk.remove_what_is_over().await.unwrap();
    house.clock.set(Timestamp::from_millis(NOON.as_millis() - 1));
    assert!(house.desk.accept_clock().await.unwrap().behind > HOUR);
    if house.store.is_shared() {
        let by_the_database = house.store.clone().by(Time::Databases);
        by_the_database.read().await.unwrap().moment(&*house.clock).await.unwrap();
    }
    if let Some(channel) = house.store.news_channel() {
        channel.speaker().await.unwrap().say("news").await.unwrap();
    }
}

async fn operator(house: &House, sam: &Caller) {
    // What people did cleared the others.
    house.generate(sam, birch(), Master).await;
    house.desk.check().await.unwrap();
    house.desk.reseal(1).await.unwrap();
    let head = house.desk.daily_head().await.unwrap();
    house.desk.verify_history(Some(head)).await.unwrap();
    house.store.sealed_by(1).await.unwrap();
    assert!(!house.store.forget_key(77).await.unwrap(), "there is no such key");
    demo::prepare(&house.desk, &Password::new("another".to_owned())).await.unwrap();
}
