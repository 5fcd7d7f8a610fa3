//! Telling pages that are open that something changed.

use crate::{account::AccountNumber, person::PersonId};

/// What changed. It says where to look again, never what is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// Something on an account: its PINs, or who may act for it.
    Account(AccountNumber),
    /// How a person is signed in.
    Person(PersonId),
}

/// Tells open pages of this server at once. Whoever is told looks in the database: news that gets lost is found there
/// a little later.
pub trait Notifier: Send + Sync {
    /// Something changed, and is committed.
    fn tell(&self, news: News);
}

/// Where no page is open.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nobody;

impl Notifier for Nobody {
    fn tell(&self, _news: News) {}
}
