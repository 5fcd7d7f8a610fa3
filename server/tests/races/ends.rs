//! PINs that are cleared or replaced while callers read them out: what was right before is verified, and nothing
//! after it.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering::SeqCst},
};

use domain::{
    history::Event,
    pin::{PinCode, PinId, PinKind},
    ports::Store as _,
    session::Caller,
};
use tokio::{sync::watch, task::JoinSet};

use crate::support::{AccountNumber, Agent, Answer, Desk, HANNA, House, On, is_verified, try_by};

const ROUNDS: i64 = 96;
const TRIES_EACH: usize = 3;

on_both!(a_pin_that_was_cleared_or_replaced_verifies_nobody_from_then_on);

async fn a_pin_that_was_cleared_or_replaced_verifies_nobody_from_then_on(on: On) {
    let house = House::on(on).await;
    let second = house.second_server().await;
    let accounts = house.accounts(ROUNDS).await;
    let callers = house.phone_systems(8).await;
    let hanna = house.caller(HANNA).await;
    let mut verified = 0;
    for (round, account) in accounts.into_iter().enumerate() {
        let kind = PinKind::ALL[round % 2];
        let clears = round / 2 % 2 == 0;
        let (pin, code) = house.generate(&hanna, account, kind).await;
        let race = Race { account, kind, pin, code, sequence: Arc::default() };
        let answered = watch::Sender::new(0);
        let answers = race.start(&callers, [&house.desk, &second.desk], &answered);
        // At another moment each time: at once, or after so many answers.
        answered.subscribe().wait_for(|answered| *answered >= round / 4 % 6).await.unwrap();
        race.end(&house, &hanna, clears).await;
        let acknowledged = race.sequence.fetch_add(1, SeqCst);

        let mut receipts = 0;
        for (asked, answer) in answers.join_all().await.into_iter().flatten() {
            if is_verified(&answer) {
                receipts += 1;
                assert!(asked < acknowledged, "{account}: verified by a try after the end");
            }
        }
        verified += receipts;
        race.assert_history_agrees(&house, receipts).await;
    }
    assert!(verified > 0, "nobody was ever in time");
}

/// One PIN, and those who read it out.
struct Race {
    account: AccountNumber,
    kind: PinKind,
    pin: PinId,
    code: PinCode,
    /// In which order things happen.
    sequence: Arc<AtomicU64>,
}

impl Race {
    /// Lets each of the callers try a few times, one after the other. Gives when each try began, and its answer.
    fn start(
        &self,
        callers: &[Agent],
        desks: [&Desk; 2],
        answered: &watch::Sender<usize>,
    ) -> JoinSet<Vec<(u64, Answer)>> {
        let mut answers = JoinSet::new();
        for (caller, desk) in callers.iter().zip(desks.into_iter().cycle()) {
            let attempt = try_by(caller.clone(), self.account, &self.code);
            let (desk, sequence, answered) = (desk.clone(), self.sequence.clone(), answered.clone());
            answers.spawn(async move {
                let mut told = Vec::with_capacity(TRIES_EACH);
                for _ in 0..TRIES_EACH {
                    let asked = sequence.fetch_add(1, SeqCst);
                    told.push((asked, desk.verify(&attempt).await));
                    answered.send_modify(|answered| *answered += 1);
                }
                told
            });
        }
        answers
    }

    async fn end(&self, house: &House, hanna: &Caller, clears: bool) {
        let shown = domain::desk::Shown::Pin(self.pin);
        let customer = hanna.customer().unwrap();
        if clears {
            house.desk.clear(customer, self.account, self.kind, shown).await.unwrap();
        } else {
            house.desk.generate(customer, self.account, self.kind, shown).await.unwrap();
        }
    }

    /// The order of the commits is the order of the account's history.
    async fn assert_history_agrees(&self, house: &House, receipts: i64) {
        let account = self.account;
        let mut view = house.store.read().await.unwrap();
        let entries = view.entries_after(account, 0, 100).await.unwrap();
        let (mut verified, mut ended) = (0, false);
        for entry in entries {
            match serde_json::from_str(&entry.event).unwrap() {
                Event::Verified { pin, .. } => {
                    assert_eq!(pin, self.pin.0, "{account}");
                    assert!(!ended, "{account}: verified after its end");
                    verified += 1;
                }
                Event::Cleared { pin, .. } => {
                    assert_eq!(pin, self.pin.0, "{account}");
                    ended = true;
                }
                Event::Generated { pin, .. } => ended |= pin != self.pin.0,
                _ => {}
            }
        }
        assert_eq!(verified, receipts, "{account}");
        // A One-Time PIN that was used is not there to be cleared.
        assert!(
            verified <= 1 && (ended || verified == 1) || self.kind == PinKind::Master && ended,
            "{account}"
        );
        let kept = format!("select count(*) from receipts where account_id = {account}");
        assert_eq!(house.count(&kept).await, receipts, "{account}");
    }
}
