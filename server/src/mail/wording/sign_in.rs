//! The reader's own sign-in: begun, changed, and a new password asked for.

use domain::mail::SignInChange;

use super::links::Links;
use crate::mail::text::Text;

pub(super) fn welcome(link: String, until: &str) -> Text {
    Text {
        subject: "Your sign-in for the control panel".into(),
        paragraphs: vec![
            "We made a sign-in for you in the control panel. You sign in with this e-mail address and a password that \
             only you know."
                .into(),
            format!("Choose your password by the link below. It works once, and ends {until}."),
        ],
        action: ("Choose your password", link),
        if_not_you: "If you did not expect this, please tell support. Until a password is chosen, nobody can sign in."
            .into(),
    }
}

pub(super) fn reset(link: String, until: &str) -> Text {
    Text {
        subject: "Choose a new password".into(),
        paragraphs: vec![
            "Someone, most likely you, asked for a new password for your sign-in to the control panel."
                .into(),
            format!("Choose it by the link below. It works once, and ends {until}."),
        ],
        action: ("Choose a new password", link),
        if_not_you:
            "If that was not you, do nothing: your password stays as it is. Please do not pass this mail on: \
                     whoever has the link can choose your password."
                .into(),
    }
}

pub(super) fn changed(change: SignInChange, links: Links<'_>, when: &str) -> Text {
    let (subject, happened, meaning) = match change {
        SignInChange::Password => (
            "Your password was changed",
            "The password of your sign-in to the control panel was changed",
            "From now on, only the new password works.",
        ),
        SignInChange::SecondFactorOn => (
            "Second factor switched on",
            "A second factor was switched on for your sign-in to the control panel",
            "From now on, signing in also takes a code from your authenticator app. Keep your recovery codes where \
             you find them without your phone.",
        ),
        SignInChange::SecondFactorOff => (
            "Second factor switched off",
            "The second factor of your sign-in to the control panel was switched off",
            "From now on, your password alone is enough to sign in.",
        ),
        SignInChange::RecoveryCodeUsed => (
            "A recovery code was used to sign in",
            "Someone signed in to the control panel as you, with your password and a recovery code",
            "That recovery code is used up. When few are left, make new ones.",
        ),
        SignInChange::RecoveryCodesRenewed => (
            "New recovery codes for your sign-in",
            "New recovery codes were made for your sign-in to the control panel",
            "The former recovery codes do not work any more.",
        ),
    };
    Text {
        subject: subject.into(),
        paragraphs: vec![format!("{happened} {when}."), meaning.into()],
        action: ("Look at your sign-in", links.your_sign_in()),
        if_not_you:
            "If that was not you, choose a new password at once, sign out everywhere else on that page, and \
                     tell support. If you cannot sign in any more, tell support by phone or chat."
                .into(),
    }
}
