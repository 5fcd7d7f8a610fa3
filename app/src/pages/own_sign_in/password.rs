//! Choose another password.

use domain::session::Caller;
use leptos::prelude::*;

use crate::{
    api::notice::Notice,
    components::{new_password_field::NewPasswordField, said::said_of},
};

/// The form for another password, once the person proved who they are.
#[component]
pub(super) fn PasswordSection(caller: Caller, notice: Option<Notice>) -> impl IntoView {
    let body = match caller.proved {
        true => view! { <Change email=caller.person.email.to_string()/> }.into_any(),
        false => view! { <p>"Confirm that it’s you to change it."</p> }.into_any(),
    };
    view! {
        <section class="card" aria-labelledby="password-title">
            <h2 id="password-title">"Your password"</h2>
            {said_of(notice.as_ref(), &["change_password"])}
            {body}
        </section>
    }
}

#[component]
fn Change(email: String) -> impl IntoView {
    view! {
        <p>"When you change it, you are signed out everywhere else."</p>
        <form class="card-form" method="post" action="/api/change_password">
            <NewPasswordField label="New password" username=email/>
            <button class="button button-primary" type="submit">"Change the password"</button>
        </form>
    }
}
