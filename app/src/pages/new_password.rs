//! Choose a password by the link of a mail.

use domain::person::Email;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::not_found::Problem;
use crate::{
    api::{ApiError, context, cookie::Cookies, notice::Notice},
    components::{frame::SiteHeader, new_password_field::NewPasswordField, said::said},
};

/// The form for the password. Opening it changes nothing (requirement P6).
#[component]
pub(super) fn NewPasswordPage() -> impl IntoView {
    let token = use_query_map().read_untracked().get("token").unwrap_or_default();
    let notice = Notice::take(expect_context::<Cookies>());
    Suspend::new(async move {
        match whose(&token).await {
            Ok(email) => view! { <Page token email notice/> }.into_any(),
            Err(ApiError::DeadLink) => view! { <DeadLink/> }.into_any(),
            Err(error) => view! { <Problem error/> }.into_any(),
        }
    })
}

async fn whose(token: &str) -> Result<Email, ApiError> {
    let link = token.parse().map_err(|_| ApiError::DeadLink)?;
    Ok(context::desk().password_link(&link).await?)
}

#[component]
fn Page(token: String, email: Email, notice: Option<Notice>) -> impl IntoView {
    let email = email.to_string();
    view! {
        <Title text="Choose a new password"/>
        <SiteHeader caller=context::caller()/>
        <main id="main" class="sign-in">
            <h1>"Choose a new password"</h1>
            <p class="sign-in-text">"For " <strong>{email.clone()}</strong></p>
            {said(notice.as_ref())}
            <form class="sign-in-form" method="post" action="/api/reset_password">
                <input type="hidden" name="token" value=token/>
                <NewPasswordField label="New password" username=email autofocus=true/>
                <button class="button button-primary" type="submit">"Save the password"</button>
            </form>
        </main>
    }
}

/// The link leads nowhere, and where to get another one.
#[component]
fn DeadLink() -> impl IntoView {
    let error = ApiError::DeadLink;
    context::answer_with_status_of(error);
    view! {
        <Title text=error.title()/>
        <SiteHeader caller=context::caller()/>
        <main id="main" class="message">
            <h1>{error.title()}</h1>
            <p>{error.sentence()}</p>
            <p>
                <a href="/forgot-password">"Ask for a new link"</a>
            </p>
        </main>
    }
}
