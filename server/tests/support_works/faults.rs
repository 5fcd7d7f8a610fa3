//! A server that stands still, and one that dies and comes back.

use std::pin::pin;

use super::{PgConnection, connect, in_time, is_silent, number, run, shared::postgres::Server};
use sqlx::Connection as _;

#[tokio::test]
async fn a_frozen_server_keeps_silent_and_goes_on_when_thawed() {
    let server = Server::start();
    let url = server.url("postgres");
    let mut connection = connect(&url).await;
    server.freeze();
    {
        let mut query = pin!(number(&mut connection, "select 1::bigint"));
        let mut newcomer = pin!(PgConnection::connect(&url));
        assert!(is_silent(&mut query).await);
        assert!(is_silent(&mut newcomer).await);
        server.thaw();
        assert_eq!(query.await.unwrap(), 1);
        in_time(newcomer).await.unwrap();
    }
    assert_eq!(number(&mut connection, "select 2::bigint").await.unwrap(), 2);
}

#[tokio::test]
async fn a_killed_server_comes_back_with_what_was_committed_and_nothing_else() {
    let server = Server::start();
    let url = server.url("postgres");
    let mut connection = connect(&url).await;
    run(&mut connection, "create table pins (id bigint)").await.unwrap();
    run(&mut connection, "insert into pins values (1)").await.unwrap();
    run(&mut connection, "begin; insert into pins values (2)").await.unwrap();
    server.kill();
    assert!(run(&mut connection, "commit").await.is_err());
    assert!(PgConnection::connect(&url).await.is_err());
    server.restart();
    assert_eq!(number(&mut connect(&url).await, "select sum(id)::bigint from pins").await.unwrap(), 1);
}
