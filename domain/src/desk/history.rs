//! A customer reads what happened to the account's PINs.

use std::collections::BTreeMap;

use thiserror::Error;

use super::{Desk, may};
use crate::{
    account::AccountNumber,
    history::{Entry, Event},
    permission::Action,
    person::PersonId,
    ports::{Snapshot, StoreError},
    session::Customer,
    time::Timestamp,
};

/// Something that happened, for people to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happening {
    /// Its place in the account's history, from 1.
    pub number: i64,
    /// When.
    pub at: Timestamp,
    /// What.
    pub event: Event,
    /// Who did it, by name as it is today; `None` for what no person of the account did.
    pub by: Option<String>,
    /// Whom it was done to, by name as it is today, where it was done to a person.
    pub whom: Option<String>,
}

/// A page of an account's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// What happened, newest first.
    pub happenings: Vec<Happening>,
    /// Before which number the next page begins; `None` on the last one.
    pub next: Option<i64>,
}

/// Why the history was not shown.
#[derive(Debug, Error)]
pub enum HistoryError {
    /// There is no such account, or the person has nothing to do with it; which of the two is not told.
    #[error("no such account for this person")]
    NoSuchAccount,
    /// The database could not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Desk {
    /// A page of the account's history of at most so many happenings: the latest, or those before a number.
    ///
    /// # Errors
    /// Where the account is not the customer's to see, or the database cannot be read.
    pub async fn history(
        &self,
        customer: Customer<'_>,
        account: AccountNumber,
        before: Option<i64>,
        at_most: u32,
    ) -> Result<Page, HistoryError> {
        let mut view = self.store.read().await?;
        if !may(&mut *view, account, customer.id(), Action::ReadHistory).await? {
            return Err(HistoryError::NoSuchAccount);
        }
        Ok(page(&mut *view, account, before, at_most).await?)
    }
}

/// The last of what happened, at most so many; `None`, where an entry is damaged: the PINs are shown all the same.
pub(super) async fn recent(
    view: &mut (impl Snapshot + ?Sized),
    account: AccountNumber,
    at_most: u32,
) -> Result<Option<Page>, StoreError> {
    match page(view, account, None, at_most).await {
        Ok(page) => Ok(Some(page)),
        Err(StoreError::Damaged { table: "history", .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

async fn page(
    view: &mut (impl Snapshot + ?Sized),
    account: AccountNumber,
    before: Option<i64>,
    at_most: u32,
) -> Result<Page, StoreError> {
    let entries = view.entries_before(account, before, at_most).await?;
    let mut names = Names::default();
    let mut happenings = Vec::with_capacity(entries.len());
    for entry in &entries {
        happenings.push(happening(view, account, entry, &mut names).await?);
    }
    let next = entries.last().map(|entry| entry.number).filter(|number| *number > 1);
    Ok(Page { happenings, next })
}

/// What people are called, each looked up once.
#[derive(Default)]
struct Names(BTreeMap<PersonId, Option<String>>);

impl Names {
    async fn of(
        &mut self,
        view: &mut (impl Snapshot + ?Sized),
        person: Option<PersonId>,
    ) -> Result<Option<String>, StoreError> {
        let Some(person) = person else { return Ok(None) };
        if let Some(name) = self.0.get(&person) {
            return Ok(name.clone());
        }
        let name = view.person_name(person).await?;
        self.0.insert(person, name.clone());
        Ok(name)
    }
}

async fn happening(
    view: &mut (impl Snapshot + ?Sized),
    account: AccountNumber,
    entry: &Entry,
    names: &mut Names,
) -> Result<Happening, StoreError> {
    let event: Event = serde_json::from_str(&entry.event).map_err(|_| StoreError::Damaged {
        table: "history",
        column: "event",
        row: format!("{account}, entry {}", entry.number),
    })?;
    let by = names.of(view, event.person()).await?;
    let whom = names.of(view, event.whom()).await?;
    Ok(Happening { number: entry.number, at: entry.at, event, by, whom })
}
