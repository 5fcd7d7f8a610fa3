//! Verifying what a caller reads out: what can come of it, and how a try is settled.

mod attempt;
mod kept;
mod outcome;
mod receipt;
mod settle;

pub use attempt::{
    Agent, AgentKey, Attempt, AttemptId, Idempotency, NotAnAgentKey, Sender, Token, TokenId, Try, Verdict,
};
pub use kept::{KeptReceipt, KeptTry, ReceiptStanding, Tried, TryState};
pub use outcome::{Assurance, Channel, NOT_FOR, NotAChannel, Outcome, Purpose};
pub use receipt::{NotAReceiptNumber, Receipt, ReceiptNumber};
pub use settle::{Candidate, Settled, compare, settle};
