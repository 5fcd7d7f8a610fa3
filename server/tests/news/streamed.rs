//! What a page is told by its stream.

use domain::{
    account::AccountNumber,
    pin::PinKind,
    ports::{News, Notifier as _, Store as _},
    session::SessionToken,
};

use crate::{
    shared::house::{HANNA, SAM, acme, birch},
    stream::{Open, Stream},
};

impl Open {
    async fn about(&self, account: AccountNumber, token: &SessionToken) -> Stream {
        self.listen(&format!("/api/events?account={account}"), token).await
    }

    async fn version(&self, account: AccountNumber) -> String {
        let mut view = self.house.store.read().await.unwrap();
        view.account_version(account).await.unwrap().unwrap().to_string()
    }
}

fn changed(version: &str) -> Option<(String, String)> {
    Some(("account-changed".to_owned(), version.to_owned()))
}

fn ended(what: &str) -> Option<(String, String)> {
    Some(("session-ended".to_owned(), what.to_owned()))
}

#[tokio::test]
async fn a_stream_begins_with_its_accounts_version_and_tells_each_other_one_once() {
    let open = Open::new().await;
    let token = open.house.sign_in(HANNA).await;
    let hanna = open.house.desk.who(&token, true).await.unwrap().unwrap();
    let mut stream = open.about(acme(), &token).await;
    let at_first = open.version(acme()).await;
    assert_eq!(stream.next_news().await, changed(&at_first));

    let (_, code) = open.house.generate(&hanna, acme(), PinKind::Master).await;
    for _ in 0..100 {
        open.hub.tell(News::Account(acme()));
    }
    let then = open.version(acme()).await;
    assert_ne!(then, at_first);
    assert_eq!(stream.next_news().await, changed(&then));

    open.hub.tell(News::Account(acme()));
    open.hub.tell(News::Account(birch()));
    open.house.desk.sign_out(&token).await.unwrap();
    open.hub.tell(News::Person(hanna.person.id));
    assert_eq!(stream.next_news().await, ended("session"), "nothing else had changed");
    assert_eq!(stream.next_news().await, None);
    assert!(!stream.said.contains(code.reveal()), "{}", stream.said);
}

#[tokio::test]
async fn who_lost_the_access_is_not_told_the_next_version() {
    let open = Open::new().await;
    let (holder, sam) = (open.house.caller(HANNA).await, open.house.sign_in(SAM).await);
    let mut stream = open.about(acme(), &sam).await;
    assert_eq!(stream.next_news().await, changed(&open.version(acme()).await));
    let sams = open.house.person(SAM).await;
    open.house.desk.remove_person(holder.customer().unwrap(), acme(), sams).await.unwrap();
    assert_eq!(stream.next_news().await, ended("access"));
    assert_eq!(stream.next_news().await, None);
}

#[tokio::test]
async fn a_stream_says_that_it_is_alive_until_the_server_stops() {
    let mut open = Open::new().await;
    let token = open.house.sign_in(HANNA).await;
    let mut stream = open.listen("/api/events", &token).await;
    assert_eq!(stream.next().await, Some(("alive".to_owned(), "1".to_owned())), "it has no account");
    open.stop();
    assert_eq!(stream.next_news().await, None);
}
