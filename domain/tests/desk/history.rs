//! A customer reads what happened.

use domain::{
    desk::{HistoryError, Page},
    history::{Entry, Event, Subject},
    person::PersonId,
    pin::PinKind::{Master, OneTime},
    ports::StoreError,
    verification::Channel,
};

use crate::house::{House, MINUTE, NOON, acme, birch, noon_and};

#[tokio::test]
async fn a_page_shows_the_newest_first_with_names_and_says_where_the_next_begins() {
    let house = House::new().await;
    house.generate(Master).await;
    house.clock.pass(MINUTE);
    house.try_generate(&house.sam, acme(), OneTime).await.unwrap();
    house.guess(1).await;
    let hanna = house.hanna.customer().unwrap();
    let page = house.desk.history(hanna, acme(), Subject::All, None, 2).await.unwrap();
    let shown: Vec<_> = page.happenings.iter().map(|one| (one.number, one.at, one.by.as_deref())).collect();
    assert_eq!(shown, [(3, noon_and(MINUTE), None), (2, noon_and(MINUTE), Some("Sam"))]);
    assert!(matches!(page.happenings[0].event, Event::WrongTry { .. }));
    assert_eq!(page.next, Some(2));

    let last = house.desk.history(hanna, acme(), Subject::All, page.next, 2).await.unwrap();
    assert_eq!(last.happenings.iter().map(|one| one.by.as_deref()).collect::<Vec<_>>(), [Some("Hanna")]);
    assert_eq!(last.next, None);
    let all = house.desk.history(hanna, acme(), Subject::All, None, 3).await.unwrap();
    assert_eq!((all.happenings.len(), all.next), (3, None), "nothing comes before the first");
}

#[tokio::test]
async fn an_account_without_a_history_has_one_empty_page() {
    let house = House::new().await;
    let page =
        house.desk.history(house.hanna.customer().unwrap(), acme(), Subject::All, None, 9).await.unwrap();
    assert_eq!((page.happenings, page.next), (vec![], None));
}

#[tokio::test]
async fn a_person_who_was_erased_has_no_name() {
    let house = House::new().await;
    house.try_generate(&house.sam, acme(), Master).await.unwrap();
    let sam: PersonId = house.sam.person.id;
    house.store.tamper(|tables| drop(tables.people.remove(&sam)));
    let page =
        house.desk.history(house.hanna.customer().unwrap(), acme(), Subject::All, None, 9).await.unwrap();
    assert_eq!(page.happenings[0].by, None);
}

#[tokio::test]
async fn a_stranger_reads_nothing() {
    let house = House::new().await;
    house.generate_at_birch(Master).await;
    let refused = house.desk.history(house.hanna.customer().unwrap(), birch(), Subject::All, None, 9).await;
    assert!(matches!(refused, Err(HistoryError::NoSuchAccount)), "{refused:?}");
}

#[tokio::test]
async fn an_entry_that_is_no_event_is_named_and_not_left_out() {
    let house = House::new().await;
    house.generate(Master).await;
    house.store.tamper(|tables| tables.history.get_mut(&(acme(), 1)).unwrap().event = "{}".into());
    let refused = house.desk.history(house.hanna.customer().unwrap(), acme(), Subject::All, None, 9).await;
    assert!(
        matches!(&refused, Err(HistoryError::Store(StoreError::Damaged { row, .. })) if row == "10001, entry 1"),
        "{refused:?}"
    );
}

#[tokio::test]
async fn the_page_of_an_account_says_so_where_an_entry_is_damaged_and_shows_no_stranger_anything() {
    let house = House::new().await;
    house.generate(Master).await;
    let sam = house.sam.customer().unwrap();
    let activity = house.desk.activity(sam, acme(), Subject::All, None, 9).await.unwrap();
    assert_eq!((activity.account.number, activity.accounts.len()), (acme(), 2));
    assert_eq!(activity.page.unwrap().happenings.len(), 1);
    house.store.tamper(|tables| tables.history.get_mut(&(acme(), 1)).unwrap().event = "{}".into());
    assert_eq!(house.desk.activity(sam, acme(), Subject::Pins, None, 9).await.unwrap().page, None);
    let refused = house.desk.activity(house.bruno.customer().unwrap(), acme(), Subject::All, None, 9).await;
    assert!(matches!(refused, Err(HistoryError::NoSuchAccount)), "{refused:?}");
}

#[tokio::test]
async fn a_part_of_the_history_is_what_is_left_of_the_whole() {
    let house = House::new().await;
    for every in 2..6 {
        let happened = fill(&house, 40, |number| number % every == 0);
        for subject in Subject::ALL {
            let expected: Vec<i64> = happened
                .iter()
                .rev()
                .filter(|(_, event)| subject.includes(event))
                .map(|(at, _)| *at)
                .collect();
            for at_most in [1, 2, 7, 25, 40] {
                let pages = read(&house, subject, at_most).await;
                let sizes: Vec<usize> = pages.iter().map(|page| page.happenings.len()).collect();
                let numbers: Vec<i64> =
                    pages.iter().flat_map(|page| &page.happenings).map(|one| one.number).collect();
                let case = format!("{subject}, every {every}, {at_most} a page: {sizes:?}");
                assert_eq!(numbers, expected, "{case}");
                let (last, full) = sizes.split_last().unwrap();
                assert!(full.iter().all(|size| *size == at_most as usize), "{case}");
                assert!(*last > 0 || expected.is_empty(), "{case}");
            }
        }
    }
}

#[tokio::test]
async fn a_page_looks_at_a_thousand_entries_and_says_where_to_go_on() {
    let house = House::new().await;
    fill(&house, 2_500, |number| number == 1 || number == 2_400);
    let seen: Vec<_> = read(&house, Subject::Pins, 2)
        .await
        .into_iter()
        .map(|page| (page.happenings.iter().map(|one| one.number).collect(), page.next))
        .collect();
    assert_eq!(seen, [(vec![2_400], Some(1_501)), (vec![], Some(501)), (vec![1], None)]);
}

/// Gives Acme a history of so many entries: a PIN that expired where `is_pin`, a wrong try elsewhere.
fn fill(house: &House, entries: i64, is_pin: impl Fn(i64) -> bool) -> Vec<(i64, Event)> {
    let wrong_try = Event::WrongTry { attempt: 1, channel: Channel::Phone, interrupted: false };
    let event = |number| if is_pin(number) { Event::Expired { pin: 1 } } else { wrong_try.clone() };
    let happened: Vec<_> = (1..=entries).map(|number| (number, event(number))).collect();
    house.store.tamper(|tables| {
        for (number, event) in &happened {
            let event = serde_json::to_string(event).unwrap();
            tables
                .history
                .insert((acme(), *number), Entry { number: *number, at: NOON, event, seal: [0; 32] });
        }
    });
    happened
}

/// All pages of Acme's history about a subject.
async fn read(house: &House, subject: Subject, at_most: u32) -> Vec<Page> {
    let hanna = house.hanna.customer().unwrap();
    let (mut pages, mut before) = (Vec::new(), None);
    loop {
        let page = house.desk.history(hanna, acme(), subject, before, at_most).await.unwrap();
        before = page.next;
        pages.push(page);
        if before.is_none() {
            return pages;
        }
    }
}
