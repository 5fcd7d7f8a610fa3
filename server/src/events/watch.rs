//! Noticing what other servers and commands did to the accounts that pages are open for: each write to an account
//! changes its version number.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use domain::{
    account::AccountNumber,
    ports::{News, Store, StoreError},
};
use tokio::time::{MissedTickBehavior, interval};

use super::Hub;

const EVERY: Duration = Duration::from_secs(1);

/// Looks once a second, for ever.
pub async fn keep_watch(hub: Arc<Hub>, store: Arc<dyn Store>) {
    let mut known = BTreeMap::new();
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if let Err(error) = look(&hub, &*store, &mut known).await {
            // Pages look for themselves too, a little less often.
            tracing::debug!(%error, "open pages were not told what changed");
        }
    }
}

/// Tells the pages of each account whose version is another one than the last time.
async fn look(
    hub: &Hub,
    store: &dyn Store,
    known: &mut BTreeMap<AccountNumber, Option<i64>>,
) -> Result<(), StoreError> {
    let accounts = hub.accounts_listened_for();
    known.retain(|account, _| accounts.contains(account));
    if accounts.is_empty() {
        return Ok(());
    }
    let mut view = store.read().await?;
    for account in accounts {
        let version = view.account_version(account).await?;
        // At the first look too: its pages may have been told of an older version just before.
        if known.insert(account, version) != Some(version) {
            hub.pass_on(News::Account(account));
        }
    }
    Ok(())
}
