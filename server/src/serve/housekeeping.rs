//! What nobody asks for and must be done all the same.

use std::time::Duration;

use domain::desk::Desk;
use tokio::time::{MissedTickBehavior, interval};

use crate::store::SqliteStore;

const EVERY: Duration = Duration::from_secs(10 * 60);

/// Removes sessions that ended by time and erased codes from the write-ahead log, now and every ten minutes.
pub(super) async fn keep_tidy(desk: Desk, store: SqliteStore) {
    let mut rounds = interval(EVERY);
    rounds.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        rounds.tick().await;
        if let Err(error) = desk.remove_stale_sessions().await {
            tracing::warn!(%error, "sessions that ended were not removed; the next round will try again");
        }
        if let Err(error) = store.checkpoint().await {
            tracing::warn!(%error, "the write-ahead log was not emptied; the next round will try again");
        }
    }
}
