//! A customer reads what happened.

use domain::{
    desk::HistoryError,
    history::Event,
    person::PersonId,
    pin::PinKind::{Master, OneTime},
    ports::StoreError,
};

use crate::house::{House, MINUTE, acme, birch, noon_and};

#[tokio::test]
async fn a_page_shows_the_newest_first_with_names_and_says_where_the_next_begins() {
    let house = House::new().await;
    house.generate(Master).await;
    house.clock.pass(MINUTE);
    house.try_generate(&house.sam, acme(), OneTime).await.unwrap();
    house.guess(1).await;
    let hanna = house.hanna.customer().unwrap();
    let page = house.desk.history(hanna, acme(), None, 2).await.unwrap();
    let shown: Vec<_> = page.happenings.iter().map(|one| (one.number, one.at, one.by.as_deref())).collect();
    assert_eq!(shown, [(3, noon_and(MINUTE), None), (2, noon_and(MINUTE), Some("Sam"))]);
    assert!(matches!(page.happenings[0].event, Event::WrongTry { .. }));
    assert_eq!(page.next, Some(2));

    let last = house.desk.history(hanna, acme(), page.next, 2).await.unwrap();
    assert_eq!(last.happenings.iter().map(|one| one.by.as_deref()).collect::<Vec<_>>(), [Some("Hanna")]);
    assert_eq!(last.next, None);
    let all = house.desk.history(hanna, acme(), None, 3).await.unwrap();
    assert_eq!((all.happenings.len(), all.next), (3, None), "nothing comes before the first");
}

#[tokio::test]
async fn an_account_without_a_history_has_one_empty_page() {
    let house = House::new().await;
    let page = house.desk.history(house.hanna.customer().unwrap(), acme(), None, 9).await.unwrap();
    assert_eq!((page.happenings, page.next), (vec![], None));
}

#[tokio::test]
async fn a_person_who_was_erased_has_no_name() {
    let house = House::new().await;
    house.try_generate(&house.sam, acme(), Master).await.unwrap();
    let sam: PersonId = house.sam.person.id;
    house.store.tamper(|tables| drop(tables.people.remove(&sam)));
    let page = house.desk.history(house.hanna.customer().unwrap(), acme(), None, 9).await.unwrap();
    assert_eq!(page.happenings[0].by, None);
}

#[tokio::test]
async fn a_stranger_reads_nothing() {
    let house = House::new().await;
    house.generate_at_birch(Master).await;
    let refused = house.desk.history(house.hanna.customer().unwrap(), birch(), None, 9).await;
    assert!(matches!(refused, Err(HistoryError::NoSuchAccount)), "{refused:?}");
}

#[tokio::test]
async fn an_entry_that_is_no_event_is_named_and_not_left_out() {
    let house = House::new().await;
    house.generate(Master).await;
    house.store.tamper(|tables| tables.history.get_mut(&(acme(), 1)).unwrap().event = "{}".into());
    let refused = house.desk.history(house.hanna.customer().unwrap(), acme(), None, 9).await;
    assert!(
        matches!(&refused, Err(HistoryError::Store(StoreError::Damaged { row, .. })) if row == "10001, entry 1"),
        "{refused:?}"
    );
}
