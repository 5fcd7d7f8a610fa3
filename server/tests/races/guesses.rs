//! A thousand guesses at once, through two servers: what is compared is what the limits allow.

use std::{sync::Arc, time::Duration};

use domain::{
    attempts::Lock,
    pin::{
        PinCode,
        PinKind::{Master, OneTime},
    },
    ports::StoreError,
    testing::ManualClock,
};
use tokio::task::{JoinSet, yield_now};

use crate::{
    shared::house::Server,
    support::{Agent, Desk, HANNA, House, On, Outcome, Try, VerifyError, acme, try_by, wrong_code},
};

const GUESSES: usize = 1_000;
/// Longer than a try may stay unsettled.
const A_WHILE: Duration = Duration::from_secs(61);

on_both!(
    of_a_thousand_guesses_at_once_five_are_compared,
    of_thousands_of_guesses_in_a_day_ten_are_compared_whatever_is_generated,
);

async fn of_a_thousand_guesses_at_once_five_are_compared(on: On) {
    let attack = Attack::on(on).await;
    attack.assert_five_are_compared().await;
    assert_eq!(attack.compared().await, 5);
    assert!(attack.guess(10).await.iter().all(|answer| *answer == Outcome::Locked(Lock::WrongTries)));
    assert_eq!(attack.compared().await, 5);
}

async fn of_thousands_of_guesses_in_a_day_ten_are_compared_whatever_is_generated(on: On) {
    let attack = Attack::on(on).await;
    let hanna = attack.house.caller(HANNA).await;
    for compared in [5, 10] {
        attack.assert_five_are_compared().await;
        assert_eq!(attack.compared().await, compared);
        // Which ends the lock for tries in a row, and not the day's.
        attack.house.generate(&hanna, acme(), OneTime).await;
    }
    for answer in attack.guess(GUESSES / 5).await {
        assert!(matches!(answer, Outcome::Locked(Lock::DailyLimit { .. })), "{answer:?}");
    }
    assert_eq!(attack.compared().await, 10);
}

/// An account, and those who guess its PINs.
struct Attack {
    house: House,
    second: Server,
    guessers: Vec<Agent>,
    guess: PinCode,
}

impl Attack {
    async fn on(on: On) -> Self {
        let house = House::on(on).await;
        let hanna = house.caller(HANNA).await;
        let (_, master) = house.generate(&hanna, acme(), Master).await;
        let (_, one_time) = house.generate(&hanna, acme(), OneTime).await;
        let second = house.second_server().await;
        let guessers = house.phone_systems(20).await;
        Self { house, second, guessers, guess: wrong_code(&[&master, &one_time]) }
    }

    /// What so many guessers are told at last who guess at once and ask again as long as they are put off.
    async fn guess(&self, how_many: usize) -> Vec<Outcome> {
        let mut callers = JoinSet::new();
        let desks = [&self.house.desk, &self.second.desk].into_iter().cycle();
        for (desk, guesser) in desks.zip(self.guessers.iter().cycle()).take(how_many) {
            let attempt = try_by(guesser.clone(), acme(), &self.guess);
            callers.spawn(final_answer(desk.clone(), self.house.clock.clone(), attempt));
        }
        callers.join_all().await
    }

    async fn assert_five_are_compared(&self) {
        let mut left: Vec<u32> = Vec::new();
        for answer in self.guess(GUESSES).await {
            match answer {
                Outcome::NotVerified { tries_left } => left.push(tries_left),
                other => assert_eq!(other, Outcome::Locked(Lock::WrongTries)),
            }
        }
        left.sort_unstable();
        // Each of the five leaves fewer than the one before it.
        assert!(left.windows(2).all(|pair| pair[0] < pair[1]), "{left:?} tries left");
        assert!(left.last().is_none_or(|most| *most < 5), "{left:?} tries left");
    }

    /// How many tries were ever compared, or could have been.
    async fn compared(&self) -> i64 {
        assert_eq!(self.house.count("select count(*) from attempts where state = 'pending'").await, 0);
        self.house.count("select count(*) from attempts where state <> 'no_live_pin'").await
    }
}

async fn final_answer(desk: Desk, clock: Arc<ManualClock>, attempt: Try) -> Outcome {
    loop {
        match desk.verify(&attempt).await {
            Ok(outcome) => return outcome,
            Err(VerifyError::Busy) => yield_now().await,
            // On a machine with too much to do. The try may be counted, and after a while it is settled as wrong.
            Err(VerifyError::Store(StoreError::Unavailable(_))) => clock.pass(A_WHILE),
            Err(error) => panic!("{error:?}"),
        }
    }
}
