//! What happened when someone named the account to support: the right PIN, or wrong ones.

use domain::pin::PinKind;

use super::OnAccount;
use crate::mail::text::Text;

const NOT_IN_TOUCH: &str = "If nobody who acts for the account was in touch with support then, open the account and \
                            press “That wasn’t me” below its activity: it clears the PINs, and support verifies nobody \
                            until a new one is generated.";

pub(super) fn used(on: &OnAccount<'_>, kind: PinKind) -> Text {
    let (account, title) = (on.account(), kind.title());
    Text {
        subject: format!("{title} used on {account}"),
        paragraphs: vec![
            format!("Someone gave support the {title} of {account} {}, and was verified with it.", on.when),
            afterwards(kind).into(),
        ],
        action: on.to_account(),
        if_not_you: NOT_IN_TOUCH.into(),
    }
}

pub(super) fn used_after_wrong_tries(on: &OnAccount<'_>, kind: PinKind) -> Text {
    let (account, title) = (on.account(), kind.title());
    Text {
        subject: format!("{title} used on {account} after wrong tries"),
        paragraphs: vec![
            format!("Someone gave support the {title} of {account} {}, and was verified with it.", on.when),
            "Wrong PINs had been given shortly before. That happens to people who misread a PIN, and it is also what \
             guessing looks like."
                .into(),
            afterwards(kind).into(),
        ],
        action: on.to_account(),
        if_not_you: NOT_IN_TOUCH.into(),
    }
}

fn afterwards(kind: PinKind) -> &'static str {
    match kind {
        PinKind::Master => "The Master PIN keeps working until it is replaced or cleared.",
        PinKind::OneTime => {
            "The One-Time PIN is used up. When you next need one, generate it in the control panel."
        }
    }
}

pub(super) fn wrong_tries(on: &OnAccount<'_>) -> Text {
    let account = on.account();
    Text {
        subject: format!("Wrong PINs tried on {account}"),
        paragraphs: vec![
            format!("Several wrong PINs in a row were given to support for {account}, the last one {}.", on.when),
            "Nobody was verified with them. After a few more, support will not verify anyone for the account for a \
             while."
                .into(),
        ],
        action: on.to_account(),
        if_not_you: "If that was you, look up the PIN in the control panel before you try again. If nobody who acts \
                     for the account was in touch with support then, someone may be guessing: open the account and \
                     press “That wasn’t me” below its activity. It clears the PINs, and support verifies nobody until \
                     a new one is generated."
            .into(),
    }
}

pub(super) fn locked(on: &OnAccount<'_>) -> Text {
    let account = on.account();
    Text {
        subject: format!("Too many wrong PINs on {account}: verification locked"),
        paragraphs: vec![
            format!(
                "Too many wrong PINs were given to support for {account}. Since the last one, {}, support does not \
                 verify anyone for it.",
                on.when
            ),
            "To end the lock, generate a new PIN in the control panel. If too many wrong PINs were given within one \
             day, the lock stays after that; the control panel shows until when."
                .into(),
        ],
        action: on.to_account(),
        if_not_you: "If nobody who acts for the account was in touch with support then, someone may have been \
                     guessing: no guess was right. Press “That wasn’t me” below the account's activity before you \
                     generate a new PIN, so that what was verified shortly before counts for nothing any more."
            .into(),
    }
}

pub(super) fn worn_out(on: &OnAccount<'_>) -> Text {
    let account = on.account();
    Text {
        subject: format!("Master PIN cleared after wrong tries on {account}"),
        paragraphs: vec![
            format!("The Master PIN of {account} was cleared {}.", on.when),
            "So many wrong PINs had been given to support since it was generated that it was not safe any more. \
             Nobody was verified with them."
                .into(),
            "When you need a PIN for support, generate a new one in the control panel, and give it to your \
             sub-contacts again."
                .into(),
        ],
        action: on.to_account(),
        if_not_you: "If the wrong PINs came from none of your people, someone may have been guessing: a One-Time PIN \
                     is the safer kind. Press “That wasn’t me” below the account's activity, and support verifies nobody until \
                     a new PIN is generated."
            .into(),
    }
}

pub(super) fn reported(on: &OnAccount<'_>) -> Text {
    let account = on.account();
    Text {
        subject: format!("Verification reported on {account}"),
        paragraphs: vec![
            format!(
                "Someone with access to {account} said {} that they were not in touch with support when a PIN was \
                 given there.",
                on.when
            ),
            "The account's PINs were cleared, what had been verified within the last day counts for nothing any more, \
             and support verifies nobody for the account until a new PIN is generated. Support was told too."
                .into(),
        ],
        action: on.to_account(),
        if_not_you: "If you do not know why, ask the others who have access to the account. Whoever gave the PIN had \
                     got it from somewhere: look who has access, and end the sessions that you do not know."
            .into(),
    }
}
