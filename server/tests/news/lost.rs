//! The database, or the line to it, goes away and comes back.

use domain::{
    person::PersonId,
    ports::{News, Notifier as _},
};
use url::Url;

use crate::{
    ground::{Site, heard_nothing, in_time},
    shared::{
        house::acme,
        postgres::{Server, database},
        proxy::Proxy,
    },
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_the_database_was_gone_all_look_again_and_hear_news_as_before() {
    let server = Server::start();
    let url = server.url("postgres");
    let (mut one, mut other) = tokio::join!(Site::on(&url), Site::on(&url));
    let bystander = PersonId(9);
    let mut bystanders = [one.page_of(bystander, None), other.page_of(bystander, None)];
    server.kill();
    assert!(heard_nothing(&mut bystanders[0]).await && heard_nothing(&mut bystanders[1]).await);
    server.restart();
    for page in bystanders.iter_mut().chain([&mut one.page, &mut other.page]) {
        assert!(in_time(page.hear()).await);
    }
    for _ in 0..3 {
        one.hub.tell(News::Account(acme()));
        assert!(in_time(other.page.hear()).await);
        other.hub.tell(News::Account(acme()));
        assert!(in_time(other.page.hear()).await, "it hears its own server too");
    }
    assert!(heard_nothing(&mut bystanders[0]).await && heard_nothing(&mut bystanders[1]).await);
}

#[tokio::test]
async fn a_line_that_was_cut_is_made_again_and_what_was_told_meanwhile_is_told_then() {
    let database = database().await;
    let mut through = Url::parse(database.url()).unwrap();
    let proxy = Proxy::to(through.port().unwrap_or(5432)).await;
    through.set_port(Some(proxy.port())).unwrap();
    let (one, mut other) = tokio::join!(Site::on(through.as_str()), Site::on(database.url()));
    let mut bystander = one.page_of(PersonId(9), None);
    one.hub.tell(News::Account(acme()));
    assert!(in_time(other.page.hear()).await);
    proxy.cut().await;
    one.hub.tell(News::Account(acme()));
    assert!(in_time(other.page.hear()).await, "its own line was never cut");
    assert!(in_time(bystander.hear()).await);
}
