//! Accept an invitation by the link of its mail.

use domain::{desk::Invited, person::Role};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::not_found::Problem;
use crate::{
    api::{ApiError, context, cookie::Cookies, notice::Notice, times::moment_in},
    components::{frame::SiteHeader, new_password_field::NewPasswordField, said::said},
};

/// Who invites to what, and the form that accepts. Opening it changes nothing (requirement P6).
#[component]
pub(super) fn InvitationPage() -> impl IntoView {
    let token = use_query_map().read_untracked().get("token").unwrap_or_default();
    let notice = Notice::take(expect_context::<Cookies>());
    Suspend::new(async move {
        match invited(&token).await {
            Ok(invited) => view! { <Page token invited notice/> }.into_any(),
            Err(error) => view! { <Problem error/> }.into_any(),
        }
    })
}

async fn invited(token: &str) -> Result<Invited, ApiError> {
    let link = token.parse().map_err(|_| ApiError::DeadLink)?;
    Ok(context::desk().invited(&link).await?)
}

#[component]
fn Page(token: String, invited: Invited, notice: Option<Notice>) -> impl IntoView {
    let caller = context::caller();
    let Invited { invitation, account, by, has_sign_in, now: _ } = invited;
    let (role, may) = as_what(invitation.role);
    let zone = caller.as_ref().and_then(|caller| caller.time_zone.as_deref());
    let until = moment_in(zone, invitation.link.expires_at);
    let email = invitation.email.to_string();
    let sign_in = match has_sign_in {
        true => view! { <KnownSignIn email/> }.into_any(),
        false => {
            let name = Notice::typed(notice.as_ref(), "accept_invitation", "name");
            view! { <NewSignIn email name/> }.into_any()
        }
    };
    view! {
        <Title text="Invitation"/>
        <SiteHeader caller/>
        <main id="main" class="sign-in">
            <h1>"You’re invited"</h1>
            <div class="sign-in-text">
                <p>
                    {by} " invites you to " <strong>{account.name}</strong> ", account "
                    {account.number.to_string()} ", as " {role} ". " {may}
                </p>
                <p>"The invitation is open until " {until} "."</p>
            </div>
            {said(notice.as_ref())}
            <form class="sign-in-form" method="post" action="/api/accept_invitation">
                <input type="hidden" name="token" value=token/>
                {sign_in}
                <button class="button button-primary" type="submit">"Accept"</button>
            </form>
        </main>
    }
}

/// For someone who signs in here already.
#[component]
fn KnownSignIn(email: String) -> impl IntoView {
    view! {
        <p>"You go on signing in as you do now, with " <strong>{email}</strong> "."</p>
    }
}

/// For someone new.
#[component]
fn NewSignIn(email: String, name: String) -> impl IntoView {
    let knows_name = !name.is_empty();
    view! {
        <p>"You will sign in with " <strong>{email.clone()}</strong> "."</p>
        <div class="field">
            <label for="name">"Name"</label>
            <input
                id="name"
                name="name"
                autocomplete="name"
                aria-describedby="name-hint"
                required
                value=name
                autofocus=!knows_name
            />
            <p class="hint" id="name-hint">"Everyone on the account sees it."</p>
        </div>
        <NewPasswordField label="Password" username=email autofocus=knows_name/>
    }
}

/// What the role is called, and what it is good for.
fn as_what(role: Role) -> (&'static str, &'static str) {
    match role {
        Role::Holder => {
            ("an account holder", "You can see, generate and clear its PINs, and decide who else has access.")
        }
        Role::SubAccount => ("a sub-account", "You can see, generate and clear its PINs."),
    }
}
