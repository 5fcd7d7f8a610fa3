//! News between servers that share a database: what is told on one is told on all. News that get lost do no harm:
//! whoever listens looks for themselves too, and after a break all of them do.

use std::{mem, sync::Arc, time::Duration};

use domain::ports::{Entropy, StoreError};
use tokio::{join, time::sleep};

use super::{
    Hub,
    hub::Told,
    message::{self, ServerName, Waiting},
};
use crate::store::{Ear, NewsChannel, Speaker};

/// How long what is told next gathers after something was sent.
const GATHER: Duration = Duration::from_millis(20);
/// How much may wait for a database that does not answer; the rest is forgotten.
const WAITING: usize = 4_096;
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// Tells the other servers what is told on this one from the call on, and this one what the others tell; for ever.
pub fn relay(
    hub: Arc<Hub>,
    channel: NewsChannel,
    entropy: &dyn Entropy,
) -> impl Future<Output = ()> + Send + use<> {
    let (told, name) = (hub.told(), ServerName::draw(entropy));
    async move {
        match name {
            Ok(name) => {
                join!(speak(told, &channel, name), listen(&hub, &channel, name));
            }
            Err(error) => {
                tracing::warn!(%error, "other servers' pages hear a little later of what happens here")
            }
        }
    }
}

async fn speak(mut told: Told, channel: &NewsChannel, name: ServerName) {
    let (mut speaker, mut waiting, mut pause) = (None, Waiting::default(), Pause::default());
    loop {
        if waiting.len() == 0 {
            waiting.add(told.next().await);
        }
        while let Some(news) = told.already() {
            waiting.add(news);
        }
        match say(&mut speaker, channel, &waiting.messages(name)).await {
            Ok(()) => {
                waiting.clear();
                pause = Pause::default();
                sleep(GATHER).await;
            }
            Err(error) => {
                tracing::debug!(%error, "other servers were not told what changed; they are told again");
                speaker = None;
                if waiting.len() > WAITING {
                    waiting.clear();
                }
                pause.wait().await;
            }
        }
    }
}

async fn say(
    speaker: &mut Option<Speaker>,
    channel: &NewsChannel,
    messages: &[String],
) -> Result<(), StoreError> {
    let speaker = match speaker {
        Some(speaker) => speaker,
        None => speaker.insert(channel.speaker().await?),
    };
    for message in messages {
        speaker.say(message).await?;
        tracing::debug!(message, "told other servers what changed");
    }
    Ok(())
}

async fn listen(hub: &Hub, channel: &NewsChannel, name: ServerName) {
    let (mut is_lost, mut pause) = (false, Pause::default());
    loop {
        let error = match channel.ear().await {
            Ok(ear) => {
                if mem::take(&mut is_lost) {
                    tracing::info!("news of other servers are heard again");
                }
                pause = Pause::default();
                // What was told before was told to nobody here.
                hub.look_again();
                hear(hub, ear, name).await
            }
            Err(error) => error,
        };
        if mem::replace(&mut is_lost, true) {
            tracing::debug!(%error, "news of other servers are still not heard");
        } else {
            tracing::warn!(%error, "news of other servers are not heard; pages here show their changes a little later");
        }
        pause.wait().await;
    }
}

/// Passes on what others tell, until that is not heard any more. Gives the reason.
async fn hear(hub: &Hub, mut ear: Ear, name: ServerName) -> StoreError {
    loop {
        match ear.hear().await {
            Ok(message) => match message::read(&message) {
                Some((from, _)) if from == name => {}
                Some((_, news)) => {
                    tracing::debug!(message, "heard what changed");
                    news.into_iter().for_each(|news| hub.pass_on(news));
                }
                // A server of a later version knows more kinds of news.
                None => hub.look_again(),
            },
            Err(error) => return error,
        }
    }
}

/// How long the next try waits, longer each time.
struct Pause(Duration);

impl Default for Pause {
    fn default() -> Self {
        Self(FIRST_PAUSE)
    }
}

impl Pause {
    async fn wait(&mut self) {
        sleep(self.0).await;
        self.0 = (self.0 * 2).min(LONGEST_PAUSE);
    }
}
