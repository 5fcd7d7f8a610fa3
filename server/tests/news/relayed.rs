//! Two servers on one database.

use std::time::Duration;

use domain::{
    person::PersonId,
    ports::{News, Notifier as _},
};
use tokio::time::Instant;

use crate::{
    ground::{PERSON, Site, heard_nothing, in_time},
    shared::{house::acme, postgres::database},
};

/// Sooner than by looking once a second.
const SOON: Duration = Duration::from_millis(900);

#[tokio::test]
async fn what_is_told_on_one_server_is_heard_on_the_other_within_a_second() {
    let database = database().await;
    let (one, mut other) = tokio::join!(Site::on(database.url()), Site::on(database.url()));
    let mut took = Vec::new();
    for news in [News::Account(acme()), News::Person(PERSON)].repeat(5) {
        let begun = Instant::now();
        one.hub.tell(news);
        assert!(in_time(other.page.hear()).await);
        took.push(begun.elapsed());
    }
    // The machine may be busy with something else at one time or another.
    took.sort();
    assert!(took[took.len() / 2] < SOON, "{took:?}");
}

#[tokio::test]
async fn what_a_server_tells_the_others_it_does_not_hear_again() {
    let database = database().await;
    let (mut one, mut other) = tokio::join!(Site::on(database.url()), Site::on(database.url()));
    let (late, nobody) = (PersonId(2), PersonId(3));
    let mut last = one.page_of(late, None);
    let mut stranger = other.page_of(nobody, None);
    one.hub.tell(News::Account(acme()));
    assert!(in_time(one.page.hear()).await);
    assert!(in_time(other.page.hear()).await);
    // One connection brings what is told in its order.
    other.hub.tell(News::Person(late));
    assert!(in_time(last.hear()).await);
    assert!(heard_nothing(&mut one.page).await);
    assert!(heard_nothing(&mut stranger).await, "it was not about them");
}

#[tokio::test]
async fn servers_on_another_database_hear_nothing() {
    let (here, there) = tokio::join!(database(), database());
    let (one, mut neighbour) = tokio::join!(Site::on(here.url()), Site::on(there.url()));
    let (mut other, far) = tokio::join!(Site::on(here.url()), Site::on(there.url()));
    let mut fence = neighbour.page_of(PersonId(2), None);
    one.hub.tell(News::Account(acme()));
    assert!(in_time(other.page.hear()).await);
    far.hub.tell(News::Person(PersonId(2)));
    assert!(in_time(fence.hear()).await);
    assert!(heard_nothing(&mut neighbour.page).await);
}
