//! What is logged.

use tracing_subscriber::EnvFilter;

use super::{
    ConfigError, Sourced,
    source::{Setting, Sources},
};

pub(super) const FILTER: Setting =
    Setting { variable: "RUST_LOG", section: "log", key: "filter", flag: |_| None, flag_name: "" };

const DEFAULT_FILTER: &str = "info";

/// The section `log`.
#[derive(Clone, Debug)]
pub struct LogSettings {
    /// Levels and targets, in the language of `tracing`.
    pub filter: Sourced<String>,
}

impl LogSettings {
    pub(super) fn load(sources: &Sources<'_>) -> Result<Self, ConfigError> {
        let expected = "a level such as info or debug, or a filter such as server=debug,info";
        Ok(Self {
            filter: sources
                .parsed(&FILTER, expected, |text| EnvFilter::try_new(text).is_ok().then(|| text.to_owned()))?
                .unwrap_or_else(|| Sourced::by_default(DEFAULT_FILTER.to_owned())),
        })
    }
}
