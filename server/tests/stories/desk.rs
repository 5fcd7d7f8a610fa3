//! What the support desk's people do beside verifying, and what customers report to them.

mod alarm;
mod lifts;
mod looking_back;
mod receipts;
mod report;

use std::time::Duration;

use domain::{
    account::AccountNumber,
    attempts::Reason,
    desk::RowState,
    pin::PinCode,
    session::Caller,
    verification::{Agent, Outcome, ReceiptNumber},
};

use crate::support::{House, SAM, try_by, wrong_code};

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(60 * 60);

fn reason() -> Reason {
    "They called from the number on file: „Änderung“.".parse().unwrap()
}

/// Whoever signed in, as they type at the desk.
fn typing(caller: &Caller) -> Agent {
    caller.staff().unwrap().agent()
}

impl House {
    /// Has this agent verify a caller. Gives the receipt's number.
    async fn receipt(&self, agent: &Agent, account: AccountNumber, code: &PinCode) -> ReceiptNumber {
        match self.desk.verify(&try_by(agent.clone(), account, code)).await.unwrap() {
            Outcome::Verified { receipt, .. } => receipt,
            other => panic!("{other:?}"),
        }
    }

    /// A code that is none of the account's live PINs. Sam acts for both accounts.
    async fn wrong_for(&self, account: AccountNumber) -> PinCode {
        let sam = self.caller(SAM).await;
        let code = |state| match state {
            RowState::Live { code, .. } => Some(code),
            _ => None,
        };
        let live: Vec<_> =
            self.rows(&sam, account).await.into_iter().filter_map(|row| code(row.state)).collect();
        wrong_code(&live.iter().collect::<Vec<_>>())
    }

    async fn guess(&self, agent: &Agent, account: AccountNumber, times: u32) -> Vec<Outcome> {
        let wrong = self.wrong_for(account).await;
        let mut outcomes = Vec::new();
        for _ in 0..times {
            let attempt = try_by(agent.clone(), account, &wrong);
            outcomes.push(self.desk.verify(&attempt).await.unwrap());
        }
        outcomes
    }

    /// The events of an account's history, as they are stored.
    async fn events(&self, account: AccountNumber) -> Vec<domain::history::Event> {
        use domain::ports::Store as _;

        let mut view = self.store.read().await.unwrap();
        let entries = view.entries_after(account, 0, 1_000).await.unwrap();
        entries.iter().map(|entry| serde_json::from_str(&entry.event).unwrap()).collect()
    }
}
