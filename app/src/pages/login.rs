//! Sign in.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::{cookie::Cookies, notice::Notice},
    components::frame::SiteHeader,
};

/// The sign-in form, with what went wrong the last time and the address that was typed then.
#[component]
pub(super) fn LoginPage() -> impl IntoView {
    let notice = Notice::take(expect_context::<Cookies>());
    let email = notice.as_ref().and_then(|notice| notice.email.clone()).unwrap_or_default();
    let problem =
        notice.map(|notice| view! { <p class="problem" role="alert">{notice.error.sentence()}</p> });
    view! {
        <Title text="Sign in"/>
        <SiteHeader caller=None/>
        <main id="main" class="sign-in">
            <h1>"Sign in"</h1>
            {problem}
            <form class="sign-in-form" method="post" action="/api/sign_in">
                <div class="field">
                    <label for="email">"Email"</label>
                    <input id="email" name="email" type="email" autocomplete="username" required value=email/>
                </div>
                <div class="field">
                    <label for="password">"Password"</label>
                    <input
                        id="password"
                        name="password"
                        type="password"
                        autocomplete="current-password"
                        required
                    />
                </div>
                <button class="button button-primary" type="submit">"Sign in"</button>
            </form>
        </main>
    }
}
