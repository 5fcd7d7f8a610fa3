//! A transaction of either database, with the few ways to run a statement in it. A statement's text is the same for
//! both; only here is it told apart which database runs it.

use std::{future::Future, time::Duration};

use domain::ports::StoreError;
use sqlx::{Postgres, Sqlite, Transaction};
use tokio::time::timeout;

use super::{error::sorted, row::Row, value::Value};

/// How long a statement may take before the database counts as gone. PostgreSQL's own limits are shorter: this one is
/// for a server that does not answer at all.
pub(super) const PATIENCE: Duration = Duration::from_secs(6);

/// An open transaction. Dropping it rolls it back.
pub(super) enum Connection {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// The statement with its values in their places.
macro_rules! bound {
    ($database:ty, $sql:expr, $values:expr) => {{
        let mut query = sqlx::query::<$database>($sql);
        for value in $values {
            query = match *value {
                Value::Int(value) => query.bind(value),
                Value::Text(value) => query.bind(value),
                Value::Bytes(value) => query.bind(value),
            };
        }
        query
    }};
}

impl Connection {
    /// All rows that the statement gives.
    pub(super) async fn all(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
    ) -> Result<Vec<Row>, StoreError> {
        tracing::trace!(target: "server::store::sql", sql);
        match self {
            Self::Sqlite(sqlite) => {
                let rows = bound!(Sqlite, sql, values).fetch_all(&mut **sqlite).await.map_err(sorted)?;
                Ok(rows.into_iter().map(Row::Sqlite).collect())
            }
            Self::Postgres(postgres) => {
                let rows = in_time(bound!(Postgres, sql, values).fetch_all(&mut **postgres)).await?;
                Ok(rows.into_iter().map(Row::Postgres).collect())
            }
        }
    }

    /// The one row that the statement gives, if it gives one.
    pub(super) async fn optional(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
    ) -> Result<Option<Row>, StoreError> {
        tracing::trace!(target: "server::store::sql", sql);
        match self {
            Self::Sqlite(sqlite) => {
                let row = bound!(Sqlite, sql, values).fetch_optional(&mut **sqlite).await.map_err(sorted)?;
                Ok(row.map(Row::Sqlite))
            }
            Self::Postgres(postgres) => {
                let row = in_time(bound!(Postgres, sql, values).fetch_optional(&mut **postgres)).await?;
                Ok(row.map(Row::Postgres))
            }
        }
    }

    /// The one row that the statement always gives.
    pub(super) async fn one(
        &mut self,
        what: &'static str,
        sql: &'static str,
        values: &[Value<'_>],
    ) -> Result<Row, StoreError> {
        self.optional(sql, values).await?.ok_or(StoreError::Miscounted { what, rows: 0 })
    }

    /// Runs a statement that gives no rows. Gives how many it touched.
    pub(super) async fn execute(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
    ) -> Result<u64, StoreError> {
        tracing::trace!(target: "server::store::sql", sql);
        match self {
            Self::Sqlite(sqlite) => bound!(Sqlite, sql, values)
                .execute(&mut **sqlite)
                .await
                .map(|done| done.rows_affected())
                .map_err(sorted),
            Self::Postgres(postgres) => in_time(bound!(Postgres, sql, values).execute(&mut **postgres))
                .await
                .map(|done| done.rows_affected()),
        }
    }

    /// Runs a statement that is meant for exactly one row.
    pub(super) async fn touch_one(
        &mut self,
        what: &'static str,
        sql: &'static str,
        values: &[Value<'_>],
    ) -> Result<(), StoreError> {
        match self.execute(sql, values).await? {
            1 => Ok(()),
            rows => Err(StoreError::Miscounted { what, rows }),
        }
    }

    /// Makes what was written happen.
    pub(super) async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(sqlite) => sqlite.commit().await.map_err(sorted),
            Self::Postgres(postgres) => in_time(postgres.commit()).await,
        }
    }
}

/// Waits for a database that may be gone without a word.
pub(super) async fn in_time<T>(work: impl Future<Output = Result<T, sqlx::Error>>) -> Result<T, StoreError> {
    match timeout(PATIENCE, work).await {
        Ok(done) => done.map_err(sorted),
        Err(error) => Err(StoreError::Unavailable(error.into())),
    }
}
