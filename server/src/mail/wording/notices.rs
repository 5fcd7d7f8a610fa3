//! What happened to an account's PINs and to the account itself.

use domain::{history::Notice, pin::PinKind};

use super::{OnAccount, people, tries};
use crate::mail::text::Text;

/// The letter of this notice.
pub(super) fn text(on: &OnAccount<'_>, notice: Notice) -> Text {
    match notice {
        Notice::Generated { kind } => generated(on, kind),
        Notice::Cleared { kind } => cleared(on, kind),
        Notice::Used { kind } => tries::used(on, kind),
        Notice::UsedAfterWrongTries { kind } => tries::used_after_wrong_tries(on, kind),
        Notice::WrongTries => tries::wrong_tries(on),
        Notice::Locked => tries::locked(on),
        Notice::WornOut => tries::worn_out(on),
        Notice::Reported => tries::reported(on),
        Notice::AccessGiven { role, .. } => people::access_given(on, role),
        Notice::RoleChanged { role, .. } => people::role_changed(on, role),
        Notice::AccessEnded { .. } => people::access_ended(on),
        Notice::ContactRemoved { cleared } => people::contact_removed(on, cleared),
        Notice::Disabled => disabled(on),
        Notice::Enabled => enabled(on),
    }
}

fn generated(on: &OnAccount<'_>, kind: PinKind) -> Text {
    let (account, title) = (on.account(), kind.title());
    let works = match kind {
        PinKind::Master => "It works until it is replaced or cleared.",
        PinKind::OneTime => "It works once, and only for a limited time.",
    };
    Text {
        subject: format!("{title} generated on {account}"),
        paragraphs: vec![
            format!("A new {title} was generated on {account} {}.", on.when),
            format!("{works} If the account had a {title} before, that one stopped working."),
            "This mail does not contain the PIN: you can see it in the control panel.".into(),
        ],
        action: on.to_account(),
        if_not_you: format!(
            "If neither you nor anyone else with access to the account did this, clear the {title} at once, choose a \
             new password for your sign-in, and tell support."
        ),
    }
}

fn cleared(on: &OnAccount<'_>, kind: PinKind) -> Text {
    let (account, title) = (on.account(), kind.title());
    Text {
        subject: format!("{title} cleared on {account}"),
        paragraphs: vec![
            format!("The {title} of {account} was cleared {}. It does not work any more.", on.when),
            "When you next need a PIN for support, generate a new one in the control panel.".into(),
        ],
        action: on.to_account(),
        if_not_you:
            "If neither you nor anyone else with access to the account did this, look who has access, choose \
                     a new password for your sign-in, and tell support."
                .into(),
    }
}

fn disabled(on: &OnAccount<'_>) -> Text {
    let account = on.account();
    Text {
        subject: format!("Account disabled: {account}"),
        paragraphs: vec![
            format!("We disabled {account} {}.", on.when),
            "All its PINs were cleared. While the account is disabled, no new PIN can be generated and support \
             cannot verify anyone for it."
                .into(),
        ],
        action: on.to_account(),
        if_not_you: "If you did not expect this, please ask support why.".into(),
    }
}

fn enabled(on: &OnAccount<'_>) -> Text {
    let account = on.account();
    Text {
        subject: format!("Account enabled again: {account}"),
        paragraphs: vec![
            format!("We enabled {account} again {}.", on.when),
            "PINs from before do not come back. When you need a PIN for support, generate a new one in the control \
             panel."
                .into(),
        ],
        action: on.to_account(),
        if_not_you: "If you did not expect this, please ask support why.".into(),
    }
}
