//! Much news at once.

use domain::{
    person::PersonId,
    ports::{News, Notifier as _},
};
use sqlx::postgres::PgListener;

use crate::{
    ground::{Site, in_time},
    shared::{
        house::{acme, birch},
        postgres::database,
    },
};

#[tokio::test]
async fn a_thousand_news_at_once_become_a_few_notifications() {
    let database = database().await;
    let site = Site::on(database.url()).await;
    let mut wire = PgListener::connect(database.url()).await.unwrap();
    wire.listen("security_pins_news").await.unwrap();
    for _ in 0..500 {
        site.hub.tell(News::Account(acme()));
        site.hub.tell(News::Account(birch()));
    }
    let mut messages = vec![in_time(wire.recv()).await.unwrap().payload().to_owned()];
    site.hub.tell(News::Person(PersonId(77)));
    while !messages.last().unwrap().contains("person 77") {
        messages.push(in_time(wire.recv()).await.unwrap().payload().to_owned());
    }
    assert!(messages.len() < 10, "{messages:#?}");
    let all = messages.concat();
    assert!(all.contains("account 10001") && all.contains("account 10002"), "{all}");
}
