//! What supervisors are told when wrong tries on many accounts look like an attack.

use super::links::Links;
use crate::mail::text::Text;

pub(super) fn text(wrong: u32, accounts: u32, links: Links<'_>, when: &str) -> Text {
    Text {
        subject: "Support desk: someone may be guessing PINs".into(),
        paragraphs: vec![
            format!(
                "{wrong} wrong PINs were given to support on {accounts} accounts within a few minutes. That was noticed \
                 {when}."
            ),
            "No single account or agent needs to have reached a limit. Look at the desk's history for what the tries \
             have in common: a channel, an agent, a helpdesk."
                .into(),
            "Everyone at the desk sees a warning as long as it goes on. This mail is sent once an hour at most.".into(),
        ],
        action: ("Open the desk's history", links.desk_history()),
        if_not_you: "If many customers mistyped their PINs for a reason that you know, there is nothing to do.".into(),
    }
}
