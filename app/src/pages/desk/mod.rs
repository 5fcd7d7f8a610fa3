//! The support desk's pages: where agents have verified what a caller reads out, and what supervisors look at. To
//! customers they do not exist.

mod form;
mod frame;
mod history;
mod receipt;
mod sections;
mod supervisor;
mod verdict;
mod words;

pub(super) use history::HistoryPage;
pub(super) use supervisor::SupervisorPage;

use std::collections::BTreeMap;

use domain::{
    desk::Attack, permission::Action, policy::Policy, session::Caller, time::Timestamp, token::Token,
    verification::Outcome,
};
use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::Title;

use self::{
    form::VerifyForm,
    receipt::{ReceiptCard, ReceiptForm},
    sections::DeskSections,
    verdict::VerdictCard,
    words::Told,
};
use super::not_found::Problem;
use crate::{
    api::{Answer, Answered, ApiError, Verdict, context, cookie::Cookies, notice::Notice, span},
    components::{SessionWatch, frame::SiteHeader},
};

/// Spares the agent some presses. Enter pressed twice sends once; the field for what comes next has the focus while the
/// page stays at its top, with what stands in it selected where the next caller comes; Escape empties the page for
/// another caller; a receipt's time is counted down; and loading the page again sends nothing again.
const AT_HAND: &str = "(() => {
  for (const form of document.querySelectorAll('main form')) {
    const button = form.querySelector('button');
    const rest = () => button.removeAttribute('aria-busy');
    form.addEventListener('submit', (event) => {
      if (button.hasAttribute('aria-busy')) return event.preventDefault();
      button.setAttribute('aria-busy', 'true');
      setTimeout(rest, 10000);
    });
    addEventListener('pageshow', rest);
  }
  const next = document.querySelector('main [autofocus]');
  next?.focus({ preventScroll: true });
  if (next?.id === 'verify-account') next.select();
  const other = document.getElementById('next-caller');
  if (other) {
    other.querySelector('kbd').hidden = false;
    addEventListener('keydown', (event) => event.key === 'Escape' && !event.isComposing && other.click());
  }
  for (const left of document.querySelectorAll('[data-left]')) {
    const end = Date.now() + left.dataset.left * 1000;
    const tick = () => {
      const seconds = Math.max(0, Math.round((end - Date.now()) / 1000));
      const clock = Math.floor(seconds / 60) + ':' + String(seconds % 60).padStart(2, '0');
      left.textContent = seconds > 0 ? ' (' + clock + ' left)' : ' (over: ask for a PIN again)';
      if (seconds > 0) setTimeout(tick, 1000);
      else left.closest('.verdict').dataset.mark = 'nothing';
    };
    tick();
  }
  history.replaceState(null, '', '/desk');
})()";

/// A try with its verdict.
#[derive(Clone)]
struct Tried {
    verdict: Verdict,
    /// What was typed, by field. The PIN is not among it.
    typed: BTreeMap<String, String>,
}

/// The desk, for the people of the desk: empty, or the answer to the form that was sent.
#[component]
pub(super) fn DeskPage() -> impl IntoView {
    let caller = context::caller();
    let may = context::staff(caller.as_ref(), Action::Verify).map(drop);
    let answered = context::request().extensions.get::<Answered>().cloned();
    let notice = Notice::take(expect_context::<Cookies>()).filter(|_| answered.is_none());
    Suspend::new(async move {
        match (may, caller) {
            (Ok(()), Some(caller)) => {
                // An answer does not wait for the database once more, and a page without the banner is better than none.
                let attack = match answered {
                    Some(_) => None,
                    None => context::desk().attack().await.unwrap_or_default(),
                };
                view! { <Page caller answered notice attack/> }.into_any()
            }
            _ => view! { <Problem error=ApiError::NotFound/> }.into_any(),
        }
    })
}

#[component]
fn Page(
    caller: Caller,
    answered: Option<Answered>,
    notice: Option<Notice>,
    attack: Option<Attack>,
) -> impl IntoView {
    let (tried, receipt) = match answered {
        Some(Answered { answer: Answer::Verdict(verdict), typed }) => (Some(Tried { verdict, typed }), None),
        Some(Answered { answer: Answer::Receipt(receipt), .. }) => (None, Some(receipt)),
        None => (None, None),
    };
    let zone = caller.time_zone.clone();
    let told = match (&tried, &notice) {
        (Some(tried), _) => Some(Told::of(&tried.verdict.outcome, zone.as_deref())),
        (None, Some(Notice { error: Some(ApiError::Suspended), .. })) => Some(Told::suspended()),
        _ => None,
    };
    let title = match (&told, &receipt) {
        (Some(told), _) => format!("{} – Support desk", told.title),
        (None, Some(receipt)) => format!("{} – Support desk", receipt::title(receipt)),
        (None, None) => "Support desk".to_owned(),
    };
    let waits = receipt.is_some();
    let is_answer = told.is_some() || waits;
    let desk = context::desk();
    // Without one a form that is sent twice is two tries, as a program's is.
    let key = Token::draw(&*desk.entropy).map(|token| token.reveal().to_string()).unwrap_or_default();
    let result = match (told, receipt) {
        (Some(told), _) => {
            // The receipt's end is by the clock that decides, which may be the database's.
            let now = desk.clock.now().max(given_at(&tried, &desk.policy));
            let tried = tried.clone();
            view! { <VerdictCard told tried zone now/> }.into_any()
        }
        (None, Some(receipt)) => view! { <ReceiptCard receipt zone/> }.into_any(),
        (None, None) => view! { <HowTo/> }.into_any(),
    };
    view! {
        <Title text=title/>
        <SiteHeader caller=Some(caller.clone())/>
        <DeskSections caller/>
        <main id="main" class="desk">
            <SessionWatch account=None/>
            <div class="desk-head">
                <h1>"Support desk"</h1>
                {is_answer.then(|| view! { <NextCaller/> })}
            </div>
            {attack.map(|attack| view! { <AttackBanner attack/> })}
            <div class="desk-parts">
                <VerifyForm tried notice=notice.clone() key waits digits=desk.policy.code_length.digits()/>
                {result}
                <ReceiptForm notice/>
            </div>
            <script nonce=use_nonce()>{AT_HAND}</script>
        </main>
    }
}

/// When the receipt of a verification was given at the latest.
fn given_at(tried: &Option<Tried>, policy: &Policy) -> Timestamp {
    match tried.as_ref().map(|tried| &tried.verdict.outcome) {
        Some(Outcome::Verified { valid_until, .. }) => valid_until.before(policy.receipt_lifetime),
        _ => Timestamp::from_millis(0),
    }
}

/// The way to an empty page, whatever came of this one: a link, and a key where scripts run.
#[component]
fn NextCaller() -> impl IntoView {
    view! {
        <a id="next-caller" class="button" href="/desk" aria-keyshortcuts="Escape">
            "Next caller"
            <kbd hidden=true>"Esc"</kbd>
        </a>
    }
}

/// The warning of wrong tries on many accounts, which each agent alone would not notice.
#[component]
pub(super) fn AttackBanner(attack: Attack) -> impl IntoView {
    let Attack { wrong, accounts } = attack;
    let window = span(context::desk().policy.limits.fleet_window);
    view! {
        <p class="notice notice-warning desk-attack" role="alert">
            <strong>"Someone may be guessing. "</strong>
            {format!("Within the last {window}, {wrong} wrong PINs were given on {accounts} accounts. ")}
            "Verify nobody in a hurry, and tell a supervisor what strikes you."
        </p>
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
