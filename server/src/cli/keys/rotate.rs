//! `keys rotate`: the newest key becomes current, and what others sealed is sealed anew with it while the server
//! goes on. Broken off, the next run goes on where it stood.

use std::time::Duration;

use domain::{history::KeyChange, ports::Vault as _};
use tokio::time::{MissedTickBehavior, interval};

use super::{
    super::{
        failure::{Failure, counted, records},
        office::{Office, say},
    },
    add::add,
};
use crate::vault::{self, KeyId};

/// How often progress is told.
const TELL_EVERY: Duration = Duration::from_secs(2);

pub(super) async fn rotate(office: &Office) -> Result<(), Failure> {
    let keyring = office.keyring()?;
    let newest = keyring.ids().max().unwrap_or(keyring.current());
    let goes_on = newest == keyring.current() && !in_use_beside(office, newest).await?.is_empty();
    let key = if goes_on || newest > keyring.current() { newest } else { add(office).await? };
    make_current(office, key)?;
    let is_already = if goes_on { " already; going on" } else { "" };
    say(&format!("Key {key} is current{is_already}."))?;

    let left = reseal_all(office).await?;
    office.desk.note_key_change(KeyChange::Rotated, key).await?;
    if left > 0 {
        return Err(Failure::Left(left));
    }
    say(
        "Servers that follow this key file take it over within 15 seconds; give it to every other, and back it up.",
    )?;
    Ok(say(
        "When `security-pins keys list` shows that a former key seals nothing, `security-pins keys drop` drops it.",
    )?)
}

/// Lets the key seal what is new, here and, a little later, in every server that follows the file.
fn make_current(office: &Office, key: KeyId) -> Result<(), Failure> {
    vault::edit(office.key_file(), |keyring| {
        // Someone else may have rotated further in the meantime.
        if key > keyring.current() {
            keyring.make_current(key)?;
        }
        Ok::<_, Failure>(())
    })?;
    office.vault.refresh();
    if office.vault.current_key() < key {
        return Err(Failure::NotTakenOver);
    }
    Ok(())
}

/// The keys beside this one that seal something, and how many records.
async fn in_use_beside(office: &Office, current: KeyId) -> Result<Vec<(KeyId, u64)>, Failure> {
    let mut keys = Vec::new();
    for known in office.store.known_keys().await? {
        if known.id != current && known.in_use {
            let sealed = office.store.sealed_by(known.id).await?;
            keys.push((known.id, sealed.unsigned_abs()));
        }
    }
    Ok(keys)
}

/// Gives how many could not be opened and were left.
async fn reseal_all(office: &Office) -> Result<u64, Failure> {
    let keys = in_use_beside(office, office.vault.current_key()).await?;
    let total: u64 = keys.iter().map(|(_, sealed)| sealed).sum();
    let (mut done, mut left) = (0, 0);
    for (key, sealed) in keys {
        let (resealed, unreadable) = reseal(office, key, done + sealed, total).await?;
        done += resealed;
        left += unreadable;
    }
    // Some may have ended meanwhile, and then there is nothing to seal anew.
    say(&format!("{} sealed anew.", counted(done, "record is", "records are")))?;
    if left > 0 {
        say(&format!("{} could not be opened and were left as they are.", records(left)))?;
    }
    Ok(left)
}

/// Seals anew what this key sealed, and tells how it goes on: how many of the total are done, which are these many
/// when this key is.
async fn reseal(office: &Office, key: KeyId, with_this: u64, total: u64) -> Result<(u64, u64), Failure> {
    let mut resealing = std::pin::pin!(office.desk.reseal(key));
    let mut ticks = interval(TELL_EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            biased;
            done = &mut resealing => return Ok(done?),
            _ = ticks.tick() => {
                // Progress is not worth a rotation: it goes on whether or not this can be told.
                if let Ok(to_do) = office.store.sealed_by(key).await {
                    say(&format!("{:>8} of {}", with_this.saturating_sub(to_do.unsigned_abs()), records(total))).ok();
                }
            }
        }
    }
}
