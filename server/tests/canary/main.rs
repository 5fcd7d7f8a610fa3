//! A PIN is never in a log, an error, a header or a table (requirement K5). The canary is a code of eight digits, which
//! stands nowhere by chance: all that the program leaves behind, at its most talkative, is searched for each that
//! was ever generated or typed.

#![expect(clippy::unwrap_used, reason = "a test that cannot be prepared fails there")]

#[path = "../support/mod.rs"]
#[expect(dead_code, reason = "other test binaries use the rest")]
mod shared;

mod answers;
mod browser;
mod desk;
mod log;
mod planted;
mod process;
mod search;
mod verifying;
