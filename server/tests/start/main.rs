//! The binary as an operator meets it: started, refused, stopped and killed, and what it is told beside that.

#![expect(clippy::unwrap_used, reason = "a test that cannot be prepared fails there")]

mod commands;
mod refusals;
mod running;
#[path = "../support/mod.rs"]
#[expect(dead_code, reason = "other test binaries use the rest")]
mod shared;
mod support;
