//! Sign in: with a password, and with a code where one is due.

use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::Title;

use super::not_found::Problem;
use crate::{
    api::{ApiError, context, cookie::Cookies, notice::Notice},
    components::{frame::SiteHeader, said::said},
};

/// Names the browser's time zone in the form's hidden field. Without scripts it stays empty, and the person is told times
/// in UTC until they choose a zone.
const NAME_TIME_ZONE: &str = "document.getElementById('time-zone').value = \
                              Intl.DateTimeFormat().resolvedOptions().timeZone || ''";

/// The form for what comes next, with what went wrong the last time and the address that was typed then.
#[component]
pub(super) fn LoginPage() -> impl IntoView {
    let notice = Notice::take(expect_context::<Cookies>());
    Suspend::new(async move {
        let form = match asks_for_code(notice.as_ref()).await {
            Ok(true) => view! { <CodeForm notice/> }.into_any(),
            Ok(false) => view! { <PasswordForm notice/> }.into_any(),
            Err(error) => return view! { <Problem error/> }.into_any(),
        };
        view! {
            <SiteHeader caller=None/>
            <main id="main" class="sign-in">
                {form}
            </main>
            <script nonce=use_nonce()>{NAME_TIME_ZONE}</script>
        }
        .into_any()
    })
}

/// Whether a right password waits for its code in this browser, and the person did not turn to the password again.
async fn asks_for_code(notice: Option<&Notice>) -> Result<bool, ApiError> {
    let again = context::request().uri.query().is_some_and(|query| query == "again");
    if again || notice.is_some_and(|notice| notice.form != "enter_code") {
        return Ok(false);
    }
    match context::waiting_token() {
        Some(waiting) => Ok(context::desk().code_is_due(&waiting).await?),
        None => Ok(false),
    }
}

#[component]
fn PasswordForm(notice: Option<Notice>) -> impl IntoView {
    let email = Notice::typed(notice.as_ref(), "sign_in", "email");
    let knows_email = !email.is_empty();
    view! {
        <Title text="Sign in"/>
        <h1>"Sign in"</h1>
        {said(notice.as_ref())}
        <form class="sign-in-form" method="post" action="/api/sign_in">
            <div class="field">
                <label for="email">"Email"</label>
                <input
                    id="email"
                    name="email"
                    type="email"
                    autocomplete="username"
                    required
                    value=email
                    autofocus=!knows_email
                />
            </div>
            <div class="field">
                <label for="password">"Password"</label>
                <input
                    id="password"
                    name="password"
                    type="password"
                    autocomplete="current-password"
                    required
                    autofocus=knows_email
                />
            </div>
            <input type="hidden" id="time-zone" name="time_zone"/>
            <button class="button button-primary" type="submit">"Sign in"</button>
        </form>
        <p class="sign-in-more">
            <a href="/forgot-password">"Forgot your password?"</a>
        </p>
    }
}

#[component]
fn CodeForm(notice: Option<Notice>) -> impl IntoView {
    view! {
        <Title text="Enter your code"/>
        <h1>"Enter your code"</h1>
        {said(notice.as_ref())}
        <form class="sign-in-form" method="post" action="/api/enter_code">
            <div class="field">
                <label for="code">"Code"</label>
                <input
                    id="code"
                    name="code"
                    autocomplete="one-time-code"
                    autocapitalize="characters"
                    spellcheck="false"
                    aria-describedby="code-hint"
                    required
                    autofocus
                />
                <p class="hint" id="code-hint">
                    "The 6 digits your authenticator app shows, or a recovery code."
                </p>
            </div>
            <input type="hidden" id="time-zone" name="time_zone"/>
            <button class="button button-primary" type="submit">"Sign in"</button>
        </form>
        <p class="sign-in-more">
            <a href="/login?again">"Sign in as someone else"</a>
        </p>
    }
}
