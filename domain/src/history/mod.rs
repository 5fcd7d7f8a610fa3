//! What happened, for good: events, chained so that none can be changed, taken out or added afterwards without
//! the key (requirement A1).

mod chain;
mod event;

pub use chain::{Broken, Chain, ChainKey, Entry, Head, Verifier};
pub use event::Event;
