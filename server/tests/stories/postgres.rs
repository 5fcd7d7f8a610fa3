//! What people do with PINs, through the use cases, on PostgreSQL with real seals. The clock stands still until a story
//! moves it. The same stories run on both databases.

#![expect(clippy::unwrap_used, reason = "a test that cannot be prepared fails there")]

#[path = "../support/mod.rs"]
#[expect(dead_code, reason = "other test binaries use the rest")]
mod shared;
mod support;

mod clear;
mod expiry;
mod generate;
mod keeping;
mod people;
mod rate;
mod sign_in;
mod tamper;

const ON: support::On = support::On::Postgres;
