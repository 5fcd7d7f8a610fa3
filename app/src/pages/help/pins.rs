//! Questions about the PINs themselves: where they are, what they are, and whose.

use domain::{pin::PinKind, policy::Policy};
use leptos::prelude::*;

use super::{Question, question, so_many};
use crate::api::span;

pub(super) const QUESTIONS: [Question; 7] = [
    question("where", "Where is my PIN?", |_| place()),
    question("set-up", "How do I set one up?", set_up),
    question("change", "How do I change or remove one?", change),
    question("kinds", "Which kinds of PIN are there?", kinds),
    question("which", "Which one is right for me?", |_| which()),
    question("who", "Who can see and generate PINs?", |_| who()),
    question("accounts", "Do I need a PIN for each account?", |_| accounts()),
];

fn place() -> AnyView {
    view! {
        <p>
            "On your account’s home, in the Security Pins bar. Open the bar to see a row for each kind of PIN, with "
            "its digits or “No PIN set”. Close the bar to take them out of view."
        </p>
        <p>"If you have several accounts, choose the right one at the top first."</p>
    }
    .into_any()
}

fn set_up(policy: &Policy) -> AnyView {
    let digits = so_many(policy.code_length.digits() as u64, "digit");
    view! {
        <ol>
            <li>"Sign in, and open the account that you need support for."</li>
            <li>"Open the Security Pins bar."</li>
            <li>"Press Generate in the row of the kind that you want."</li>
        </ol>
        <p>{format!("The PIN has {digits}, chosen at random, and works at once.")}</p>
    }
    .into_any()
}

fn change(policy: &Policy) -> AnyView {
    let pins = so_many(policy.generates_an_hour, "PIN");
    view! {
        <ul>
            <li>"To change a PIN, press Generate again. The old PIN stops working at that instant."</li>
            <li>"To remove a PIN, press Clear. It stops working at that instant."</li>
        </ul>
        <p>{format!("An account can generate {pins} an hour.")}</p>
    }
    .into_any()
}

fn kinds(policy: &Policy) -> AnyView {
    let lifetime = policy.lifetime(PinKind::OneTime).map(span).unwrap_or_default();
    view! {
        <dl>
            <dt>"One-Time PIN"</dt>
            <dd>
                {format!("Works once, within {lifetime}. It is the most secure, and good for information and changes.")}
            </dd>
            <dt>"Master PIN"</dt>
            <dd>
                "Works each time, and never expires: it ends when you generate another or clear it. It is good for "
                "information only."
            </dd>
        </dl>
        <p>"An account can have one of each at the same time."</p>
    }
    .into_any()
}

fn which() -> AnyView {
    view! {
        <ul>
            <li>"You are about to phone or chat yourself: a One-Time PIN."</li>
            <li>"You want something changed: a One-Time PIN."</li>
            <li>
                "You have sub-accounts, and want it as secure as can be: One-Time PINs only. Each of you generates "
                "one at the moment of the call."
            </li>
            <li>
                "Many sub-contacts phone for you: a Master PIN, given to each of them. Generate another when someone "
                "should no longer know it."
            </li>
        </ul>
    }
    .into_any()
}

fn who() -> AnyView {
    view! {
        <ul>
            <li>"Account holders and sub-accounts sign in, and can see, generate and clear the account’s PINs."</li>
            <li>"Sub-contacts don’t sign in. A holder or a sub-account must give them a PIN."</li>
            <li>"Nobody at support can look up, choose, generate or clear a PIN."</li>
        </ul>
        <p>"When someone’s access ends, the account’s PINs are cleared. Then generate the ones that you need."</p>
    }
    .into_any()
}

fn accounts() -> AnyView {
    view! {
        <p>
            "Yes. A PIN belongs to an account, not to a person: whoever is listed on three accounts needs a PIN for "
            "each of them."
        </p>
    }
    .into_any()
}
