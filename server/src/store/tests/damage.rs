//! Values that the program never wrote, in what is kept of people: each is named by its place and not shown.

use domain::{
    person::PersonId,
    ports::{Store as _, StoreError, UnitOfWork},
    session::SessionKey,
};
use sqlx::Executor as _;

use super::{NOW, open, place, sqlite};

/// One row of all that is read about people, and what is wrong with each.
const ROWS: &str = "
    insert into accounts (account_id, name, created_at) values (7, 'Seven', 0);
    insert into people (person_id, email, name, password_hash, created_at)
        values (7, 'seven@many.example', 'Seven', 'h', 0), (8, 'secret', 'Eight', 'h', 0);
    insert into memberships (account_id, person_id, role, created_at) values (7, 8, 'holder', 0);
    insert into sub_contacts (account_id, contact_id, name, phone, created_at) values (7, 3, 'Dana', 'secret', 0);
    insert into invitations
        (account_id, invitation_id, email, role, seed, link_hash, invited_by, created_at, expires_at)
        values (7, 4, 'secret', 'holder', zeroblob(32), zeroblob(32), 7, 0, 1);
    insert into sessions (token_hash, person_id, created_at, last_seen_at) values (zeroblob(32), 8, 0, 0);
    insert into throttles (subject, failures, last_at) values (zeroblob(32), 99999999999, 0);
    insert into outbox (account_id, write_id, place, at, notice) values (7, 5, 1, 0, 'secret');
    insert into letters (letter_id, email, content, made_at, due_at) values (6, 'secret', '{}', 0, 0);";

#[tokio::test]
async fn what_does_not_fit_about_people_is_named_by_its_place_and_not_shown() {
    let (_folder, path) = place();
    let store = open(&path).await.unwrap();
    sqlite(&store).writer.execute(ROWS).await.unwrap();
    let mut work = store.begin().await.unwrap();
    let account = 7.try_into().unwrap();
    let told = [
        reason(work.person_record(PersonId(8)).await),
        reason(work.people_after(PersonId(7), 1).await),
        reason(work.members(account).await),
        reason(work.contacts(account).await),
        reason(work.invitations(account).await),
        reason(work.session(SessionKey([0; 32])).await),
        reason(work.take_person(PersonId(8)).await),
        reason(work.take_throttle(&[0; 32]).await),
        reason(work.notices(1).await),
        reason(work.claim_letters(NOW, NOW, 1).await),
    ];
    let places = [
        "people.email of row 8",
        "people.email of row 8",
        "people.email of row 8",
        "sub_contacts.phone of row 7, contact 3",
        "invitations.email of row 7, invitation 4",
        "people.email of row 8",
        "people.email of row 8",
        "throttles.failures of row taken",
        "outbox.notice of row 7, write 5, place 1",
        "letters.email of row 6",
    ];
    assert_eq!(told, places.map(|place| format!("{place} holds a value that does not fit")));
}

fn reason<T>(read: Result<T, StoreError>) -> String {
    read.err().map(|error| error.to_string()).unwrap_or_default()
}

#[tokio::test]
async fn what_is_written_to_a_row_that_is_not_there_is_an_error() {
    let (_folder, path) = place();
    let store = open(&path).await.unwrap();
    sqlite(&store)
        .writer
        .execute("insert into accounts (account_id, name, created_at) values (7, 'Seven', 0)")
        .await
        .unwrap();
    let mut work: Box<dyn UnitOfWork> = store.begin().await.unwrap();
    let (account, nobody) = (7.try_into().unwrap(), PersonId(1));
    let written = [
        work.set_account_disabled(8.try_into().unwrap(), None).await,
        work.set_person_disabled(nobody, None).await,
        work.set_time_zone(nobody, None).await,
        work.set_role(account, nobody, domain::person::Role::Holder).await,
        work.remove_membership(account, nobody).await,
        work.remove_contact(account, domain::contact::ContactId(1)).await,
        work.keep_throttle(&[1; 32], domain::throttle::Throttle::none()).await,
    ];
    for answer in written {
        assert!(matches!(answer, Err(StoreError::Miscounted { rows: 0, .. })), "{answer:?}");
    }
    assert!(work.take_person(nobody).await.unwrap().is_none());
}
