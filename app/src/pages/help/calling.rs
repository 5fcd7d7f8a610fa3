//! Questions about talking to support: when a PIN is asked for, how to say it, and how far it goes.

use domain::policy::Policy;
use leptos::prelude::*;

use super::{Question, question};
use crate::api::span;

pub(super) const QUESTIONS: [Question; 4] = [
    question("channels", "When do I need a PIN?", |_| channels()),
    question("tell", "What do I tell support?", tell),
    question("read-aloud", "How do I read it aloud?", read_aloud),
    question("good-for", "What is a PIN not good for?", |_| not_good_for()),
];

/// How the digits of an example are said.
const SAID: [&str; 8] = ["zero", "four", "two", "one", "seven", "three", "eight", "five"];

fn channels() -> AnyView {
    view! {
        <p>
            "When you phone support or chat with them. Emails and tickets need none, so please never write a PIN in "
            "one."
        </p>
    }
    .into_any()
}

fn tell(policy: &Policy) -> AnyView {
    let holds = span(policy.receipt_lifetime);
    view! {
        <ol>
            <li>"Your account’s number. It is below its name on the account’s home."</li>
            <li>"Your PIN, when they ask for it."</li>
        </ol>
        <p>
            "They type what you say and only learn whether it is right. "
            {format!("If it is, that holds for {holds}, also when you are put through to a colleague.")}
        </p>
    }
    .into_any()
}

fn read_aloud(policy: &Policy) -> AnyView {
    let example = SAID.get(..policy.code_length.digits()).unwrap_or(&SAID).join(", ");
    view! {
        <ul>
            <li>{format!("Digit by digit, a zero at the front too: “{example}”.")}</li>
            <li>"With a pause after two or three digits."</li>
            <li>"“Four, four”, not “double four”."</li>
            <li>"Where nobody else can hear it. If someone did, generate another after the call."</li>
        </ul>
        <p>"In a chat, just type it. Spaces and hyphens don’t matter."</p>
    }
    .into_any()
}

fn not_good_for() -> AnyView {
    view! {
        <p>
            "A PIN never hands over the account itself. No PIN is enough to reset a password or a second factor, "
            "change the owner’s email or phone number, give out a domain’s transfer code, cancel a service or "
            "delete anything."
        </p>
    }
    .into_any()
}
