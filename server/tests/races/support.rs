//! Accounts and callers in numbers.

use domain::{account::Account, attempts::TokenKind, person::Role, ports::Store as _, verification::TokenId};
use tokio::task::JoinSet;

pub(crate) use crate::shared::house::*;
pub(crate) use domain::{
    account::AccountNumber,
    desk::{Desk, VerifyError},
    verification::{Agent, Outcome, Try},
};

pub(crate) type Answer = Result<Outcome, VerifyError>;

impl House {
    /// So many more accounts, for which Hanna may act.
    pub(crate) async fn accounts(&self, how_many: i64) -> Vec<AccountNumber> {
        let hanna = self.person(HANNA).await;
        let numbers: Vec<AccountNumber> =
            (20_001..20_001 + how_many).map(|number| number.try_into().unwrap()).collect();
        let mut work = self.store.begin().await.unwrap();
        for number in &numbers {
            let account = Account { number: *number, name: format!("Account {number}") };
            work.insert_account(&account, NOON).await.unwrap();
            work.insert_membership(*number, hanna, Role::Holder, NOON).await.unwrap();
        }
        work.commit().await.unwrap();
        numbers
    }

    /// So many phone systems. Nobody's limit but the account's stands in their way.
    pub(crate) async fn phone_systems(&self, how_many: u8) -> Vec<Agent> {
        let mut tokens: Vec<TokenId> = Vec::new();
        let mut work = self.store.begin().await.unwrap();
        for number in 1..=how_many {
            let name = format!("Phone system {number}");
            tokens.push(work.insert_token(&name, TokenKind::Ivr, &[number; 32], NOON).await.unwrap());
        }
        work.commit().await.unwrap();
        tokens.into_iter().map(|token| Agent::Token { token, name: None }).collect()
    }
}

/// What all of them are told who ask at the same time.
pub(crate) async fn all_at_once(tries: impl IntoIterator<Item = (Desk, Try)>) -> Vec<Answer> {
    let mut callers = JoinSet::new();
    for (desk, attempt) in tries {
        callers.spawn(async move { desk.verify(&attempt).await });
    }
    callers.join_all().await
}

pub(crate) fn is_verified(answer: &Answer) -> bool {
    matches!(answer, Ok(Outcome::Verified { .. }))
}
