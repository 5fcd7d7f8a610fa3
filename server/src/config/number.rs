//! A number of the policy as a setting: what it is called, where the policy keeps it and how far it may go.

use std::{ops::RangeInclusive, time::Duration};

use domain::{pin::CodeLength, policy::Policy};

use super::{
    ConfigError, Source,
    source::{Setting, Sources},
    time::Time,
};

/// A number of the policy. It has no flag: there are many, and they are chosen once.
#[derive(Debug)]
pub(super) struct Number {
    pub(super) setting: Setting,
    kept: Kept,
}

/// Where the policy keeps the number, and from where to where it may go.
#[derive(Debug)]
enum Kept {
    Length(Place<CodeLength>),
    Count(Place<u32>, RangeInclusive<u32>),
    Time(Place<Duration>, RangeInclusive<Duration>),
}

/// Where in a policy something is.
pub(super) type Place<T> = fn(&mut Policy) -> &mut T;

impl Number {
    pub(super) const fn length(setting: Setting, place: Place<CodeLength>) -> Self {
        Self { setting, kept: Kept::Length(place) }
    }

    pub(super) const fn count(setting: Setting, place: Place<u32>, bounds: RangeInclusive<u32>) -> Self {
        Self { setting, kept: Kept::Count(place, bounds) }
    }

    pub(super) const fn time(
        setting: Setting,
        place: Place<Duration>,
        bounds: RangeInclusive<Duration>,
    ) -> Self {
        Self { setting, kept: Kept::Time(place, bounds) }
    }

    /// Puts the number that was chosen, if one was, into the policy. Says where it came from.
    pub(super) fn load(&self, sources: &Sources<'_>, policy: &mut Policy) -> Result<Source, ConfigError> {
        let chosen = sources.parsed(&self.setting, &self.expected(), |text| self.read(text, policy))?;
        Ok(chosen.map_or(Source::Default, |chosen| chosen.source))
    }

    /// The number in this policy, as it stands in a settings file.
    pub(super) fn written(&self, mut policy: Policy) -> String {
        match &self.kept {
            Kept::Length(place) => place(&mut policy).digits().to_string(),
            Kept::Count(place, _) => place(&mut policy).to_string(),
            Kept::Time(place, _) => format!("\"{}\"", Time(*place(&mut policy))),
        }
    }

    fn read(&self, text: &str, policy: &mut Policy) -> Option<()> {
        match &self.kept {
            Kept::Length(place) => *place(policy) = text.parse::<u8>().ok()?.try_into().ok()?,
            Kept::Count(place, bounds) => {
                *place(policy) = text.parse().ok().filter(|count| bounds.contains(count))?;
            }
            Kept::Time(place, bounds) => {
                *place(policy) = Time::parse(text).map(|time| time.0).filter(|time| bounds.contains(time))?;
            }
        }
        Some(())
    }

    fn expected(&self) -> String {
        let whole = |least, most| format!("a whole number from {least} to {most}");
        match &self.kept {
            Kept::Length(_) => whole(CodeLength::MIN.into(), CodeLength::MAX.into()),
            Kept::Count(_, bounds) => whole(*bounds.start(), *bounds.end()),
            Kept::Time(_, bounds) => {
                let (least, most) = (Time(*bounds.start()), Time(*bounds.end()));
                format!("a time with its unit, from {least} to {most}")
            }
        }
    }
}
