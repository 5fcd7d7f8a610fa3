//! The numbers that an operator may choose, with the values that hold where nothing is chosen.

use std::time::Duration;

use crate::{
    attempts::Limits,
    pin::{CodeLength, PinKind},
    throttle::ThrottleRule,
};

/// What holds for every account of this installation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// How many digits a new PIN has.
    pub code_length: CodeLength,
    /// How long a One-Time PIN works after it was generated: 10 minutes to 24 hours.
    pub one_time_lifetime: Duration,
    /// How many PINs an account may generate within an hour (requirement G3).
    pub generates_an_hour: u32,
    /// How long a receipt of a verification is valid (requirement V6).
    pub receipt_lifetime: Duration,
    /// How far the clock may stand behind the moments already recorded (requirement S4).
    pub clock_tolerance: Duration,
    /// How long a session lasts without a request.
    pub session_idle: Duration,
    /// How long a session lasts at all.
    pub session_absolute: Duration,
    /// How much guessing is too much.
    pub limits: Limits,
    /// How signing in is slowed down, and how long what it proves holds.
    pub sign_in: SignInRules,
    /// How long links in mails work.
    pub links: LinkRules,
    /// How long letters are tried that cannot be sent.
    pub letters: LetterRules,
    /// Whether the support desk's people must have a second factor (requirement P5).
    pub desk_second_factor: bool,
}

/// How signing in is slowed down, and how long what it proves holds (requirements P1, P5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignInRules {
    /// From which failure on with one e-mail address there is a wait, in browsers in which its owner never signed in.
    pub failures_of_name: u32,
    /// From which failure on from one network address there is a wait.
    pub failures_from_address: u32,
    /// From which wrong code or password on there is a wait, for someone whose password or session is right.
    pub failures_of_proof: u32,
    /// How long the first wait is; each failure more doubles it.
    pub first_wait: Duration,
    /// How long a wait is at most.
    pub longest_wait: Duration,
    /// How long after the last failure all are forgotten.
    pub forgotten_after: Duration,
    /// How long a right password waits for its code.
    pub code_wait: Duration,
    /// How long someone who proved who they are may change people, password and second factor.
    pub proof_holds: Duration,
    /// How long a browser is remembered in which someone signed in.
    pub known_browser: Duration,
}

/// How long links in mails work (requirement P6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkRules {
    /// An invitation, and the link by which someone new chooses a password.
    pub invitation: Duration,
    /// A password reset that someone asked for.
    pub reset: Duration,
    /// How many invitations of an account may be open at once.
    pub open_invitations: u32,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            code_length: CodeLength::default(),
            one_time_lifetime: Self::LONGEST_LIFETIME,
            generates_an_hour: 30,
            receipt_lifetime: Duration::from_secs(30 * 60),
            clock_tolerance: Duration::from_secs(60),
            session_idle: Duration::from_secs(30 * 60),
            session_absolute: Duration::from_secs(12 * 60 * 60),
            limits: Limits::default(),
            sign_in: SignInRules::default(),
            links: LinkRules::default(),
            letters: LetterRules::default(),
            desk_second_factor: true,
        }
    }
}

/// How long letters are tried that cannot be sent (requirement A2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LetterRules {
    /// How long to wait before the second try; each further wait is twice as long.
    pub first_wait: Duration,
    /// How long a wait is at most.
    pub longest_wait: Duration,
    /// How old a letter is that is given up.
    pub given_up_after: Duration,
}

impl Default for LetterRules {
    fn default() -> Self {
        Self {
            first_wait: Duration::from_secs(30),
            longest_wait: Duration::from_secs(60 * 60),
            given_up_after: Duration::from_secs(3 * 24 * 60 * 60),
        }
    }
}

impl Default for SignInRules {
    fn default() -> Self {
        Self {
            failures_of_name: 5,
            failures_from_address: 30,
            failures_of_proof: 5,
            first_wait: Duration::from_secs(1),
            longest_wait: Duration::from_secs(15 * 60),
            forgotten_after: Duration::from_secs(60 * 60),
            code_wait: Duration::from_secs(10 * 60),
            proof_holds: Duration::from_secs(15 * 60),
            known_browser: Duration::from_secs(180 * 24 * 60 * 60),
        }
    }
}

impl SignInRules {
    /// How failures with one e-mail address slow down.
    pub const fn name(&self) -> ThrottleRule {
        self.rule(self.failures_of_name)
    }

    /// How failures from one network address slow down.
    pub const fn address(&self) -> ThrottleRule {
        self.rule(self.failures_from_address)
    }

    /// How wrong codes and passwords of someone who is known slow down.
    pub const fn proof(&self) -> ThrottleRule {
        self.rule(self.failures_of_proof)
    }

    const fn rule(&self, free: u32) -> ThrottleRule {
        let Self { first_wait, longest_wait, forgotten_after, .. } = *self;
        ThrottleRule { free, first_wait, longest_wait, forgotten_after }
    }
}

impl Default for LinkRules {
    fn default() -> Self {
        Self {
            invitation: Duration::from_secs(7 * 24 * 60 * 60),
            reset: Duration::from_secs(60 * 60),
            open_invitations: 50,
        }
    }
}

impl Policy {
    /// The shortest life of a One-Time PIN that an operator may choose.
    pub const SHORTEST_LIFETIME: Duration = Duration::from_secs(10 * 60);
    /// The longest, which holds where nothing is chosen.
    pub const LONGEST_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

    /// How long a PIN of this kind works; for ever, if `None`.
    pub fn lifetime(&self, kind: PinKind) -> Option<Duration> {
        match kind {
            PinKind::Master => None,
            PinKind::OneTime => Some(self.one_time_lifetime),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_one_time_pin_may_live_from_ten_minutes_to_a_day_and_a_master_pin_for_ever() {
        assert_eq!(Policy::SHORTEST_LIFETIME.as_secs(), 600);
        assert_eq!(Policy::LONGEST_LIFETIME.as_secs(), 86_400);
        let policy = Policy { one_time_lifetime: Duration::from_secs(600), ..Policy::default() };
        assert_eq!(policy.lifetime(PinKind::OneTime), Some(Duration::from_secs(600)));
        assert_eq!(policy.lifetime(PinKind::Master), None);
    }
}
