//! The post office: a letter goes in, and leaves by the way that was chosen.

use std::{io, path::PathBuf};

use domain::{mail::Letter, time::Timestamp};
use lettre::message::Mailbox;
use thiserror::Error;

use super::{
    MailError, Reason, Transport, render,
    transport::{Files, Smtp},
};
use crate::config::{PublicUrl, Settings};

/// Renders letters and hands them on.
#[derive(Debug)]
pub struct Post {
    transport: Transport,
    sender: Mailbox,
    public_url: PublicUrl,
}

/// Why no letter could leave.
#[derive(Debug, Error)]
pub enum NotOpened {
    /// The folder for mails.
    #[error(
        "The folder {} for mails cannot be made: {source}; choose another one with PINS_MAIL_FOLDER.",
        folder.display()
    )]
    Folder {
        /// Which folder.
        folder: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The encryption of the way to the mail server.
    #[error("The way to the mail server cannot be encrypted: {0}; look at PINS_MAIL_SMTP_URL.")]
    Encryption(lettre::transport::smtp::Error),
}

impl Post {
    /// Takes the way that was chosen: the mail server, or else the folder, which is made.
    ///
    /// # Errors
    /// Where the folder cannot be made, or the way to the mail server cannot be encrypted.
    pub fn open(settings: &Settings, public_url: PublicUrl) -> Result<Self, NotOpened> {
        let transport = match &settings.mail.smtp_url {
            Some(url) => Transport::Smtp(Smtp::open(url.value.clone()).map_err(NotOpened::Encryption)?),
            None => {
                let folder = settings.mail_folder();
                let files = Files::open(folder.clone());
                Transport::Files(files.map_err(|source| NotOpened::Folder { folder, source })?)
            }
        };
        Ok(Self { transport, sender: settings.mail.from_at(&public_url), public_url })
    }

    /// Where letters go, for the log.
    pub fn describe(&self) -> String {
        match &self.transport {
            Transport::Smtp(smtp) => format!("mails leave by {}", smtp.address()),
            Transport::Files(files) => format!("mails are written to {}", files.folder().display()),
        }
    }

    /// Hands this letter on. When this returns well, it has left.
    ///
    /// # Errors
    /// See [`MailError`]: one kind is worth another try later, the other is not.
    pub async fn deliver(&self, letter: &Letter, now: Timestamp) -> Result<(), MailError> {
        let message = render(letter, &self.sender, &self.public_url, now)
            .map_err(|_| MailError::Permanent(Reason::Address))?;
        self.transport.send(letter.id, now, &message).await
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::HashMap, fs};

    use domain::{history::Notice, pin::PinKind};

    use super::*;
    use crate::{
        config::Flags,
        mail::testing::{NOW, letter, on_account},
    };

    fn open(environment: &[(&str, &str)]) -> Result<Post, NotOpened> {
        let environment: HashMap<&str, &str> = environment.iter().copied().collect();
        let settings =
            Settings::load(&Flags::default(), &|name| environment.get(name).map(|value| (*value).to_owned()));
        Post::open(&settings.unwrap(), "https://pins.example.com".parse().unwrap())
    }

    #[tokio::test]
    async fn without_a_mail_server_a_letter_is_a_file_that_says_when_and_which() {
        let place = tempfile::tempdir().unwrap();
        let database = format!("sqlite://{}/pins.db", place.path().display());
        let post = open(&[("PINS_DATABASE_URL", &database)]).unwrap();
        let folder = place.path().join("mail");
        assert_eq!(post.describe(), format!("mails are written to {}", folder.display()));
        let kind = PinKind::OneTime;
        post.deliver(&letter(on_account("Acme", Notice::Generated { kind }, None)), NOW).await.unwrap();
        let mail = fs::read_to_string(folder.join("20261124T101112.345Z-00017.eml")).unwrap();
        for line in [
            "From: \"Control panel\" <no-reply@pins.example.com>\r\n",
            "To: \"Sam Shore\" <sam@shared.example>\r\n",
            "Subject: One-Time PIN generated on Acme (10001)\r\n",
            "\r\nhttps://pins.example.com/accounts/10001\r\n",
        ] {
            assert!(mail.contains(line), "{line:?} in {mail}");
        }
    }

    #[tokio::test]
    async fn a_folder_that_is_gone_is_made_anew_and_one_in_the_way_is_waited_for() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("mail");
        let post = open(&[("PINS_MAIL_FOLDER", folder.to_str().unwrap())]).unwrap();
        fs::remove_dir(&folder).unwrap();
        let letter = letter(on_account("Acme", Notice::Enabled, None));
        post.deliver(&letter, NOW).await.unwrap();
        fs::remove_dir_all(&folder).unwrap();
        fs::write(&folder, "").unwrap();
        let error = post.deliver(&letter, NOW).await.unwrap_err();
        assert!(matches!(error, MailError::Temporary(Reason::NotWritten(_))), "{error:?}");
    }

    #[test]
    fn a_mail_server_is_named_without_user_and_password() {
        let post = open(&[("PINS_MAIL_SMTP_URL", "smtp://me:hunter2@127.0.0.1:1025")]).unwrap();
        assert_eq!(post.describe(), "mails leave by 127.0.0.1:1025");
        assert!(!format!("{post:?}").contains("hunter2"), "{post:?}");
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_told_with_the_setting_that_helps() {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("file");
        fs::write(&file, "").unwrap();
        let sentence = open(&[("PINS_MAIL_FOLDER", file.to_str().unwrap())]).unwrap_err().to_string();
        assert!(sentence.ends_with("choose another one with PINS_MAIL_FOLDER."), "{sentence}");
    }
}
