//! The page with everyone on it.

use leptos::prelude::*;

use super::{
    contacts::Contacts,
    found::{Around, Found, find, part},
    invitations::Invitations,
    members::Members,
};
use crate::{
    api::notice::Notice,
    components::{
        confirm_card::ConfirmCard,
        frame::{Place, Section},
        said::{done, problem_of, said},
    },
    pages::not_found::Problem,
};

/// Everyone on the account; for holders, with what changes them.
#[component]
pub(in crate::pages) fn PeoplePage() -> impl IntoView {
    let number = part("number");
    Suspend::new(async move {
        match find(&number).await {
            Ok(found) => view! { <Page found/> }.into_any(),
            Err(error) => view! { <Problem error/> }.into_any(),
        }
    })
}

/// The forms that say themselves what went wrong, where they are shown.
const SAID_BELOW: [&str; 7] = [
    "invite",
    "withdraw_invitation",
    "change_role",
    "remove_person",
    "add_contact",
    "remove_contact",
    "confirm",
];

#[component]
fn Page(found: Found) -> impl IntoView {
    let may_change = found.may_change();
    let Found { caller, people, notice } = found;
    let changes = may_change && caller.proved;
    let notice_of_lists = notice.clone().filter(|_| changes);
    let number = people.account.number;
    let title = format!("People of {}", people.account.name);
    let members = view! { <Members caller=caller.clone() people=people.clone() changes notice=notice_of_lists.clone()/> };
    let invitations = view! { <Invitations caller=caller.clone() people=people.clone() changes notice=notice_of_lists.clone()/> };
    let contacts = view! { <Contacts people=people.clone() changes notice=notice_of_lists/> };
    let (members, invitations, contacts) = (members.into_any(), invitations.into_any(), contacts.into_any());
    let name = people.account.name.clone();
    let head = match (may_change, changes) {
        (false, _) => {
            view! { <p class="people-hint">"Only account holders can change this list."</p> }.into_any()
        }
        (true, false) => {
            let said = problem_of(notice.as_ref(), &["confirm"]);
            view! { <ConfirmCard account=Some(number) said/> }.into_any()
        }
        (true, true) => ().into_any(),
    };
    let top = top(notice.as_ref(), may_change, changes);
    view! {
        <Around caller people place=Place::At(Section::People) title>
            {top}
            <h1>"People"</h1>
            <p class="account-line">
                <bdi>{name}</bdi>
                ", account "
                {number.to_string()}
            </p>
            {head}
            {members}
            {invitations}
            {contacts}
        </Around>
    }
}

/// What was done, or what went wrong with a form that is not on the page any more.
fn top(notice: Option<&Notice>, may_change: bool, changes: bool) -> Option<AnyView> {
    let form = notice?.form.as_str();
    let is_below = match (may_change, changes) {
        (_, true) => SAID_BELOW.contains(&form),
        (true, false) => form == "confirm",
        (false, false) => false,
    };
    if is_below { done(notice) } else { said(notice) }
}
