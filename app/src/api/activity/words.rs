//! A sentence for each event. It names people as they are called today, and never a code.

use domain::{
    desk::Happening,
    history::{Event, KeyChange, ListChange, OperatorChange},
    person::Role,
    pin::PinKind,
    time::Timestamp,
    verification::Channel,
};

use crate::api::times::moment_in;

const ERASED: &str = "someone who was erased";

/// What happened, who did it and how, for someone in this time zone.
pub(super) fn sentence(happening: &Happening, zone: Option<&str>) -> String {
    let (who, whom) = (who(happening), happening.whom.as_deref().unwrap_or(ERASED));
    match &happening.event {
        Event::Generated { kind, .. } => format!("{who} generated a {}.", kind.title()),
        Event::Cleared { kind, .. } => format!("{who} cleared the {}.", kind.title()),
        Event::Expired { .. } => "The One-Time PIN expired.".to_owned(),
        Event::WornOut { .. } => {
            "The Master PIN was cleared after too many wrong tries in its life.".to_owned()
        }
        Event::Voided { .. } => {
            "The operator cleared the One-Time PIN, since the server’s clock was wrong.".to_owned()
        }
        Event::ClearedWithAccess { kind, .. } => {
            format!("The {} was cleared, since someone who could read it lost access.", kind.title())
        }
        Event::Verified { kind, channel, .. } => verified(*kind, *channel),
        Event::WrongTry { channel, interrupted: false, .. } => {
            format!("{} gave support a wrong PIN.", caller(*channel))
        }
        Event::WrongTry { channel, interrupted: true, .. } => format!(
            "{} gave support a PIN that couldn’t be checked in time; it counts as wrong.",
            caller(*channel)
        ),
        Event::TooLate { channel, .. } => format!(
            "{} gave support the right PIN too late: it had just stopped working, or too many wrong ones had been \
             given. Nobody was verified.",
            caller(*channel)
        ),
        Event::Locked => {
            "Too many wrong PINs were given: support verifies nobody until a new PIN is generated.".to_owned()
        }
        Event::LockedForTheDay { until } => format!(
            "Too many wrong PINs were given within a day: support verifies nobody until {}.",
            moment_in(zone, Timestamp::from_millis(*until))
        ),
        Event::Reported { .. } => format!(
            "{who} reported a call or chat with support that was none of theirs: support verifies nobody until a new \
             PIN is generated."
        ),
        Event::ReceiptOpened { .. } => {
            "Someone at support opened the receipt of an earlier verification, as they do to take a caller over from a \
             colleague."
                .to_owned()
        }
        Event::DailyLockLifted { .. } => {
            "A supervisor at support allowed a few more tries in spite of the lock, only with a One-Time PIN generated \
             after this."
                .to_owned()
        }
        Event::AccessGiven { role, by, .. } => access_given(&who, whom, *role, by.is_some()),
        Event::RoleChanged { person, role, by } => {
            let whom = if *by == Some(*person) { "themselves" } else { whom };
            format!("{who} made {whom} {}.", a(*role))
        }
        Event::AccessEnded { person, by } if *by == Some(*person) => {
            format!("{who} gave up their own access.")
        }
        Event::AccessEnded { .. } => format!("{who} ended the access of {whom}."),
        Event::Invitation { change, .. } => match change {
            ListChange::Added => format!("{who} invited someone to the account."),
            ListChange::Changed => format!("{who} sent an invitation again."),
            ListChange::Removed => format!("{who} withdrew an invitation."),
        },
        Event::Contact { change, .. } => match change {
            ListChange::Added => format!("{who} added a sub-contact."),
            ListChange::Changed => format!("{who} changed a sub-contact."),
            ListChange::Removed => format!("{who} removed a sub-contact."),
        },
        Event::AccountDisabled => "The operator disabled the account.".to_owned(),
        Event::AccountEnabled => "The operator enabled the account again.".to_owned(),
        Event::AgentSuspended { .. } => {
            "Someone at support was suspended after too many wrong tries.".to_owned()
        }
        Event::SuspensionLifted { staff: Some(_), .. } => {
            "A supervisor lifted the suspension of someone at support.".to_owned()
        }
        Event::SuspensionLifted { staff: None, .. } => {
            "The operator lifted the suspension of someone at support.".to_owned()
        }
        Event::Alarm { wrong, accounts } => format!(
            "Wrong tries looked like an attack: {wrong} within a short time, on {accounts} accounts. Support’s \
             supervisors were told."
        ),
        Event::ClockAccepted { .. } => "The operator accepted the server’s clock as it was.".to_owned(),
        Event::Keys { change, key } => match change {
            KeyChange::Added => format!("The operator added key {key}."),
            KeyChange::Rotated => format!("The operator had everything sealed under key {key}."),
            KeyChange::Dropped => format!("The operator dropped key {key}."),
        },
        Event::SignInChanged { change, .. } => match change {
            OperatorChange::Made => "The operator made a sign-in.",
            OperatorChange::Disabled => "The operator disabled a sign-in.",
            OperatorChange::Enabled => "The operator enabled a sign-in again.",
            OperatorChange::SecondFactorReset => "The operator took the second factor off a sign-in.",
        }
        .to_owned(),
    }
}

/// Who did it, as a sentence begins.
fn who(happening: &Happening) -> String {
    match (&happening.by, happening.event.person()) {
        (Some(name), _) => name.clone(),
        (None, Some(_)) => "Someone who was erased".to_owned(),
        (None, None) => "The operator".to_owned(),
    }
}

fn access_given(who: &str, whom: &str, role: Role, by_invitation: bool) -> String {
    if by_invitation {
        format!("{who} invited {whom}, who now has access as {}.", a(role))
    } else {
        format!("{who} gave {whom} access as {}.", a(role))
    }
}

fn verified(kind: PinKind, channel: Channel) -> String {
    let caller = match channel {
        Channel::Phone => "Someone who phoned support",
        Channel::Chat => "Someone in chat",
    };
    let afterwards = match kind {
        PinKind::Master => "",
        PinKind::OneTime => " It is used up.",
    };
    format!("{caller} was verified with the {}.{afterwards}", kind.title())
}

const fn caller(channel: Channel) -> &'static str {
    match channel {
        Channel::Phone => "Someone on the phone",
        Channel::Chat => "Someone in chat",
    }
}

/// A role with its article.
const fn a(role: Role) -> &'static str {
    match role {
        Role::Holder => "an account holder",
        Role::SubAccount => "a sub-account",
    }
}

#[cfg(test)]
mod tests;
