//! Someone who has a One-Time PIN verified while the database is harmed, and what the database holds of it afterwards.

use std::{sync::Arc, time::Duration};

use domain::{
    account::AccountNumber,
    desk::{Desk, VerifyError},
    pin::PinCode,
    ports::StoreError,
    testing::ManualClock,
    verification::{Agent, Outcome},
};
use tokio::{
    task::{JoinHandle, yield_now},
    time::timeout,
};

use crate::{
    gate::{Gate, Moment},
    shared::house::try_by,
};

pub(crate) type Answer = Result<Outcome, VerifyError>;

/// How long a request may take, whatever is wrong: it may wait for a connection and then for an answer, and the
/// machine may be slow.
const PATIENCE: Duration = Duration::from_secs(15);
/// How soon after a fault's end everyone must be served again (requirement S2).
const RECOVERY: Duration = Duration::from_secs(10);
/// An answer that has not come by then is not on its way.
const A_MOMENT: Duration = Duration::from_millis(300);
/// Longer than a try may stay unsettled.
const A_WHILE: Duration = Duration::from_secs(61);

/// Who asks whom about which PIN. It was live when this was made.
#[derive(Clone)]
pub(crate) struct Asker {
    pub(crate) desk: Desk,
    pub(crate) agent: Agent,
    pub(crate) account: AccountNumber,
    pub(crate) code: PinCode,
}

/// A verification that is under way.
pub(crate) struct UnderWay {
    gate: Arc<Gate>,
    answer: JoinHandle<Answer>,
}

impl Asker {
    /// Asks, and has an answer in time.
    pub(crate) async fn ask(&self) -> Answer {
        let attempt = try_by(self.agent.clone(), self.account, &self.code);
        timeout(PATIENCE, self.desk.verify(&attempt)).await.expect("an answer or an error in time")
    }

    /// Asks, and is told that the database is not there.
    pub(crate) async fn ask_in_vain(&self) {
        assert_unavailable(&self.ask().await);
    }

    /// Asks until there is an answer, which is soon.
    pub(crate) async fn ask_again(&self) -> Outcome {
        let served = timeout(RECOVERY, async {
            loop {
                match self.ask().await {
                    Ok(outcome) => return outcome,
                    Err(_) => yield_now().await,
                }
            }
        });
        served.await.expect("served again within ten seconds of the fault's end")
    }

    pub(crate) async fn is_verified_at_last(&self) {
        let outcome = self.ask_again().await;
        assert!(is_verified(&outcome), "{outcome:?}");
    }

    /// Begins to ask, and stops at that moment.
    pub(crate) async fn stopped(&self, moment: Moment) -> UnderWay {
        let gate = Arc::new(Gate::at(moment, self.desk.store.clone()));
        let behind = Self { desk: Desk { store: gate.clone(), ..self.desk.clone() }, ..self.clone() };
        let answer = tokio::spawn(async move { behind.ask().await });
        gate.reached().await;
        UnderWay { gate, answer }
    }
}

impl UnderWay {
    /// Lets it go on.
    pub(crate) async fn goes_on(self) -> Answer {
        self.gate.open();
        self.answer.await.unwrap()
    }

    /// Lets it go on to where it has to wait.
    pub(crate) async fn goes_on_and_waits(&mut self) {
        self.gate.open();
        assert!(timeout(A_MOMENT, &mut self.answer).await.is_err(), "it does not wait");
    }

    pub(crate) async fn answer(self) -> Answer {
        self.answer.await.unwrap()
    }
}

pub(crate) fn is_verified(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Verified { .. })
}

pub(crate) fn assert_unavailable(answer: &Answer) {
    assert!(matches!(answer, Err(VerifyError::Store(StoreError::Unavailable(_)))), "{answer:?}");
}

/// What the database holds about verifications of some accounts with one PIN each, whatever anyone was told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Tries that were right; each has a receipt and has used up the PIN, which is looked at, too.
    pub(crate) right: i64,
    /// Tries that are counted and not settled.
    pub(crate) pending: i64,
    /// Tries that nobody settled in time, and so count as wrong.
    pub(crate) interrupted: i64,
}

impl Tally {
    /// By what the counting function finds for the account.
    pub(crate) async fn of(account: AccountNumber, count: impl AsyncFn(&str) -> i64) -> Self {
        let count = async |what: &str| {
            count(&format!("select count(*) from {what} and account_id = {account}")).await
        };
        let right = count("attempts where state = 'right'").await;
        assert_eq!(count("receipts where pin_kind = 'one_time'").await, right);
        assert_eq!(count("pins where ended_as = 'used'").await, right);
        assert_eq!(count("attempts where state in ('wrong', 'void') and interrupted = 0").await, 0);
        Self {
            right,
            pending: count("attempts where state = 'pending'").await,
            interrupted: count("attempts where interrupted = 1").await,
        }
    }
}

/// Lets so much time pass that what nobody settled is settled.
pub(crate) async fn sweep_later(desk: &Desk, clock: &ManualClock) {
    clock.pass(A_WHILE);
    desk.sweep().await.unwrap();
}
