//! Notices become letters, and letters leave at least once (requirement A2).

use std::time::Duration;

use domain::{
    access::InvitationId,
    history::Notice,
    mail::{Content, Draft, LetterId, SignInChange},
    person::Role,
    pin::PinKind::{self, Master, OneTime},
    ports::{Store as _, StoreError},
};

use crate::{
    house::{DAY, HOUR, House, MILLISECOND, MINUTE, NOON, acme, noon_and},
    household::{ANOTHER, BRUNO, HANNA, SAM, STRANGER, email, password},
};

const SECOND: Duration = Duration::from_secs(1);

/// A letter to each of these addresses that says nothing of interest.
async fn put_letters(house: &House, addresses: &[&str]) {
    let mut work = house.store.begin().await.unwrap();
    let draft = Draft::OnSignIn { change: SignInChange::Password, at: NOON }.to_json();
    for address in addresses {
        work.insert_letter(&email(address), &draft, NOON).await.unwrap();
    }
    work.commit().await.unwrap();
}

/// How often the letters were tried that are taken now.
async fn tries(house: &House) -> Vec<u32> {
    house.desk.take_letters().await.unwrap().into_iter().map(|outgoing| outgoing.tries).collect()
}

#[tokio::test]
async fn a_notice_becomes_one_letter_for_each_holder_who_can_sign_in() {
    let house = House::new().await;
    house.put(acme(), house.bruno.person.id, Role::Holder).await;
    house.put(acme(), house.store.tables().people.keys().last().copied().unwrap(), Role::Holder).await;
    house.disable(house.bruno.person.id);
    house.generate(Master).await;
    house.clear(Master).await;
    assert_eq!(house.desk.write_letters().await.unwrap(), 2);
    let tables = house.store.tables();
    assert!(tables.outbox.is_empty());
    let said = |notice| Draft::OnAccount { account: 10001, notice, at: NOON }.to_json();
    let both = [Notice::Generated { kind: Master }, Notice::Cleared { kind: Master }].map(said);
    assert_eq!(tables.letters_to(HANNA), both);
    assert_eq!(tables.letters_to("lee@house.example"), both);
    assert_eq!((tables.letters_to(SAM).len(), tables.letters_to(BRUNO).len()), (0, 0));
    assert_eq!(house.desk.write_letters().await.unwrap(), 0);
    assert_eq!(house.store.tables().letters, tables.letters, "each notice once");
}

#[tokio::test]
async fn notices_are_written_in_batches_the_oldest_first() {
    let house = House::new().await;
    for _ in 0..25 {
        house.generate(OneTime).await;
        house.clock.pass(MINUTE * 3);
    }
    assert_eq!(house.desk.write_letters().await.unwrap(), 20);
    assert_eq!(house.store.tables().letters[&LetterId(1)].made_at, NOON);
    assert_eq!(house.desk.write_letters().await.unwrap(), 5);
    assert_eq!(house.store.tables().letters.len(), 25);
}

#[tokio::test]
async fn a_letter_names_the_account_its_reader_and_whom_it_is_about() {
    let house = House::new().await;
    let hanna = house.caller(HANNA).await;
    house.desk.keep_time_zone(&hanna, Some("Europe/Berlin")).await.unwrap();
    let customer = house.hanna.customer().unwrap();
    house.desk.remove_person(customer, acme(), house.sam.person.id).await.unwrap();
    house.desk.write_letters().await.unwrap();
    house.clock.pass(MINUTE);
    let letters = house.post().await;
    let [letter] = &letters[..] else { panic!("{letters:?}") };
    assert_eq!((&letter.to, letter.name.as_deref()), (&email(HANNA), Some("Hanna")));
    assert_eq!(letter.time_zone.as_deref(), Some("Europe/Berlin"));
    let Content::OnAccount { account, notice, about, at } = &letter.content else { panic!("{letter:?}") };
    assert_eq!((account.name.as_str(), about.as_deref(), *at), ("Acme", Some("Sam"), NOON));
    assert_eq!(*notice, Notice::AccessEnded { person: house.sam.person.id.0 });
}

#[tokio::test]
async fn a_disabled_accounts_holders_are_told_that_it_is() {
    let house = House::new().await;
    house.desk.disable_account(acme()).await.unwrap();
    house.desk.write_letters().await.unwrap();
    let letters = house.post().await;
    assert_eq!(letters.iter().map(|letter| &letter.to).collect::<Vec<_>>(), [&email(HANNA)]);
    assert!(matches!(letters[0].content, Content::OnAccount { notice: Notice::Disabled, about: None, .. }));
}

#[tokio::test]
async fn whoever_takes_letters_has_five_minutes_for_them_and_then_someone_else_sends_them() {
    let house = House::new().await;
    put_letters(&house, &[HANNA, SAM]).await;
    assert_eq!(tries(&house).await, [1, 1]);
    house.clock.pass(MINUTE * 5 - MILLISECOND);
    assert!(tries(&house).await.is_empty());
    house.clock.pass(MILLISECOND);
    assert_eq!(tries(&house).await, [2, 2], "at least once");
    assert_eq!(house.store.tables().letters.len(), 2);
}

#[tokio::test]
async fn letters_are_taken_in_batches_those_that_are_due_longest_first() {
    let house = House::new().await;
    put_letters(&house, &[HANNA; 25]).await;
    let first: Vec<_> = house.desk.take_letters().await.unwrap();
    assert_eq!(first.iter().map(|one| one.letter.id.0).collect::<Vec<_>>(), (1..=20).collect::<Vec<_>>());
    assert_eq!(tries(&house).await, [1; 5]);
    assert!(tries(&house).await.is_empty());
}

#[tokio::test]
async fn a_letter_that_left_is_gone_and_its_number_is_no_others() {
    let house = House::new().await;
    put_letters(&house, &[HANNA]).await;
    let taken = house.desk.take_letters().await.unwrap();
    house.desk.letter_left(&taken[0]).await.unwrap();
    assert!(house.store.tables().letters.is_empty());
    put_letters(&house, &[SAM]).await;
    house.desk.letter_left(&taken[0]).await.unwrap();
    assert!(house.desk.letter_stays(&taken[0], false).await.unwrap());
    assert_eq!(house.store.tables().letters.len(), 1, "another server was slow to say so");
    assert_eq!(tries(&house).await, [1]);
}

#[tokio::test]
async fn a_letter_that_stays_waits_twice_as_long_each_time() {
    let house = House::new().await;
    put_letters(&house, &[HANNA]).await;
    for (time, seconds) in [(1, 30), (2, 60), (3, 120), (4, 240), (5, 480), (6, 960), (7, 1_920), (8, 3_600)]
    {
        let taken = house.desk.take_letters().await.unwrap();
        assert_eq!(taken[0].tries, time);
        assert!(house.desk.letter_stays(&taken[0], false).await.unwrap());
        house.clock.pass(SECOND * seconds - MILLISECOND);
        assert!(tries(&house).await.is_empty(), "{time}");
        house.clock.pass(MILLISECOND);
    }
    assert_eq!(tries(&house).await, [9]);
}

#[tokio::test]
async fn a_letter_is_given_up_after_three_days_or_at_once_where_that_has_no_sense() {
    let house = House::new().await;
    put_letters(&house, &[HANNA, SAM]).await;
    let taken = house.desk.take_letters().await.unwrap();
    assert!(!house.desk.letter_stays(&taken[0], true).await.unwrap());
    assert_eq!(house.store.tables().letters.len(), 1);
    house.clock.pass(DAY * 3 - MILLISECOND);
    let again = house.desk.take_letters().await.unwrap();
    assert!(house.desk.letter_stays(&again[0], false).await.unwrap());
    house.clock.pass(MILLISECOND);
    assert!(!house.desk.letter_stays(&again[0], false).await.unwrap());
    assert!(house.store.tables().letters.is_empty());
}

#[tokio::test]
async fn an_invitation_that_was_withdrawn_replaced_or_ran_out_drops_its_letter() {
    let house = House::new().await;
    let hanna = house.hanna.customer().unwrap();
    let invite =
        async |typed| house.desk.invite(hanna, acme(), &email(typed), Role::SubAccount).await.unwrap();
    invite(STRANGER).await;
    invite(STRANGER).await;
    let letters = house.post().await;
    assert_eq!(letters.len(), 1, "the former one's is dropped");
    invite(BRUNO).await;
    let id: InvitationId = house.store.tables().invitations.keys().last().unwrap().1;
    house.desk.withdraw_invitation(hanna, acme(), id).await.unwrap();
    assert_eq!(house.post().await, []);
    invite(BRUNO).await;
    house.clock.pass(DAY * 7);
    assert_eq!(house.post().await, []);
    assert!(house.store.tables().letters.is_empty());
}

#[tokio::test]
async fn a_letter_about_an_account_that_is_gone_is_dropped() {
    let house = House::new().await;
    house.generate(Master).await;
    house.desk.write_letters().await.unwrap();
    house.store.tamper(|tables| drop(tables.accounts.remove(&acme())));
    assert_eq!(house.post().await, []);
    assert!(house.store.tables().letters.is_empty());
}

#[tokio::test]
async fn a_letter_that_cannot_be_read_is_named() {
    let house = House::new().await;
    put_letters(&house, &[HANNA]).await;
    house.store.tamper(|tables| tables.letters.values_mut().for_each(|row| row.content = "{}".into()));
    let refused = house.desk.take_letters().await;
    assert!(
        matches!(&refused, Err(StoreError::Damaged { table: "letters", row, .. }) if row == "1"),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_letter_that_cannot_be_read_holds_up_no_other() {
    let house = House::new().await;
    put_letters(&house, &[HANNA, SAM]).await;
    house.store.tamper(|tables| tables.letters.get_mut(&LetterId(1)).unwrap().content = "{}".to_owned());
    let taken = house.desk.take_letters().await.unwrap();
    assert_eq!(taken.iter().map(|outgoing| outgoing.letter.id).collect::<Vec<_>>(), [LetterId(2)]);
    house.desk.letter_left(&taken[0]).await.unwrap();
    house.clock.pass(MINUTE * 5);
    let refused = house.desk.take_letters().await;
    assert!(matches!(refused, Err(StoreError::Damaged { table: "letters", .. })), "{refused:?}");
}

#[tokio::test]
async fn no_letter_and_no_notice_holds_the_digits_of_a_pin() {
    let house = House::new().await;
    let mut codes = Vec::new();
    for kind in PinKind::ALL {
        codes.push(house.generate(kind).await.1);
    }
    house.verify(&codes[1]).await;
    house.guess(3).await;
    house.clear(Master).await;
    let outbox = format!("{:?}", house.store.tables().outbox);
    house.desk.write_letters().await.unwrap();
    let tables = house.store.tables();
    assert!(tables.letters.len() >= 5);
    for code in &codes {
        assert!(!outbox.contains(code.reveal()));
        assert!(tables.letters.values().all(|row| !row.content.contains(code.reveal())));
    }
    let letters = format!("{:?}", house.post().await);
    assert!(codes.iter().all(|code| !letters.contains(code.reveal())));
}

#[tokio::test]
async fn a_welcome_brings_a_link_that_lasts_a_week_and_is_the_same_when_it_is_tried_again() {
    let house = House::new().await;
    house.desk.create_person(&email(STRANGER), &"Stella".parse().unwrap(), None).await.unwrap();
    let first = house.desk.take_letters().await.unwrap();
    house.clock.pass(HOUR);
    let again = house.desk.take_letters().await.unwrap();
    assert_eq!(first[0].letter, again[0].letter);
    let Content::Welcome { link, expires_at } = &first[0].letter.content else { panic!("{first:?}") };
    assert_eq!((first[0].letter.name.as_deref(), *expires_at), (Some("Stella"), noon_and(DAY * 7)));
    house.desk.reset_password(link, password(ANOTHER)).await.unwrap();
    house.caller_with(STRANGER, ANOTHER).await;
}
