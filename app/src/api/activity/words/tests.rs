use domain::pin::PinKind::{Master, OneTime};

use super::*;

const HANNA: Option<&str> = Some("Hanna Holt");
const SAM: Option<&str> = Some("Sam Shore");

/// What is said of an event by someone and to someone, to a reader in Berlin.
fn said_of(event: Event, by: Option<&str>, whom: Option<&str>) -> String {
    let at = Timestamp::from_millis(0);
    let happening =
        Happening { number: 1, at, event, by: by.map(str::to_owned), whom: whom.map(str::to_owned) };
    sentence(&happening, Some("Europe/Berlin"))
}

/// What is said of what no person of the account did.
fn said(event: Event) -> String {
    said_of(event, None, None)
}

#[test]
fn a_pin_that_came_or_went_says_who_did_it_or_why() {
    let (kind, pin, person) = (Master, 1, 1);
    for (event, sentence) in [
        (Event::Generated { kind, pin, person }, "Hanna Holt generated a Master PIN."),
        (Event::Generated { kind: OneTime, pin, person }, "Hanna Holt generated a One-Time PIN."),
        (Event::Cleared { kind, pin, person }, "Hanna Holt cleared the Master PIN."),
    ] {
        assert_eq!(said_of(event, HANNA, None), sentence);
    }
    for (event, sentence) in [
        (Event::Expired { pin }, "The One-Time PIN expired."),
        (Event::WornOut { pin }, "The Master PIN was cleared after too many wrong tries in its life."),
        (Event::Voided { pin }, "The operator cleared the One-Time PIN, since the server’s clock was wrong."),
        (
            Event::ClearedWithAccess { kind: OneTime, pin },
            "The One-Time PIN was cleared, since someone who could read it lost access.",
        ),
    ] {
        assert_eq!(said(event), sentence);
    }
}

#[test]
fn a_verification_says_by_which_channel_and_that_a_one_time_pin_is_used_up() {
    let (pin, attempt) = (1, 2);
    for (kind, channel, sentence) in [
        (Master, Channel::Phone, "Someone who phoned support was verified with the Master PIN."),
        (Master, Channel::Chat, "Someone in chat was verified with the Master PIN."),
        (
            OneTime,
            Channel::Phone,
            "Someone who phoned support was verified with the One-Time PIN. It is used up.",
        ),
    ] {
        assert_eq!(said(Event::Verified { kind, pin, attempt, channel }), sentence);
    }
}

#[test]
fn tries_that_verified_nobody_say_why() {
    let attempt = 2;
    for (channel, interrupted, sentence) in [
        (Channel::Phone, false, "Someone on the phone gave support a wrong PIN."),
        (Channel::Chat, false, "Someone in chat gave support a wrong PIN."),
        (
            Channel::Chat,
            true,
            "Someone in chat gave support a PIN that couldn’t be checked in time; it counts as wrong.",
        ),
    ] {
        assert_eq!(said(Event::WrongTry { attempt, channel, interrupted }), sentence);
    }
    assert_eq!(
        said(Event::TooLate { attempt, channel: Channel::Phone }),
        "Someone on the phone gave support the right PIN too late: it had just stopped working, or too many wrong \
         ones had been given. Nobody was verified."
    );
}

#[test]
fn a_lock_says_what_ends_it_or_when_in_the_readers_zone() {
    assert_eq!(
        said(Event::Locked),
        "Too many wrong PINs were given: support verifies nobody until a new PIN is generated."
    );
    assert_eq!(
        said(Event::LockedForTheDay { until: 1_795_515_780_000 }),
        "Too many wrong PINs were given within a day: support verifies nobody until 24 November 2026 at 11:23 CET \
         (Europe/Berlin)."
    );
    assert_eq!(
        said_of(Event::Reported { person: 1 }, HANNA, None),
        "Hanna Holt reported a call or chat with support that was none of theirs: support verifies nobody until a \
         new PIN is generated."
    );
}

#[test]
fn what_support_did_beside_verifying_says_why_it_does_that() {
    assert_eq!(
        said(Event::ReceiptOpened { attempt: 2, staff: 7 }),
        "Someone at support opened the receipt of an earlier verification, as they do to take a caller over from a \
         colleague."
    );
    assert_eq!(
        said(Event::DailyLockLifted { staff: 7, account: None }),
        "A supervisor at support allowed a few more tries in spite of the lock, only with a One-Time PIN generated \
         after this."
    );
}

#[test]
fn access_says_who_gave_changed_or_ended_whose() {
    let (person, by, role) = (2, Some(1), Role::SubAccount);
    for (event, sentence) in [
        (
            Event::AccessGiven { person, role, by },
            "Hanna Holt invited Sam Shore, who now has access as a sub-account.",
        ),
        (
            Event::RoleChanged { person, role: Role::Holder, by },
            "Hanna Holt made Sam Shore an account holder.",
        ),
        (Event::AccessEnded { person, by }, "Hanna Holt ended the access of Sam Shore."),
    ] {
        assert_eq!(said_of(event, HANNA, SAM), sentence);
    }
    for (event, sentence) in [
        (
            Event::AccessGiven { person, role: Role::Holder, by: None },
            "The operator gave Sam Shore access as an account holder.",
        ),
        (Event::RoleChanged { person, role, by: None }, "The operator made Sam Shore a sub-account."),
        (Event::AccessEnded { person, by: None }, "The operator ended the access of Sam Shore."),
    ] {
        assert_eq!(said_of(event, None, SAM), sentence);
    }
}

#[test]
fn what_people_do_to_themselves_is_told_by_who_they_are_and_not_by_their_name() {
    let (person, role) = (2, Role::SubAccount);
    let left = Event::AccessEnded { person, by: Some(person) };
    assert_eq!(said_of(left.clone(), SAM, SAM), "Sam Shore gave up their own access.");
    assert_eq!(said(left), "Someone who was erased gave up their own access.");
    let namesake = Event::AccessEnded { person, by: Some(3) };
    assert_eq!(said_of(namesake, SAM, SAM), "Sam Shore ended the access of Sam Shore.");
    let own_role = Event::RoleChanged { person, role, by: Some(person) };
    assert_eq!(said_of(own_role, SAM, SAM), "Sam Shore made themselves a sub-account.");
}

#[test]
fn who_was_erased_is_not_taken_for_the_operator() {
    let (kind, pin, person) = (Master, 1, 1);
    assert_eq!(
        said(Event::Generated { kind, pin, person }),
        "Someone who was erased generated a Master PIN."
    );
    let ended = Event::AccessEnded { person: 2, by: Some(1) };
    assert_eq!(said(ended), "Someone who was erased ended the access of someone who was erased.");
    let ended = Event::AccessEnded { person: 2, by: None };
    assert_eq!(said(ended), "The operator ended the access of someone who was erased.");
}

#[test]
fn changed_lists_say_who_changed_them() {
    let person = 1;
    for (change, invitation, contact) in [
        (ListChange::Added, "invited someone to the account", "added a sub-contact"),
        (ListChange::Changed, "sent an invitation again", "changed a sub-contact"),
        (ListChange::Removed, "withdrew an invitation", "removed a sub-contact"),
    ] {
        let sentence = said_of(Event::Invitation { change, invitation: 1, person }, HANNA, None);
        assert_eq!(sentence, format!("Hanna Holt {invitation}."));
        let sentence = said_of(Event::Contact { change, contact: 1, person }, HANNA, None);
        assert_eq!(sentence, format!("Hanna Holt {contact}."));
    }
}

#[test]
fn what_the_operator_did_and_what_the_desk_met_have_words_too() {
    use KeyChange::{Added, Dropped, Rotated};
    let keys = |change| Event::Keys { change, key: 3 };
    let sign_in = |change| Event::SignInChanged { person: 1, change };
    for (event, sentence) in [
        (Event::AccountDisabled, "The operator disabled the account."),
        (Event::AccountEnabled, "The operator enabled the account again."),
        (
            Event::AgentSuspended { agent: "person 7".into() },
            "Someone at support was suspended after too many wrong tries.",
        ),
        (
            Event::SuspensionLifted { agent: "person/7".into(), staff: Some(8) },
            "A supervisor lifted the suspension of someone at support.",
        ),
        (
            Event::SuspensionLifted { agent: "person/7".into(), staff: None },
            "The operator lifted the suspension of someone at support.",
        ),
        (
            Event::Alarm { wrong: 51, accounts: 31 },
            "Wrong tries looked like an attack: 51 within a short time, on 31 accounts. Support’s supervisors were \
             told.",
        ),
        (Event::ClockAccepted { behind: 1 }, "The operator accepted the server’s clock as it was."),
        (keys(Added), "The operator added key 3."),
        (keys(Rotated), "The operator had everything sealed under key 3."),
        (keys(Dropped), "The operator dropped key 3."),
        (sign_in(OperatorChange::Made), "The operator made a sign-in."),
        (sign_in(OperatorChange::Disabled), "The operator disabled a sign-in."),
        (sign_in(OperatorChange::Enabled), "The operator enabled a sign-in again."),
        (sign_in(OperatorChange::SecondFactorReset), "The operator took the second factor off a sign-in."),
    ] {
        assert_eq!(said(event), sentence);
    }
}
