//! The support desk's page, where an agent has verified what a caller reads out. To customers it does not exist.

mod form;
mod verdict;
mod words;

use domain::{permission::Action, session::Caller};
use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::Title;

use self::{form::VerifyForm, verdict::VerdictCard, words::Told};
use super::not_found::Problem;
use crate::{
    api::{Answered, ApiError, context, cookie::Cookies, notice::Notice},
    components::{SessionWatch, frame::SiteHeader},
};

/// Spares the agent some presses. Enter pressed twice sends once; the field for what comes next has the focus while the
/// page stays at its top, with what stands in it selected where the next caller comes; and loading the page again
/// sends nothing again.
const AT_HAND: &str = "(() => {
  const form = document.getElementById('verify'), button = form.querySelector('button');
  const rest = () => button.removeAttribute('aria-busy');
  form.addEventListener('submit', (event) => {
    if (button.hasAttribute('aria-busy')) return event.preventDefault();
    button.setAttribute('aria-busy', 'true');
    setTimeout(rest, 10000);
  });
  addEventListener('pageshow', rest);
  const next = form.querySelector('[autofocus]');
  next?.focus({ preventScroll: true });
  if (next?.id === 'verify-account') next.select();
  history.replaceState(null, '', '/desk');
})()";

/// The desk, for the people of the desk: empty, or the answer to the form that was sent.
#[component]
pub(super) fn DeskPage() -> impl IntoView {
    let caller = context::caller();
    match (context::agent(caller.as_ref(), Action::Verify), caller) {
        (Ok(_), Some(caller)) => {
            let answered = context::request().extensions.get::<Answered>().cloned();
            let notice = Notice::take(expect_context::<Cookies>()).filter(|_| answered.is_none());
            view! { <Page caller answered notice/> }.into_any()
        }
        _ => view! { <Problem error=ApiError::NotFound/> }.into_any(),
    }
}

#[component]
fn Page(caller: Caller, answered: Option<Answered>, notice: Option<Notice>) -> impl IntoView {
    let told = match (&answered, &notice) {
        (Some(answered), _) => Some(Told::of(&answered.verdict.outcome, caller.time_zone.as_deref())),
        (None, Some(Notice { error: Some(ApiError::Suspended), .. })) => Some(Told::suspended()),
        _ => None,
    };
    let title =
        told.as_ref().map_or("Support desk".to_owned(), |told| format!("{} – Support desk", told.title));
    let result = match told {
        Some(told) => {
            let zone = caller.time_zone.clone();
            view! { <VerdictCard told answered=answered.clone() zone/> }.into_any()
        }
        None => view! { <HowTo/> }.into_any(),
    };
    view! {
        <Title text=title/>
        <SiteHeader caller=Some(caller)/>
        <main id="main" class="desk">
            <SessionWatch account=None/>
            <h1>"Support desk"</h1>
            <div class="desk-parts">
                <VerifyForm answered notice/>
                {result}
            </div>
            <script nonce=use_nonce()>{AT_HAND}</script>
        </main>
    }
}

/// What stands in the place of a result before there is one.
#[component]
fn HowTo() -> impl IntoView {
    view! {
        <section class="desk-how" aria-labelledby="desk-how-title">
            <h2 id="desk-how-title">"Before you talk about an account"</h2>
            <ol>
                <li>"Ask for the account number, then for the Security PIN, digit by digit."</li>
                <li>"Type what you hear. Spaces and hyphens don’t matter."</li>
                <li>"Go by the result. It’s the account that is verified, not the person."</li>
            </ol>
            <p class="hint">"E-mails and tickets need no PIN: those come from the control panel itself."</p>
        </section>
    }
}
