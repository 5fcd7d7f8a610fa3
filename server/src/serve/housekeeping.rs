//! What nobody asks for and must be done all the same. Several servers on one database do it side by side, each at
//! moments of its own.

use std::{sync::Arc, time::Duration};

use domain::{desk::Desk, ports::Entropy};
use tokio::time::{Instant, sleep};

use crate::{store::Database, vault::LiveVault};

/// How often time's work is done: between this and half as much again.
const SWEEP_EVERY: Duration = Duration::from_secs(10);
/// How often sessions, links and failures that time ended are removed and the write-ahead log is emptied.
const TIDY_EVERY: Duration = Duration::from_secs(10 * 60);
/// How often the head of the history is logged, to be kept outside the database (requirement A1).
const HEAD_EVERY: Duration = Duration::from_secs(24 * 60 * 60);

/// Does its rounds for ever. A round that fails is tried again by the next.
pub(super) async fn keep_tidy(desk: Desk, store: Database, vault: Arc<LiveVault>) {
    let mut rounds = Rounds { desk, store, vault, clock_trusted: true, attacked: false };
    let (mut tidy_at, mut head_at) = (Instant::now(), Instant::now());
    loop {
        let now = Instant::now();
        rounds.sweep().await;
        if now >= tidy_at {
            tidy_at = now + TIDY_EVERY;
            rounds.tidy().await;
        }
        if now >= head_at {
            head_at = now + HEAD_EVERY;
            rounds.log_head().await;
        }
        sleep(SWEEP_EVERY + jitter(&*rounds.desk.entropy)).await;
    }
}

/// Up to half a round more, so that servers which started together do not sweep together.
fn jitter(entropy: &dyn Entropy) -> Duration {
    let mut byte = [0];
    // Without randomness there is no jitter, which does no harm.
    entropy.fill(&mut byte).ok();
    SWEEP_EVERY / 2 * u32::from(byte[0]) / 256
}

struct Rounds {
    desk: Desk,
    store: Database,
    vault: Arc<LiveVault>,
    clock_trusted: bool,
    attacked: bool,
}

impl Rounds {
    async fn sweep(&mut self) {
        self.vault.refresh();
        self.watch_the_clock().await;
        match self.desk.sweep().await {
            Ok(swept) if swept.expired + swept.interrupted > 0 => {
                tracing::info!(expired = swept.expired, interrupted = swept.interrupted, "swept");
            }
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "the sweep was not finished; the next round will go on"),
        }
        self.watch_for_attacks().await;
    }

    /// One line when the clock is found to be behind, and one when it is right again (requirement S4).
    async fn watch_the_clock(&mut self) {
        let Ok(trusted) = self.desk.clock_is_trusted().await else { return };
        if self.clock_trusted && !trusted {
            tracing::error!(
                "the clock stands behind moments that were recorded: nothing is verified and no One-Time PIN \
                 generated until it is set right or accepted by `security-pins clock accept`"
            );
        } else if !self.clock_trusted && trusted {
            tracing::info!("the clock is right again");
        }
        self.clock_trusted = trusted;
    }

    /// One line when wrong tries on many accounts begin to look like an attack, and a mail to the supervisors, which
    /// one server of several sends (requirement V4, e).
    async fn watch_for_attacks(&mut self) {
        let Ok(attack) = self.desk.attack().await else { return };
        if let Some(attack) = attack
            && !self.attacked
        {
            let (wrong, accounts) = (attack.wrong, attack.accounts);
            tracing::warn!(wrong, accounts, "wrong tries on many accounts look like an attack");
        }
        self.attacked = attack.is_some();
        if self.attacked
            && let Err(error) = self.desk.sound_the_alarm().await
        {
            tracing::warn!(%error, "the supervisors were not told of the attack; a later round will try again");
        }
    }

    async fn tidy(&self) {
        if let Err(error) = self.desk.remove_what_is_over().await {
            tracing::warn!(%error, "what time ended was not removed; a later round will try again");
        }
        if let Err(error) = self.store.checkpoint().await {
            tracing::warn!(%error, "the write-ahead log was not emptied; a later round will try again");
        }
    }

    async fn log_head(&self) {
        match self.desk.daily_head().await {
            Ok(head) => {
                tracing::info!(%head, "the head of the history; `security-pins audit verify --since` takes it")
            }
            Err(error) => tracing::warn!(%error, "the head of the history was not computed"),
        }
    }
}
