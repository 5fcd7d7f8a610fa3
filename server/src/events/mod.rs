//! Telling open pages that something changed: at once within this server and, on PostgreSQL, on the others, and within
//! a second or so what a command did. A page is told that it changed, never what is there now.

mod hub;
mod message;
mod relay;
mod watch;

pub use hub::{Hub, Listener};
pub use relay::relay;
pub use watch::keep_watch;
