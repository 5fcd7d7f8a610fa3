//! Verifications of all kinds, on both databases: the log of every thread, the tables, and whatever a type or an
//! error says of itself.

use std::{error::Error, fmt::Debug, time::Duration};

use domain::{
    account::AccountNumber,
    attempts::TokenKind,
    desk::VerifyError,
    pin::{
        CodeLength, PinCode,
        PinKind::{Master, OneTime},
    },
    ports::{Store as _, Vault as _},
    verification::{Agent, Candidate, Idempotency, Outcome, TokenId, Try},
};

use crate::{
    log::Log,
    search::{Artefact, leaks},
    shared::house::{HANNA, House, NOON, On, acme, try_by},
};

const WRONG: [&str; 5] = ["73915028", "73915029", "73915031", "73915032", "73915033"];

/// All that was said, and all codes that were ever generated or typed.
struct Story {
    house: House,
    said: Vec<Artefact>,
    codes: Vec<PinCode>,
}

impl Story {
    fn say(&mut self, name: &str, value: &impl Debug) {
        self.said.push(Artefact::new(name, format!("{value:?}\n{value:#?}")));
    }

    /// The error and what is behind it, in all words that it has.
    fn say_error(&mut self, error: &dyn Error) {
        let mut said = format!("{error:?}\n{error:#?}\n{error}\n");
        let mut behind = error.source();
        while let Some(source) = behind {
            said += &format!("{source}\n{source:?}\n");
            behind = source.source();
        }
        self.said.push(Artefact::new("an error", said));
    }

    async fn verify(&mut self, attempt: &Try) -> Result<Outcome, VerifyError> {
        self.say("a try", attempt);
        let answer = self.house.desk.verify(attempt).await;
        match &answer {
            Ok(outcome) => self.say("an outcome", outcome),
            Err(error) => self.say_error(error),
        }
        answer
    }
}

async fn story(on: On) -> Story {
    let mut house = House::on(on).await;
    house.desk.policy.code_length = CodeLength::try_from(8).unwrap();
    let mut story = Story { house, said: Vec::new(), codes: Vec::new() };
    right_and_wrong(&mut story).await;
    by_token(&mut story).await;
    unreadable(&mut story).await;
    story.house.desk.sweep().await.unwrap();
    story.house.desk.reseal(1).await.unwrap();
    story
}

async fn right_and_wrong(story: &mut Story) {
    let hanna = story.house.caller(HANNA).await;
    let agent = story.house.agent().await;
    let (_, master) = story.house.generate(&hanna, acme(), Master).await;
    let (_, one_time) = story.house.generate(&hanna, acme(), OneTime).await;
    for code in [&one_time, &master] {
        let outcome = story.verify(&try_by(agent.clone(), acme(), code)).await;
        assert!(matches!(outcome, Ok(Outcome::Verified { .. })), "{outcome:?}");
    }
    let unknown = AccountNumber::try_from(99_999).unwrap();
    let outcome = story.verify(&try_by(agent.clone(), unknown, &master)).await;
    assert!(matches!(outcome, Ok(Outcome::NoLivePin)), "{outcome:?}");
    for wrong in WRONG {
        let wrong: PinCode = wrong.parse().unwrap();
        story.verify(&try_by(agent.clone(), acme(), &wrong)).await.unwrap();
        story.codes.push(wrong);
    }
    let outcome = story.verify(&try_by(agent, acme(), &master)).await;
    assert!(matches!(outcome, Ok(Outcome::Locked(_))), "{outcome:?}");
    let rows = story.house.rows(&hanna, acme()).await;
    story.say("the rows", &rows);
    story.say("a code", &master);
    story.say("a candidate", &Candidate { pin: None, code: master.clone() });
    story.codes.extend([master, one_time]);
}

/// The desk is locked out; a helpdesk goes on after a new PIN ended the lock.
async fn by_token(story: &mut Story) {
    let hanna = story.house.caller(HANNA).await;
    let (_, code) = story.house.generate(&hanna, acme(), Master).await;
    let mut work = story.house.store.begin().await.unwrap();
    let token = work.insert_token("helpdesk", TokenKind::Helpdesk, &[7; 32], NOON).await.unwrap();
    work.commit().await.unwrap();
    for _ in 0..2 {
        let attempt = by(token, &story.house, &code);
        let outcome = story.verify(&attempt).await;
        assert!(matches!(outcome, Ok(Outcome::Verified { .. })), "{outcome:?}");
    }
    let other: PinCode = "51820374".parse().unwrap();
    let reused = by(token, &story.house, &other);
    assert!(matches!(story.verify(&reused).await, Err(VerifyError::KeyReused)));
    let nobody = Try { agent: Agent::Token { token: TokenId(77), name: None }, ..reused };
    assert!(matches!(story.verify(&nobody).await, Err(VerifyError::NotAllowed)));
    story.codes.extend([code, other]);
}

fn by(token: TokenId, house: &House, code: &PinCode) -> Try {
    let body = format!(r#"{{"account":"10001","pin":"{}","channel":"phone"}}"#, code.reveal());
    let fingerprint = house.vault.fingerprint(body.as_bytes());
    let agent = Agent::Token { token, name: Some("ada".to_owned()) };
    let idempotency = Some(Idempotency { key: "request 1".to_owned(), fingerprint });
    Try { idempotency, ..try_by(agent, acme(), code) }
}

async fn unreadable(story: &mut Story) {
    let hanna = story.house.caller(HANNA).await;
    let agent = story.house.agent().await;
    let (_, code) = story.house.generate(&hanna, acme(), Master).await;
    let sealed = story.house.blob("select sealed from pins where ended_as is null").await;
    story.house.tamper_with("update pins set sealed = $1 where ended_as is null", &[1; 48]).await;
    let outcome = story.verify(&try_by(agent.clone(), acme(), &code)).await;
    assert!(matches!(outcome, Ok(Outcome::NoLivePin)), "{outcome:?}");
    let rows = story.house.rows(&hanna, acme()).await;
    story.say("unreadable rows", &rows);
    let report = story.house.desk.check().await.unwrap();
    assert_eq!(report.unreadable.len(), 1);
    story.say("a check", &report);
    story.house.tamper_with("update pins set sealed = $1 where ended_as is null", &sealed).await;
    let stored = story.house.store.read().await.unwrap().latest_pins(acme()).await.unwrap();
    story.say("the stored PINs", &stored);
    story.house.clock.pass(Duration::from_secs(60));
    story.codes.push(code);
}

/// What a database in trouble makes the use cases say.
async fn in_trouble(story: &mut Story) {
    let hanna = story.house.caller(HANNA).await;
    let agent = story.house.agent().await;
    let (_, code) = story.house.generate(&hanna, acme(), Master).await;
    // What an open page shows: one that is opened later needs the history.
    let shown = story.house.shown(&hanna, acme(), OneTime).await;
    for table in ["reasons", "history"] {
        story.house.tamper(&format!("drop table {table}")).await;
    }
    let answer = story.verify(&try_by(agent, acme(), &code)).await;
    assert!(matches!(answer, Err(VerifyError::Store(_))), "{answer:?}");
    let customer = hanna.customer().unwrap();
    let refused = story.house.desk.generate(customer, acme(), OneTime, shown).await.unwrap_err();
    story.say_error(&refused);
    story.house.tamper("drop table pins").await;
    let refused = story.house.desk.pins(customer, acme()).await.unwrap_err();
    story.say_error(&refused);
    story.codes.push(code);
}

async fn told(on: On) {
    let log = Log::of_all();
    let mut story = story(on).await;
    for table in ["history", "outbox", "attempts", "receipts", "idempotency_keys", "agents"] {
        let count = story.house.count(&format!("select count(*) from {table}")).await;
        assert!(count > 0, "{table} is empty");
    }
    let mut artefacts = tables(&story.house, on).await;
    in_trouble(&mut story).await;
    artefacts.append(&mut story.said);
    artefacts.extend(Artefact::files(story.house.place.folder()));
    artefacts.push(log.artefact());
    assert_eq!(story.codes.len(), WRONG.len() + 6);
    assert_eq!(leaks(&story.codes, &artefacts), [""; 0]);
    let logged = log.artefact().bytes;
    assert!(
        String::from_utf8_lossy(&logged).contains("server::store::sql"),
        "the log is not at its most talkative"
    );
}

/// Every row of every table, as text. SQLite's are in its files.
async fn tables(house: &House, on: On) -> Vec<Artefact> {
    if on == On::Sqlite {
        return Artefact::files(house.place.folder());
    }
    let names = house
        .text(
            "select string_agg(table_name, ' ') from information_schema.tables where table_schema = 'public'",
        )
        .await;
    let mut tables = Vec::new();
    for table in names.split(' ') {
        let rows = house.text(&format!("select coalesce(string_agg(t::text, ' '), '') from {table} t")).await;
        tables.push(Artefact::new(table, rows));
    }
    assert!(tables.len() > 14, "{names}");
    tables
}

#[tokio::test]
async fn no_code_that_is_verified_is_found_with_sqlite() {
    told(On::Sqlite).await;
}

#[tokio::test]
async fn no_code_that_is_verified_is_found_with_postgres() {
    told(On::Postgres).await;
}
