//! Databases for tests, each with a name of its own, on one PostgreSQL for the whole test process.
//!
//! The server is started by the first who asks. `PINS_TEST_POSTGRES_URL` names a server to use instead; its user must
//! be allowed to create databases.

use std::{
    env,
    hash::{BuildHasher as _, RandomState},
    sync::OnceLock,
    thread,
    time::Duration,
};

use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use url::Url;

pub(crate) use server::Server;

mod programs;
mod server;

/// A database that is slow to go is left to its server.
const PATIENCE: Duration = Duration::from_secs(10);

/// An empty database, which goes when this is dropped, with every connection to it.
pub(crate) struct Database {
    admin: Url,
    name: String,
    url: String,
}

/// Makes a database on a server that is known to keep what it commits.
pub(crate) async fn database() -> Database {
    let admin = admin();
    let name = format!("pins_test_{:016x}", RandomState::new().hash_one(()));
    let mut connection = PgConnection::connect(admin.as_str()).await.expect(
        "no connection to PostgreSQL; start the server that PINS_TEST_POSTGRES_URL names, or unset it",
    );
    assert_durable(&mut connection).await;
    // Nobody can be connected to template0, which would keep it from being copied.
    let create = format!("create database {name} template template0 encoding 'UTF8'");
    sqlx::raw_sql(AssertSqlSafe(create))
        .execute(&mut connection)
        .await
        .expect("the user may create databases");
    connection.close().await.ok();
    let mut url = admin.clone();
    url.set_path(&name);
    Database { admin, name, url: url.into() }
}

/// A server that answers before the disk has it would let every test about lost writes pass.
async fn assert_durable(connection: &mut PgConnection) {
    for setting in ["fsync", "synchronous_commit", "full_page_writes"] {
        let value: String = sqlx::query_scalar("select current_setting($1)")
            .bind(setting)
            .fetch_one(&mut *connection)
            .await
            .expect("PostgreSQL tells its settings");
        assert_eq!(value, "on", "set {setting} to on in the PostgreSQL that the tests use");
    }
}

/// The address of the database from which others are made.
fn admin() -> Url {
    static SERVER: OnceLock<Server> = OnceLock::new();
    let url = env::var("PINS_TEST_POSTGRES_URL")
        .unwrap_or_else(|_| SERVER.get_or_init(Server::start).url("postgres"));
    Url::parse(&url).expect("set PINS_TEST_POSTGRES_URL to an address such as postgres://user@host/postgres")
}

impl Database {
    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let admin = self.admin.clone();
        let drop_it = format!("drop database if exists {} with (force)", self.name);
        // On a thread of its own, since the runtime of the test may be at its end.
        let dropping = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async {
                let dropped = tokio::time::timeout(PATIENCE, async {
                    let mut connection = PgConnection::connect(admin.as_str()).await?;
                    sqlx::raw_sql(AssertSqlSafe(drop_it)).execute(&mut connection).await?;
                    connection.close().await
                });
                dropped.await.unwrap_or(Ok(()))
            })
        });
        // At best effort: a test that fails has something better to say.
        dropping.join().ok();
    }
}
