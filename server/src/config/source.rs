//! Where a setting comes from, and how a wrong one is told.

use std::{
    fmt,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use thiserror::Error;

use super::Flags;

/// Looks up an environment variable.
pub type Environment<'a> = dyn Fn(&str) -> Option<String> + 'a;

const FILE_VARIABLE: &str = "PINS_CONFIG";

/// The names of a setting in the places where it may stand.
#[derive(Debug)]
pub(super) struct Setting {
    /// The environment variable.
    pub(super) variable: &'static str,
    /// Section and key in the settings file.
    pub(super) section: &'static str,
    pub(super) key: &'static str,
    /// The flag's value.
    pub(super) flag: fn(&Flags) -> Option<String>,
    /// The flag's name.
    pub(super) flag_name: &'static str,
}

/// Where a value came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A flag of the command.
    Flag,
    /// The environment.
    Environment,
    /// The settings file.
    File,
    /// Nothing was chosen.
    Default,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Flag => "flag",
            Self::Environment => "environment",
            Self::File => "settings file",
            Self::Default => "default",
        })
    }
}

/// A value and where it came from.
#[derive(Clone, Debug)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Where it came from.
    pub source: Source,
}

impl<T> Sourced<T> {
    pub(super) fn by_default(value: T) -> Self {
        Self { value, source: Source::Default }
    }
}

/// Why the settings cannot be used.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The settings file cannot be read.
    #[error("The settings file {} cannot be read: {source}.", path.display())]
    Unreadable {
        /// Where it stands.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The settings file is not TOML. What it holds is not told, since it may be a secret.
    #[error("The settings file {} is not TOML from line {line} on.", path.display())]
    NotToml {
        /// Where it stands.
        path: PathBuf,
        /// The line that could not be read, from 1.
        line: usize,
    },
    /// The settings file has a key that is no setting.
    #[error("The settings file {} has `{key}`, which is no setting.", path.display())]
    Unknown {
        /// Where it stands.
        path: PathBuf,
        /// The key, with its section.
        key: String,
    },
    /// A value is not what it should be.
    #[error("{name} should be {expected}.")]
    Value {
        /// The setting, as it is called where it stands.
        name: String,
        /// What it should be.
        expected: String,
        /// Where it stands.
        source_of_value: Source,
    },
    /// A number above another that bounds it.
    #[error("{lesser} is {value} and should be at most {greater}, which is {bound}; change one of the two.")]
    OutOfOrder {
        /// The variable of the number that should be the lesser.
        lesser: &'static str,
        /// What it is.
        value: String,
        /// The variable of the number that bounds it.
        greater: &'static str,
        /// What that is.
        bound: String,
    },
    /// Hashes that are too little work.
    #[error(
        "A password's hash of {memory} KiB with {iterations} iterations is too easy to guess from; choose for \
         PINS_PASSWORD_MEMORY and PINS_PASSWORD_ITERATIONS at least one of {enough}."
    )]
    WeakPasswords {
        /// The memory that was chosen, in KiB.
        memory: u32,
        /// The iterations that were chosen.
        iterations: u32,
        /// What would be enough.
        enough: String,
    },
    /// Demo data beyond this machine.
    #[error(
        "Demo mode shows its password and listens on this machine only, not on {0}; choose a loopback address such as 127.0.0.1:3000."
    )]
    DemoInPublic(SocketAddr),
    /// Reachable from other machines, without encryption.
    #[error(
        "Listening on {0} is refused without an https address in PINS_PUBLIC_URL, since PINs would cross the network in the clear."
    )]
    PublicWithoutHttps(SocketAddr),
}

impl ConfigError {
    /// Whether the command was typed wrong, and not the machine set up wrong.
    pub fn is_wrong_usage(&self) -> bool {
        matches!(self, Self::Value { source_of_value: Source::Flag, .. })
    }
}

/// The places where settings stand.
pub(super) struct Sources<'a> {
    flags: &'a Flags,
    environment: &'a Environment<'a>,
    file: toml::Table,
}

impl<'a> Sources<'a> {
    /// Reads the settings file, if one is named, and refuses what is not among these settings.
    pub(super) fn gather(
        flags: &'a Flags,
        environment: &'a Environment<'a>,
        settings: &[&Setting],
    ) -> Result<Self, ConfigError> {
        let named = flags
            .config
            .clone()
            .or_else(|| environment(FILE_VARIABLE).filter(|path| !path.is_empty()).map(PathBuf::from));
        let file = match named {
            Some(path) => read(&path, settings)?,
            None => toml::Table::new(),
        };
        Ok(Self { flags, environment, file })
    }

    /// The value of a setting, from the first place where it stands. An empty variable is as good as none.
    pub(super) fn text(&self, setting: &Setting) -> Option<Sourced<String>> {
        let from = |source| move |value| Sourced { value, source };
        let in_file = || {
            let value = self.file.get(setting.section)?.get(setting.key)?;
            Some(match value {
                toml::Value::String(text) => text.clone(),
                other => other.to_string(),
            })
        };
        (setting.flag)(self.flags)
            .map(from(Source::Flag))
            .or_else(|| {
                (self.environment)(setting.variable)
                    .filter(|text| !text.is_empty())
                    .map(from(Source::Environment))
            })
            .or_else(|| in_file().map(from(Source::File)))
    }

    /// The value of a setting as what it stands for.
    pub(super) fn parsed<T>(
        &self,
        setting: &Setting,
        expected: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<Sourced<T>>, ConfigError> {
        let Some(Sourced { value, source }) = self.text(setting) else {
            return Ok(None);
        };
        match parse(&value) {
            Some(value) => Ok(Some(Sourced { value, source })),
            None => Err(setting.refused(source, expected)),
        }
    }
}

impl Setting {
    /// A setting that cannot be chosen on the command line.
    pub(super) const fn without_flag(
        variable: &'static str,
        section: &'static str,
        key: &'static str,
    ) -> Self {
        Self { variable, section, key, flag: |_| None, flag_name: "" }
    }

    /// The error of a value that does not fit, under the name by which the person knows the setting.
    pub(super) fn refused(&self, source: Source, expected: &str) -> ConfigError {
        let name = match source {
            Source::Flag => self.flag_name.to_owned(),
            Source::File => format!("`{}.{}` in the settings file", self.section, self.key),
            Source::Environment | Source::Default => self.variable.to_owned(),
        };
        ConfigError::Value { name, expected: expected.to_owned(), source_of_value: source }
    }
}

fn read(path: &Path, settings: &[&Setting]) -> Result<toml::Table, ConfigError> {
    let text = std::fs::read_to_string(path)
        .map_err(|source| ConfigError::Unreadable { path: path.to_owned(), source })?;
    let table: toml::Table = toml::from_str(&text).map_err(|error| ConfigError::NotToml {
        path: path.to_owned(),
        line: error.span().map_or(1, |span| line_of(&text, span.start)),
    })?;
    match unknown_key(&table, settings) {
        None => Ok(table),
        Some(key) => Err(ConfigError::Unknown { path: path.to_owned(), key }),
    }
}

fn line_of(text: &str, at: usize) -> usize {
    let before = text.as_bytes().get(..at).unwrap_or_default();
    before.iter().filter(|byte| **byte == b'\n').count() + 1
}

fn unknown_key(table: &toml::Table, settings: &[&Setting]) -> Option<String> {
    for (section, entry) in table {
        let Some(keys) =
            entry.as_table().filter(|_| settings.iter().any(|setting| setting.section == section))
        else {
            return Some(section.clone());
        };
        let unknown = keys.keys().find(|key| {
            !settings.iter().any(|setting| setting.section == section && setting.key == key.as_str())
        });
        if let Some(key) = unknown {
            return Some(format!("{section}.{key}"));
        }
    }
    None
}
