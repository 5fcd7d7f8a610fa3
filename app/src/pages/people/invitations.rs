//! Those who are invited, and the form that invites.

use domain::{
    access::{Invitation, InvitationId},
    account::AccountNumber,
    desk::People,
    person::{Email, Role},
    session::Caller,
};
use leptos::prelude::*;

use super::words::{role_title, role_value, told};
use crate::{
    api::notice::Notice,
    components::{
        said::problem_of,
        sent::{Field, Sent},
    },
};

/// The open invitations and, for a holder, a new one.
#[component]
pub(super) fn Invitations(
    caller: Caller,
    people: People,
    changes: bool,
    notice: Option<Notice>,
) -> impl IntoView {
    let account = people.account.number;
    if people.invitations.is_empty() && !changes {
        return ().into_any();
    }
    let rows = people
        .invitations
        .iter()
        .map(|invitation| {
            let by = people.name_of(invitation.invited_by).unwrap_or("someone who has left").to_owned();
            view! { <Row caller=caller.clone() invitation=invitation.clone() by changes/> }
        })
        .collect_view();
    let list = (!people.invitations.is_empty()).then(|| view! { <ul class="people-list">{rows}</ul> });
    let form = changes
        .then(|| view! { <InviteForm account sent=Sent::back(notice.as_ref(), "invite")/> }.into_any());
    view! {
        <section class="people" aria-labelledby="invitations-title">
            <h2 id="invitations-title">"Invitations"</h2>
            {problem_of(notice.as_ref(), &["withdraw_invitation"])}
            {list}
            {form}
        </section>
    }
    .into_any()
}

#[component]
fn Row(caller: Caller, invitation: Invitation, by: String, changes: bool) -> impl IntoView {
    let InvitationId(id) = invitation.id;
    let email = invitation.email.to_string();
    let withdraw = changes.then(|| {
        view! {
            <form method="post" action="/api/withdraw_invitation">
                <input type="hidden" name="account" value=invitation.account.to_string()/>
                <input type="hidden" name="invitation" value=id.to_string()/>
                <button class="button" type="submit">
                    "Withdraw"
                    <span class="visually-hidden">" " <bdi>{email.clone()}</bdi></span>
                </button>
            </form>
        }
    });
    view! {
        <li class="people-row">
            <div class="people-who">
                <h3>
                    <bdi>{email.clone()}</bdi>
                </h3>
                <p class="people-soft">"Invited by " <bdi>{by}</bdi></p>
            </div>
            <div class="people-what">
                <p>{role_title(invitation.role)}</p>
                <p class="people-soft">"Open until " {told(&caller, invitation.link.expires_at)}</p>
            </div>
            <div class="people-actions">{withdraw}</div>
        </li>
    }
}

#[component]
fn InviteForm(account: AccountNumber, sent: Sent) -> impl IntoView {
    let chosen = sent.value("role", role_value(Role::SubAccount));
    let roles =
        [(Role::SubAccount, "sees, generates and clears PINs"), (Role::Holder, "can also change this list")]
            .map(|(role, may)| {
                let value = role_value(role);
                view! {
                    <label class="choice">
                        <input type="radio" name="role" value=value checked=chosen == value required/>
                        <span>
                            {role_title(role)}
                            <span class="people-soft">": " {may}</span>
                        </span>
                    </label>
                }
            })
            .collect_view();
    view! {
        <form class="people-form" method="post" action="/api/invite" aria-labelledby="invite-title">
            <h3 id="invite-title">"Invite someone"</h3>
            <p class="people-hint">"They get a mail with a link, and choose a password of their own."</p>
            {sent.problem()}
            <input type="hidden" name="account" value=account.to_string()/>
            <Field sent name="email" label="Email" kind="email" required=true longest=Email::MAX_LENGTH/>
            <fieldset class="choices">
                <legend>"Role"</legend>
                {roles}
            </fieldset>
            <button class="button button-primary" type="submit">"Send invitation"</button>
        </form>
    }
}
