//! How long verifying takes on each database, whether an account that does not exist can be told from one without a
//! PIN by the time it takes (requirement V3), and how many verifications a second go through.
//!
//! `cargo bench -p server --bench verify`, with `-- --quick` for fewer rounds.

#![expect(clippy::unwrap_used, reason = "a bench that cannot be prepared fails there")]
#![expect(clippy::print_stdout, reason = "it prints its figures")]

use std::{future::Future, sync::Arc, time::Duration};

use domain::{
    account::{Account, AccountNumber},
    attempts::TokenKind,
    person::{PersonId, Role},
    pin::{PinCode, PinKind},
    ports::Store as _,
    verification::{Agent, Outcome},
};
use shared::house::{HANNA, House, NOON, On, live, try_by, wrong_code};
use tokio::time::Instant;

#[path = "../tests/support/mod.rs"]
#[expect(dead_code, reason = "other test binaries use the rest")]
mod shared;

/// Accounts that the rounds take turns on.
const ACCOUNTS: i64 = 200;
const FIRST: i64 = 500_000;
const UNKNOWN: i64 = 900_000;
/// What verifies at once when the most is asked for.
const AT_ONCE: usize = 16;

#[tokio::main]
async fn main() {
    let quick = std::env::args().any(|argument| argument == "--quick");
    let rounds = if quick { 500 } else { 10_000 };
    for on in [On::Sqlite, On::Postgres] {
        Bench::prepare(on).await.measure(on, rounds).await;
    }
}

struct Bench {
    house: House,
    agent: Agent,
    codes: Vec<PinCode>,
}

fn account(number: i64) -> AccountNumber {
    number.try_into().unwrap()
}

impl Bench {
    /// Accounts of Hanna's: the first half with a Master PIN, the second without.
    async fn prepare(on: On) -> Self {
        let house = House::on(on).await;
        let hanna: PersonId = house.person(HANNA).await;
        let mut work = house.store.begin().await.unwrap();
        for number in FIRST..FIRST + 2 * ACCOUNTS {
            let account = Account { number: account(number), name: format!("Account {number}") };
            work.insert_account(&account, NOON).await.unwrap();
            work.insert_membership(account.number, hanna, Role::Holder, NOON).await.unwrap();
        }
        let token = work.insert_token("bench", TokenKind::Ivr, &[7; 32], NOON).await.unwrap();
        work.commit().await.unwrap();
        let hanna = house.caller(HANNA).await;
        let mut codes = Vec::new();
        for number in FIRST..FIRST + ACCOUNTS {
            house.generate(&hanna, account(number), PinKind::Master).await;
            let state = house.state(&hanna, account(number), PinKind::Master).await;
            codes.push(live(&state).1);
        }
        Self { house, agent: Agent::Token { token, name: None }, codes }
    }

    async fn measure(self, on: On, rounds: usize) {
        let any: PinCode = "12345".parse().unwrap();
        let (mut right, mut without, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
        for round in 0..rounds {
            let place = i64::try_from(round).unwrap() % ACCOUNTS;
            let code = &self.codes[usize::try_from(place).unwrap()];
            right.push(timed(self.verify(account(FIRST + place), code)).await);
            // Each goes first as often as the other, so that neither pays for what came before.
            let (known, stranger) = (account(FIRST + ACCOUNTS + place), account(UNKNOWN + place));
            if round % 2 == 0 {
                without.push(timed(self.verify(known, &any)).await);
                unknown.push(timed(self.verify(stranger, &any)).await);
            } else {
                unknown.push(timed(self.verify(stranger, &any)).await);
                without.push(timed(self.verify(known, &any)).await);
            }
        }
        let wrong = self.wrong_tries().await;
        let a_second = self.at_once(rounds).await;
        println!("{on:?}, {rounds} rounds");
        let (without, unknown) = (median(without), median(unknown));
        row("right PIN, median", &millis(median(right)));
        row("wrong PIN, median of 200", &millis(median(wrong)));
        row("account without a PIN, median", &millis(without));
        row("account that does not exist, median", &millis(unknown));
        let apart = without.abs_diff(unknown);
        let percent = 100.0 * apart.as_secs_f64() / without.as_secs_f64();
        row("  these two are apart by", &format!("{} µs, {percent:.1}%", apart.as_micros()));
        row(&format!("right PINs, {AT_ONCE} at once"), &format!("{a_second:.0} a second"));
    }

    async fn verify(&self, account: AccountNumber, code: &PinCode) {
        let outcome = self.house.desk.verify(&try_by(self.agent.clone(), account, code)).await.unwrap();
        assert!(!matches!(outcome, Outcome::Locked(_)), "the bench locked an account");
    }

    /// One wrong try on each account: two would begin to lock some.
    async fn wrong_tries(&self) -> Vec<Duration> {
        let mut times = Vec::new();
        for (number, code) in (FIRST..).zip(&self.codes) {
            times.push(timed(self.verify(account(number), &wrong_code(&[code]))).await);
        }
        times
    }

    /// How many right PINs a second are verified when many ask at once.
    async fn at_once(self, rounds: usize) -> f64 {
        let bench = Arc::new(self);
        let started = Instant::now();
        let tasks: Vec<_> = (0..AT_ONCE)
            .map(|task| {
                let bench = Arc::clone(&bench);
                tokio::spawn(async move {
                    for round in (task..rounds).step_by(AT_ONCE) {
                        let place = round % bench.codes.len();
                        let number = FIRST + i64::try_from(place).unwrap();
                        bench.verify(account(number), &bench.codes[place]).await;
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        f64::from(u32::try_from(rounds).unwrap()) / started.elapsed().as_secs_f64()
    }
}

async fn timed(work: impl Future<Output = ()>) -> Duration {
    let started = Instant::now();
    work.await;
    started.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn millis(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}

fn row(what: &str, figure: &str) {
    println!("  {what:<38} {figure:>16}");
}
