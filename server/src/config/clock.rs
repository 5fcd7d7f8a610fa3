//! How far the clock is trusted.

use super::{
    number::Number,
    source::Setting,
    time::{HOUR, SECOND},
};

/// The section `clock`.
pub(super) static NUMBERS: [Number; 1] = [Number::time(
    Setting::without_flag("PINS_CLOCK_TOLERANCE", "clock", "tolerance"),
    |policy| &mut policy.clock_tolerance,
    SECOND..=HOUR,
)];
