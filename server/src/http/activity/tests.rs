use std::sync::Arc;

use domain::{
    account::Account,
    history::{Entry, Event},
    person::{PasswordHash, Person, Role},
    policy::Policy,
    ports::{Nobody, Store as _},
    session::SessionKey,
    testing::{ManualClock, MemoryStore, PlainHasher, SeededEntropy, TestVault},
    time::Timestamp,
};

use super::*;

const NOON: Timestamp = Timestamp::from_millis(1_800_000_000_000);

fn acme() -> AccountNumber {
    10001.try_into().unwrap()
}

/// A desk with an account that has a history of so many entries, and someone who works there.
async fn desk(entries: i64) -> (Desk, MemoryStore, Caller) {
    let store = MemoryStore::new();
    let mut work = store.begin().await.unwrap();
    work.insert_account(&Account { number: acme(), name: "Acme".into() }, NOON).await.unwrap();
    let email = "sam@house.example".parse().unwrap();
    let id = work.insert_person(&email, "Sam", None, &PasswordHash::new(String::new()), NOON).await.unwrap();
    work.insert_membership(acme(), id, Role::SubAccount, NOON).await.unwrap();
    work.commit().await.unwrap();
    store.tamper(|tables| {
        for number in 1..=entries {
            let event = serde_json::to_string(&Event::Expired { pin: number }).unwrap();
            tables.history.insert((acme(), number), Entry { number, at: NOON, event, seal: [0; 32] });
        }
    });
    let desk = Desk {
        clock: Arc::new(ManualClock::at(NOON)),
        entropy: Arc::new(SeededEntropy::new(1)),
        vault: Arc::new(TestVault::default()),
        hasher: Arc::new(PlainHasher::default()),
        store: Arc::new(store.clone()),
        notifier: Arc::new(Nobody),
        policy: Policy::default(),
    };
    let person = Person { id, email, name: "Sam".into(), desk: None };
    let session = SessionKey([0; 32]);
    let caller = Caller { session, person, proved: true, must_add_second_factor: false, time_zone: None };
    (desk, store, caller)
}

/// The numbers of the lines in these pieces.
fn numbers(pieces: &[Vec<u8>]) -> Vec<i64> {
    let text = String::from_utf8(pieces.concat()).unwrap();
    text.lines().skip(1).map(|line| line.split(',').next().unwrap().parse().unwrap()).collect()
}

#[tokio::test]
async fn a_long_history_comes_whole_newest_first_and_in_pieces() {
    let (desk, _, caller) = desk(1_234).await;
    for (subject, expected) in [(Subject::All, 1_234), (Subject::Pins, 1_234), (Subject::People, 0)] {
        let reading = Reading::new(desk.clone(), caller.clone(), acme(), subject);
        let pieces: Vec<_> = reading.pieces().await.unwrap().try_collect().await.unwrap();
        assert!(pieces.len() > 1, "{subject}");
        assert_eq!(numbers(&pieces), (1..=expected).rev().collect::<Vec<_>>(), "{subject}");
    }
}

#[tokio::test]
async fn a_file_that_cannot_be_read_to_its_end_breaks_off() {
    let (desk, store, caller) = desk(1_234).await;
    store.tamper(|tables| tables.history.get_mut(&(acme(), 3)).unwrap().event = "{}".into());
    let pieces = Reading::new(desk, caller, acme(), Subject::All).pieces().await.unwrap();
    let pieces: Vec<_> = pieces.collect().await;
    let (last, before) = pieces.split_last().unwrap();
    assert!(matches!(last, Err(PieceError::History(_))), "{last:?}");
    assert!(before.len() == 2 && before.iter().all(Result::is_ok));
}

#[tokio::test]
async fn a_file_breaks_off_as_soon_as_its_reader_has_no_access() {
    let (desk, store, caller) = desk(1_234).await;
    let pieces = Reading::new(desk, caller, acme(), Subject::All).pieces().await.unwrap();
    store.tamper(|tables| tables.memberships.clear());
    let pieces: Vec<_> = pieces.collect().await;
    assert!(matches!(pieces[..], [Ok(_), Err(PieceError::History(HistoryError::NoSuchAccount))]));
}

#[tokio::test]
async fn a_reader_without_access_gets_no_piece() {
    let (desk, store, caller) = desk(1).await;
    store.tamper(|tables| tables.memberships.clear());
    let pieces = Reading::new(desk, caller, acme(), Subject::All).pieces().await;
    assert!(matches!(pieces.err(), Some(PieceError::History(HistoryError::NoSuchAccount))));
}
