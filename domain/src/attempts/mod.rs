//! The budget of wrong tries: what guessing may cost an account, an agent and the whole installation.
//!
//! The ledgers are pure: the store loads one within a unit of work, a rule changes it, the store keeps it. A try
//! that is counted and not yet settled is *pending*, and stands in a ledger's way like a wrong one, so that a
//! thousand tries at once are never more than the limits allow one after the other (requirement V2).

mod account;
mod agent;
mod fleet;
mod limits;
#[cfg(test)]
mod model;
mod reason;
mod token;

pub use account::{Candidates, Ledger, Lock, NotLifted, Standing};
pub use agent::{AgentLedger, AgentStanding};
pub use fleet::looks_like_an_attack;
pub use limits::Limits;
pub use reason::{Reason, ReasonProblem};
pub use token::{TokenKind, TokenStanding, token_standing};
