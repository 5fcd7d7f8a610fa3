//! How much guessing is too much. A limit may be looser than its default: that is the operator's choice and risk.

use std::time::Duration;

use super::{
    number::{Number, Place},
    source::Setting,
    time::{HOUR, SECOND},
};

const WEEK: Duration = HOUR.saturating_mul(7 * 24);

/// The section `limits`: each limit under the name that it has in [`domain::attempts::Limits`].
pub(super) static NUMBERS: [Number; 16] = [
    count("PINS_LIMIT_WRONG_IN_A_ROW", "wrong_in_a_row", |policy| &mut policy.limits.wrong_in_a_row, 100),
    count("PINS_LIMIT_WRONG_A_DAY", "wrong_a_day", |policy| &mut policy.limits.wrong_a_day, 1000),
    window("PINS_LIMIT_DAY", "day", |policy| &mut policy.limits.day),
    count(
        "PINS_LIMIT_WRONG_IN_A_MASTER_LIFE",
        "wrong_in_a_master_life",
        |policy| &mut policy.limits.wrong_in_a_master_life,
        1000,
    ),
    count(
        "PINS_LIMIT_TRIES_AFTER_LIFT",
        "tries_after_lift",
        |policy| &mut policy.limits.tries_after_lift,
        100,
    ),
    count(
        "PINS_LIMIT_WRONG_UNTIL_NOTICE",
        "wrong_until_notice",
        |policy| &mut policy.limits.wrong_until_notice,
        100,
    ),
    Number::time(
        setting("PINS_LIMIT_PENDING", "pending"),
        |policy| &mut policy.limits.pending,
        SECOND.saturating_mul(10)..=HOUR,
    ),
    count("PINS_LIMIT_AGENT_ACCOUNTS", "agent_accounts", |policy| &mut policy.limits.agent_accounts, 1000),
    window("PINS_LIMIT_AGENT_SHORT", "agent_short", |policy| &mut policy.limits.agent_short),
    count("PINS_LIMIT_AGENT_WRONG", "agent_wrong", |policy| &mut policy.limits.agent_wrong, 10_000),
    window("PINS_LIMIT_AGENT_LONG", "agent_long", |policy| &mut policy.limits.agent_long),
    count("PINS_LIMIT_TOKEN_WRONG", "token_wrong", |policy| &mut policy.limits.token_wrong, 1_000_000),
    window("PINS_LIMIT_TOKEN_WINDOW", "token_window", |policy| &mut policy.limits.token_window),
    count("PINS_LIMIT_FLEET_WRONG", "fleet_wrong", |policy| &mut policy.limits.fleet_wrong, 1_000_000),
    count(
        "PINS_LIMIT_FLEET_ACCOUNTS",
        "fleet_accounts",
        |policy| &mut policy.limits.fleet_accounts,
        1_000_000,
    ),
    window("PINS_LIMIT_FLEET_WINDOW", "fleet_window", |policy| &mut policy.limits.fleet_window),
];

const fn count(variable: &'static str, key: &'static str, place: Place<u32>, most: u32) -> Number {
    Number::count(setting(variable, key), place, 1..=most)
}

const fn window(variable: &'static str, key: &'static str, place: Place<Duration>) -> Number {
    Number::time(setting(variable, key), place, SECOND..=WEEK)
}

const fn setting(variable: &'static str, key: &'static str) -> Setting {
    Setting::without_flag(variable, "limits", key)
}
