//! How often is killed what.

use std::{
    env,
    hash::{BuildHasher as _, RandomState},
};

const ROUNDS: u32 = 50;

/// What is killed, and on which database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Sqlite,
    Postgres,
    PostgresKilledToo,
}

impl Kind {
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
            Self::PostgresKilledToo => "PostgreSQL killed too",
        }
    }

    /// Its share of all rounds.
    const fn share(self, rounds: u32) -> u32 {
        let (postgres, killed_too) = (rounds * 28 / 100, rounds * 12 / 100);
        match self {
            Self::Sqlite => rounds - postgres - killed_too,
            Self::Postgres => postgres,
            Self::PostgresKilledToo => killed_too,
        }
    }
}

/// The rounds of one test.
pub(crate) struct Plan {
    pub(crate) kind: Kind,
    pub(crate) rounds: u32,
    pub(crate) seed: u64,
}

impl Plan {
    /// As the environment says, or fifty rounds in all by a seed that nobody knows.
    pub(crate) fn of(kind: Kind) -> Self {
        let chosen = |name| env::var(name).ok().map(|text| (name, text));
        let rounds = chosen("PINS_CRASH_ROUNDS").map_or(ROUNDS, number);
        let seed = chosen("PINS_CRASH_SEED").map_or_else(|| RandomState::new().hash_one(()), number);
        Self { kind, rounds: kind.share(rounds), seed }
    }
}

fn number<T: std::str::FromStr>((name, text): (&str, String)) -> T {
    text.parse().ok().unwrap_or_else(|| panic!("set {name} to a number, not to {text:?}"))
}
