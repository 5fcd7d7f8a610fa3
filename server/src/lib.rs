//! The server of Security Pins: it renders the pages, remembers the PINs and guards both.
//!
//! [`serve`] puts the parts together; the rules themselves are in the crate `domain`, the pages in `app`.

pub mod cli;
pub mod config;
pub mod demo;
pub mod events;
pub mod http;
pub mod mail;
pub mod serve;
pub mod store;
pub mod telemetry;
pub mod vault;
pub mod world;

mod files;
