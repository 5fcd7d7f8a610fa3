//! Brute force as an agent could do it who turned, or whose browser was taken over: forms sent to the real server, as
//! fast as it answers (requirement V4). What is compared is what the limits allow, and no more.
//!
//! `PINS_GUESSES` says how many guesses are made on one account, and `PINS_GUESSES_ACCOUNTS` on how many accounts one is
//! made each.

#![expect(clippy::unwrap_used, reason = "a test that cannot be prepared fails there")]
#![expect(clippy::disallowed_methods, reason = "how long it took is told, and decides nothing")]
#![expect(clippy::print_stdout, reason = "the figures are for whoever runs `make guesses`")]

mod ground;
mod many_accounts;
mod one_account;
mod served;
#[path = "../support/mod.rs"]
#[expect(dead_code, reason = "other test binaries use the rest")]
mod shared;
mod wire;

use std::env;

/// The number in this variable; this one, where there is none.
fn number_of(variable: &str, otherwise: usize) -> usize {
    match env::var(variable) {
        Ok(number) => number.parse().unwrap_or_else(|_| panic!("{variable} holds no number: {number}")),
        Err(_) => otherwise,
    }
}
