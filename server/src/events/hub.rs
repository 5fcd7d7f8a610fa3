//! Where news goes in and open pages listen.

use std::{
    collections::BTreeMap,
    future::pending,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use domain::{
    account::AccountNumber,
    person::PersonId,
    ports::{News, Notifier},
};
use tokio::sync::{
    broadcast::{
        self,
        error::{RecvError, TryRecvError},
    },
    watch,
};

/// How much news may wait for a page that is slow to listen. One that missed some looks again, as if all were its.
const WAITING: usize = 1_024;
/// How many pages may listen to one server at once; each costs a look at the database every few seconds.
const LISTENERS: usize = 5_000;

/// What goes through the hub.
#[derive(Clone, Copy, Debug)]
enum Word {
    /// News of what happened on this server.
    Here(News),
    /// News of what another server or a command did.
    Elsewhere(News),
    /// News may have been lost, and nobody knows whose.
    Lost,
}

/// The news that this server's pages are told.
pub struct Hub {
    words: broadcast::Sender<Word>,
    is_closed: watch::Sender<bool>,
    /// How many listen for each account.
    accounts: Mutex<BTreeMap<AccountNumber, usize>>,
}

impl Default for Hub {
    fn default() -> Self {
        Self {
            words: broadcast::Sender::new(WAITING),
            is_closed: watch::Sender::new(false),
            accounts: Mutex::default(),
        }
    }
}

impl Notifier for Hub {
    fn tell(&self, news: News) {
        self.say(Word::Here(news));
    }
}

impl Hub {
    /// Listens for news of a person and, if one is named, of an account. `None` where too many listen already.
    pub fn listen(self: &Arc<Self>, person: PersonId, account: Option<AccountNumber>) -> Option<Listener> {
        if self.words.receiver_count() >= LISTENERS {
            return None;
        }
        if let Some(account) = account {
            *self.accounts().entry(account).or_default() += 1;
        }
        Some(Listener {
            words: self.words.subscribe(),
            is_closed: self.is_closed.subscribe(),
            person,
            account,
            hub: Arc::clone(self),
        })
    }

    /// Tells this server's pages what happened elsewhere. Other servers are not told of it by this one.
    pub fn pass_on(&self, news: News) {
        self.say(Word::Elsewhere(news));
    }

    /// Lets all who listen look again, as if there were news for each.
    pub fn look_again(&self) {
        self.say(Word::Lost);
    }

    /// What is told on this server from now on, for whoever tells it to others.
    pub(super) fn told(&self) -> Told {
        Told(self.words.subscribe())
    }

    /// The accounts that someone listens for.
    pub fn accounts_listened_for(&self) -> Vec<AccountNumber> {
        self.accounts().keys().copied().collect()
    }

    /// Ends all listening, for good: the server stops.
    pub fn close(&self) {
        self.is_closed.send_replace(true);
    }

    fn say(&self, word: Word) {
        // Where nobody listens, nobody needs to be told.
        self.words.send(word).ok();
    }

    fn accounts(&self) -> MutexGuard<'_, BTreeMap<AccountNumber, usize>> {
        self.accounts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An open page's ear.
pub struct Listener {
    words: broadcast::Receiver<Word>,
    is_closed: watch::Receiver<bool>,
    person: PersonId,
    account: Option<AccountNumber>,
    hub: Arc<Hub>,
}

impl Listener {
    /// Waits for news that concerns this page. `false`, where there will be none any more.
    ///
    /// All news that came until it returns is heard then: whoever looks after it sees what all of it was about.
    pub async fn hear(&mut self) -> bool {
        loop {
            let word = tokio::select! {
                word = self.words.recv() => word,
                _ = self.is_closed.wait_for(|closed| *closed) => return false,
            };
            let concerns = match word {
                Ok(Word::Here(news) | Word::Elsewhere(news)) => self.is_about(news),
                // What was missed may have been for this page.
                Ok(Word::Lost) | Err(RecvError::Lagged(_)) => true,
                Err(RecvError::Closed) => return false,
            };
            if concerns {
                self.words = self.words.resubscribe();
                return true;
            }
        }
    }

    fn is_about(&self, news: News) -> bool {
        match news {
            News::Person(person) => person == self.person,
            News::Account(account) => Some(account) == self.account,
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

/// What was told on this server. Who is slow to take it misses some.
pub(super) struct Told(broadcast::Receiver<Word>);

impl Told {
    /// Waits for the next news.
    pub(super) async fn next(&mut self) -> News {
        loop {
            match self.0.recv().await {
                Ok(Word::Here(news)) => return news,
                Ok(_) | Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => pending().await,
            }
        }
    }

    /// The next news, if there is some already.
    pub(super) fn already(&mut self) -> Option<News> {
        loop {
            match self.0.try_recv() {
                Ok(Word::Here(news)) => return Some(news),
                Ok(_) | Err(TryRecvError::Lagged(_)) => {}
                Err(TryRecvError::Empty | TryRecvError::Closed) => return None,
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

    /// Whether nothing that it was told concerns it.
    async fn is_silent(page: &mut Listener) -> bool {
        tokio::select! {
            biased;
            _ = page.hear() => false,
            () = std::future::ready(()) => true,
        }
    }

    #[tokio::test]
    async fn a_page_hears_of_its_account_and_its_person_and_of_nothing_else() {
        let hub = Arc::new(Hub::default());
        let mut page = hub.listen(PersonId(1), Some(account(10001))).unwrap();
        for its in [News::Account(account(10001)), News::Person(PersonId(1))] {
            hub.tell(News::Account(account(10002)));
            hub.tell(News::Person(PersonId(2)));
            hub.tell(its);
            assert!(page.hear().await);
        }
        hub.tell(News::Account(account(10002)));
        hub.tell(News::Person(PersonId(2)));
        assert!(is_silent(&mut page).await);
        hub.close();
        assert!(!page.hear().await);
    }

    #[tokio::test]
    async fn a_burst_of_news_is_heard_once() {
        let hub = Arc::new(Hub::default());
        let mut page = hub.listen(PersonId(1), Some(account(10001))).unwrap();
        for _ in 0..100 {
            hub.tell(News::Account(account(10001)));
        }
        assert!(page.hear().await);
        assert!(is_silent(&mut page).await);
        hub.tell(News::Person(PersonId(1)));
        assert!(page.hear().await);
    }

    #[tokio::test]
    async fn what_happened_elsewhere_is_for_pages_and_not_for_other_servers() {
        let hub = Arc::new(Hub::default());
        let (mut page, mut told) = (hub.listen(PersonId(1), Some(account(10001))).unwrap(), hub.told());
        hub.pass_on(News::Account(account(10001)));
        assert!(page.hear().await);
        hub.look_again();
        assert!(page.hear().await, "it may have missed what was for it");
        hub.tell(News::Person(PersonId(2)));
        assert_eq!((told.next().await, told.already()), (News::Person(PersonId(2)), None));
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
