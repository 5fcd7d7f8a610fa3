//! What happened is written down with the act itself, for the account's people to read (requirements A1 and A2).

use std::time::Duration;

use domain::{
    desk::HistoryError,
    history::{Event, Subject},
    pin::PinKind::{Master, OneTime},
    session::Caller,
    verification::Channel,
};

use crate::support::{BRUNO, HANNA, House, SAM, acme, birch, wrong_code};

async fn events(house: &House, caller: &Caller) -> Vec<(Event, Option<String>)> {
    let page = house.desk.history(caller.customer().unwrap(), acme(), Subject::All, None, 100).await.unwrap();
    page.happenings.into_iter().map(|happening| (happening.event, happening.by)).collect()
}

#[tokio::test]
async fn each_act_is_in_the_history_with_who_did_it_newest_first() {
    let house = House::new().await;
    let (hanna, sam) = (house.caller(HANNA).await, house.caller(SAM).await);
    let (master, code) = house.generate(&hanna, acme(), Master).await;
    house.verify(acme(), &wrong_code(&[&code])).await;
    house.verify(acme(), &code).await;
    house.clear(&sam, acme(), Master).await;
    let (one_time, _) = house.generate(&sam, acme(), OneTime).await;
    house.clock.pass(Duration::from_secs(24 * 60 * 60));
    house.desk.sweep().await.unwrap();

    let hanna = house.caller(HANNA).await;
    let seen = events(&house, &hanna).await;
    let [expired, generated, cleared, verified, wrong, first] = &seen[..] else { panic!("{seen:?}") };
    assert_eq!(expired, &(Event::Expired { pin: one_time.0 }, None));
    assert!(matches!(generated, (Event::Generated { kind: OneTime, .. }, Some(by)) if by == "Sam Shore"));
    assert!(matches!(cleared, (Event::Cleared { kind: Master, .. }, Some(by)) if by == "Sam Shore"));
    assert!(
        matches!(verified, (Event::Verified { pin, channel: Channel::Phone, .. }, None) if *pin == master.0)
    );
    assert!(matches!(wrong, (Event::WrongTry { interrupted: false, .. }, None)));
    assert!(matches!(first, (Event::Generated { kind: Master, .. }, Some(by)) if by == "Hanna Holt"));
}

#[tokio::test]
async fn locks_are_in_the_history_and_people_are_told() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let (_, code) = house.generate(&hanna, acme(), Master).await;
    for _ in 0..5 {
        house.verify(acme(), &wrong_code(&[&code])).await;
    }
    assert_eq!(events(&house, &hanna).await[0].0, Event::Locked);
    for (notice, count) in [("generated", 1), ("wrong_tries", 1), ("locked", 1), ("used", 0)] {
        let sql = format!("select count(*) from outbox where notice like '%\"{notice}\"%'");
        assert_eq!(house.count(&sql).await, count, "{notice}");
    }
}

#[tokio::test]
async fn success_after_wrong_tries_is_told_as_such() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    let (_, code) = house.generate(&hanna, acme(), Master).await;
    house.verify(acme(), &wrong_code(&[&code])).await;
    house.verify(acme(), &code).await;
    house.verify(acme(), &code).await;
    for (notice, count) in [("used_after_wrong_tries", 1), ("used", 1)] {
        let sql = format!("select count(*) from outbox where notice like '%\"{notice}\"%'");
        assert_eq!(house.count(&sql).await, count, "{notice}");
    }
}

#[tokio::test]
async fn a_long_history_is_read_page_by_page() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    for _ in 0..7 {
        house.generate(&hanna, acme(), Master).await;
    }
    let customer = hanna.customer().unwrap();
    let (mut numbers, mut before) = (Vec::new(), None);
    loop {
        let page = house.desk.history(customer, acme(), Subject::All, before, 3).await.unwrap();
        numbers.extend(page.happenings.iter().map(|happening| happening.number));
        before = page.next;
        if before.is_none() {
            break;
        }
    }
    assert_eq!(numbers, [7, 6, 5, 4, 3, 2, 1]);
}

#[tokio::test]
async fn a_part_of_a_history_is_read_page_by_page() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    for _ in 0..3 {
        let (_, code) = house.generate(&hanna, acme(), Master).await;
        house.verify(acme(), &wrong_code(&[&code])).await;
    }
    let customer = hanna.customer().unwrap();
    let read = async |subject, before| {
        let page = house.desk.history(customer, acme(), subject, before, 2).await.unwrap();
        (page.happenings.iter().map(|happening| happening.number).collect::<Vec<_>>(), page.next)
    };
    assert_eq!(read(Subject::Pins, None).await, (vec![5, 3], Some(2)));
    assert_eq!(read(Subject::Pins, Some(2)).await, (vec![1], None));
    assert_eq!(read(Subject::Support, None).await, (vec![6, 4], Some(3)));
    assert_eq!(read(Subject::Support, Some(3)).await, (vec![2], None));
    assert_eq!(read(Subject::People, None).await, (vec![], None));
}

#[tokio::test]
async fn a_stranger_reads_no_history() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    house.generate(&hanna, acme(), Master).await;
    let bruno = house.caller(BRUNO).await;
    for account in [acme(), 99_999.try_into().unwrap()] {
        let read = house.desk.history(bruno.customer().unwrap(), account, Subject::All, None, 10).await;
        assert!(matches!(read, Err(HistoryError::NoSuchAccount)));
    }
    let page = house.desk.history(bruno.customer().unwrap(), birch(), Subject::All, None, 10).await.unwrap();
    assert!(page.happenings.is_empty() && page.next.is_none());
}

#[tokio::test]
async fn what_is_refused_leaves_no_trace_in_the_history() {
    let house = House::new().await;
    let (hanna, bruno) = (house.caller(HANNA).await, house.caller(BRUNO).await);
    house.generate(&hanna, acme(), Master).await;
    assert!(
        house.desk.clear(bruno.customer().unwrap(), acme(), Master, domain::desk::Shown::None).await.is_err()
    );
    assert!(
        house.desk.clear(hanna.customer().unwrap(), acme(), Master, domain::desk::Shown::None).await.is_err()
    );
    house.clear(&hanna, acme(), OneTime).await;
    assert_eq!(events(&house, &hanna).await.len(), 1);
    assert!(house.desk.verify_history(None).await.unwrap().broken.is_empty());
}
