//! Telling open pages that something changed: at once within this server, and within a second or so what another
//! server or a command did. A page is told that it changed, never what is there now.

mod hub;
mod watch;

pub use hub::{Hub, Listener};
pub use watch::keep_watch;
