//! `keys add`: a key that seals nothing until it is made current, under a number that no key ever had.

use domain::{
    account::AccountNumber,
    history::{Event, KeyChange},
};

use super::super::{
    failure::Failure,
    office::{Office, moment},
};
use crate::vault::{self, KeyId, KeyVault, KeyringError};

/// Adds a key to the file and then to the database. Where that is broken off in between, whoever opens both next
/// notes it in the database.
pub(super) async fn add(office: &Office) -> Result<KeyId, Failure> {
    let last = last_number(office).await?;
    let now = office.desk.clock.now();
    let entropy = &office.desk.entropy;
    let (key, check_value) = vault::edit(office.key_file(), |keyring| {
        let key = keyring.ids().max().unwrap_or(0).max(last) + 1;
        keyring.add(key, moment(now), &**entropy)?;
        let check_value = KeyVault::new(keyring, entropy.clone())?.check_value(key);
        Ok::<_, Failure>((key, check_value.map_err(KeyringError::from)?))
    })?;
    if let Err(error) = office.store.insert_key(key, &check_value, now).await {
        settle(office, key, &check_value, error.into()).await?;
    }
    office.desk.note_key_change(KeyChange::Added, key).await?;
    Ok(key)
}

/// The key was not noted. Where another one is known by its number, as by a command that was run beside another copy
/// of the file, it goes again; where this very one is known, a server that started just now has noted it.
async fn settle(office: &Office, key: KeyId, check_value: &[u8], error: Failure) -> Result<(), Failure> {
    let known = office.store.known_keys().await?;
    let Some(known) = known.iter().find(|known| known.id == key) else { return Err(error) };
    let vault = KeyVault::new(&office.keyring()?, office.desk.entropy.clone())?;
    if known.check_value == check_value || vault.recognises(key, &known.check_value) {
        return Ok(());
    }
    vault::edit(office.key_file(), |keyring| Ok::<_, Failure>(keyring.drop_key(key)?))?;
    Err(Failure::AddedElsewhere(key))
}

/// The highest number that a key ever had, as far as the database knows: a key that was dropped is still named in
/// the desk's history.
async fn last_number(office: &Office) -> Result<KeyId, Failure> {
    const PAGE: u32 = 500;
    let known = office.store.known_keys().await?;
    let mut last = known.iter().map(|key| key.id).max().unwrap_or(0);
    let mut number = 0;
    loop {
        let mut view = office.desk.store.read().await?;
        let entries = view.entries_after(AccountNumber::NOBODY, number, PAGE).await?;
        let Some(entry) = entries.last() else { return Ok(last) };
        number = entry.number;
        for entry in &entries {
            if let Ok(Event::Keys { key, .. }) = serde_json::from_str(&entry.event) {
                last = last.max(key);
            }
        }
    }
}
