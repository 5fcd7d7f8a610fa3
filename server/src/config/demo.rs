//! Whether an empty database gets demo data.

use domain::person::Password;

use super::{
    ConfigError, Sourced,
    source::{Setting, Sources},
};

pub(super) const ENABLED: Setting = Setting {
    variable: "PINS_DEMO",
    section: "demo",
    key: "enabled",
    flag: |flags| flags.demo.then(|| "1".to_owned()),
    flag_name: "--demo",
};

pub(super) const PASSWORD: Setting = Setting {
    variable: "PINS_DEMO_PASSWORD",
    section: "demo",
    key: "password",
    flag: |_| None,
    flag_name: "",
};

/// The section `demo`.
#[derive(Clone, Debug)]
pub struct DemoSettings {
    /// Whether there is demo data.
    pub enabled: Sourced<bool>,
    /// The password of every demo sign-in; drawn and kept in a file, if none was chosen.
    pub password: Option<Sourced<Password>>,
}

impl DemoSettings {
    pub(super) fn load(sources: &Sources<'_>) -> Result<Self, ConfigError> {
        Ok(Self {
            enabled: sources
                .parsed(&ENABLED, "1 or 0", switch)?
                .unwrap_or_else(|| Sourced::by_default(false)),
            password: sources.parsed(&PASSWORD, "a password of at most 128 characters", |text| {
                let password = Password::new(text.to_owned());
                (!password.is_empty() && !password.is_too_long()).then_some(password)
            })?,
        })
    }
}

fn switch(text: &str) -> Option<bool> {
    match text {
        "1" | "true" => Some(true),
        "0" | "false" => Some(false),
        _ => None,
    }
}
