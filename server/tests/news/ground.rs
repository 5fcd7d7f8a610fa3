//! Servers as far as news are concerned: a hub, a relay to the others, and pages that listen.

use std::{future::Future, sync::Arc, time::Duration};

use domain::{account::AccountNumber, person::PersonId};
use server::{
    config::DatabaseUrl,
    events::{Hub, Listener, relay},
    store::Database,
    world::OsEntropy,
};
use tokio::{task::JoinHandle, time::timeout};

use crate::shared::house::acme;

/// Nothing here should take this long, even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) const PERSON: PersonId = PersonId(1);

/// A server that hears the others, with a page that is open for an account.
pub(crate) struct Site {
    pub(crate) hub: Arc<Hub>,
    pub(crate) page: Listener,
    _store: Database,
    relay: JoinHandle<()>,
}

impl Site {
    pub(crate) async fn on(url: &str) -> Self {
        let store = Database::open(&DatabaseUrl::parse(url).unwrap()).await.unwrap();
        let hub = Arc::new(Hub::default());
        let mut page = listen(&hub, PERSON, Some(acme()));
        let relay = tokio::spawn(relay(hub.clone(), store.news_channel().unwrap(), &OsEntropy));
        // Whoever begins to hear the others may have missed something.
        assert!(in_time(page.hear()).await);
        Self { hub, page, _store: store, relay }
    }

    pub(crate) fn page_of(&self, person: PersonId, account: Option<AccountNumber>) -> Listener {
        listen(&self.hub, person, account)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.relay.abort();
    }
}

fn listen(hub: &Arc<Hub>, person: PersonId, account: Option<AccountNumber>) -> Listener {
    hub.listen(person, account).unwrap()
}

pub(crate) async fn in_time<T>(future: impl Future<Output = T>) -> T {
    timeout(PATIENCE, future).await.expect("it takes too long")
}

/// Whether nothing that was told by now concerns the page.
pub(crate) async fn heard_nothing(page: &mut Listener) -> bool {
    tokio::select! {
        biased;
        _ = page.hear() => false,
        () = std::future::ready(()) => true,
    }
}
