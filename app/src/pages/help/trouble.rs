//! Questions of those for whom something went wrong, or seems to.

use domain::policy::Policy;
use leptos::prelude::*;

use super::{Question, question, so_many};
use crate::api::span;

pub(super) const QUESTIONS: [Question; 3] = [
    question("not-accepted", "Why is my PIN not accepted?", not_accepted),
    question("not-me", "What if that wasn’t me?", |_| not_me()),
    question("never", "What does support never ask for?", |_| never()),
];

fn not_accepted(policy: &Policy) -> AnyView {
    let limits = &policy.limits;
    let wrong = |count: u32| so_many(count, "wrong PIN");
    let (in_a_row, a_day) = (wrong(limits.wrong_in_a_row), wrong(limits.wrong_a_day));
    let (day, in_a_life) = (span(limits.day), wrong(limits.wrong_in_a_master_life));
    let notice = wrong(limits.wrong_until_notice);
    view! {
        <p>
            "Look it up in the control panel. It may have been used, replaced or cleared, its time may be over, or "
            "it may belong to another account."
        </p>
        <p>"Wrong PINs are counted, so that nobody can guess:"</p>
        <ul>
            <li>{format!("After {notice} in a row, we write to the account holders.")}</li>
            <li>
                {format!("After {in_a_row} in a row, support verifies nobody for the account. ")}
                "Generate a PIN: that ends the lock."
            </li>
            <li>
                {format!("After {a_day} within {day}, a new PIN does not end the lock: it ends as they grow ")}
                {format!("older than {day}. If it can’t wait, ask for a supervisor.")}
            </li>
            <li>{format!("After {in_a_life} in its life, a Master PIN is cleared.")}</li>
        </ul>
        <p>"A lock never keeps you from signing in or generating a PIN."</p>
    }
    .into_any()
}

fn not_me() -> AnyView {
    view! {
        <p>
            "Your account’s home shows in its recent activity when a PIN was used, when a wrong one was tried, and when "
            "someone at support opened the receipt of a verification. If that was neither you nor your people:"
        </p>
        <ol>
            <li>
                "Press “That wasn’t me” below the activity. It clears both PINs, support verifies nobody for the account "
                "until you generate a new one, and what was verified within the last 24 hours counts for nothing any "
                "more. The account holders get a mail about it."
            </li>
            <li>
                "Under “Your sign-in”, end the sessions that you don’t know, and change your password."
            </li>
            <li>"Generate a new PIN when you next need support."</li>
        </ol>
    }
    .into_any()
}

fn never() -> AnyView {
    view! {
        <ul>
            <li>"Your password."</li>
            <li>"A code of your authenticator app, or a recovery code."</li>
            <li>"A PIN in an email or a ticket."</li>
        </ul>
        <p>
            "Whoever asks for one of these is not support. And if someone calls you and wants your PIN, hang up and "
            "call support yourself."
        </p>
    }
    .into_any()
}
