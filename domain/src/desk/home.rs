//! A customer looks at an account's home page.

use thiserror::Error;

use super::{Desk, Pins};
use crate::{
    access::Member,
    account::{Account, AccountNumber},
    permission::{self, Action},
    person::Role,
    ports::StoreError,
    session::Customer,
};

/// What an account's home page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// The account.
    pub account: Account,
    /// All accounts of the person, this one among them, by name.
    pub accounts: Vec<Account>,
    /// Its PINs, as they were when all this was true.
    pub pins: Pins,
    /// How the person left the Security Pins bar; `None` at their first visit.
    pub panel: Option<bool>,
    /// Who needs PINs of it.
    pub situation: Situation,
}

/// Who needs an account's PINs, as far as it says which kind is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Situation {
    /// How many sub-accounts can sign in and generate one for themselves.
    pub sub_accounts: u32,
    /// How many sub-contacts must be given one.
    pub sub_contacts: u32,
    /// What the person who looks is on the account.
    pub role: Role,
}

impl Situation {
    fn of(role: Role, members: &[Member], sub_contacts: usize) -> Self {
        let can_sign_in = |member: &&Member| member.role == Role::SubAccount && member.disabled_at.is_none();
        Self {
            sub_accounts: count(members.iter().filter(can_sign_in).count()),
            sub_contacts: count(sub_contacts),
            role,
        }
    }
}

/// So many, or as many as there can be.
fn count(many: usize) -> u32 {
    many.try_into().unwrap_or(u32::MAX)
}

/// Why the page was not shown.
#[derive(Debug, Error)]
pub enum HomeError {
    /// There is no such account, or the person has nothing to do with it; which of the two is not told.
    #[error("no such account for this person")]
    NoSuchAccount,
    /// The database could not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Desk {
    /// The account's home page for this customer.
    ///
    /// # Errors
    /// Where the account is not the customer's to see, or the database cannot be read.
    pub async fn home(&self, customer: Customer<'_>, account: AccountNumber) -> Result<Home, HomeError> {
        let mut view = self.store.read().await?;
        let role = view.role(account, customer.id()).await?;
        let role = role.filter(|role| permission::may(Some(*role), Action::SeePins));
        let role = role.ok_or(HomeError::NoSuchAccount)?;
        let (members, contacts) = (view.members(account).await?, view.contacts(account).await?);
        Ok(Home {
            account: view.account(account).await?.ok_or(HomeError::NoSuchAccount)?,
            accounts: view.accounts_of(customer.id()).await?,
            pins: self.rows_now(&mut *view, account).await?,
            panel: view.panel(account, customer.id()).await?,
            situation: Situation::of(role, &members, contacts.len()),
        })
    }
}
