//! A PIN's life: generated, live, and ended in one of a few ways, each with who and when.

use std::{fmt, str::FromStr};

use thiserror::Error;

use super::PinKind;
use crate::{person::PersonId, policy::Policy, time::Timestamp};

/// Which PIN of its account: the number of the account's write that made it, so a later one is larger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PinId(pub i64);

impl fmt::Display for PinId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for PinId {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// Who did something, with the name to show for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Who it was.
    pub id: PersonId,
    /// What they are called.
    pub name: String,
}

/// Something done: when, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// When it was done.
    pub at: Timestamp,
    /// Who did it.
    pub by: Actor,
}

/// How a PIN stopped working.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// A newer PIN of its kind took its place.
    Replaced(Act),
    /// Someone cleared it.
    Cleared(Act),
    /// A Master PIN met so many wrong tries in its life that it was cleared (requirement V4, c).
    WornOut(Timestamp),
    /// The operator voided it: the clock was wrong, so nobody knows how old it is (requirement S4).
    Voided(Timestamp),
    /// Someone who could read it lost access to the account (requirement P4).
    AccessEnded(Timestamp),
    /// A One-Time PIN proved what it was for.
    Used(Timestamp),
    /// Its time was over. A record for tidiness: [`Pin::state`] decides expiry by the clock, noted or not.
    Expired(Timestamp),
}

/// A PIN, without its code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pin {
    /// Which PIN of its account.
    pub id: PinId,
    /// Its kind.
    pub kind: PinKind,
    /// Who generated it, and when.
    pub generated: Act,
    /// When it stops working by itself; never, if `None`.
    pub expires_at: Option<Timestamp>,
    /// How it ended, where that was noted.
    pub end: Option<End>,
}

/// What a PIN is at some moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PinState {
    /// It works.
    Live,
    /// A newer one took its place.
    Replaced(Act),
    /// Someone cleared it.
    Cleared(Act),
    /// Too many wrong tries cleared it.
    WornOut(Timestamp),
    /// The operator voided it.
    Voided(Timestamp),
    /// It was cleared when someone lost access.
    AccessEnded(Timestamp),
    /// It was used.
    Used(Timestamp),
    /// Its time was over.
    Expired(Timestamp),
}

/// The PIN does not work any more, so nothing can end it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the PIN is not live")]
pub struct NotLive;

/// A PIN that is live at the moment it was asked: the only thing that can be ended.
#[derive(Debug)]
pub struct Live<'a>(&'a mut Pin);

impl Pin {
    /// A PIN that starts to live now.
    pub fn generate(id: PinId, kind: PinKind, act: Act, policy: &Policy) -> Self {
        let expires_at = policy.lifetime(kind).map(|lifetime| act.at.after(lifetime));
        Self { id, kind, generated: act, expires_at, end: None }
    }

    /// What it is at `now`. A PIN works while `now` lies before its expiry; at that very millisecond it is over.
    pub fn state(&self, now: Timestamp) -> PinState {
        match (&self.end, self.expires_at) {
            (Some(End::Replaced(act)), _) => PinState::Replaced(act.clone()),
            (Some(End::Cleared(act)), _) => PinState::Cleared(act.clone()),
            (Some(End::WornOut(at)), _) => PinState::WornOut(*at),
            (Some(End::Voided(at)), _) => PinState::Voided(*at),
            (Some(End::AccessEnded(at)), _) => PinState::AccessEnded(*at),
            (Some(End::Used(at)), _) => PinState::Used(*at),
            (Some(End::Expired(at)), _) => PinState::Expired(*at),
            (None, Some(expires_at)) if now >= expires_at => PinState::Expired(expires_at),
            (None, _) => PinState::Live,
        }
    }

    /// Whether it works at `now`.
    pub fn is_live(&self, now: Timestamp) -> bool {
        self.state(now) == PinState::Live
    }

    /// The PIN as one that can be ended.
    ///
    /// # Errors
    /// If it does not work at `now`.
    pub fn live(&mut self, now: Timestamp) -> Result<Live<'_>, NotLive> {
        if self.is_live(now) { Ok(Live(self)) } else { Err(NotLive) }
    }

    /// The end to note for a PIN whose time is over and that nothing else ended.
    pub fn unnoted_expiry(&self, now: Timestamp) -> Option<End> {
        match self.state(now) {
            PinState::Expired(at) if self.end.is_none() => Some(End::Expired(at)),
            _ => None,
        }
    }
}

impl Live<'_> {
    /// A newer PIN takes its place.
    pub fn replace(self, act: Act) {
        self.0.end = Some(End::Replaced(act));
    }

    /// Someone clears it.
    pub fn clear(self, act: Act) {
        self.0.end = Some(End::Cleared(act));
    }

    /// It proved what it was for. That spends a One-Time PIN; a Master PIN goes on. Says whether it was spent.
    pub fn prove(self, at: Timestamp) -> bool {
        let spent = self.0.kind == PinKind::OneTime;
        if spent {
            self.0.end = Some(End::Used(at));
        }
        spent
    }

    /// It met too many wrong tries.
    pub fn wear_out(self, at: Timestamp) {
        self.0.end = Some(End::WornOut(at));
    }

    /// Someone who could read it loses access.
    pub fn end_with_access(self, at: Timestamp) {
        self.0.end = Some(End::AccessEnded(at));
    }

    /// The operator voids it.
    pub fn void(self, at: Timestamp) {
        self.0.end = Some(End::Voided(at));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Timestamp = Timestamp::from_millis(1_800_000_000_000);

    fn act(at: Timestamp) -> Act {
        Act { at, by: Actor { id: PersonId(1), name: "Hanna".into() } }
    }

    fn pin(kind: PinKind) -> Pin {
        Pin::generate(PinId(1), kind, act(NOON), &Policy::default())
    }

    #[test]
    fn a_one_time_pin_expires_24_hours_after_it_was_generated_to_the_millisecond() {
        let pin = pin(PinKind::OneTime);
        let end = Timestamp::from_millis(NOON.as_millis() + 24 * 60 * 60 * 1000);
        assert_eq!(pin.expires_at, Some(end));
        assert_eq!(pin.state(Timestamp::from_millis(end.as_millis() - 1)), PinState::Live);
        assert_eq!(pin.state(end), PinState::Expired(end));
        assert_eq!(pin.unnoted_expiry(end), Some(End::Expired(end)));
    }

    #[test]
    fn an_expiry_is_noted_once() {
        let mut pin = pin(PinKind::OneTime);
        let end = pin.expires_at.unwrap();
        assert_eq!(pin.unnoted_expiry(Timestamp::from_millis(end.as_millis() - 1)), None);
        pin.end = pin.unnoted_expiry(end);
        assert_eq!((pin.state(end), pin.unnoted_expiry(end)), (PinState::Expired(end), None));
    }

    #[test]
    fn a_pins_number_is_read_back_as_it_prints() {
        assert_eq!(PinId(17).to_string(), "17");
        assert_eq!("17".parse(), Ok(PinId(17)));
    }

    #[test]
    fn a_master_pin_never_expires() {
        assert!(pin(PinKind::Master).is_live(Timestamp::from_millis(i64::MAX)));
    }

    #[test]
    fn a_cleared_pin_stays_cleared_also_after_its_time() {
        let mut pin = pin(PinKind::OneTime);
        pin.live(NOON).unwrap().clear(act(NOON));
        assert_eq!(pin.state(Timestamp::from_millis(i64::MAX)), PinState::Cleared(act(NOON)));
        assert_eq!(pin.unnoted_expiry(Timestamp::from_millis(i64::MAX)), None);
    }

    #[test]
    fn a_one_time_pin_is_spent_by_what_it_proves_and_a_master_pin_is_not() {
        let mut one_time = pin(PinKind::OneTime);
        assert!(one_time.live(NOON).unwrap().prove(NOON));
        assert_eq!(one_time.state(NOON), PinState::Used(NOON));
        assert!(one_time.live(NOON).is_err());
        let mut master = pin(PinKind::Master);
        assert!(!master.live(NOON).unwrap().prove(NOON));
        assert_eq!(master.state(NOON), PinState::Live);
    }

    #[test]
    fn a_pin_says_what_ended_it() {
        let mut worn_out = pin(PinKind::Master);
        worn_out.live(NOON).unwrap().wear_out(NOON);
        assert_eq!(worn_out.state(NOON), PinState::WornOut(NOON));
        let mut voided = pin(PinKind::OneTime);
        voided.live(NOON).unwrap().void(NOON);
        assert_eq!(voided.state(NOON), PinState::Voided(NOON));
    }

    #[test]
    fn an_ended_pin_cannot_be_ended_again() {
        let mut pin = pin(PinKind::OneTime);
        let end = pin.expires_at.unwrap();
        assert!(pin.live(end).is_err());
        pin.live(NOON).unwrap().replace(act(NOON));
        assert!(pin.live(NOON).is_err());
        assert_eq!(pin.state(NOON), PinState::Replaced(act(NOON)));
    }
}
