//! Each test gets a database of its own, on a server that writes down what it commits.

use super::{connect, number, run, shared::postgres::database};

const TABLES: &str = "select count(*) from information_schema.tables where table_schema = 'public'";

#[tokio::test]
async fn what_is_committed_is_on_the_disk() {
    let database = database().await;
    let mut connection = connect(database.url()).await;
    for setting in ["fsync", "synchronous_commit", "full_page_writes"] {
        let value: String = sqlx::query_scalar("select current_setting($1)")
            .bind(setting)
            .fetch_one(&mut connection)
            .await
            .unwrap();
        assert_eq!(value, "on", "{setting}");
    }
}

#[tokio::test]
async fn two_databases_are_apart() {
    let (one, other) = tokio::join!(database(), database());
    assert_ne!(one.url(), other.url());
    run(&mut connect(one.url()).await, "create table pins (id bigint)").await.unwrap();
    assert_eq!(number(&mut connect(one.url()).await, TABLES).await.unwrap(), 1);
    assert_eq!(number(&mut connect(other.url()).await, TABLES).await.unwrap(), 0);
}

#[tokio::test]
async fn a_database_goes_with_its_value_even_when_someone_is_connected() {
    let (gone, stays) = tokio::join!(database(), database());
    let mut left = connect(gone.url()).await;
    let name = gone.url().rsplit_once('/').unwrap().1.to_owned();
    let name = name.split('?').next().unwrap().to_owned();
    drop(gone);
    assert!(number(&mut left, TABLES).await.is_err());
    let found: i64 = sqlx::query_scalar("select count(*) from pg_database where datname = $1")
        .bind(name)
        .fetch_one(&mut connect(stays.url()).await)
        .await
        .unwrap();
    assert_eq!(found, 0);
}
