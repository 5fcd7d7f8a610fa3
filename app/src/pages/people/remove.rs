//! A holder is about to end someone's access.

use domain::{access::Member, account::AccountNumber, person::PersonId};
use leptos::prelude::*;

use super::{
    found::{Around, Found, find_to_change, part},
    leave::{Leave, Question, stays},
};
use crate::{
    api::ApiError,
    components::{
        confirm_card::ConfirmCard,
        frame::{Place, Section},
    },
    pages::not_found::Problem,
};

/// Says what removing someone does, before it does.
#[component]
pub(in crate::pages) fn RemovePersonPage() -> impl IntoView {
    let (number, person) = (part("number"), part("person"));
    Suspend::new(async move {
        match find_person(&number, &person).await {
            Ok((found, member)) if member.person.id == found.caller.person.id => {
                view! { <Leave found/> }.into_any()
            }
            Ok((found, member)) => view! { <Page found member/> }.into_any(),
            Err(error) => view! { <Problem error/> }.into_any(),
        }
    })
}

async fn find_person(number: &str, person: &str) -> Result<(Found, Member), ApiError> {
    let found = find_to_change(number).await?;
    let id: i64 = person.parse().map_err(|_| ApiError::NotFound)?;
    let member = found.people.members.iter().find(|member| member.person.id == PersonId(id)).cloned();
    Ok((found, member.ok_or(ApiError::NotFound)?))
}

#[component]
fn Page(found: Found, member: Member) -> impl IntoView {
    let account_name = found.account_name();
    let Found { caller, people, notice } = found;
    let account = people.account.number;
    let back = Section::People.of(account);
    let name = member.person.name.clone();
    let title = format!("Remove {name}");
    let content = match (stays(&people, member.role), caller.proved) {
        (true, _) => view! { <p>{ApiError::LastHolder.sentence()}</p> }.into_any(),
        (false, proved) => view! { <Results account account_name member proved/> }.into_any(),
    };
    view! {
        <Around caller people place=Place::Below(Section::People) title>
            <Question notice back>
                <h1>"Remove " <bdi>{name}</bdi> "?"</h1>
                {content}
            </Question>
        </Around>
    }
}

#[component]
fn Results(account: AccountNumber, account_name: String, member: Member, proved: bool) -> impl IntoView {
    let PersonId(id) = member.person.id;
    let name = member.person.name;
    let form = if proved {
        view! {
            <form method="post" action="/api/remove_person">
                <input type="hidden" name="account" value=account.to_string()/>
                <input type="hidden" name="person" value=id.to_string()/>
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
        <ul class="people-results">
            <li>
                "All PINs of " <bdi>{account_name.clone()}</bdi>
                " are cleared at once: the Master PIN and the One-Time PIN. Generate new ones afterwards."
            </li>
            <li>
                <bdi>{name}</bdi>
                " can’t open "
                <bdi>{account_name}</bdi>
                " any more. Any other accounts of theirs stay as they are."
            </li>
            <li>"The account holders are told by mail."</li>
        </ul>
        {form}
    }
}
