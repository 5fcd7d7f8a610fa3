//! The field in which someone chooses a password.

use leptos::prelude::*;

/// A field for a new password, with what makes a good one. `username` is what it goes with, for password managers.
#[component]
pub(crate) fn NewPasswordField(
    /// What it is called.
    label: &'static str,
    /// What the person signs in with.
    username: String,
    /// Whether one begins to type here.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    view! {
        <input type="email" autocomplete="username" value=username hidden/>
        <div class="field">
            <label for="new-password">{label}</label>
            <input
                id="new-password"
                name="password"
                type="password"
                autocomplete="new-password"
                aria-describedby="new-password-hint"
                required
                autofocus=autofocus
            />
            <p class="hint" id="new-password-hint">
                "8 to 128 characters; 15 or more are better. A sentence of a few words is good, and you can paste it."
            </p>
        </div>
    }
}
