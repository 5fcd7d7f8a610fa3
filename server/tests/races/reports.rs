//! "That wasn't me" while callers read the PIN out: what was verified before it is flagged, and nothing is verified
//! after it.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering::SeqCst},
};

use domain::{
    attempts::Lock,
    history::Event,
    pin::{PinCode, PinKind},
    ports::Store as _,
};
use tokio::{sync::watch, task::JoinSet};

use crate::support::{AccountNumber, Agent, Answer, Desk, HANNA, House, On, Outcome, is_verified, try_by};

const ROUNDS: i64 = 96;
const TRIES_EACH: usize = 3;

on_both!(nobody_is_verified_after_a_report_and_what_came_before_it_is_flagged);

async fn nobody_is_verified_after_a_report_and_what_came_before_it_is_flagged(on: On) {
    let house = House::on(on).await;
    let second = house.second_server().await;
    let desks = [&house.desk, &second.desk];
    let accounts = house.accounts(ROUNDS).await;
    let callers = house.phone_systems(6).await;
    let hanna = house.caller(HANNA).await;
    let (mut verified, mut late) = (0, 0);
    for (round, account) in accounts.into_iter().enumerate() {
        let (_, code) = house.generate(&hanna, account, PinKind::ALL[round % 2]).await;
        let (reported, answered) = (Arc::new(AtomicBool::new(false)), watch::Sender::new(0));
        let answers = start(&callers, desks, (account, &code), &reported, &answered);
        // At another moment each time: at once, or after so many answers.
        answered.subscribe().wait_for(|answered| *answered >= round / 4 % 6).await.unwrap();
        desks[round / 2 % 2].report(hanna.customer().unwrap(), account).await.unwrap();
        reported.store(true, SeqCst);

        let mut receipts = 0;
        for (asked_late, answer) in answers.join_all().await.into_iter().flatten() {
            late += usize::from(asked_late);
            if asked_late {
                assert!(matches!(answer, Ok(Outcome::Locked(Lock::Reported))), "{account}: {answer:?}");
            }
            receipts += i64::from(is_verified(&answer));
        }
        verified += receipts;
        assert_history_agrees(&house, account, receipts).await;
        let of_account = format!("select count(*) from receipts where account_id = {account}");
        assert_eq!(house.count(&of_account).await, receipts, "{account}");
        let flagged = format!("{of_account} and reported_at is not null");
        assert_eq!(house.count(&flagged).await, receipts, "{account}: one is not flagged");
    }
    assert!(verified > 0, "nobody was ever in time");
    assert!(late > 0, "nobody was ever late");
}

/// Lets each of the callers try a few times, one after the other. Gives each answer, and whether the report was
/// acknowledged before the question.
fn start(
    callers: &[Agent],
    desks: [&Desk; 2],
    (account, code): (AccountNumber, &PinCode),
    reported: &Arc<AtomicBool>,
    answered: &watch::Sender<usize>,
) -> JoinSet<Vec<(bool, Answer)>> {
    let mut answers = JoinSet::new();
    for (caller, desk) in callers.iter().zip(desks.into_iter().cycle()) {
        let attempt = try_by(caller.clone(), account, code);
        let (desk, reported, answered) = (desk.clone(), reported.clone(), answered.clone());
        answers.spawn(async move {
            let mut told = Vec::with_capacity(TRIES_EACH);
            for _ in 0..TRIES_EACH {
                let late = reported.load(SeqCst);
                told.push((late, desk.verify(&attempt).await));
                answered.send_modify(|answered| *answered += 1);
            }
            told
        });
    }
    answers
}

/// The order of the commits is the order of the account's history.
async fn assert_history_agrees(house: &House, account: AccountNumber, receipts: i64) {
    let mut view = house.store.read().await.unwrap();
    let (mut verified, mut reported) = (0, 0);
    for entry in view.entries_after(account, 0, 100).await.unwrap() {
        match serde_json::from_str(&entry.event).unwrap() {
            Event::Verified { .. } => {
                assert_eq!(reported, 0, "{account}: verified after the report");
                verified += 1;
            }
            Event::Reported { .. } => reported += 1,
            _ => {}
        }
    }
    assert_eq!((verified, reported), (receipts, 1), "{account}");
}
