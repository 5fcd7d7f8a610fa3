//! What an intruder sees and does who has the database and not the program.

use sqlx::{
    AssertSqlSafe, Connection as _, PgConnection, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode},
};

use super::house::House;

enum Past {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl House {
    /// Does something to the database that the program would never do.
    pub(crate) async fn tamper(&self, sql: &str) {
        self.try_tamper(sql).await.unwrap();
    }

    pub(crate) async fn try_tamper(&self, sql: &str) -> Result<u64, sqlx::Error> {
        let sql = AssertSqlSafe(sql.to_owned());
        Ok(match self.past_the_program().await {
            Past::Sqlite(mut sqlite) => sqlx::query(sql).execute(&mut sqlite).await?.rows_affected(),
            Past::Postgres(mut postgres) => sqlx::query(sql).execute(&mut postgres).await?.rows_affected(),
        })
    }

    /// The same, with bytes in the place of `$1`.
    pub(crate) async fn tamper_with(&self, sql: &str, bytes: &[u8]) {
        let sql = AssertSqlSafe(sql.to_owned());
        let done = match self.past_the_program().await {
            Past::Sqlite(mut sqlite) => sqlx::query(sql).bind(bytes).execute(&mut sqlite).await.map(drop),
            Past::Postgres(mut postgres) => {
                sqlx::query(sql).bind(bytes).execute(&mut postgres).await.map(drop)
            }
        };
        done.unwrap();
    }

    pub(crate) async fn count(&self, sql: &str) -> i64 {
        let sql = AssertSqlSafe(sql.to_owned());
        match self.past_the_program().await {
            Past::Sqlite(mut sqlite) => sqlx::query_scalar(sql).fetch_one(&mut sqlite).await.unwrap(),
            Past::Postgres(mut postgres) => sqlx::query_scalar(sql).fetch_one(&mut postgres).await.unwrap(),
        }
    }

    pub(crate) async fn text(&self, sql: &str) -> String {
        let sql = AssertSqlSafe(sql.to_owned());
        match self.past_the_program().await {
            Past::Sqlite(mut sqlite) => sqlx::query_scalar(sql).fetch_one(&mut sqlite).await.unwrap(),
            Past::Postgres(mut postgres) => sqlx::query_scalar(sql).fetch_one(&mut postgres).await.unwrap(),
        }
    }

    pub(crate) async fn blob(&self, sql: &str) -> Vec<u8> {
        let sql = AssertSqlSafe(sql.to_owned());
        match self.past_the_program().await {
            Past::Sqlite(mut sqlite) => sqlx::query_scalar(sql).fetch_one(&mut sqlite).await.unwrap(),
            Past::Postgres(mut postgres) => sqlx::query_scalar(sql).fetch_one(&mut postgres).await.unwrap(),
        }
    }

    /// A look at the database past the program.
    async fn past_the_program(&self) -> Past {
        match &self.place.postgres {
            Some(postgres) => Past::Postgres(PgConnection::connect(postgres.url()).await.unwrap()),
            None => {
                let options = SqliteConnectOptions::new()
                    .filename(self.place.database_file())
                    .journal_mode(SqliteJournalMode::Wal);
                Past::Sqlite(SqliteConnection::connect_with(&options).await.unwrap())
            }
        }
    }
}
