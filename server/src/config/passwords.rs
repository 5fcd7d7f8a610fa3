//! How much work a password's hash is, and how many passwords wait to be compared.

use std::ops::RangeInclusive;

use super::{
    ConfigError, Sourced,
    source::{Setting, Sources},
};
use crate::world::{Argon2Hasher, Strength};

pub(super) const MEMORY: Setting = setting("PINS_PASSWORD_MEMORY", "memory");
pub(super) const ITERATIONS: Setting = setting("PINS_PASSWORD_ITERATIONS", "iterations");
pub(super) const LANES: Setting = setting("PINS_PASSWORD_LANES", "lanes");
pub(super) const WAITING: Setting = setting("PINS_PASSWORD_WAITING", "waiting");

// Below the least memory no row of OWASP's table is met. The most of all three together is seconds for a sign-in.
const MEMORIES: RangeInclusive<u32> = 7_168..=262_144;
const MOST_ITERATIONS: u32 = 16;
const MOST_LANES: u32 = 8;
const MOST_WAITING: usize = 10_000;

/// The section `passwords`.
#[derive(Clone, Debug)]
pub struct PasswordSettings {
    /// How much memory a hash takes, in KiB.
    pub memory: Sourced<u32>,
    /// How often a hash passes over that memory.
    pub iterations: Sourced<u32>,
    /// In how many lanes that memory is laid out.
    pub lanes: Sourced<u32>,
    /// How many passwords may wait to be compared.
    pub waiting: Sourced<usize>,
}

impl PasswordSettings {
    pub(super) fn load(sources: &Sources<'_>) -> Result<Self, ConfigError> {
        let usual = Strength::default();
        let settings = Self {
            memory: count(sources, &MEMORY, MEMORIES, usual.memory)?,
            iterations: count(sources, &ITERATIONS, 1..=MOST_ITERATIONS, usual.iterations)?,
            lanes: count(sources, &LANES, 1..=MOST_LANES, usual.lanes)?,
            waiting: count(sources, &WAITING, 1..=MOST_WAITING, Argon2Hasher::WAITING)?,
        };
        let Strength { memory, iterations, .. } = settings.strength();
        if settings.strength().is_enough() {
            Ok(settings)
        } else {
            Err(ConfigError::WeakPasswords { memory, iterations, enough: enough() })
        }
    }

    /// How much work a new hash is.
    pub fn strength(&self) -> Strength {
        Strength { memory: self.memory.value, iterations: self.iterations.value, lanes: self.lanes.value }
    }
}

const fn setting(variable: &'static str, key: &'static str) -> Setting {
    Setting::without_flag(variable, "passwords", key)
}

fn count<T: std::str::FromStr + PartialOrd + std::fmt::Display>(
    sources: &Sources<'_>,
    setting: &Setting,
    bounds: RangeInclusive<T>,
    usual: T,
) -> Result<Sourced<T>, ConfigError> {
    let expected = format!("a whole number from {} to {}", bounds.start(), bounds.end());
    let chosen = sources
        .parsed(setting, &expected, |text| text.parse().ok().filter(|count| bounds.contains(count)))?;
    Ok(chosen.unwrap_or_else(|| Sourced::by_default(usual)))
}

/// What would be enough, in words.
fn enough() -> String {
    Strength::OWASP.map(|(memory, iterations)| format!("{memory} with {iterations}")).join(", ")
}
