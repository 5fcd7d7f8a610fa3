//! How much guessing is too much. Each number is the operator's to choose; the defaults are requirement V4's.

use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(60 * 60);

/// The limits on wrong tries: an account's, an agent's, a token's and the whole installation's.
///
/// With two live codes of five digits, five tries in a row are a chance of one in ten thousand, and ten a day of
/// two in ten thousand (requirement V5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// So many wrong tries in a row lock an account's verification until a PIN is generated.
    pub wrong_in_a_row: u32,
    /// So many wrong tries within [`Limits::day`] lock it until the earliest of them is that old.
    pub wrong_a_day: u32,
    /// The length of the rolling day.
    pub day: Duration,
    /// So many wrong tries in one Master PIN's life clear it.
    pub wrong_in_a_master_life: u32,
    /// So many wrong tries a supervisor's lift of the daily lock allows.
    pub tries_after_lift: u32,
    /// After so many wrong tries in a row the account's people are told (requirement A2).
    pub wrong_until_notice: u32,
    /// How long a try may stay unsettled before it counts as interrupted, and so as wrong.
    pub pending: Duration,
    /// Wrong tries on so many accounts within [`Limits::agent_short`] suspend an agent.
    pub agent_accounts: u32,
    /// The shorter window over an agent's wrong tries.
    pub agent_short: Duration,
    /// So many wrong tries within [`Limits::agent_long`] suspend an agent.
    pub agent_wrong: u32,
    /// The longer window over an agent's wrong tries.
    pub agent_long: Duration,
    /// So many wrong tries within [`Limits::token_window`] suspend a helpdesk's token.
    pub token_wrong: u32,
    /// The window over a token's wrong tries.
    pub token_window: Duration,
    /// More wrong tries than this, on more accounts than [`Limits::fleet_accounts`], within
    /// [`Limits::fleet_window`] look like an attack on the installation.
    pub fleet_wrong: u32,
    /// See [`Limits::fleet_wrong`].
    pub fleet_accounts: u32,
    /// The window over everyone's wrong tries.
    pub fleet_window: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            wrong_in_a_row: 5,
            wrong_a_day: 10,
            day: 24 * HOUR,
            wrong_in_a_master_life: 20,
            tries_after_lift: 3,
            wrong_until_notice: 3,
            pending: MINUTE,
            agent_accounts: 5,
            agent_short: 15 * MINUTE,
            agent_wrong: 15,
            agent_long: 8 * HOUR,
            token_wrong: 100,
            token_window: HOUR,
            fleet_wrong: 50,
            fleet_accounts: 30,
            fleet_window: 10 * MINUTE,
        }
    }
}

impl Limits {
    /// How many of an account's latest wrong tries can matter to what it takes.
    pub const fn tries_that_matter(&self) -> u32 {
        self.wrong_a_day.saturating_add(self.tries_after_lift)
    }
}
