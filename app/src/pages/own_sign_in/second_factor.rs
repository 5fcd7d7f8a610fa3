//! Turn the second factor on and off, and get new recovery codes.

use domain::{desk::SecondFactorState, second_factor::TotpSecret, session::Caller, time::Timestamp};
use leptos::prelude::*;

use super::qr_code::qr_code;
use crate::{
    api::{context, notice::Notice, times::moment_in},
    components::said::{said, said_of},
};

/// Under what name authenticator apps list the secret.
const ISSUER: &str = "Control panel";
const FORMS: [&str; 4] =
    ["offer_second_factor", "confirm_second_factor", "renew_recovery_codes", "remove_second_factor"];

/// What the person has, and the forms that change it, once they proved who they are.
#[component]
pub(super) fn SecondFactorSection(
    caller: Caller,
    state: SecondFactorState,
    secret: Option<TotpSecret>,
    notice: Option<Notice>,
) -> impl IntoView {
    let proved = caller.proved;
    let notice = notice.filter(|notice| FORMS.contains(&notice.form.as_str()));
    // Beside the code that is to be typed, that is where the focus goes.
    let top = secret.is_none().then(|| said_of(notice.as_ref(), &FORMS));
    let body = match (state, secret) {
        (SecondFactorState::On { since, recovery_codes }, _) => {
            view! { <On caller since recovery_codes/> }.into_any()
        }
        (SecondFactorState::Offered, Some(secret)) => view! { <Offered caller secret notice/> }.into_any(),
        (SecondFactorState::Off | SecondFactorState::Offered, _) => view! { <Off caller/> }.into_any(),
    };
    view! {
        <section class="card" aria-labelledby="second-factor-title">
            <h2 id="second-factor-title">"Second factor"</h2>
            {top}
            {body}
            {(!proved).then(|| view! { <p>"Confirm that it’s you to change it."</p> })}
        </section>
    }
}

#[component]
fn Off(caller: Caller) -> impl IntoView {
    view! {
        <p>
            <strong>"Off."</strong>
            " Turn it on, and signing in also asks for a code from an app on your phone: "
            "your password alone then lets nobody in."
        </p>
        {caller
            .proved
            .then(|| {
                view! {
                    <form class="card-form" method="post" action="/api/offer_second_factor">
                        <button class="button button-primary" type="submit">"Turn on"</button>
                    </form>
                }
            })}
    }
}

#[component]
fn Offered(caller: Caller, secret: TotpSecret, notice: Option<Notice>) -> impl IntoView {
    let picture = qr_code(&secret.uri(ISSUER, &caller.person.email));
    let typed = in_groups(&secret.to_base32());
    view! {
        <p>"Two steps turn it on. You need an authenticator app on your phone."</p>
        <ol class="steps">
            <li>
                <p>"Scan this picture with the app, or type the secret into it."</p>
                <div class="qr-code" role="img" aria-label="QR code of the secret" inner_html=picture></div>
                <p>"Secret: " <code class="secret">{typed}</code></p>
            </li>
            <li>
                <p>"Type the code that the app shows."</p>
                {said(notice.as_ref())}
                <form class="card-form" method="post" action="/api/confirm_second_factor">
                    <div class="field">
                        <label for="code">"Code"</label>
                        <input
                            id="code"
                            name="code"
                            inputmode="numeric"
                            autocomplete="one-time-code"
                            aria-describedby="code-hint"
                            required
                            autofocus
                        />
                        <p class="hint" id="code-hint">"6 digits. The app shows new ones every 30 seconds."</p>
                    </div>
                    <button class="button button-primary" type="submit">"Turn on"</button>
                </form>
            </li>
        </ol>
        <form class="card-form" method="post" action="/api/remove_second_factor">
            <button class="button" type="submit">"Cancel"</button>
        </form>
    }
}

#[component]
fn On(caller: Caller, since: Timestamp, recovery_codes: u32) -> impl IntoView {
    let must_keep = caller.person.desk.is_some() && context::desk().policy.desk_second_factor;
    let left = match recovery_codes {
        0 => "You have no recovery codes left: get new ones.".to_owned(),
        1 => "You have 1 recovery code left.".to_owned(),
        count => format!("You have {count} recovery codes left."),
    };
    let off = match must_keep {
        true => view! { <p>"The support desk needs it, so it stays on."</p> }.into_any(),
        false => view! {
            <form method="post" action="/api/remove_second_factor">
                <button class="button" type="submit">"Turn off"</button>
            </form>
        }
        .into_any(),
    };
    let forms = caller.proved.then(|| {
        view! {
            <div class="card-actions">
                <form method="post" action="/api/renew_recovery_codes">
                    <button class="button" type="submit">"Get new recovery codes"</button>
                </form>
                {off}
            </div>
        }
    });
    view! {
        <p>
            <strong>"On"</strong>
            {format!(" since {}.", moment_in(caller.time_zone.as_deref(), since))}
            " Signing in asks for a code from your app."
        </p>
        <p>{left} " Each signs you in once if you lose your phone."</p>
        {forms}
    }
}

/// The secret as people copy it: in groups of four.
fn in_groups(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_read_in_groups_of_four() {
        assert_eq!(in_groups("GEZDGNBVGY3T"), "GEZD GNBV GY3T");
    }
}
