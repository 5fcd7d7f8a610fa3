//! The numbers that an operator may choose, with the values that hold where nothing is chosen.

use std::time::Duration;

use crate::pin::{CodeLength, PinKind};

/// What holds for every account of this installation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// How many digits a new PIN has.
    pub code_length: CodeLength,
    /// How long a One-Time PIN works after it was generated.
    pub one_time_lifetime: Duration,
    /// How long a session lasts without a request.
    pub session_idle: Duration,
    /// How long a session lasts at all.
    pub session_absolute: Duration,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            code_length: CodeLength::default(),
            one_time_lifetime: Duration::from_secs(24 * 60 * 60),
            session_idle: Duration::from_secs(30 * 60),
            session_absolute: Duration::from_secs(12 * 60 * 60),
        }
    }
}

impl Policy {
    /// How long a PIN of this kind works; for ever, if `None`.
    pub fn lifetime(&self, kind: PinKind) -> Option<Duration> {
        match kind {
            PinKind::Master => None,
            PinKind::OneTime => Some(self.one_time_lifetime),
        }
    }
}
