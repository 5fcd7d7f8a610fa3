//! Where everything is remembered. The only SQL of the program is in this folder and in `migrations/`.
//!
//! Statements are plain functions over a connection, a file for each subject; `work` puts them together to the
//! ports of `domain`. They are written so that SQLite and PostgreSQL both take them.

mod accounts;
mod error;
mod inspect;
mod keys;
mod people;
mod pins;
mod row;
mod sessions;
mod sqlite;
mod work;

pub use inspect::OpenError;
pub use keys::KnownKey;
pub use sqlite::SqliteStore;

#[cfg(test)]
mod tests;
