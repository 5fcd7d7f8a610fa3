//! What people do with PINs, through the use cases, on a real database with real seals. The clock stands still
//! until a story moves it.

#![expect(clippy::unwrap_used, reason = "a test that cannot be prepared fails there")]

mod support;

mod clear;
mod expiry;
mod generate;
mod keeping;
mod people;
mod rate;
mod sign_in;
