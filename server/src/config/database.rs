//! Where everything is remembered.

use std::{
    fmt,
    path::{Path, PathBuf},
};

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
const EXPECTED: &str = "an SQLite file such as sqlite://data/security-pins.db";
const NOT_YET: &str =
    "an SQLite file such as sqlite://data/security-pins.db; PostgreSQL comes with a later version";

/// The database as it was chosen: an SQLite file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatabaseUrl(PathBuf);

impl DatabaseUrl {
    /// The file.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The file behind `sqlite://` or `sqlite:`. A database in memory would forget PINs, so there is none; and a
    /// `?` begins options that this program chooses by itself.
    fn parse(text: &str) -> Option<Self> {
        let path = text.strip_prefix("sqlite:")?;
        let path = path.strip_prefix("//").unwrap_or(path);
        let is_file = !path.is_empty() && !path.contains([':', '?', '\0']) && !path.ends_with('/');
        is_file.then(|| Self(PathBuf::from(path)))
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sqlite://{}", self.0.display())
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
        if let Some(chosen) = sources.text(&URL)
            && (chosen.value.starts_with("postgres:") || chosen.value.starts_with("postgresql:"))
        {
            return Err(URL.refused(chosen.source, NOT_YET));
        }
        Ok(Self {
            url: sources
                .parsed(&URL, EXPECTED, DatabaseUrl::parse)?
                .unwrap_or_else(|| Sourced::by_default(DatabaseUrl(PathBuf::from(DEFAULT_FILE)))),
        })
    }
}
