//! What other tests lean on: that their databases are real ones, and that the harm done to them is done.

#![expect(clippy::unwrap_used, reason = "a test that cannot be prepared fails there")]

use std::{future::Future, time::Duration};

use sqlx::{Connection as _, PgConnection};

mod databases;
mod faults;
mod network;
#[path = "../support/mod.rs"]
#[expect(dead_code, reason = "other test binaries use the rest")]
mod shared;
mod watchdog;

/// Nothing here should take this long, even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);
/// An answer that has not come by then is not on its way.
const MOMENT: Duration = Duration::from_millis(300);

async fn connect(url: &str) -> PgConnection {
    PgConnection::connect(url).await.unwrap()
}

async fn run(connection: &mut PgConnection, sql: &'static str) -> Result<(), sqlx::Error> {
    in_time(sqlx::raw_sql(sql).execute(connection)).await.map(drop)
}

async fn number(connection: &mut PgConnection, sql: &'static str) -> Result<i64, sqlx::Error> {
    in_time(sqlx::query_scalar(sql).fetch_one(connection)).await
}

async fn in_time<T>(future: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, future).await.expect("it takes too long")
}

async fn is_silent(future: impl Future) -> bool {
    tokio::time::timeout(MOMENT, future).await.is_err()
}
