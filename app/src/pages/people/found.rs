//! What the pages about an account's people begin with: who asks, about which account, and what is there.

use domain::{
    contact::{Contact, ContactId},
    desk::People,
    permission::{self, Action},
    session::Caller,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use crate::{
    api::{ApiError, context, cookie::Cookies, notice::Notice},
    components::{
        SessionWatch,
        frame::{Accounts, Place, SiteHeader},
    },
};

/// Whoever looks, the people they look at, and what the last form left to say.
pub(super) struct Found {
    pub(super) caller: Caller,
    pub(super) people: People,
    pub(super) notice: Option<Notice>,
}

/// A part of the page's address.
pub(super) fn part(name: &str) -> String {
    use_params_map().read_untracked().get(name).unwrap_or_default()
}

/// The people of the account with this number.
pub(super) async fn find(number: &str) -> Result<Found, ApiError> {
    let caller = context::caller().ok_or(ApiError::SignedOut)?;
    let customer = context::customer(Some(&caller))?;
    let account = number.parse().map_err(|_| ApiError::NotFound)?;
    let people = context::desk().people(customer, account).await?;
    let notice = Notice::take(expect_context::<Cookies>());
    Ok(Found { caller, people, notice })
}

/// The same for whoever may change them.
pub(super) async fn find_to_change(number: &str) -> Result<Found, ApiError> {
    let found = find(number).await?;
    if found.may_change() { Ok(found) } else { Err(ApiError::NotAllowed) }
}

impl Found {
    /// Whether the person who looks may change people.
    pub(super) fn may_change(&self) -> bool {
        permission::may(Some(self.people.role), Action::ChangePeople)
    }

    /// The account's name.
    pub(super) fn account_name(&self) -> String {
        self.people.account.name.clone()
    }

    /// The sub-contact that an address names.
    pub(super) fn contact(&self, id: &str) -> Result<(ContactId, Contact), ApiError> {
        let id: i64 = id.parse().map_err(|_| ApiError::NotFound)?;
        let found = self.people.contacts.iter().find(|(contact, _)| contact.0 == id);
        found.cloned().ok_or(ApiError::NotFound)
    }
}

/// What stands around such a page's content.
#[component]
pub(super) fn Around(
    caller: Caller,
    people: People,
    place: Place,
    title: String,
    children: Children,
) -> impl IntoView {
    let People { account, accounts, .. } = people;
    let number = account.number.to_string();
    view! {
        <Title text=title/>
        <SiteHeader caller=Some(caller)/>
        <Accounts accounts current=account place/>
        <main id="main" class="people-page">
            <SessionWatch account=Some(number)/>
            {children()}
        </main>
    }
}
