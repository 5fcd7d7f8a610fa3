//! A try at the desk, as supervisors read it on the page and in the file.

use domain::{
    desk::{DeskTry, TryResult},
    verification::{Channel, TryState, Verdict},
};

use crate::api::times::{datetime, short_moment_in};

/// A try. No PIN is in it.
#[derive(Clone, Debug, PartialEq)]
pub struct TryView {
    /// When, in the words of the reader's time zone.
    pub at: String,
    /// The same in UTC, for programs (RFC 3339).
    pub datetime: String,
    /// The account number that was typed.
    pub account: String,
    /// Whether there is such an account.
    pub exists: bool,
    /// Who typed, by name; `None` for someone who was erased.
    pub agent: Option<String>,
    /// How the caller reached the desk.
    pub channel: Channel,
    /// Whom the caller said to be.
    pub contact: Option<String>,
    /// The helpdesk's ticket.
    pub ticket: Option<String>,
    /// What it came to, in words.
    pub result: &'static str,
    /// The result's name for programs; `pending`, where there is none yet.
    pub result_name: &'static str,
    /// Whether it locked the account.
    pub locked: bool,
}

/// A try, for someone in this time zone, which whoever shows it names beside it.
pub fn try_view(tried: &DeskTry, zone: Option<&str>) -> TryView {
    let (kept, attempt) = (&tried.kept, &tried.kept.attempt);
    let (result, result_name) = result(kept.state);
    TryView {
        at: short_moment_in(zone, attempt.at),
        datetime: datetime(attempt.at),
        account: kept.typed_account().to_string(),
        exists: attempt.unknown_account.is_none(),
        agent: tried.by.clone(),
        channel: attempt.channel,
        contact: attempt.contact.clone(),
        ticket: attempt.ticket.clone(),
        result,
        result_name,
        locked: kept.locked,
    }
}

/// What a try came to, in words and for programs.
const fn result(state: TryState) -> (&'static str, &'static str) {
    match state {
        TryState::Pending => ("Under way", "pending"),
        TryState::NoLivePin => ("No live PIN", TryResult::NoLivePin.as_str()),
        TryState::Settled(Verdict::Right) => ("Verified", TryResult::Verified.as_str()),
        TryState::Settled(Verdict::Wrong) => ("Not verified", TryResult::NotVerified.as_str()),
        TryState::Settled(Verdict::Void) => {
            ("Not verified: the right PIN, too late", TryResult::NotVerified.as_str())
        }
        TryState::Settled(Verdict::Interrupted) => {
            ("Not verified: not checked in time", TryResult::NotVerified.as_str())
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        account::AccountNumber,
        person::PersonId,
        time::Timestamp,
        verification::{Agent, Attempt, AttemptId, KeptTry},
    };

    use super::*;

    fn tried(state: TryState, unknown_account: Option<AccountNumber>) -> DeskTry {
        let attempt = Attempt {
            id: AttemptId(1),
            at: Timestamp::from_millis(1_795_515_780_000),
            agent: Agent::Person(PersonId(7)),
            channel: Channel::Phone,
            contact: None,
            ticket: Some("T-7".into()),
            unknown_account,
            master: None,
            one_time: None,
        };
        let account = unknown_account.map_or(10001.try_into().unwrap(), |_| AccountNumber::NOBODY);
        DeskTry { kept: KeptTry { account, attempt, state, locked: false }, by: Some("Ada".into()) }
    }

    #[test]
    fn each_result_has_its_words_and_its_name() {
        for (state, words, name) in [
            (TryState::Pending, "Under way", "pending"),
            (TryState::NoLivePin, "No live PIN", "no_live_pin"),
            (TryState::Settled(Verdict::Right), "Verified", "verified"),
            (TryState::Settled(Verdict::Wrong), "Not verified", "not_verified"),
            (TryState::Settled(Verdict::Void), "Not verified: the right PIN, too late", "not_verified"),
            (TryState::Settled(Verdict::Interrupted), "Not verified: not checked in time", "not_verified"),
        ] {
            let view = try_view(&tried(state, None), None);
            assert_eq!((view.result, view.result_name), (words, name), "{state:?}");
        }
    }

    #[test]
    fn a_number_that_was_typed_and_is_no_accounts_is_told_as_such() {
        let view = try_view(&tried(TryState::NoLivePin, Some(99999.try_into().unwrap())), None);
        assert_eq!((view.account.as_str(), view.exists), ("99999", false));
        let view = try_view(&tried(TryState::NoLivePin, None), Some("Europe/Berlin"));
        assert_eq!((view.account.as_str(), view.exists), ("10001", true));
        assert_eq!(
            (view.at.as_str(), view.datetime.as_str()),
            ("24 Nov 2026, 11:23", "2026-11-24T10:23:00Z")
        );
    }
}
