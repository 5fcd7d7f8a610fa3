//! By what way mails leave, and under which name.

use std::path::{Path, PathBuf};

use lettre::{Address, message::Mailbox};

use super::{
    ConfigError, PublicUrl, Sourced,
    smtp_url::SmtpUrl,
    source::{Setting, Sources},
};

pub(super) const SMTP_URL: Setting = Setting::without_flag("PINS_MAIL_SMTP_URL", "mail", "smtp_url");
pub(super) const FROM: Setting = Setting::without_flag("PINS_MAIL_FROM", "mail", "from");
pub(super) const FOLDER: Setting = Setting::without_flag("PINS_MAIL_FOLDER", "mail", "folder");

const DEFAULT_NAME: &str = "Control panel";
const DEFAULT_USER: &str = "no-reply";
const DEFAULT_FOLDER: &str = "mail";

/// The section `mail`.
#[derive(Clone, Debug)]
pub struct MailSettings {
    /// The mail server; without one, mails are written to a folder.
    pub smtp_url: Option<Sourced<SmtpUrl>>,
    /// Whom mails are from; where nobody was chosen, it follows from the public address.
    pub from: Option<Sourced<Mailbox>>,
    /// The folder that mails are written to; where none was chosen, it stands beside the database or the key file.
    pub folder: Option<Sourced<PathBuf>>,
}

impl MailSettings {
    pub(super) fn load(sources: &Sources<'_>) -> Result<Self, ConfigError> {
        Ok(Self {
            smtp_url: sources.parsed(
                &SMTP_URL,
                "a mail server such as smtp://mail.example.com:587 or smtps://user:password@mail.example.com",
                SmtpUrl::parse,
            )?,
            from: sources.parsed(
                &FROM,
                "an e-mail address, with a name or without, such as Control panel <no-reply@example.com>",
                mailbox,
            )?,
            folder: sources.parsed(&FOLDER, "a folder such as data/mail", |text| {
                (!text.contains('\0')).then(|| PathBuf::from(text))
            })?,
        })
    }

    /// Whom mails are from, if browsers reach the server at this address.
    pub fn from_at(&self, public_url: &PublicUrl) -> Mailbox {
        self.from.as_ref().map_or_else(|| default_from(public_url), |from| from.value.clone())
    }

    /// The folder that mails are written to, if this is the file that others are kept beside.
    pub(super) fn folder_beside(&self, file: &Path) -> PathBuf {
        let chosen = self.folder.as_ref().map(|folder| folder.value.clone());
        chosen.unwrap_or_else(|| file.with_file_name(DEFAULT_FOLDER))
    }
}

/// Nobody has a mailbox at a bare IP address: such a server is tried out on one machine.
fn default_from(public_url: &PublicUrl) -> Mailbox {
    let host = public_url.host();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let is_a_name = name.parse::<std::net::Ipv4Addr>().is_err() && !name.starts_with('[');
    let address = is_a_name.then(|| Address::new(DEFAULT_USER, name).ok()).flatten();
    let address = address.unwrap_or_else(|| Address::new_dangerous(DEFAULT_USER, "localhost"));
    Mailbox::new(Some(DEFAULT_NAME.to_owned()), address)
}

/// A mailbox that every mail server takes: one line, and an address in ASCII.
fn mailbox(text: &str) -> Option<Mailbox> {
    let text = text.trim();
    let mailbox: Mailbox = text.parse().ok()?;
    let address = mailbox.email.to_string();
    // The parser is content with a mailbox that other words follow.
    let is_whole = text == address || text.ends_with(&format!("<{address}>"));
    let is_plain = !text.chars().any(char::is_control) && address.is_ascii();
    (is_whole && is_plain).then_some(mailbox)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_default_mails_are_from_nobody_at_the_public_address() {
        let none = MailSettings { smtp_url: None, from: None, folder: None };
        for (url, from) in [
            ("https://pins.example.com", "no-reply@pins.example.com"),
            ("https://pins.example.com:8443", "no-reply@pins.example.com"),
            ("http://localhost:3000", "no-reply@localhost"),
            ("http://127.0.0.1:3000", "no-reply@localhost"),
            ("http://[::1]:3000", "no-reply@localhost"),
            ("http://[::1]", "no-reply@localhost"),
        ] {
            let mailbox = none.from_at(&url.parse().unwrap());
            assert_eq!(mailbox.to_string(), format!("Control panel <{from}>"), "{url}");
        }
    }

    #[test]
    fn a_mailbox_has_a_name_or_none_and_nothing_beside_it() {
        for (text, name, address) in [
            ("pins@example.com", None, "pins@example.com"),
            (" Example Hosting <pins@example.com> ", Some("Example Hosting"), "pins@example.com"),
            ("\"Hosting, Example\" <pins@example.com>", Some("Hosting, Example"), "pins@example.com"),
            ("Beispiel für Höster <pins@example.com>", Some("Beispiel für Höster"), "pins@example.com"),
        ] {
            let read = mailbox(text).unwrap();
            assert_eq!((read.name.as_deref(), read.email.as_ref()), (name, address), "{text:?}");
        }
        for text in [
            "",
            "pins",
            "@example.com",
            "pins@",
            "a@example.com, b@example.com",
            "a@example.com b@example.com",
            "Pins <a@example.com> <b@example.com>",
            "Pins\r\nBcc: b@example.com <a@example.com>",
            "pins@exämple.com",
        ] {
            assert!(mailbox(text).is_none(), "{text:?}");
        }
    }

    #[test]
    fn the_folder_stands_beside_what_is_kept() {
        let mut settings = MailSettings { smtp_url: None, from: None, folder: None };
        assert_eq!(settings.folder_beside(Path::new("data/pins.db")), Path::new("data/mail"));
        assert_eq!(settings.folder_beside(Path::new("pins.db")), Path::new("mail"));
        settings.folder = Some(Sourced::by_default(PathBuf::from("/var/mails")));
        assert_eq!(settings.folder_beside(Path::new("data/pins.db")), Path::new("/var/mails"));
    }
}
