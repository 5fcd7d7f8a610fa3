//! What a try came to, by name.

use super::*;
use crate::verification::{Attempt, AttemptId, Channel};

fn kept(state: TryState, locked: bool) -> KeptTry {
    let attempt = Attempt {
        id: AttemptId(1),
        at: Timestamp::from_millis(0),
        agent: Agent::Person(PersonId(7)),
        channel: Channel::Phone,
        contact: None,
        ticket: None,
        unknown_account: None,
        master: None,
        one_time: None,
    };
    KeptTry { account: AccountNumber::NOBODY, attempt, state, locked }
}

#[test]
fn results_are_named_and_nothing_else_names_one() {
    for result in TryResult::ALL {
        assert_eq!(result.as_str().parse(), Ok(result));
    }
    for text in ["", "Verified", "verified ", "pending", "wrong"] {
        assert_eq!(text.parse::<TryResult>(), Err(NotATryResult), "{text:?}");
    }
}

#[test]
fn a_try_came_to_one_result_and_one_that_locked_to_two() {
    use TryResult::{Locked, NoLivePin, NotVerified, Verified};
    for (state, locked, results) in [
        (TryState::Pending, false, &[][..]),
        (TryState::NoLivePin, false, &[NoLivePin]),
        (TryState::Settled(Verdict::Right), false, &[Verified]),
        (TryState::Settled(Verdict::Void), false, &[NotVerified]),
        (TryState::Settled(Verdict::Wrong), false, &[NotVerified]),
        (TryState::Settled(Verdict::Interrupted), false, &[NotVerified]),
        (TryState::Settled(Verdict::Wrong), true, &[NotVerified, Locked]),
    ] {
        let kept = kept(state, locked);
        let fitting: Vec<_> = TryResult::ALL.into_iter().filter(|result| result.fits(&kept)).collect();
        assert_eq!(fitting, results, "{state:?}");
    }
}
