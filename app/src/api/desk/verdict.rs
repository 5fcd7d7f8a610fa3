//! What came of a try, for the page that the agent looks at.

#[cfg(feature = "ssr")]
use std::collections::BTreeMap;

use domain::verification::Outcome;
use serde::{Deserialize, Serialize};

/// What came of a try.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// What it was.
    pub outcome: Outcome,
    /// What the account is called. Before it is verified the desk does not get to know (requirement V6).
    pub name: Option<String>,
}

/// What came of a form of the desk.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Answer {
    /// A try was made.
    Verdict(Verdict),
    /// A receipt was opened.
    Receipt(super::ReceiptView),
}

/// A form of the desk with what came of it, among the extensions of the request for the page that shows it.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug)]
pub struct Answered {
    /// What came of it.
    pub answer: Answer,
    /// What was typed, by field. The PIN is not among it.
    pub typed: BTreeMap<String, String>,
}
