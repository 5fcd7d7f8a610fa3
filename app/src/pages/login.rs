//! Sign in.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::{cookie::Cookies, notice::Notice},
    components::{frame::SiteHeader, said::said},
};

/// The sign-in form, with what went wrong the last time and the address that was typed then.
#[component]
pub(super) fn LoginPage() -> impl IntoView {
    let notice = Notice::take(expect_context::<Cookies>());
    let email = Notice::typed(notice.as_ref(), "sign_in", "email");
    let said = said(notice.as_ref());
    view! {
        <Title text="Sign in"/>
        <SiteHeader caller=None/>
        <main id="main" class="sign-in">
            <h1>"Sign in"</h1>
            {said}
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
