//! The card in place of forms that only someone may send who proved lately who they are (requirement P5).

use domain::{account::AccountNumber, desk::SecondFactorState};
use leptos::prelude::*;

use crate::api::{ApiError, context};

/// Asks for the password once more and, where the person has a second factor, for a code. With an account it leads
/// back to that account's people, else to one's own sign-in.
#[component]
pub(crate) fn ConfirmCard(
    /// The account whose people are to be changed.
    account: Option<AccountNumber>,
    /// What the card has to say: a view of the last notice.
    #[prop(optional_no_strip)]
    said: Option<AnyView>,
) -> impl IntoView {
    Suspend::new(async move {
        match whose().await {
            Ok((email, has_code)) => view! { <Card account said email has_code/> }.into_any(),
            Err(error) => view! { <p class="problem" role="alert">{error.sentence()}</p> }.into_any(),
        }
    })
}

/// What the person signs in with, and whether they have a second factor.
async fn whose() -> Result<(String, bool), ApiError> {
    let caller = context::caller().ok_or(ApiError::SignedOut)?;
    let own = context::desk().own_sign_in(&caller).await?;
    let has_code = matches!(own.second_factor, SecondFactorState::On { .. });
    Ok((caller.person.email.to_string(), has_code))
}

#[component]
fn Card(
    account: Option<AccountNumber>,
    said: Option<AnyView>,
    email: String,
    has_code: bool,
) -> impl IntoView {
    let minutes = context::desk().policy.sign_in.proof_holds.as_secs() / 60;
    let account =
        account.map(|account| view! { <input type="hidden" name="account" value=account.to_string()/> });
    let code = has_code.then(|| {
        view! {
            <div class="field">
                <label for="confirm-code">"Code"</label>
                <input
                    id="confirm-code"
                    name="code"
                    autocomplete="one-time-code"
                    autocapitalize="characters"
                    spellcheck="false"
                    aria-describedby="confirm-code-hint"
                    required
                />
                <p class="hint" id="confirm-code-hint">
                    "The 6 digits your authenticator app shows, or a recovery code."
                </p>
            </div>
        }
    });
    view! {
        <section class="card confirm-card" aria-labelledby="confirm-title">
            <h2 id="confirm-title">"Confirm that it’s you"</h2>
            <p>
                "Before you change who can get in, type your password again. You then have "
                {minutes} " minutes for your changes."
            </p>
            {said}
            <form class="card-form" method="post" action="/api/confirm">
                {account}
                <input type="email" autocomplete="username" value=email hidden/>
                <div class="field">
                    <label for="confirm-password">"Password"</label>
                    <input
                        id="confirm-password"
                        name="password"
                        type="password"
                        autocomplete="current-password"
                        required
                    />
                </div>
                {code}
                <button class="button button-primary" type="submit">"Confirm"</button>
            </form>
        </section>
    }
}
