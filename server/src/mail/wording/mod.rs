//! The words of each letter, in plain language: what happened, when, and what to do if it was not the reader.

mod alarm;
mod links;
mod notices;
mod people;
mod sign_in;
mod tries;

use domain::{
    account::Account,
    mail::{Content, Letter},
    person::Role,
};

use super::{
    text::{self, Text},
    when::Zone,
};
use crate::config::PublicUrl;
use links::Links;

/// What this letter says.
pub(super) fn of(letter: &Letter, public_url: &PublicUrl) -> Text {
    let links = Links(public_url);
    let zone = Zone::named(letter.time_zone.as_deref());
    match &letter.content {
        Content::OnAccount { account, notice, about, at } => {
            let on = OnAccount { account, about: about.as_deref(), when: zone.tell(*at), links };
            notices::text(&on, *notice)
        }
        Content::Invitation { account, by, role, link, expires_at } => {
            let until = zone.tell(*expires_at);
            people::invitation(account, by, *role, links.invitation(link), &until)
        }
        Content::PasswordReset { link, expires_at } => {
            sign_in::reset(links.new_password(link), &zone.tell(*expires_at))
        }
        Content::Welcome { link, expires_at } => {
            sign_in::welcome(links.new_password(link), &zone.tell(*expires_at))
        }
        Content::OnSignIn { change, at } => sign_in::changed(*change, links, &zone.tell(*at)),
        Content::Alarm { wrong, accounts, at } => alarm::text(*wrong, *accounts, links, &zone.tell(*at)),
    }
}

/// What the notices of an account have in common.
struct OnAccount<'a> {
    account: &'a Account,
    about: Option<&'a str>,
    when: String,
    links: Links<'a>,
}

impl OnAccount<'_> {
    fn account(&self) -> String {
        titled(self.account)
    }

    /// Whom the notice is about, or `unknown`.
    fn about(&self, unknown: &str) -> String {
        self.about.map(text::name).filter(|name| !name.is_empty()).unwrap_or_else(|| unknown.to_owned())
    }

    fn to_account(&self) -> (&'static str, String) {
        ("Open the account", self.links.account(self.account.number))
    }

    fn to_people(&self) -> (&'static str, String) {
        ("See the people of the account", self.links.people(self.account.number))
    }
}

/// The account as letters call it: its name, and the number that support asks for.
fn titled(account: &Account) -> String {
    match text::name(&account.name).as_str() {
        "" => format!("account {}", account.number),
        name => format!("{name} ({})", account.number),
    }
}

fn role_title(role: Role) -> &'static str {
    match role {
        Role::Holder => "account holder",
        Role::SubAccount => "sub-account",
    }
}

/// What someone with this role may do.
fn role_rights(role: Role) -> &'static str {
    match role {
        Role::Holder => {
            "An account holder may do everything on the account: see, generate and clear its PINs, read its history \
             and decide who else has access."
        }
        Role::SubAccount => {
            "A sub-account signs in with a password of its own and may see, generate and clear the account's PINs \
             and read its history."
        }
    }
}
