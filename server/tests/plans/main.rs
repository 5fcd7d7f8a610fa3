//! No statement reads a whole table to find its rows: a walk through the use cases runs every statement of the store,
//! and each database says how it would go about each.

#![expect(clippy::unwrap_used, reason = "a test that cannot be prepared fails there")]

#[path = "../support/mod.rs"]
#[expect(dead_code, reason = "other test binaries use the rest")]
mod shared;

mod desk;
mod heard;
mod people;
mod postgres;
mod source;
mod sqlite;
mod walk;
