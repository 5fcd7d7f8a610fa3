//! How long letters are tried that cannot be sent.

use std::time::Duration;

use super::{
    number::{Number, Place},
    source::Setting,
    time::{HOUR, SECOND},
};

const DAY: Duration = HOUR.saturating_mul(24);

/// The section `letters`: each number under the name that it has in [`domain::policy::LetterRules`].
pub(super) static NUMBERS: [Number; 3] = [
    time("PINS_LETTER_FIRST_WAIT", "first_wait", |policy| &mut policy.letters.first_wait, HOUR),
    time("PINS_LETTER_LONGEST_WAIT", "longest_wait", |policy| &mut policy.letters.longest_wait, DAY),
    time(
        "PINS_LETTER_GIVEN_UP_AFTER",
        "given_up_after",
        |policy| &mut policy.letters.given_up_after,
        DAY.saturating_mul(30),
    ),
];

const fn time(variable: &'static str, key: &'static str, place: Place<Duration>, most: Duration) -> Number {
    Number::time(Setting::without_flag(variable, "letters", key), place, SECOND..=most)
}
