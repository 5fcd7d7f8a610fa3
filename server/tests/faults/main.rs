//! A database that is busy, slow, cut off or gone (requirement S2): never "verified" by mistake, nothing that was
//! acknowledged is lost, and served again within ten seconds of the fault's end, by the same server.

#![expect(clippy::unwrap_used, reason = "a test that cannot be prepared fails there")]

mod asker;
mod busy;
mod cut;
mod gate;
mod gone;
#[path = "../support/mod.rs"]
#[expect(dead_code, reason = "other test binaries use the rest")]
mod shared;
mod site;
