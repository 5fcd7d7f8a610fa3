use std::sync::Arc;

use domain::{
    account::AccountNumber,
    person::{DeskRole, PasswordHash, Person},
    policy::Policy,
    ports::{Nobody, Store as _},
    session::SessionKey,
    testing::{
        ManualClock, MemoryStore, PlainHasher, SeededEntropy, TestVault,
        store::{AttemptRow, AttemptState},
    },
    time::Timestamp,
    verification::{Agent, Attempt, AttemptId, Channel, Verdict},
};

use super::*;

const NOON: i64 = 1_795_515_780_000;

fn acme() -> AccountNumber {
    10001.try_into().unwrap()
}

/// A desk at which so many tries were made, every second one right, and a supervisor of odd name who made them.
async fn desk(tries: i64) -> (Desk, MemoryStore, Caller) {
    let store = MemoryStore::new();
    let now = Timestamp::from_millis(NOON);
    let mut work = store.begin().await.unwrap();
    let email = "lead@support.example".parse().unwrap();
    let role = Some(DeskRole::Supervisor);
    let hash = PasswordHash::new(String::new());
    let id = work.insert_person(&email, "=Lee, \"1\"", role, &hash, now).await.unwrap();
    work.commit().await.unwrap();
    store.tamper(|tables| {
        for number in 1..=tries {
            let attempt = Attempt {
                id: AttemptId(number),
                at: now,
                agent: Agent::Person(id),
                channel: Channel::Phone,
                contact: Some("@Dana".into()),
                ticket: Some(format!("T-{number}")),
                unknown_account: None,
                master: None,
                one_time: None,
            };
            let verdict = if number % 2 == 0 { Verdict::Right } else { Verdict::Wrong };
            let state = AttemptState::Settled(verdict, now);
            tables.attempts.insert((acme(), attempt.id), AttemptRow { attempt, state });
        }
    });
    let desk = Desk {
        clock: Arc::new(ManualClock::at(now)),
        entropy: Arc::new(SeededEntropy::new(1)),
        vault: Arc::new(TestVault::default()),
        hasher: Arc::new(PlainHasher::default()),
        store: Arc::new(store.clone()),
        notifier: Arc::new(Nobody),
        policy: Policy::default(),
    };
    let person = Person { id, email, name: "Lee".into(), desk: role };
    let session = SessionKey([0; 32]);
    let caller = Caller { session, person, proved: true, must_add_second_factor: false, time_zone: None };
    (desk, store, caller)
}

async fn file(reading: Reading) -> String {
    let pieces: Vec<_> = reading.pieces().await.unwrap().try_collect().await.unwrap();
    String::from_utf8(pieces.concat()).unwrap()
}

#[tokio::test]
async fn a_line_tells_a_try_and_what_a_spreadsheet_would_run_is_text() {
    let (desk, _, caller) = desk(1).await;
    assert_eq!(
        file(Reading::new(desk, caller, TryFilter::default())).await,
        "\u{feff}time,account,account_exists,agent,channel,contact,ticket,result,locked\r\n\
         2026-11-24T10:23:00Z,10001,true,\"'=Lee, \"\"1\"\"\",phone,'@Dana,T-1,not_verified,false\r\n"
    );
}

#[tokio::test]
async fn many_tries_come_whole_newest_first_and_only_those_that_were_asked_for() {
    let (desk, _, caller) = desk(1_234).await;
    for (query, step) in
        [("", 1), ("result=verified", 2), ("result=verified&account=10001", 2), ("ticket=none", 2_000)]
    {
        let filter = AskedTries::in_query(Some(query)).filter().unwrap();
        let file = file(Reading::new(desk.clone(), caller.clone(), filter)).await;
        let numbers: Vec<i64> = file
            .lines()
            .skip(1)
            .map(|line| line.split("T-").nth(1).unwrap().split(',').next().unwrap().parse().unwrap())
            .collect();
        let expected: Vec<i64> = (1..=1_234).rev().filter(|number| number % step == 0).collect();
        assert_eq!(numbers, expected, "{query}");
    }
}

#[tokio::test]
async fn a_file_breaks_off_as_soon_as_its_reader_may_not_read_it() {
    let (desk, store, caller) = desk(1_234).await;
    let pieces = Reading::new(desk.clone(), caller.clone(), TryFilter::default()).pieces().await.unwrap();
    store.tamper(|tables| {
        for row in tables.people.values_mut() {
            row.person.desk = Some(DeskRole::Agent);
        }
    });
    let pieces: Vec<_> = pieces.collect().await;
    assert!(matches!(pieces[..], [Ok(_), Err(PieceError::Desk(DeskError::NotAllowed))]));
    let pieces = Reading::new(desk, caller, TryFilter::default()).pieces().await;
    assert!(matches!(pieces.err(), Some(PieceError::Desk(DeskError::NotAllowed))));
}
