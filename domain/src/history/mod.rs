//! What happened, for good: events, chained so that none can be changed, taken out or added afterwards without
//! the key (requirement A1).

mod chain;
mod daily;
mod event;
mod notice;
mod subject;

pub use chain::{Broken, Chain, ChainKey, Entry, Head, Verifier};
pub use daily::{DailyHead, HeadDigest, NotADailyHead};
pub use event::{Event, KeyChange, ListChange, OperatorChange};
pub use notice::Notice;
pub use subject::{NotASubject, Subject};
