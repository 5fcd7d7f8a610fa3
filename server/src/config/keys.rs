//! Where the keys are.

use std::path::PathBuf;

use super::{
    Sourced,
    source::{Setting, Sources},
};

pub(super) const FILE: Setting = Setting {
    variable: "PINS_KEY_FILE",
    section: "keys",
    key: "file",
    flag: |flags| flags.key_file.clone(),
    flag_name: "--key-file",
};

const DEFAULT_FILE: &str = "data/keys.toml";

/// The section `keys`.
#[derive(Clone, Debug)]
pub struct KeySettings {
    /// The key file.
    pub file: Sourced<PathBuf>,
}

impl KeySettings {
    pub(super) fn load(sources: &Sources<'_>) -> Self {
        let chosen = sources
            .text(&FILE)
            .map(|chosen| Sourced { value: PathBuf::from(chosen.value), source: chosen.source });
        Self { file: chosen.unwrap_or_else(|| Sourced::by_default(PathBuf::from(DEFAULT_FILE))) }
    }
}
