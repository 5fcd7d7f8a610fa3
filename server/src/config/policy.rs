//! The domain's policy as it was chosen: numbers from several sections that are checked together.

use std::fmt::Display;

use domain::policy::Policy;

use super::{
    ConfigError, Source, clock, letters, limits, links,
    number::Number,
    pins, sessions, sign_in,
    source::{Setting, Sources},
    time::Time,
};

static SECTIONS: [&[Number]; 7] = [
    &pins::NUMBERS,
    &clock::NUMBERS,
    &sessions::NUMBERS,
    &sign_in::NUMBERS,
    &links::NUMBERS,
    &letters::NUMBERS,
    &limits::NUMBERS,
];

fn numbers() -> impl Iterator<Item = &'static Number> {
    SECTIONS.into_iter().flatten()
}

/// What a settings file may say about the policy.
pub(super) fn settings() -> impl Iterator<Item = &'static Setting> {
    numbers().map(|number| &number.setting)
}

/// The policy, with where each of its numbers came from.
#[derive(Debug)]
pub(super) struct ChosenPolicy {
    pub(super) policy: Policy,
    pub(super) numbers: Vec<(&'static Number, Source)>,
}

impl ChosenPolicy {
    pub(super) fn load(sources: &Sources<'_>) -> Result<Self, ConfigError> {
        let mut policy = Policy::default();
        let numbers = numbers()
            .map(|number| Ok((number, number.load(sources, &mut policy)?)))
            .collect::<Result<_, ConfigError>>()?;
        validate(&policy)?;
        Ok(Self { policy, numbers })
    }
}

/// Which numbers bound others: above its bound, a number would never be reached.
fn validate(policy: &Policy) -> Result<(), ConfigError> {
    let limits = &policy.limits;
    in_order(
        ("PINS_SESSION_IDLE", Time(policy.session_idle)),
        ("PINS_SESSION_ABSOLUTE", Time(policy.session_absolute)),
    )?;
    in_order(
        ("PINS_SIGN_IN_FIRST_WAIT", Time(policy.sign_in.first_wait)),
        ("PINS_SIGN_IN_LONGEST_WAIT", Time(policy.sign_in.longest_wait)),
    )?;
    // A wait that outlasts the memory of its cause would end early.
    in_order(
        ("PINS_SIGN_IN_LONGEST_WAIT", Time(policy.sign_in.longest_wait)),
        ("PINS_SIGN_IN_FORGOTTEN_AFTER", Time(policy.sign_in.forgotten_after)),
    )?;
    in_order(
        ("PINS_LETTER_FIRST_WAIT", Time(policy.letters.first_wait)),
        ("PINS_LETTER_LONGEST_WAIT", Time(policy.letters.longest_wait)),
    )?;
    in_order(
        ("PINS_LIMIT_WRONG_IN_A_ROW", limits.wrong_in_a_row),
        ("PINS_LIMIT_WRONG_A_DAY", limits.wrong_a_day),
    )?;
    in_order(
        ("PINS_LIMIT_AGENT_SHORT", Time(limits.agent_short)),
        ("PINS_LIMIT_AGENT_LONG", Time(limits.agent_long)),
    )
}

fn in_order<T: Display + PartialOrd>(
    (lesser, value): (&'static str, T),
    (greater, bound): (&'static str, T),
) -> Result<(), ConfigError> {
    if value <= bound {
        return Ok(());
    }
    Err(ConfigError::OutOfOrder { lesser, value: value.to_string(), greater, bound: bound.to_string() })
}
