//! How long people stay signed in.

use std::time::Duration;

use super::{
    number::Number,
    source::Setting,
    time::{HOUR, MINUTE},
};

/// A request is noted once a minute, so a session that is used could not be told from a shorter idle one.
const SHORTEST: Duration = MINUTE.saturating_mul(2);
const LONGEST: Duration = HOUR.saturating_mul(30 * 24);

/// The section `sessions`.
pub(super) static NUMBERS: [Number; 2] = [
    Number::time(
        Setting::without_flag("PINS_SESSION_IDLE", "sessions", "idle"),
        |policy| &mut policy.session_idle,
        SHORTEST..=LONGEST,
    ),
    Number::time(
        Setting::without_flag("PINS_SESSION_ABSOLUTE", "sessions", "absolute"),
        |policy| &mut policy.session_absolute,
        SHORTEST..=LONGEST,
    ),
];
