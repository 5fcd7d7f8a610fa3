//! What people do with PINs, through the use cases, on PostgreSQL with real seals. The clock stands still until a story
//! moves it. The same stories run on both databases.

#![expect(clippy::unwrap_used, reason = "a test that cannot be prepared fails there")]

#[path = "../support/mod.rs"]
#[expect(dead_code, reason = "other test binaries use the rest")]
mod shared;
mod support;

mod access;
mod agents;
mod clear;
mod clock;
mod desk;
mod expiry;
mod generate;
mod history;
mod interrupted;
mod keeping;
mod limits;
mod people;
mod rate;
mod requests;
mod second_factor;
mod sign_in;
mod sweeping;
mod tamper;
mod verify;

const ON: support::On = support::On::Postgres;
