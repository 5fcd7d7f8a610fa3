//! Why a command failed, in one sentence for whoever typed it.

use std::{io, path::PathBuf, process::ExitCode};

use domain::{
    account::AccountNumber,
    desk::{DeskError, OperatorError},
    person::Email,
    ports::StoreError,
};
use thiserror::Error;

use super::{refused::Refused, suspended::AgentName};
use crate::{
    config::ConfigError,
    serve::ServeError,
    store::OpenError,
    vault::{KeyFileError, KeyId, KeyringError, OpenVaultError},
};

/// Why a command failed.
#[derive(Debug, Error)]
pub(super) enum Failure {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Serve(#[from] ServeError),
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Vault(#[from] OpenVaultError),
    #[error(transparent)]
    KeyFile(#[from] KeyFileError),
    #[error(transparent)]
    Keyring(#[from] KeyringError),
    #[error("The command was not finished: {0}; run it again.")]
    Store(#[from] StoreError),
    #[error("The command was not finished: {0}; run it again.")]
    Desk(#[from] DeskError),
    #[error("The program cannot run: {0}.")]
    Io(#[from] io::Error),
    #[error(
        "There is no database {}; name the right one with --database-url or PINS_DATABASE_URL.",
        .0.display()
    )]
    NoDatabase(PathBuf),
    #[error("There is no account {0}; `security-pins account list` shows those that there are.")]
    NoAccount(AccountNumber),
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(
        "{email} has a sign-in now, but no access yet ({why}); \
         run `security-pins account give-access {account} {email} --role {role}`."
    )]
    WithoutAccess { email: Email, account: AccountNumber, role: &'static str, why: OperatorError },
    #[error("{0} is not suspended; `security-pins desk suspended` lists who is.")]
    NotSuspended(AgentName),
    #[error("Nobody signs in with {0}; `security-pins desk list` shows who works at the support desk.")]
    NotAtDesk(Email),
    #[error("{0} cannot sign in, so that no link is sent; run `security-pins person enable {0}` first.")]
    CannotSignIn(Email),
    #[error("Key {0} was added by another command at the same time and not by this one; run it again.")]
    AddedElsewhere(KeyId),
    #[error("The key file was changed, but could not be read again; run `security-pins keys rotate` again.")]
    NotTakenOver,
    #[error("Key {key} still seals {}; run `security-pins keys rotate` first.", records(*.sealed))]
    InUse { key: KeyId, sealed: i64 },
    #[error(
        "{} could not be opened and stay under their former key; `security-pins check` lists what to generate anew.",
        records(*.0)
    )]
    Left(u64),
    #[error("{} cannot be read; have PINs generated and second factors added anew in their place.", records(*.0))]
    Unreadable(u64),
    #[error("The history does not hold: entries were changed or removed on {} of its chains.", .0)]
    Broken(usize),
    #[error("The history does not fit the head: entries that the head covered are gone or changed.")]
    OtherHead,
}

impl Failure {
    pub(super) fn exit_code(&self) -> ExitCode {
        match self {
            Self::Config(error) if error.is_wrong_usage() => ExitCode::from(2),
            _ => ExitCode::FAILURE,
        }
    }
}

/// So many records of PINs and second factors.
pub(super) fn records(count: impl Into<i128>) -> String {
    counted(count, "record", "records")
}

pub(super) fn counted(count: impl Into<i128>, one: &str, many: &str) -> String {
    match count.into() {
        1 => format!("1 {one}"),
        count => format!("{count} {many}"),
    }
}

/// What the system says may span lines, and may end in a full stop of its own.
pub(super) fn one_line(sentence: &str) -> String {
    let line = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.strip_suffix("..") {
        Some(line) => format!("{line}."),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_one_line_that_ends_in_one_full_stop() {
        assert_eq!(one_line("It cannot be\n  read: no.."), "It cannot be read: no.");
        assert_eq!(one_line("It is fine."), "It is fine.");
    }

    #[test]
    fn one_record_is_no_plural() {
        assert_eq!(
            (records(0), records(1), records(2)),
            ("0 records".into(), "1 record".into(), "2 records".into())
        );
    }
}
