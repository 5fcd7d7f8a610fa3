//! What is called how on the pages about people.

use domain::{person::Role, session::Caller, time::Timestamp};

use crate::api::times::{day_in, moment_in};

/// A role as people call it.
pub(super) const fn role_title(role: Role) -> &'static str {
    match role {
        Role::Holder => "Account holder",
        Role::SubAccount => "Sub-account",
    }
}

/// A role as forms call it.
pub(super) const fn role_value(role: Role) -> &'static str {
    match role {
        Role::Holder => "holder",
        Role::SubAccount => "sub_account",
    }
}

/// A moment for whoever looks, in their time zone.
pub(super) fn told(caller: &Caller, at: Timestamp) -> String {
    moment_in(caller.time_zone.as_deref(), at)
}

/// The day of a moment for whoever looks.
pub(super) fn day(caller: &Caller, at: Timestamp) -> String {
    day_in(caller.time_zone.as_deref(), at)
}
