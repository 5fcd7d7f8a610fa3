//! A server whose network fails.

use std::pin::pin;

use sqlx::Connection as _;
use url::Url;

use super::{
    PgConnection, connect, is_silent, number, run,
    shared::{
        postgres::{Database, database},
        proxy::Proxy,
    },
};

const COUNT: &str = "select count(*) from pins";
const INSERT: &str = "insert into pins values (1)";

/// A database with an empty table in it, and two ways to it: through a proxy and past it.
struct House {
    database: Database,
    proxy: Proxy,
    url: String,
}

impl House {
    async fn new() -> Self {
        let database = database().await;
        let mut url = Url::parse(database.url()).unwrap();
        let proxy = Proxy::to(url.port().unwrap_or(5432)).await;
        url.set_host(Some("127.0.0.1")).unwrap();
        url.set_port(Some(proxy.port())).unwrap();
        run(&mut connect(database.url()).await, "create table pins (id bigint)").await.unwrap();
        Self { database, proxy, url: url.into() }
    }

    async fn through(&self) -> PgConnection {
        connect(&self.url).await
    }

    /// What the database has, whatever the client was told.
    async fn rows(&self) -> i64 {
        number(&mut connect(self.database.url()).await, COUNT).await.unwrap()
    }
}

#[tokio::test]
async fn a_cut_ends_what_is_open_and_nothing_else() {
    let house = House::new().await;
    let mut connection = house.through().await;
    run(&mut connection, INSERT).await.unwrap();
    house.proxy.cut().await;
    assert!(run(&mut connection, INSERT).await.is_err());
    assert_eq!(number(&mut house.through().await, COUNT).await.unwrap(), 1);
}

#[tokio::test]
async fn a_refusal_is_for_newcomers() {
    let house = House::new().await;
    let mut connection = house.through().await;
    house.proxy.refuse();
    assert!(PgConnection::connect(&house.url).await.is_err());
    run(&mut connection, INSERT).await.unwrap();
    house.proxy.accept();
    assert_eq!(number(&mut house.through().await, COUNT).await.unwrap(), 1);
}

#[tokio::test]
async fn what_stalls_reaches_nobody_and_arrives_when_it_flows() {
    let house = House::new().await;
    let mut connection = house.through().await;
    house.proxy.stall();
    {
        let mut insert = pin!(run(&mut connection, INSERT));
        assert!(is_silent(&mut insert).await);
        assert_eq!(house.rows().await, 0);
        house.proxy.flow();
        insert.await.unwrap();
    }
    assert_eq!(number(&mut connection, COUNT).await.unwrap(), 1);
}

#[tokio::test]
async fn a_statement_that_is_cut_half_way_is_not_done() {
    let house = House::new().await;
    for bytes in [0, 10] {
        let mut connection = house.through().await;
        house.proxy.cut_after(bytes);
        assert!(run(&mut connection, INSERT).await.is_err());
        assert_eq!(house.rows().await, 0);
    }
    run(&mut house.through().await, INSERT).await.unwrap();
    assert_eq!(house.rows().await, 1);
}

#[tokio::test]
async fn a_commit_whose_answer_is_cut_is_done() {
    let house = House::new().await;
    let mut connection = house.through().await;
    house.proxy.cut_before_answer(b"commit");
    let mut transaction = connection.begin().await.unwrap();
    run(&mut transaction, INSERT).await.unwrap();
    assert!(transaction.commit().await.is_err());
    assert_eq!(house.rows().await, 1);
    run(&mut house.through().await, INSERT).await.unwrap();
}
