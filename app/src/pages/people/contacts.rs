//! Sub-contacts, and the form that lists one.

use domain::{
    account::AccountNumber,
    contact::{Contact, ContactId, Note, Phone},
    desk::People,
    name::NAME_LENGTH,
    person::Email,
};
use leptos::prelude::*;

use crate::{
    api::notice::Notice,
    components::{
        said::problem_of,
        sent::{Field, Lines, Sent},
    },
};

/// The sub-contacts and, for a holder, what changes the list.
#[component]
pub(super) fn Contacts(people: People, changes: bool, notice: Option<Notice>) -> impl IntoView {
    let account = people.account.number;
    let list = if people.contacts.is_empty() {
        view! { <p>"No sub-contacts yet."</p> }.into_any()
    } else {
        let contacts = people.contacts.into_iter();
        let rows = contacts.map(|(id, contact)| view! { <Row account id contact changes/> }).collect_view();
        view! { <ul class="people-list">{rows}</ul> }.into_any()
    };
    let form = changes
        .then(|| view! { <AddForm account sent=Sent::back(notice.as_ref(), "add_contact")/> }.into_any());
    view! {
        <section class="people" aria-labelledby="contacts-title">
            <h2 id="contacts-title">"Sub-contacts"</h2>
            <p class="people-hint">
                "Sub-contacts don’t sign in. Give them a PIN before they phone or chat with us. "
                "Someone who is listed on several accounts needs a PIN for each."
            </p>
            {problem_of(notice.as_ref(), &["remove_contact"])}
            {list}
            {form}
        </section>
    }
}

#[component]
fn Row(account: AccountNumber, id: ContactId, contact: Contact, changes: bool) -> impl IntoView {
    let Contact { name, email, phone, note } = contact;
    let (ContactId(id), name, note) = (id, name.to_string(), note.to_string());
    let of = name.clone();
    let actions = changes.then(|| {
        let link = |address: String, label: &'static str| {
            view! {
                <a class="button" href=address>
                    {label}
                    <span class="visually-hidden">" " <bdi>{of.clone()}</bdi></span>
                </a>
            }
        };
        let here = format!("/accounts/{account}/contacts/{id}");
        view! {
            {link(here.clone(), "Edit")}
            {link(format!("{here}/remove"), "Remove")}
        }
    });
    view! {
        <li class="people-row">
            <div class="people-who">
                <h3>
                    <bdi>{name}</bdi>
                </h3>
                {email.map(|email| view! { <p><bdi>{email.to_string()}</bdi></p> })}
                {phone.map(|phone| view! { <p><bdi>{phone.to_string()}</bdi></p> })}
            </div>
            <div class="people-what">
                {(!note.is_empty()).then(|| view! { <p class="people-note" dir="auto">{note}</p> })}
            </div>
            <div class="people-actions">{actions}</div>
        </li>
    }
}

#[component]
fn AddForm(account: AccountNumber, sent: Sent) -> impl IntoView {
    view! {
        <form class="people-form" method="post" action="/api/add_contact" aria-labelledby="add-title">
            <h3 id="add-title">"Add a sub-contact"</h3>
            {sent.problem()}
            <input type="hidden" name="account" value=account.to_string()/>
            <ContactFields sent/>
            <button class="button button-primary" type="submit">"Add sub-contact"</button>
        </form>
    }
}

/// The fields of a sub-contact.
#[component]
pub(super) fn ContactFields(sent: Sent, #[prop(optional)] stored: Option<Contact>) -> impl IntoView {
    let [name, email, phone, note] = match stored {
        None => Default::default(),
        Some(Contact { name, email, phone, note }) => [
            name.to_string(),
            email.map(|email| email.to_string()).unwrap_or_default(),
            phone.map(|phone| phone.to_string()).unwrap_or_default(),
            note.to_string(),
        ],
    };
    view! {
        <Field sent=sent.clone() name="name" label="Name" required=true longest=NAME_LENGTH stored=name/>
        <div class="people-reach" role="group" aria-label="Email or phone">
            <Field sent=sent.clone() name="email" label="Email" kind="email" longest=Email::MAX_LENGTH stored=email/>
            <Field sent=sent.clone() name="phone" label="Phone" kind="tel" longest=Phone::MAX_LENGTH stored=phone/>
            <p class="people-hint">"An email or a phone number is enough."</p>
        </div>
        <Lines sent name="note" label="Note" longest=Note::MAX_LENGTH stored=note/>
    }
}
