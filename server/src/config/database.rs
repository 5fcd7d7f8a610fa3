//! Where everything is remembered.

use std::{
    fmt,
    path::{Path, PathBuf},
};

use url::Url;

use super::{
    ConfigError, Sourced,
    source::{Setting, Sources},
};

pub(super) const URL: Setting = Setting {
    variable: "PINS_DATABASE_URL",
    section: "database",
    key: "url",
    flag: |flags| flags.database_url.clone(),
    flag_name: "--database-url",
};

const DEFAULT_FILE: &str = "data/security-pins.db";
const EXPECTED: &str = "an SQLite file such as sqlite://data/security-pins.db, or a PostgreSQL database such as \
                        postgres://user@host/database";

/// The database as it was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// An SQLite file.
    Sqlite(PathBuf),
    /// A database of a PostgreSQL server.
    Postgres(PostgresUrl),
}

/// The address of a PostgreSQL database. It may hold a password, which never prints.
#[derive(Clone, PartialEq, Eq)]
pub struct PostgresUrl(Url);

impl PostgresUrl {
    /// The address with the password in it, for the driver alone.
    pub fn reveal(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Debug for PostgresUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for PostgresUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = self.0.clone();
        // Both fail only for addresses that cannot hold a password.
        if shown.password().is_some() {
            shown.set_password(Some("hidden")).ok();
        }
        if shown.query_pairs().any(|(name, _)| name == "password") {
            shown.set_query(None);
        }
        f.write_str(shown.as_str())
    }
}

impl DatabaseUrl {
    /// The file, for SQLite; `None` for a server.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::Sqlite(path) => Some(path),
            Self::Postgres(_) => None,
        }
    }

    /// Reads an address; `None` if it is none that we know.
    pub fn parse(text: &str) -> Option<Self> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Url::parse(text).ok().map(PostgresUrl).map(Self::Postgres);
        }
        // The file behind `sqlite://` or `sqlite:`. A database in memory would forget PINs, so there is none; and a
        // `?` begins options that this program chooses by itself.
        let path = text.strip_prefix("sqlite:")?;
        let path = path.strip_prefix("//").unwrap_or(path);
        let is_file = !path.is_empty() && !path.contains([':', '?', '\0']) && !path.ends_with('/');
        is_file.then(|| Self::Sqlite(PathBuf::from(path)))
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite://{}", path.display()),
            Self::Postgres(url) => url.fmt(f),
        }
    }
}

/// The section `database`.
#[derive(Clone, Debug)]
pub struct DatabaseSettings {
    /// Which database.
    pub url: Sourced<DatabaseUrl>,
}

impl DatabaseSettings {
    pub(super) fn load(sources: &Sources<'_>) -> Result<Self, ConfigError> {
        Ok(Self {
            url: sources
                .parsed(&URL, EXPECTED, DatabaseUrl::parse)?
                .unwrap_or_else(|| Sourced::by_default(DatabaseUrl::Sqlite(PathBuf::from(DEFAULT_FILE)))),
        })
    }
}
