//! News between servers that share a PostgreSQL database, by its notifications. They travel on connections of their
//! own: within a unit of work a notification would make all commits stand in line, and a connection of the pool would
//! be missing there.

use std::time::Duration;

use domain::ports::StoreError;
use sqlx::{
    Acquire as _, ConnectOptions as _, Connection as _, PgConnection,
    postgres::{PgConnectOptions, PgListener, PgPoolOptions},
};
use tokio::time::timeout;

use super::{connection::in_time, error::sorted};

const CHANNEL: &str = "security_pins_news";
/// How long connecting an ear may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// An ear that heard nothing for that long asks the database whether it is still there. It also keeps what is between
/// them from forgetting a connection that is not used.
const QUIET: Duration = Duration::from_secs(10);

/// The way by which servers on one database tell each other news.
pub struct NewsChannel {
    options: PgConnectOptions,
}

impl NewsChannel {
    pub(super) fn by(options: &PgConnectOptions) -> Self {
        // Nothing is written here, so that nothing needs to wait for the disk.
        let options =
            options.clone().application_name("security-pins news").options([("synchronous_commit", "off")]);
        Self { options }
    }

    /// Connects someone who tells news.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn speaker(&self) -> Result<Speaker, StoreError> {
        in_time(self.options.connect()).await.map(Speaker)
    }

    /// Connects someone who hears what is told from now on.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn ear(&self) -> Result<Ear, StoreError> {
        let pool = PgPoolOptions::new()
            .max_connections(1)
            .acquire_timeout(PATIENCE)
            .connect_lazy_with(self.options.clone());
        let mut listener = PgListener::connect_with(&pool).await.map_err(sorted)?;
        listener.eager_reconnect(false);
        in_time(listener.listen(CHANNEL)).await?;
        Ok(Ear(listener))
    }
}

/// A connection on which news are told.
pub struct Speaker(PgConnection);

impl Speaker {
    /// Tells everyone who listens, this server too. A text may have 7,999 bytes.
    ///
    /// # Errors
    /// Where the database does not take it; the connection is of no more use then.
    pub async fn say(&mut self, text: &str) -> Result<(), StoreError> {
        let sql = "select pg_notify($1, $2)";
        tracing::trace!(target: "server::store::sql", sql);
        in_time(sqlx::query(sql).bind(CHANNEL).bind(text).execute(&mut self.0)).await.map(drop)
    }
}

/// A connection on which news are heard.
pub struct Ear(PgListener);

impl Ear {
    /// Waits for the next text that someone told.
    ///
    /// # Errors
    /// Where the connection is lost. What was told since then is not heard any more, by another ear neither.
    pub async fn hear(&mut self) -> Result<String, StoreError> {
        loop {
            match timeout(QUIET, self.0.try_recv()).await {
                Ok(Ok(Some(told))) => return Ok(told.payload().to_owned()),
                Ok(Ok(None)) => return Err(StoreError::Unavailable("the connection was lost".into())),
                Ok(Err(error)) => return Err(sorted(error)),
                Err(_quiet) => in_time(self.is_there()).await?,
            }
        }
    }

    async fn is_there(&mut self) -> Result<(), sqlx::Error> {
        (&mut self.0).acquire().await?.ping().await
    }
}
