//! Settings: flags before environment before the TOML file before defaults. A section has a file of its own; all
//! are checked before anything starts.

mod clock;
mod database;
mod demo;
mod flags;
mod http;
mod keys;
mod letters;
mod limits;
mod links;
mod log;
mod mail;
mod number;
mod passwords;
mod pins;
mod policy;
mod print;
mod proxies;
mod public_url;
mod sessions;
mod sign_in;
mod smtp_url;
mod source;
mod time;

pub use database::{DatabaseSettings, DatabaseUrl};
pub use demo::DemoSettings;
pub use flags::Flags;
pub use http::HttpSettings;
pub use keys::KeySettings;
pub use log::LogSettings;
pub use mail::MailSettings;
pub use passwords::PasswordSettings;
pub use proxies::{NotProxies, Proxies};
pub use public_url::{NotAPublicUrl, PublicUrl};
pub use smtp_url::{Encryption, SmtpUrl};
pub use source::{ConfigError, Environment, Source, Sourced};

use std::path::{Path, PathBuf};

use domain::policy::Policy;
use policy::ChosenPolicy;
use source::{Setting, Sources};

/// Every setting there is: what the settings file may hold.
fn every_setting() -> Vec<&'static Setting> {
    let mut settings = vec![
        &http::LISTEN,
        &http::PUBLIC_URL,
        &http::TRUSTED_PROXIES,
        &database::URL,
        &keys::FILE,
        &passwords::MEMORY,
        &passwords::ITERATIONS,
        &passwords::LANES,
        &passwords::WAITING,
        &demo::ENABLED,
        &demo::PASSWORD,
        &mail::SMTP_URL,
        &mail::FROM,
        &mail::FOLDER,
        &log::FILTER,
    ];
    settings.extend(policy::settings());
    settings
}

/// All settings, checked.
#[derive(Debug)]
pub struct Settings {
    /// Where the server listens, where it is reached, and through whom.
    pub http: HttpSettings,
    /// Where everything is remembered.
    pub database: DatabaseSettings,
    /// Where the keys are.
    pub keys: KeySettings,
    /// How much work a password's hash is.
    pub passwords: PasswordSettings,
    /// Whether there is demo data.
    pub demo: DemoSettings,
    /// By what way mails leave.
    pub mail: MailSettings,
    /// What is logged.
    pub log: LogSettings,
    policy: ChosenPolicy,
}

impl Settings {
    /// Gathers the settings from where they may stand, and checks each and all together.
    ///
    /// # Errors
    /// Says which setting is wrong, where it stands and what it should be.
    pub fn load(flags: &Flags, environment: &Environment<'_>) -> Result<Self, ConfigError> {
        let sources = Sources::gather(flags, environment, &every_setting())?;
        let settings = Self {
            http: HttpSettings::load(&sources)?,
            database: DatabaseSettings::load(&sources)?,
            keys: KeySettings::load(&sources),
            passwords: PasswordSettings::load(&sources)?,
            demo: DemoSettings::load(&sources)?,
            mail: MailSettings::load(&sources)?,
            log: LogSettings::load(&sources)?,
            policy: ChosenPolicy::load(&sources)?,
        };
        settings.validate()?;
        Ok(settings)
    }

    /// The numbers that hold for every account: the sections `pins`, `clock`, `sessions` and `limits`.
    pub fn policy(&self) -> Policy {
        // Demo people sign in with a password alone, so that a newcomer needs no app.
        Policy { desk_second_factor: !self.demo.enabled.value, ..self.policy.policy }
    }

    /// What the server's own files are kept beside: the database's file, or else the key file.
    pub(crate) fn beside(&self) -> &Path {
        self.database.url.value.file().unwrap_or(&self.keys.file.value)
    }

    /// The folder that mails are written to where no mail server was chosen.
    pub fn mail_folder(&self) -> PathBuf {
        self.mail.folder_beside(self.beside())
    }

    /// What settings must be to each other (requirement W2).
    fn validate(&self) -> Result<(), ConfigError> {
        if self.http.listen.value.ip().is_loopback() {
            return Ok(());
        }
        if self.demo.enabled.value {
            return Err(ConfigError::DemoInPublic(self.http.listen.value));
        }
        if !self.http.public_url.as_ref().is_some_and(|url| url.value.is_https()) {
            return Err(ConfigError::PublicWithoutHttps(self.http.listen.value));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
