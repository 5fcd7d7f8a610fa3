//! How signing in is slowed down, and how long what it proves holds.

use std::time::Duration;

use super::{
    number::{Number, Place},
    source::Setting,
    time::{HOUR, MINUTE, SECOND},
};

const DAY: Duration = HOUR.saturating_mul(24);

/// The section `sign_in`: each number under the name that it has in [`domain::policy::SignInRules`].
pub(super) static NUMBERS: [Number; 9] = [
    count("PINS_SIGN_IN_FAILURES_OF_NAME", "failures_of_name", |policy| &mut policy.sign_in.failures_of_name),
    count("PINS_SIGN_IN_FAILURES_FROM_ADDRESS", "failures_from_address", |policy| {
        &mut policy.sign_in.failures_from_address
    }),
    count("PINS_SIGN_IN_FAILURES_OF_PROOF", "failures_of_proof", |policy| {
        &mut policy.sign_in.failures_of_proof
    }),
    time("PINS_SIGN_IN_FIRST_WAIT", "first_wait", |policy| &mut policy.sign_in.first_wait, SECOND, HOUR),
    time("PINS_SIGN_IN_LONGEST_WAIT", "longest_wait", |policy| &mut policy.sign_in.longest_wait, SECOND, DAY),
    time(
        "PINS_SIGN_IN_FORGOTTEN_AFTER",
        "forgotten_after",
        |policy| &mut policy.sign_in.forgotten_after,
        HOUR,
        DAY.saturating_mul(7),
    ),
    time("PINS_SIGN_IN_CODE_WAIT", "code_wait", |policy| &mut policy.sign_in.code_wait, MINUTE, HOUR),
    time("PINS_SIGN_IN_PROOF_HOLDS", "proof_holds", |policy| &mut policy.sign_in.proof_holds, SECOND, DAY),
    time(
        "PINS_SIGN_IN_KNOWN_BROWSER",
        "known_browser",
        |policy| &mut policy.sign_in.known_browser,
        DAY,
        DAY.saturating_mul(400),
    ),
];

const fn count(variable: &'static str, key: &'static str, place: Place<u32>) -> Number {
    Number::count(Setting::without_flag(variable, "sign_in", key), place, 1..=100_000)
}

const fn time(
    variable: &'static str,
    key: &'static str,
    place: Place<Duration>,
    least: Duration,
    most: Duration,
) -> Number {
    Number::time(Setting::without_flag(variable, "sign_in", key), place, least..=most)
}
