//! A customer reads what happened on the account.

use std::collections::BTreeMap;

use thiserror::Error;

use super::{Desk, may};
use crate::{
    account::AccountNumber,
    history::{Entry, Event, Subject},
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

/// How many entries are looked at for one page, at most: what someone reads about may have happened long ago, or never.
const LOOKED_AT: usize = 1_000;
/// How many entries are read at once where some of them may not be shown.
const BATCH: u32 = 100;

impl Desk {
    /// A page of what happened on the account and is about a subject, of at most so many happenings: the latest, or
    /// those before a number. For one page, a thousand entries are looked at and no more, so that a page with a next one
    /// may be short, or empty.
    ///
    /// # Errors
    /// Where the account is not the customer's to see, or the database cannot be read.
    pub async fn history(
        &self,
        customer: Customer<'_>,
        account: AccountNumber,
        subject: Subject,
        before: Option<i64>,
        at_most: u32,
    ) -> Result<Page, HistoryError> {
        let mut view = self.store.read().await?;
        if !may(&mut *view, account, customer.id(), Action::ReadHistory).await? {
            return Err(HistoryError::NoSuchAccount);
        }
        Ok(page(&mut *view, account, subject, before, at_most).await?)
    }
}

/// The last of what happened, at most so many; `None`, where an entry is damaged: the PINs are shown all the same.
pub(super) async fn recent(
    view: &mut (impl Snapshot + ?Sized),
    account: AccountNumber,
    at_most: u32,
) -> Result<Option<Page>, StoreError> {
    readable(page(view, account, Subject::All, None, at_most).await)
}

/// The page; `None`, where an entry is damaged.
pub(super) fn readable(page: Result<Page, StoreError>) -> Result<Option<Page>, StoreError> {
    match page {
        Ok(page) => Ok(Some(page)),
        Err(StoreError::Damaged { table: "history", .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

pub(super) async fn page(
    view: &mut (impl Snapshot + ?Sized),
    account: AccountNumber,
    subject: Subject,
    before: Option<i64>,
    at_most: u32,
) -> Result<Page, StoreError> {
    let batch = if subject == Subject::All { at_most } else { BATCH };
    let full = usize::try_from(at_most).unwrap_or(usize::MAX);
    let mut names = Names::default();
    let (mut happenings, mut before, mut looked_at) = (Vec::new(), before, 0);
    loop {
        let entries = view.entries_before(account, before, batch).await?;
        for entry in &entries {
            let event = event_of(account, entry)?;
            if !subject.includes(&event) {
                continue;
            }
            if happenings.len() >= full {
                // The next page begins with this one.
                return Ok(Page { happenings, next: Some(entry.number + 1) });
            }
            happenings.push(happening(view, entry, event, &mut names).await?);
        }
        looked_at += entries.len();
        before = entries.last().map(|entry| entry.number).filter(|number| *number > 1);
        // Where everything is shown, whatever comes before is on the next page.
        let is_enough = looked_at >= LOOKED_AT || (subject == Subject::All && happenings.len() >= full);
        if before.is_none() || is_enough {
            return Ok(Page { happenings, next: before });
        }
    }
}

/// What people are called, each looked up once.
#[derive(Default)]
pub(super) struct Names(BTreeMap<PersonId, Option<String>>);

impl Names {
    pub(super) async fn of(
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

/// What the entry says; what cannot be read names its place.
pub(super) fn event_of(account: AccountNumber, entry: &Entry) -> Result<Event, StoreError> {
    serde_json::from_str(&entry.event).map_err(|_| StoreError::Damaged {
        table: "history",
        column: "event",
        row: format!("{account}, entry {}", entry.number),
    })
}

async fn happening(
    view: &mut (impl Snapshot + ?Sized),
    entry: &Entry,
    event: Event,
    names: &mut Names,
) -> Result<Happening, StoreError> {
    let by = names.of(view, event.person()).await?;
    let whom = names.of(view, event.whom()).await?;
    Ok(Happening { number: entry.number, at: entry.at, event, by, whom })
}
