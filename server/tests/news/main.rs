//! Open pages hear what changed: from their own server by the stream of events, and from another server by way of the
//! database that both share.

#![expect(clippy::unwrap_used, reason = "a test that cannot be prepared fails there")]

mod burst;
mod ground;
mod lost;
mod relayed;
#[path = "../support/mod.rs"]
#[expect(dead_code, reason = "other test binaries use the rest")]
mod shared;
mod stream;
mod streamed;
