//! The password of the demo sign-ins: chosen, or drawn once and kept beside the database.

use std::{
    io,
    path::{Path, PathBuf},
};

use domain::{
    person::Password,
    ports::{Entropy, EntropyError},
};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::files;

const FILE_NAME: &str = "demo-password";

/// 32 characters that cannot be taken for each other when they are read aloud or typed: 5 bits each.
const CHARACTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
/// 80 bits.
const LENGTH: usize = 16;
const GROUP: usize = 4;

/// Why there is no password.
#[derive(Debug, Error)]
pub enum DemoPasswordError {
    /// The file could not be read, or does not hold a password.
    #[error("The demo password in {} cannot be read: {source}.", path.display())]
    Unreadable {
        /// Where it stands.
        path: PathBuf,
        /// What is wrong.
        source: io::Error,
    },
    /// The file could not be made.
    #[error("The demo password could not be kept in {}: {source}.", path.display())]
    NotKept {
        /// Where it should stand.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// None could be drawn.
    #[error("No demo password could be drawn: {0}.")]
    Entropy(#[from] EntropyError),
}

/// The password kept beside the database, drawn if there is none yet.
///
/// # Errors
/// See [`DemoPasswordError`].
pub fn demo_password(database: &Path, entropy: &dyn Entropy) -> Result<Password, DemoPasswordError> {
    let path = files::folder_of(database).join(FILE_NAME);
    match std::fs::read_to_string(&path) {
        Ok(text) => {
            let password = Password::new(text.trim().to_owned());
            if password.is_empty() || password.is_too_long() {
                let source =
                    io::Error::other("it should hold 1 to 128 characters; delete it to have one drawn");
                return Err(DemoPasswordError::Unreadable { path, source });
            }
            Ok(password)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let drawn = draw(entropy)?;
            match files::write_new(&path, &format!("{}\n", *drawn)) {
                Ok(()) => Ok(Password::new(drawn.to_string())),
                Err(source) => Err(DemoPasswordError::NotKept { path, source }),
            }
        }
        Err(source) => Err(DemoPasswordError::Unreadable { path, source }),
    }
}

fn draw(entropy: &dyn Entropy) -> Result<Zeroizing<String>, EntropyError> {
    let mut bytes = Zeroizing::new([0; LENGTH]);
    entropy.fill(bytes.as_mut())?;
    let groups: Vec<String> = bytes
        .chunks(GROUP)
        .map(|group| {
            group.iter().map(|byte| char::from(CHARACTERS[usize::from(*byte) % CHARACTERS.len()])).collect()
        })
        .collect();
    Ok(Zeroizing::new(groups.join("-")))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use domain::testing::SeededEntropy;

    use super::*;

    #[test]
    fn a_password_is_drawn_once_and_kept_for_the_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("pins.db");
        let first = demo_password(&database, &SeededEntropy::new(1)).unwrap();
        let again = demo_password(&database, &SeededEntropy::new(2)).unwrap();
        assert_eq!(first.reveal(), again.reveal());
        assert_eq!(first.reveal().len(), 19);
        let file = std::fs::metadata(folder.path().join("demo-password")).unwrap();
        assert_eq!(file.permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn an_empty_file_is_no_password() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("demo-password"), "\n").unwrap();
        let refused = demo_password(&folder.path().join("pins.db"), &SeededEntropy::new(1));
        assert!(matches!(refused, Err(DemoPasswordError::Unreadable { .. })));
    }

    #[test]
    fn no_two_characters_look_the_same() {
        let mut characters = CHARACTERS.to_vec();
        characters.dedup();
        assert_eq!(characters.len(), 32);
        assert!(!CHARACTERS.iter().any(|character| b"01lo".contains(character)));
    }
}
