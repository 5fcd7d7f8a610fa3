//! Where everything is remembered. The only SQL of the program is in this folder and in `migrations/`.
//!
//! Statements are plain functions over a connection, a file for each subject, with one text for SQLite and
//! PostgreSQL; `view` and `work` put them together to the ports of `domain`.

mod accounts;
mod agents;
mod attempts;
mod browsers;
mod clock;
mod connection;
mod contacts;
mod database;
mod desk;
mod desk_work;
mod error;
mod history;
mod inspect;
mod invitations;
mod keys;
mod letter_work;
mod letters;
mod memberships;
mod news;
mod open_error;
mod password_links;
mod people;
mod people_view;
mod people_work;
mod pins;
mod postgres;
mod row;
mod second_factors;
mod sessions;
mod sqlite;
mod throttles;
mod value;
mod view;
mod work;

pub use clock::Time;
pub use database::Database;
pub use keys::KnownKey;
pub use news::{Ear, NewsChannel, Speaker};
pub use open_error::OpenError;

#[cfg(test)]
mod tests;
