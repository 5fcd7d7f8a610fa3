//! How much guessing an account takes (requirement V4, a to c).

use std::time::Duration;

use domain::{
    attempts::Lock,
    desk::RowState,
    pin::{
        PinCode,
        PinKind::{Master, OneTime},
    },
    session::Caller,
    verification::{Agent, Outcome, TokenId},
};

use crate::support::{HANNA, House, NOON, acme, try_by, wrong_code};

const HOUR: Duration = Duration::from_secs(60 * 60);

/// A phone system, which is never suspended: these stories are about accounts.
async fn phones(house: &House) -> Agent {
    Agent::Token { token: house.token(domain::attempts::TokenKind::Ivr).await, name: None }
}

async fn guess(house: &House, agent: &Agent, times: u32) -> Vec<Outcome> {
    let codes = live_codes(house).await;
    let wrong = wrong_code(&codes.iter().collect::<Vec<_>>());
    let mut outcomes = Vec::new();
    for _ in 0..times {
        outcomes.push(house.desk.verify(&try_by(agent.clone(), acme(), &wrong)).await.unwrap());
    }
    outcomes
}

async fn live_codes(house: &House) -> Vec<PinCode> {
    let hanna = house.caller(HANNA).await;
    let rows = house.rows(&hanna, acme()).await;
    let code = |state| match state {
        RowState::Live { code, .. } => Some(code),
        _ => None,
    };
    rows.into_iter().filter_map(|row| code(row.state)).collect()
}

async fn start() -> (House, Caller, Agent) {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    house.generate(&hanna, acme(), Master).await;
    let phones = phones(&house).await;
    (house, hanna, phones)
}

#[tokio::test]
async fn the_fifth_wrong_try_in_a_row_locks_until_a_pin_is_generated() {
    let (house, hanna, phones) = start().await;
    let left: Vec<Outcome> = guess(&house, &phones, 5).await;
    assert_eq!(left, [4, 3, 2, 1, 0].map(|tries_left| Outcome::NotVerified { tries_left }));
    let right = live_codes(&house).await.remove(0);
    let verify =
        async |code: &PinCode| house.desk.verify(&try_by(phones.clone(), acme(), code)).await.unwrap();
    for _ in 0..3 {
        assert_eq!(verify(&right).await, Outcome::Locked(Lock::WrongTries), "also the right one");
    }
    house.clear(&hanna, acme(), Master).await;
    assert_eq!(verify(&right).await, Outcome::Locked(Lock::WrongTries), "it wins over no live PIN");
    assert_eq!(house.count("select count(*) from attempts").await, 5, "locked tries are not counted");

    let (_, code) = house.generate(&hanna, acme(), OneTime).await;
    assert!(matches!(verify(&code).await, Outcome::Verified { .. }));
}

#[tokio::test]
async fn a_generate_that_ends_no_lock_gives_no_tries_back() {
    let (house, hanna, phones) = start().await;
    guess(&house, &phones, 4).await;
    house.generate(&hanna, acme(), Master).await;
    assert_eq!(guess(&house, &phones, 1).await, [Outcome::NotVerified { tries_left: 0 }]);
    assert_eq!(guess(&house, &phones, 1).await, [Outcome::Locked(Lock::WrongTries)]);
}

#[tokio::test]
async fn ten_wrong_tries_in_a_day_lock_whatever_is_generated_until_the_first_is_a_day_old() {
    let (house, hanna, phones) = start().await;
    guess(&house, &phones, 5).await;
    house.clock.pass(HOUR);
    house.generate(&hanna, acme(), Master).await;
    guess(&house, &phones, 5).await;
    house.generate(&hanna, acme(), Master).await;
    let until = NOON.after(HOUR * 24);
    let locked = Outcome::Locked(Lock::DailyLimit { until });
    assert_eq!(guess(&house, &phones, 1).await, std::slice::from_ref(&locked));
    let house = house.restart_at_its_time().await;
    let second = house.second_server().await;
    let right = live_codes(&house).await.remove(0);
    assert_eq!(second.desk.verify(&try_by(phones.clone(), acme(), &right)).await.unwrap(), locked);
    house.clock.set(until);
    assert_eq!(
        guess(&house, &phones, 1).await,
        [Outcome::NotVerified { tries_left: 4 }],
        "five were of noon"
    );
}

#[tokio::test]
async fn a_right_try_restarts_the_row_and_not_the_day() {
    let (house, _, phones) = start().await;
    let right = live_codes(&house).await.remove(0);
    for _ in 0..2 {
        guess(&house, &phones, 4).await;
        let verified = house.desk.verify(&try_by(phones.clone(), acme(), &right)).await.unwrap();
        assert!(matches!(verified, Outcome::Verified { .. }));
    }
    let left = guess(&house, &phones, 2).await;
    assert_eq!(left, [1, 0].map(|tries_left| Outcome::NotVerified { tries_left }));
    assert!(matches!(guess(&house, &phones, 1).await[..], [Outcome::Locked(Lock::DailyLimit { .. })]));
}

#[tokio::test]
async fn the_twentieth_wrong_try_in_a_master_pins_life_clears_it() {
    let (house, _, phones) = start().await;
    for day in 0..5 {
        house.clock.set(NOON.after(HOUR * 25 * day));
        guess(&house, &phones, 4).await;
        let state = house.state(&house.caller(HANNA).await, acme(), Master).await;
        if day < 4 {
            let RowState::Live { code, .. } = state else { panic!("day {day}: {state:?}") };
            house.desk.verify(&try_by(phones.clone(), acme(), &code)).await.unwrap();
        } else {
            assert_eq!(state, RowState::WornOut(house.clock_now()));
        }
    }
    assert_eq!(house.text("select ended_as from pins").await, "worn_out");
    let (_, code) = house.generate(&house.caller(HANNA).await, acme(), Master).await;
    assert!(matches!(house.verify(acme(), &code).await, Outcome::Verified { .. }));
}

#[tokio::test]
async fn a_generate_that_ends_a_lock_is_never_refused_however_many_there_were() {
    let (house, hanna, phones) = start().await;
    for _ in 0..29 {
        house.generate(&hanna, acme(), OneTime).await;
    }
    assert!(house.try_generate(&hanna, acme(), OneTime).await.is_err(), "thirty within the hour");
    guess(&house, &phones, 5).await;
    assert!(house.try_generate(&hanna, acme(), OneTime).await.is_ok(), "it ends the lock");
    assert!(house.try_generate(&hanna, acme(), OneTime).await.is_err(), "there is no lock any more");
}

#[tokio::test]
async fn a_try_that_nobody_settled_counts_as_wrong_after_a_minute() {
    let (house, hanna, phones) = start().await;
    house.leave_pending(&hanna, &phones).await;
    house.clock.pass(Duration::from_secs(59));
    assert_eq!(house.count("select count(*) from attempts where state = 'pending'").await, 1);
    house.desk.sweep().await.unwrap();
    assert_eq!(house.count("select count(*) from attempts where state = 'pending'").await, 1);
    house.clock.pass(Duration::from_secs(1));
    assert_eq!(guess(&house, &phones, 1).await, [Outcome::NotVerified { tries_left: 3 }]);
    assert_eq!(
        house.count("select count(*) from attempts where interrupted = 1 and state = 'wrong'").await,
        1
    );
}

#[tokio::test]
async fn tries_under_way_stand_in_the_way_and_are_not_counted_themselves() {
    let (house, hanna, phones) = start().await;
    for _ in 0..5 {
        house.leave_pending(&hanna, &phones).await;
    }
    let right = live_codes(&house).await.remove(0);
    let busy = house.desk.verify(&try_by(phones.clone(), acme(), &right)).await;
    assert!(matches!(busy, Err(domain::desk::VerifyError::Busy)), "{busy:?}");
    assert_eq!(house.count("select count(*) from attempts").await, 5);
    house.clock.pass(Duration::from_secs(60));
    house.desk.sweep().await.unwrap();
    let locked = house.desk.verify(&try_by(phones, acme(), &right)).await.unwrap();
    assert_eq!(locked, Outcome::Locked(Lock::WrongTries));
}

impl House {
    /// Counts a try that nobody settles, as a server does that is killed in between.
    async fn leave_pending(&self, hanna: &Caller, agent: &Agent) {
        use domain::{
            ports::Store as _,
            verification::{Attempt, AttemptId, Channel},
        };

        let RowState::Live { pin, .. } = self.state(hanna, acme(), Master).await else {
            panic!("no live PIN");
        };
        let mut work = self.store.begin().await.unwrap();
        let taken = work.take_account(acme()).await.unwrap().unwrap();
        let attempt = Attempt {
            id: AttemptId(taken.write),
            at: self.clock_now(),
            agent: agent.clone(),
            channel: Channel::Phone,
            contact: None,
            ticket: None,
            unknown_account: None,
            master: Some(pin.id),
            one_time: None,
        };
        work.count_attempts(acme(), &[attempt]).await.unwrap();
        work.commit().await.unwrap();
    }

    pub(crate) fn clock_now(&self) -> domain::time::Timestamp {
        use domain::ports::Clock as _;
        self.clock.now()
    }

    /// A token of this kind, made now.
    pub(crate) async fn token(&self, kind: domain::attempts::TokenKind) -> TokenId {
        use domain::ports::Store as _;

        let mut work = self.store.begin().await.unwrap();
        let hash = [kind as u8 + 1; 32];
        let token = work.insert_token(&format!("{kind:?}"), kind, &hash, self.clock_now()).await.unwrap();
        work.commit().await.unwrap();
        token
    }

    /// Stops the server and starts it again, at the same time of day.
    async fn restart_at_its_time(self) -> Self {
        let clock = self.clock.clone();
        self.restart_at(clock).await
    }
}
