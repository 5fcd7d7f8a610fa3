//! Where the stories take place: two servers on one database, the people, and a phone system's token.

use std::sync::Arc;

use domain::{
    account::{Account, AccountNumber},
    attempts::TokenKind,
    desk::Desk,
    history::KeyChange,
    person::{PersonId, Role},
    ports::{Clock as _, Entropy, Store as _},
    session::Caller,
    testing::SeededEntropy,
    verification::TokenId,
};
use server::vault::{self, KeyFileError, KeyId, KeyVault};

use crate::{
    shared::house::{self, BRUNO, HANNA, House, On, SAM},
    steps::{Server, Who},
};

pub(crate) struct World {
    pub(crate) house: House,
    second: Option<house::Server>,
    callers: [Caller; 3],
    /// Of a kind that is never suspended.
    pub(crate) token: TokenId,
    /// Each server that starts draws what no other drew.
    seed: u64,
    next_account: i64,
}

impl World {
    pub(crate) async fn on(on: On) -> Self {
        let house = House::on(on).await;
        let mut work = house.store.begin().await.unwrap();
        let token = work.insert_token("phones", TokenKind::Ivr, &[7; 32], house.clock.now()).await.unwrap();
        work.commit().await.unwrap();
        let callers = [house.caller(HANNA).await, house.caller(BRUNO).await, house.caller(SAM).await];
        Self { house, second: None, callers, token, seed: 100, next_account: 20_001 }
    }

    pub(crate) fn now(&self) -> i64 {
        self.house.clock.now().as_millis()
    }

    pub(crate) fn caller(&self, who: Who) -> &Caller {
        let [hanna, bruno, sam] = &self.callers;
        match who {
            Who::Hanna => hanna,
            Who::Bruno => bruno,
            Who::Sam => sam,
        }
    }

    pub(crate) fn person(&self, who: Who) -> PersonId {
        self.caller(who).person.id
    }

    /// Adds an account on which these people act.
    pub(crate) async fn add_account(&mut self, people: &[Who]) -> AccountNumber {
        let number = AccountNumber::try_from(self.next_account).unwrap();
        self.next_account += 1;
        let now = self.house.clock.now();
        let mut work = self.house.store.begin().await.unwrap();
        work.insert_account(&Account { number, name: format!("Account {number}") }, now).await.unwrap();
        for who in people {
            work.insert_membership(number, self.person(*who), Role::Holder, now).await.unwrap();
        }
        work.commit().await.unwrap();
        number
    }

    /// The desk of a server, which starts when it is needed.
    pub(crate) async fn desk(&mut self, server: Server) -> &Desk {
        match server {
            Server::First => &self.house.desk,
            Server::Second => {
                if self.second.is_none() {
                    self.second = Some(self.start().await);
                }
                &self.second.as_ref().unwrap().desk
            }
        }
    }

    /// Stops the first server and starts it again.
    pub(crate) async fn restart(&mut self) {
        self.house.store.close().await;
        let house::Server { store, desk, vault } = self.start().await;
        (self.house.store, self.house.desk, self.house.vault) = (store, desk, vault);
    }

    async fn start(&mut self) -> house::Server {
        self.seed += 1;
        house::Server::open(&self.house.place, self.house.clock.clone(), self.seed).await
    }

    /// Adds a key, lets the first server seal with it, and seals anew what others sealed. Gives what did not open.
    /// The second server is not told.
    pub(crate) async fn add_key(&mut self) -> u64 {
        let path = self.house.place.key_file();
        let next = self.house.store.known_keys().await.unwrap().iter().map(|key| key.id).max().unwrap() + 1;
        self.seed += 1;
        let entropy: Arc<dyn Entropy> = Arc::new(SeededEntropy::new(self.seed));
        vault::edit(&path, |keyring| {
            keyring.add(next, String::new(), &*entropy).unwrap();
            Ok::<_, KeyFileError>(())
        })
        .unwrap();
        let keyring = vault::load(&path).unwrap().unwrap();
        let check = KeyVault::new(&keyring, entropy).unwrap().check_value(next).unwrap();
        self.house.store.insert_key(next, &check, self.house.clock.now()).await.unwrap();
        vault::edit(&path, |keyring| {
            keyring.make_current(next).unwrap();
            Ok::<_, KeyFileError>(())
        })
        .unwrap();
        self.house.vault.refresh();
        self.house.desk.note_key_change(KeyChange::Rotated, next).await.unwrap();
        self.seal_anew().await
    }

    /// Tells both servers, seals anew what is left, and drops all keys but the current one. Gives how many.
    pub(crate) async fn drop_former_keys(&mut self) -> usize {
        self.refresh();
        self.seal_anew().await;
        let former = self.former_keys();
        for key in &former {
            assert_eq!(self.house.store.sealed_by(*key).await.unwrap(), 0, "PINs sealed with key {key}");
            vault::edit(&self.house.place.key_file(), |keyring| {
                keyring.drop_key(*key).unwrap();
                Ok::<_, KeyFileError>(())
            })
            .unwrap();
            self.house.desk.note_key_change(KeyChange::Dropped, *key).await.unwrap();
        }
        self.refresh();
        former.len()
    }

    fn refresh(&self) {
        self.house.vault.refresh();
        if let Some(second) = &self.second {
            second.vault.refresh();
        }
    }

    async fn seal_anew(&self) -> u64 {
        let mut unreadable = 0;
        for key in self.former_keys() {
            unreadable += self.house.desk.reseal(key).await.unwrap().1;
        }
        unreadable
    }

    fn former_keys(&self) -> Vec<KeyId> {
        let keyring = vault::load(&self.house.place.key_file()).unwrap().unwrap();
        keyring.ids().filter(|key| *key != keyring.current()).collect()
    }
}
