//! Who may act for an account: invited, added, changed and gone.

use domain::{account::Account, person::Role};

use super::{OnAccount, role_rights, role_title, titled};
use crate::mail::text::{self, Text};

const NOT_AGREED: &str = "If neither you nor anyone else who may decide this did it, undo it on that page, choose a \
                          new password for your sign-in, and tell support.";

pub(super) fn invitation(account: &Account, by: &str, role: Role, link: String, until: &str) -> Text {
    let account = titled(account);
    let by = match text::name(by) {
        name if name.is_empty() => "Someone with access to it".to_owned(),
        name => name,
    };
    Text {
        subject: format!("Invitation to {account}"),
        paragraphs: vec![
            format!("{by} invites you to act for {account}, as {}.", role_title(role)),
            role_rights(role).into(),
            format!("The link below works once, and ends {until}."),
        ],
        action: ("Look at the invitation", link),
        if_not_you:
            "If you do not know who invites you, do nothing: without the link nobody can accept in your \
                     place. Please do not pass this mail on."
                .into(),
    }
}

pub(super) fn access_given(on: &OnAccount<'_>, role: Role) -> Text {
    let (account, who) = (on.account(), on.about("Someone"));
    Text {
        subject: format!("{who} now has access to {account}"),
        paragraphs: vec![
            format!("{who} may act for {account}, as {}. That began {}.", role_title(role), on.when),
            role_rights(role).into(),
        ],
        action: on.to_people(),
        if_not_you: NOT_AGREED.into(),
    }
}

pub(super) fn role_changed(on: &OnAccount<'_>, role: Role) -> Text {
    let (account, who, title) = (on.account(), on.about("Someone"), role_title(role));
    Text {
        subject: format!("{who} is now {title} on {account}"),
        paragraphs: vec![
            format!("The role of {who} on {account} was changed to {title} {}.", on.when),
            role_rights(role).into(),
        ],
        action: on.to_people(),
        if_not_you: NOT_AGREED.into(),
    }
}

pub(super) fn access_ended(on: &OnAccount<'_>) -> Text {
    let (account, who) = (on.account(), on.about("Someone"));
    Text {
        subject: format!("{who} no longer has access to {account}"),
        paragraphs: vec![
            format!("{who} may not act for {account} any more. The access ended {}.", on.when),
            "All live PINs of the account were cleared, since they were known to someone who has left. Generate new \
             ones in the control panel when you need them, and give a new Master PIN to your sub-contacts."
                .into(),
        ],
        action: on.to_people(),
        if_not_you: NOT_AGREED.into(),
    }
}

pub(super) fn contact_removed(on: &OnAccount<'_>, cleared: bool) -> Text {
    let (account, who) = (on.account(), on.about("A sub-contact"));
    let pins = if cleared {
        "The Master PIN was cleared too. Generate a new one in the control panel, and give it to the sub-contacts who \
         stay."
    } else {
        "The account's PINs were left as they are. If you gave one to this sub-contact, generate a new one in its \
         place."
    };
    Text {
        subject: format!("{who} is no longer a sub-contact of {account}"),
        paragraphs: vec![
            format!("{who} was taken off the list of sub-contacts of {account} {}.", on.when),
            pins.into(),
        ],
        action: on.to_people(),
        if_not_you: NOT_AGREED.into(),
    }
}
