//! Where news goes in and open pages listen.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use domain::{
    account::AccountNumber,
    person::PersonId,
    ports::{News, Notifier},
};
use tokio::sync::{
    broadcast::{self, error::RecvError},
    watch,
};

/// How much news may wait for a page that is slow to listen. One that missed some looks again, as if all were its.
const WAITING: usize = 1_024;
/// How many pages may listen to one server at once; each costs a look at the database every few seconds.
const LISTENERS: usize = 5_000;

/// The news of this server.
pub struct Hub {
    news: broadcast::Sender<News>,
    is_closed: watch::Sender<bool>,
    /// How many listen for each account.
    accounts: Mutex<BTreeMap<AccountNumber, usize>>,
}

impl Default for Hub {
    fn default() -> Self {
        Self {
            news: broadcast::Sender::new(WAITING),
            is_closed: watch::Sender::new(false),
            accounts: Mutex::default(),
        }
    }
}

impl Notifier for Hub {
    fn tell(&self, news: News) {
        // Where nobody listens, nobody needs to be told.
        self.news.send(news).ok();
    }
}

impl Hub {
    /// Listens for news of a person and, if one is named, of an account. `None` where too many listen already.
    pub fn listen(self: &Arc<Self>, person: PersonId, account: Option<AccountNumber>) -> Option<Listener> {
        if self.news.receiver_count() >= LISTENERS {
            return None;
        }
        if let Some(account) = account {
            *self.accounts().entry(account).or_default() += 1;
        }
        Some(Listener {
            news: self.news.subscribe(),
            is_closed: self.is_closed.subscribe(),
            person,
            account,
            hub: Arc::clone(self),
        })
    }

    /// The accounts that someone listens for.
    pub fn accounts_listened_for(&self) -> Vec<AccountNumber> {
        self.accounts().keys().copied().collect()
    }

    /// Ends all listening, for good: the server stops.
    pub fn close(&self) {
        self.is_closed.send_replace(true);
    }

    fn accounts(&self) -> MutexGuard<'_, BTreeMap<AccountNumber, usize>> {
        self.accounts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An open page's ear.
pub struct Listener {
    news: broadcast::Receiver<News>,
    is_closed: watch::Receiver<bool>,
    person: PersonId,
    account: Option<AccountNumber>,
    hub: Arc<Hub>,
}

impl Listener {
    /// Waits for news that concerns this page. `false`, where there will be none any more.
    pub async fn hear(&mut self) -> bool {
        loop {
            let news = tokio::select! {
                news = self.news.recv() => news,
                _ = self.is_closed.wait_for(|closed| *closed) => return false,
            };
            match news {
                Ok(News::Person(person)) if person == self.person => return true,
                Ok(News::Account(account)) if Some(account) == self.account => return true,
                Ok(_) => {}
                // What was missed may have been for this page.
                Err(RecvError::Lagged(_)) => return true,
                Err(RecvError::Closed) => return false,
            }
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let Some(account) = self.account else { return };
        let mut accounts = self.hub.accounts();
        if let Some(count) = accounts.get_mut(&account) {
            *count -= 1;
            if *count == 0 {
                accounts.remove(&account);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(number: i64) -> AccountNumber {
        number.try_into().unwrap()
    }

    #[tokio::test]
    async fn a_page_hears_of_its_account_and_its_person_and_of_nothing_else() {
        let hub = Arc::new(Hub::default());
        let mut page = hub.listen(PersonId(1), Some(account(10001))).unwrap();
        hub.tell(News::Account(account(10002)));
        hub.tell(News::Person(PersonId(2)));
        hub.tell(News::Account(account(10001)));
        hub.tell(News::Account(account(10002)));
        hub.tell(News::Person(PersonId(1)));
        assert!(page.hear().await);
        assert!(page.hear().await);
        hub.close();
        assert!(!page.hear().await, "two of the five concerned it");
    }

    #[tokio::test]
    async fn a_page_that_missed_news_looks_again() {
        let hub = Arc::new(Hub::default());
        let mut page = hub.listen(PersonId(1), None).unwrap();
        for _ in 0..=WAITING {
            hub.tell(News::Person(PersonId(2)));
        }
        assert!(page.hear().await);
    }

    #[test]
    fn accounts_are_listened_for_until_the_last_page_closes() {
        let hub = Arc::new(Hub::default());
        let (one, two) = (account(10001), account(10002));
        let pages = [one, one, two].map(|account| hub.listen(PersonId(1), Some(account)).unwrap());
        assert_eq!(hub.accounts_listened_for(), [one, two]);
        let [first, second, third] = pages;
        drop(first);
        drop(third);
        assert_eq!(hub.accounts_listened_for(), [one]);
        drop(second);
        assert_eq!(hub.accounts_listened_for(), []);
    }
}
