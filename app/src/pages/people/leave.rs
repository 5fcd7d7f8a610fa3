//! Someone is about to give up their own access.

use domain::{desk::People, person::Role};
use leptos::prelude::*;

use super::found::{Around, Found, find, part};
use crate::{
    api::{ApiError, notice::Notice},
    components::{
        frame::{Place, Section},
        said::said,
    },
    pages::not_found::Problem,
};

/// Says what leaving does, before it does.
#[component]
pub(in crate::pages) fn LeavePage() -> impl IntoView {
    let number = part("number");
    Suspend::new(async move {
        match find(&number).await {
            Ok(found) => view! { <Leave found/> }.into_any(),
            Err(error) => view! { <Problem error/> }.into_any(),
        }
    })
}

/// Whether this person is the account's only holder, and has to stay.
pub(super) fn stays(people: &People, role: Role) -> bool {
    role == Role::Holder && people.members.iter().filter(|member| member.role == Role::Holder).count() <= 1
}

/// The page itself, also for someone who is about to remove themselves.
#[component]
pub(super) fn Leave(found: Found) -> impl IntoView {
    let name = found.account_name();
    let Found { caller, people, notice } = found;
    let account = people.account.number;
    let back = Section::People.of(account);
    let title = format!("Leave {name}");
    let content = if stays(&people, people.role) {
        view! {
            <p>{ApiError::LastHolder.sentence()}</p>
        }
        .into_any()
    } else {
        view! {
            <ul class="people-results">
                <li>
                    "All PINs of " <bdi>{name.clone()}</bdi>
                    " are cleared at once: the Master PIN and the One-Time PIN."
                </li>
                <li>"You can’t open this account any more, unless an account holder invites you again."</li>
                <li>"Its account holders are told by mail."</li>
            </ul>
            <form method="post" action="/api/leave">
                <input type="hidden" name="account" value=account.to_string()/>
                <button class="button button-primary" type="submit">
                    <span>"Leave " <bdi>{name.clone()}</bdi></span>
                </button>
            </form>
        }
        .into_any()
    };
    view! {
        <Around caller people place=Place::Below(Section::People) title>
            <Question notice back>
                <h1>"Leave " <bdi>{name}</bdi> "?"</h1>
                {content}
            </Question>
        </Around>
    }
}

/// A question with the way back.
#[component]
pub(super) fn Question(notice: Option<Notice>, back: String, children: Children) -> impl IntoView {
    view! {
        {said(notice.as_ref())}
        <div class="people-question">
            {children()}
            <p>
                <a href=back>"Back to People"</a>
            </p>
        </div>
    }
}
