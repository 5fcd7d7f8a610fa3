//! The rules of Security Pins.
//!
//! Everything that decides is here, as types and pure functions: what a PIN is, when it stops working, who may
//! do what. Time, randomness, secrecy and storage come in through [`ports`], so that a rule can be tested
//! without a clock, a disk or luck. One [`desk::Desk`] method stands for one intention of a person.

pub mod access;
pub mod account;
mod alphabet;
pub mod attempts;
pub mod contact;
pub mod desk;
pub mod history;
pub mod mail;
pub mod name;
pub mod permission;
pub mod person;
pub mod pin;
pub mod policy;
pub mod ports;
pub mod second_factor;
pub mod session;
mod text;
pub mod throttle;
pub mod time;
pub mod token;
pub mod verification;

#[cfg(any(test, feature = "testing"))]
pub mod testing;
