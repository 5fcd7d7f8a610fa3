//! How long a PIN is, how long it and its receipt hold, and how many may be generated.

use domain::policy::Policy;

use super::{
    number::Number,
    source::Setting,
    time::{HOUR, SECOND},
};

/// The section `pins`.
pub(super) static NUMBERS: [Number; 4] = [
    Number::length(setting("PINS_CODE_LENGTH", "code_length"), |policy| &mut policy.code_length),
    Number::time(
        setting("PINS_ONE_TIME_LIFETIME", "one_time_lifetime"),
        |policy| &mut policy.one_time_lifetime,
        Policy::SHORTEST_LIFETIME..=Policy::LONGEST_LIFETIME,
    ),
    Number::count(
        setting("PINS_GENERATES_AN_HOUR", "generates_an_hour"),
        |policy| &mut policy.generates_an_hour,
        1..=1_000_000,
    ),
    Number::time(
        setting("PINS_RECEIPT_LIFETIME", "receipt_lifetime"),
        |policy| &mut policy.receipt_lifetime,
        SECOND..=HOUR.saturating_mul(24),
    ),
];

const fn setting(variable: &'static str, key: &'static str) -> Setting {
    Setting::without_flag(variable, "pins", key)
}
