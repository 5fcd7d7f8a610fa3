//! Verifying what a caller reads out: what can come of it, and how a try is settled.

mod outcome;
mod receipt;
mod settle;

pub use outcome::{Assurance, Channel, NOT_FOR, Outcome, Purpose};
pub use receipt::{NotAReceiptNumber, ReceiptNumber};
pub use settle::{Candidate, Settled, compare, settle};
