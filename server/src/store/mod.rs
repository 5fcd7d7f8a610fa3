//! Where everything is remembered. The only SQL of the program is in this folder and in `migrations/`.
//!
//! Statements are plain functions over a connection, a file for each subject, with one text for SQLite and
//! PostgreSQL; `work` puts them together to the ports of `domain`.

mod accounts;
mod agents;
mod attempts;
mod clock;
mod connection;
mod database;
mod error;
mod history;
mod inspect;
mod keys;
mod memberships;
mod open_error;
mod people;
mod pins;
mod postgres;
mod row;
mod sessions;
mod sqlite;
mod value;
mod view;
mod work;

pub use clock::Time;
pub use database::Database;
pub use keys::KnownKey;
pub use open_error::OpenError;

#[cfg(test)]
mod tests;
