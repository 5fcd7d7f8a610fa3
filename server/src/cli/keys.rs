//! `keys`: what the operator does with the keyring, while a server works with it (requirement K2).

mod add;
mod drop;
mod rotate;

use std::{fmt::Write as _, fs, sync::Arc};

use clap::Subcommand;

use super::{
    failure::{Failure, records},
    office::{Office, say},
    settings,
};
use crate::{
    config::Flags,
    store::Database,
    vault::{self, KeyId, OpenVaultError},
    world::{OsEntropy, SystemClock},
};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make the key file of a database that has none
    Init(Flags),
    /// List the keys and how many records each seals
    List(Flags),
    /// Add a key that seals nothing until `rotate`
    Add(Flags),
    /// Seal everything with the newest key, which is added if need be
    Rotate(Flags),
    /// Drop a former key that seals nothing any more
    Drop {
        /// The key's number
        #[arg(value_name = "KEY")]
        key: KeyId,
        #[command(flatten)]
        flags: Flags,
    },
}

impl Command {
    pub(super) async fn run(self) -> Result<(), Failure> {
        match self {
            Self::Init(flags) => init(&flags).await,
            Self::List(flags) => Office::open(&flags, list).await,
            Self::Add(flags) => {
                Office::open(&flags, async |office| {
                    let key = add::add(office).await?;
                    Ok(say(&format!(
                        "Key {key} is added and seals nothing yet.\n\
                         Give the key file to every server, back it up, then run `security-pins keys rotate`."
                    ))?)
                })
                .await
            }
            Self::Rotate(flags) => Office::open(&flags, rotate::rotate).await,
            Self::Drop { key, flags } => {
                Office::open(&flags, async |office| drop::drop_key(office, key).await).await
            }
        }
    }
}

async fn init(flags: &Flags) -> Result<(), Failure> {
    let settings = settings(flags)?;
    let path = &settings.keys.file.value;
    // Looked at first, so that no database is made either where there is nothing to do.
    if fs::symlink_metadata(path).is_ok() {
        return Err(OpenVaultError::Exists { path: path.clone() }.into());
    }
    let store = Database::open(&settings.database.url.value).await?;
    let made = vault::init(path, &store, Arc::new(OsEntropy), &SystemClock).await;
    store.close().await;
    made?;
    Ok(say(&format!(
        "The key file {} is made.\nBack it up, apart from the database, and give every server the same.",
        path.display()
    ))?)
}

async fn list(office: &Office) -> Result<(), Failure> {
    let keyring = office.keyring()?;
    let mut text = format!("{:>4}  {:<30}  {:>8}", "key", "made", "seals");
    for key in keyring.ids() {
        let sealed = office.store.sealed_by(key).await?;
        let made = keyring.created(key).unwrap_or_default();
        let current = if key == keyring.current() { "  current" } else { "" };
        write!(text, "\n{key:>4}  {made:<30}  {:>8}{current}", records(sealed)).ok();
    }
    let made = keyring.history_created().unwrap_or_default();
    write!(text, "\n\nThe history key was made {made} and is never dropped.").ok();
    Ok(say(&text)?)
}
