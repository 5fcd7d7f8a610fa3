//! Ask for a link that lets one choose another password.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::{context, cookie::Cookies, notice::Notice},
    components::{frame::SiteHeader, said::said},
};

/// The form for the address. What it answers is the same whether or not someone signs in with it.
#[component]
pub(super) fn ForgotPasswordPage() -> impl IntoView {
    let notice = Notice::take(expect_context::<Cookies>());
    let email = Notice::typed(notice.as_ref(), "ask_for_reset", "email");
    view! {
        <Title text="Forgot your password?"/>
        <SiteHeader caller=context::caller()/>
        <main id="main" class="sign-in">
            <h1>"Forgot your password?"</h1>
            <p class="sign-in-text">
                "Type the email you sign in with. We send you a link to choose a new password."
            </p>
            {said(notice.as_ref())}
            <form class="sign-in-form" method="post" action="/api/ask_for_reset">
                <div class="field">
                    <label for="email">"Email"</label>
                    <input
                        id="email"
                        name="email"
                        type="email"
                        autocomplete="username"
                        required
                        value=email
                        autofocus
                    />
                </div>
                <button class="button button-primary" type="submit">"Send the link"</button>
            </form>
            <p class="sign-in-more">
                <a href="/login">"Back to the sign-in"</a>
            </p>
        </main>
    }
}
