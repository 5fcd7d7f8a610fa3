//! What several test binaries need: a house to act in, a PostgreSQL of their own, and a way to do harm to it.
//!
//! Taken in by `#[path = "../support/mod.rs"] mod shared;`. A binary that uses a part of it adds
//! `#[expect(dead_code, reason = "other test binaries use the rest")]`.

pub(crate) mod house;
pub(crate) mod household;
mod past;
pub(crate) mod postgres;
pub(crate) mod proxy;
