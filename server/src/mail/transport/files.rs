//! Mails as files, for trying the server out and for mail programs of one's own that fetch them.

use std::{
    io,
    path::{Path, PathBuf},
};

use domain::{mail::LetterId, time::Timestamp};

use crate::files;

/// A folder in which each mail becomes a file, whole or not at all. Only the server's own user can read them.
#[derive(Clone, Debug)]
pub struct Files(PathBuf);

impl Files {
    /// Takes the folder, which is made if it is not there.
    ///
    /// # Errors
    /// Where it cannot be made.
    pub fn open(folder: PathBuf) -> io::Result<Self> {
        files::create_folder_of(&folder.join("mail.eml"))?;
        Ok(Self(folder))
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.0
    }

    pub(super) async fn write(&self, id: LetterId, now: Timestamp, content: Vec<u8>) -> io::Result<()> {
        let file = self.0.join(file_name(id, now));
        let writing = tokio::task::spawn_blocking(move || files::write_new(&file, &content));
        writing.await.map_err(io::Error::other)?
    }
}

/// A name that sorts by time, made of numbers alone: `20261124T101112.345Z-00017.eml`.
fn file_name(id: LetterId, now: Timestamp) -> String {
    let at = jiff::Timestamp::from_millisecond(now.as_millis()).unwrap_or(jiff::Timestamp::MAX);
    format!("{}-{:05}.eml", at.strftime("%Y%m%dT%H%M%S.%3fZ"), id.0)
}

#[cfg(test)]
mod tests {
    use std::{fs, os::unix::fs::PermissionsExt as _};

    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_795_515_072_345);

    #[test]
    fn names_sort_by_time_and_then_by_letter() {
        assert_eq!(file_name(LetterId(17), NOW), "20261124T101112.345Z-00017.eml");
        let whole = Timestamp::from_millis(1_795_515_072_000);
        assert_eq!(file_name(LetterId(1_234_567), whole), "20261124T101112.000Z-1234567.eml");
    }

    #[tokio::test]
    async fn a_mail_is_a_file_that_only_its_owner_can_read() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("data/mail");
        let files = Files::open(folder.clone()).unwrap();
        files.write(LetterId(1), NOW, b"first".to_vec()).await.unwrap();
        files.write(LetterId(2), NOW, b"second".to_vec()).await.unwrap();
        let mut names: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        names.sort();
        assert_eq!(names.len(), 2, "no draft is left: {names:?}");
        assert_eq!(fs::read(&names[0]).unwrap(), b"first");
        assert_eq!(fs::read(&names[1]).unwrap(), b"second");
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&names[0]), mode(&folder)), (0o600, 0o700));
    }

    #[tokio::test]
    async fn a_mail_never_takes_the_place_of_another() {
        let place = tempfile::tempdir().unwrap();
        let files = Files::open(place.path().to_owned()).unwrap();
        files.write(LetterId(1), NOW, b"first".to_vec()).await.unwrap();
        let error = files.write(LetterId(1), NOW, b"second".to_vec()).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(place.path().join(file_name(LetterId(1), NOW))).unwrap(), b"first");
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_an_error() {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("file");
        fs::write(&file, "").unwrap();
        assert!(Files::open(file).is_err());
    }
}
