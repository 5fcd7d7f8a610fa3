//! Letters leave: what waits in the outbox is made ready and handed to the post, again and again until it is taken.

use std::time::Duration;

use domain::{
    desk::{Desk, Outgoing},
    ports::StoreError,
};
use tokio::time::{MissedTickBehavior, interval};

use crate::mail::{MailError, Post};

/// How often the outbox is looked at.
const EVERY: Duration = Duration::from_secs(2);

/// Sends what waits, for ever. Several servers may do so at once: each takes other letters.
pub(super) async fn send_letters(desk: Desk, post: Post) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if let Err(error) = send_what_waits(&desk, &post).await {
            tracing::warn!(%error, "the outbox could not be looked at; letters wait");
        }
    }
}

async fn send_what_waits(desk: &Desk, post: &Post) -> Result<(), StoreError> {
    while desk.write_letters().await? > 0 {}
    loop {
        let letters = desk.take_letters().await?;
        if letters.is_empty() {
            return Ok(());
        }
        for outgoing in letters {
            send(desk, post, &outgoing).await?;
        }
    }
}

/// Sends one letter. The log knows it by its number: its reader's address is nobody's business there.
async fn send(desk: &Desk, post: &Post, outgoing: &Outgoing) -> Result<(), StoreError> {
    let (letter, tries) = (outgoing.letter.id.0, outgoing.tries);
    match post.deliver(&outgoing.letter, desk.moment().await?.now).await {
        Ok(()) => {
            tracing::info!(letter, tries, "a letter left");
            desk.letter_left(outgoing).await
        }
        Err(error) => {
            let for_good = matches!(error, MailError::Permanent(_));
            if desk.letter_stays(outgoing, for_good).await? {
                tracing::warn!(letter, tries, %error, "a letter did not leave and is tried again later");
            } else {
                tracing::error!(letter, tries, %error, "a letter could not be sent and was given up");
            }
            Ok(())
        }
    }
}
