//! How long links in mails work, and how many invitations may be open.

use std::time::Duration;

use super::{
    number::Number,
    source::Setting,
    time::{HOUR, MINUTE},
};

const LONGEST: Duration = HOUR.saturating_mul(24 * 30);

/// The section `links`.
pub(super) static NUMBERS: [Number; 3] = [
    Number::time(
        Setting::without_flag("PINS_LINK_INVITATION", "links", "invitation"),
        |policy| &mut policy.links.invitation,
        MINUTE..=LONGEST,
    ),
    Number::time(
        Setting::without_flag("PINS_LINK_RESET", "links", "reset"),
        |policy| &mut policy.links.reset,
        MINUTE..=HOUR.saturating_mul(24),
    ),
    Number::count(
        Setting::without_flag("PINS_LINK_OPEN_INVITATIONS", "links", "open_invitations"),
        |policy| &mut policy.links.open_invitations,
        1..=10_000,
    ),
];
