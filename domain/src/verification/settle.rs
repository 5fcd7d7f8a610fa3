//! The two halves of a verification after a try was counted: compare, and settle (requirement V2).

use subtle::{ConditionallySelectable as _, ConstantTimeEq as _};

use crate::{
    attempts::Candidates,
    pin::{Pin, PinCode, PinId, PinKind},
    time::Timestamp,
};

/// What a try is compared with in the place of one kind of PIN. There is always a code, so that a comparison costs
/// the same whatever the account has; where nothing is live it is a decoy, and counts for nothing.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The live PIN; `None` for a decoy.
    pub pin: Option<PinId>,
    /// Its code, or the decoy's.
    pub code: PinCode,
}

/// How a counted try is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// It was right, and that PIN still lives.
    Right(PinId),
    /// It was right when it was compared, and lost the race: uncounted, and answered as if no such PIN were live.
    Void,
    /// It was wrong.
    Wrong,
}

/// The PIN whose code was typed, after comparing all of both codes.
pub fn compare(typed: &PinCode, candidates: &[Candidate; 2]) -> Option<PinId> {
    let mut found = i64::MIN;
    for candidate in candidates {
        let id = candidate.pin.map_or(i64::MIN, |pin| pin.0);
        found.conditional_assign(&id, typed.ct_eq(&candidate.code));
    }
    (found != i64::MIN).then_some(PinId(found))
}

/// How the try is settled by what is true at the second commit: `found` is what was typed, `live` the ids that live
/// and have not expired now, and `locked` whether a lock was settled or a report came since the try was counted.
pub fn settle(found: Option<PinId>, live: &[PinId], locked: bool) -> Settled {
    match found {
        Some(pin) if live.contains(&pin) && !locked => Settled::Right(pin),
        Some(_) => Settled::Void,
        None => Settled::Wrong,
    }
}

impl Candidates {
    /// Whether a try may be compared with this PIN at `now`.
    pub fn include(self, pin: &Pin, now: Timestamp) -> bool {
        pin.is_live(now)
            && match self {
                Self::All => true,
                Self::OneTimeAfter(lifted_at) => pin.kind == PinKind::OneTime && pin.generated.at > lifted_at,
            }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        person::PersonId,
        pin::{Act, Actor},
        policy::Policy,
    };

    const NOON: Timestamp = Timestamp::from_millis(1_800_000_000_000);

    fn code(text: &str) -> PinCode {
        text.parse().unwrap()
    }

    fn candidates(master: Option<i64>, one_time: Option<i64>) -> [Candidate; 2] {
        [
            Candidate { pin: master.map(PinId), code: code("11111") },
            Candidate { pin: one_time.map(PinId), code: code("22222") },
        ]
    }

    #[test]
    fn what_was_typed_is_found_among_both_and_a_decoy_is_nothing() {
        let both = candidates(Some(3), Some(7));
        assert_eq!(compare(&code("11111"), &both), Some(PinId(3)));
        assert_eq!(compare(&code("22222"), &both), Some(PinId(7)));
        assert_eq!(compare(&code("33333"), &both), None);
        assert_eq!(compare(&code("11111"), &candidates(None, Some(7))), None);
        assert_eq!(compare(&code("22222"), &candidates(None, None)), None);
    }

    #[test]
    fn a_right_try_counts_only_while_that_very_pin_lives_and_nothing_is_locked() {
        let pin = PinId(3);
        assert_eq!(settle(Some(pin), &[pin], false), Settled::Right(pin));
        assert_eq!(settle(Some(pin), &[PinId(4)], false), Settled::Void);
        assert_eq!(settle(Some(pin), &[], false), Settled::Void);
        assert_eq!(settle(Some(pin), &[pin], true), Settled::Void);
        assert_eq!(settle(None, &[pin], false), Settled::Wrong);
        assert_eq!(settle(None, &[], true), Settled::Wrong);
    }

    #[test]
    fn after_a_lift_only_newer_one_time_pins_are_compared() {
        let made = |kind, at| {
            let act = Act { at, by: Actor { id: PersonId(1), name: "Hanna".into() } };
            Pin::generate(PinId(1), kind, act, &Policy::default())
        };
        let later = Timestamp::from_millis(NOON.as_millis() + 1);
        let lifted = Candidates::OneTimeAfter(NOON);
        assert!(lifted.include(&made(PinKind::OneTime, later), later));
        assert!(!lifted.include(&made(PinKind::OneTime, NOON), later));
        assert!(!lifted.include(&made(PinKind::Master, later), later));
        assert!(Candidates::All.include(&made(PinKind::Master, NOON), NOON));
        let expired = made(PinKind::OneTime, NOON);
        assert!(!Candidates::All.include(&expired, expired.expires_at.unwrap()));
    }
}
