//! Those who sign in.

use domain::{
    access::Member,
    account::AccountNumber,
    desk::People,
    person::{PersonId, Role},
    session::Caller,
};
use leptos::prelude::*;

use super::words::{day, role_title, role_value};
use crate::{api::notice::Notice, components::said::problem_of};

/// Those who sign in, with what a holder can change about each.
#[component]
pub(super) fn Members(
    caller: Caller,
    people: People,
    changes: bool,
    notice: Option<Notice>,
) -> impl IntoView {
    let account = people.account.number;
    let holders = people.members.iter().filter(|member| member.role == Role::Holder).count();
    let rows = people
        .members
        .into_iter()
        .map(|member| {
            let stays = member.role == Role::Holder && holders == 1;
            let actions = if member.person.id == caller.person.id {
                view! {
                    <a class="button" href=format!("/accounts/{account}/leave")>
                        "Leave this account"
                    </a>
                }
                .into_any()
            } else if changes && !stays {
                view! { <Actions account member=member.clone()/> }.into_any()
            } else {
                ().into_any()
            };
            view! { <Row caller=caller.clone() member stays actions/> }
        })
        .collect_view();
    view! {
        <section class="people" aria-labelledby="members-title">
            <h2 id="members-title">"People who sign in"</h2>
            <p class="people-hint">
                "Account holders can do everything on the account. Sub-accounts see, generate and clear its PINs."
            </p>
            {problem_of(notice.as_ref(), &["change_role", "remove_person"])}
            <ul class="people-list">{rows}</ul>
        </section>
    }
}

#[component]
fn Row(caller: Caller, member: Member, stays: bool, actions: AnyView) -> impl IntoView {
    let is_you = member.person.id == caller.person.id;
    let off = member.disabled_at.map(|at| {
        view! {
            <p class="people-off">"We turned this sign-in off on " {day(&caller, at)} "."</p>
        }
    });
    view! {
        <li class="people-row">
            <div class="people-who">
                <h3>
                    <bdi>{member.person.name}</bdi>
                    {is_you.then(|| view! { " " <span class="people-tag">"You"</span> })}
                </h3>
                <p>
                    <bdi>{member.person.email.to_string()}</bdi>
                </p>
                {off}
            </div>
            <div class="people-what">
                <p>{role_title(member.role)}</p>
                <p class="people-soft">"Since " {day(&caller, member.since)}</p>
                {stays.then(|| view! { <p class="people-soft">"The only account holder"</p> })}
            </div>
            <div class="people-actions">{actions}</div>
        </li>
    }
}

#[component]
fn Actions(account: AccountNumber, member: Member) -> impl IntoView {
    let PersonId(id) = member.person.id;
    let name = member.person.name;
    let (other, label) = match member.role {
        Role::Holder => (Role::SubAccount, "Make sub-account"),
        Role::SubAccount => (Role::Holder, "Make account holder"),
    };
    view! {
        <form method="post" action="/api/change_role">
            <input type="hidden" name="account" value=account.to_string()/>
            <input type="hidden" name="person" value=id.to_string()/>
            <input type="hidden" name="role" value=role_value(other)/>
            <button class="button" type="submit">
                {label}
                <span class="visually-hidden">" (" <bdi>{name.clone()}</bdi> ")"</span>
            </button>
        </form>
        <a class="button" href=format!("/accounts/{account}/people/{id}/remove")>
            "Remove"
            <span class="visually-hidden">" " <bdi>{name}</bdi></span>
        </a>
    }
}
