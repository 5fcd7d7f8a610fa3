//! `keys drop`: a former key goes, once nothing is sealed with it.

use domain::history::KeyChange;

use super::super::{
    failure::Failure,
    office::{Office, say},
};
use crate::vault::{self, KeyId, KeyringError};

/// First the database forgets the key, which it does not while something is sealed with it; from then on nothing can be.
/// Broken off here, the key is still in the file, and whoever opens both next notes it again: nothing is lost.
pub(super) async fn drop_key(office: &Office, key: KeyId) -> Result<(), Failure> {
    let keyring = office.keyring()?;
    if key == keyring.current() {
        return Err(KeyringError::Current(key).into());
    }
    if !keyring.ids().any(|id| id == key) {
        return Err(KeyringError::Unknown(key).into());
    }
    let known = office.store.known_keys().await?.into_iter().find(|known| known.id == key);
    let forgotten = office.store.forget_key(key).await;
    let sealed = office.store.sealed_by(key).await?;
    if sealed > 0 {
        return Err(Failure::InUse { key, sealed });
    }
    forgotten?;
    if let Err(error) = vault::edit(office.key_file(), |keyring| Ok::<_, Failure>(keyring.drop_key(key)?)) {
        // It stays, and may have become the current one: what is sealed with it must be known.
        if let Some(known) = known {
            office.store.insert_key(key, &known.check_value, office.desk.clock.now()).await?;
        }
        return Err(error);
    }
    office.desk.note_key_change(KeyChange::Dropped, key).await?;
    Ok(say(&format!("Key {key} is dropped. Give the key file to every server, and back it up."))?)
}
