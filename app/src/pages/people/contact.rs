//! One sub-contact: changed, or taken off the list.

use domain::{
    account::AccountNumber,
    contact::{Contact, ContactId},
};
use leptos::prelude::*;

use super::{
    contacts::ContactFields,
    found::{Around, Found, find_to_change, part},
    leave::Question,
};
use crate::{
    api::{ApiError, notice::Notice},
    components::{
        confirm_card::ConfirmCard,
        frame::{Place, Section},
        said::{done, problem_of},
        sent::Sent,
    },
    pages::not_found::Problem,
};

/// The form that changes a sub-contact.
#[component]
pub(in crate::pages) fn ChangeContactPage() -> impl IntoView {
    let (number, contact) = (part("number"), part("contact"));
    Suspend::new(async move {
        match find_contact(&number, &contact).await {
            Ok((found, id, contact)) => view! { <ChangePage found id contact/> }.into_any(),
            Err(error) => view! { <Problem error/> }.into_any(),
        }
    })
}

/// Says what removing a sub-contact does, before it does.
#[component]
pub(in crate::pages) fn RemoveContactPage() -> impl IntoView {
    let (number, contact) = (part("number"), part("contact"));
    Suspend::new(async move {
        match find_contact(&number, &contact).await {
            Ok((found, id, contact)) => view! { <RemovePage found id contact/> }.into_any(),
            Err(error) => view! { <Problem error/> }.into_any(),
        }
    })
}

async fn find_contact(number: &str, contact: &str) -> Result<(Found, ContactId, Contact), ApiError> {
    let found = find_to_change(number).await?;
    let (id, contact) = found.contact(contact)?;
    Ok((found, id, contact))
}

#[component]
fn ChangePage(found: Found, id: ContactId, contact: Contact) -> impl IntoView {
    let Found { caller, people, notice } = found;
    let account = people.account.number;
    let name = contact.name.to_string();
    let title = format!("Edit {name}");
    let content = if caller.proved {
        view! { <ChangeForm account id contact notice=notice.clone()/> }.into_any()
    } else {
        view! { <ConfirmCard account=Some(account) said=problem_of(notice.as_ref(), &["change_contact"])/> }
            .into_any()
    };
    view! {
        <Around caller people place=Place::Below(Section::People) title>
            {done(notice.as_ref())}
            <div class="people-question">
                <h1>"Edit " <bdi>{name}</bdi></h1>
                {content}
                <p>
                    <a href=Section::People.of(account)>"Back to People"</a>
                </p>
            </div>
        </Around>
    }
}

#[component]
fn ChangeForm(
    account: AccountNumber,
    id: ContactId,
    contact: Contact,
    notice: Option<Notice>,
) -> impl IntoView {
    let (ContactId(id), sent) = (id, Sent::back(notice.as_ref(), "change_contact"));
    view! {
        <form class="people-form" method="post" action="/api/change_contact">
            {sent.problem()}
            <input type="hidden" name="account" value=account.to_string()/>
            <input type="hidden" name="contact" value=id.to_string()/>
            <ContactFields sent stored=contact/>
            <button class="button button-primary" type="submit">"Save"</button>
        </form>
    }
}

#[component]
fn RemovePage(found: Found, id: ContactId, contact: Contact) -> impl IntoView {
    let Found { caller, people, notice } = found;
    let account = people.account.number;
    let (ContactId(id), name) = (id, contact.name.to_string());
    let title = format!("Remove {name}");
    let content = if caller.proved {
        view! {
            <p>
                <bdi>{name.clone()}</bdi>
                " is taken off this account’s list. The account holders are told by mail."
            </p>
            <form class="people-form" method="post" action="/api/remove_contact">
                <input type="hidden" name="account" value=account.to_string()/>
                <input type="hidden" name="contact" value=id.to_string()/>
                <label class="choice">
                    <input type="checkbox" name="clear_master" value="yes" checked/>
                    <span>"Clear the Master PIN too? They may know it."</span>
                </label>
                <button class="button button-primary" type="submit">
                    <span>"Remove " <bdi>{name.clone()}</bdi></span>
                </button>
            </form>
        }
        .into_any()
    } else {
        view! { <ConfirmCard account=Some(account) said=None/> }.into_any()
    };
    view! {
        <Around caller people place=Place::Below(Section::People) title>
            <Question notice back=Section::People.of(account)>
                <h1>"Remove " <bdi>{name}</bdi> "?"</h1>
                {content}
            </Question>
        </Around>
    }
}
