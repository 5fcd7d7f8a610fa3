//! Which kind of PIN is right for an account, in a few lines that fit who needs PINs of it.

use std::time::Duration;

use domain::{desk::Situation, person::Role};
use leptos::prelude::*;

use crate::api::span;

/// The advice for this account. Nothing of it ever changes on an open page, so it can stand within an island.
#[component]
pub fn WhichPin(
    /// Who needs PINs of the account.
    situation: Situation,
    /// How long a One-Time PIN works.
    lifetime: Duration,
) -> impl IntoView {
    let lines = advice(situation, lifetime)
        .into_iter()
        .map(|Line { to, say }| {
            view! {
                <li>
                    <strong>{to}</strong>
                    " "
                    {say}
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="which-pin" aria-labelledby="which-pin-title">
            <h3 id="which-pin-title">"Which PIN is right for you?"</h3>
            <ul>{lines}</ul>
            <p class="which-pin-more">
                "Nobody at support can look up your PINs, and you never need one in an email or ticket. "
                <a href="/help">"More about Security Pins"</a>
            </p>
        </section>
    }
}

/// A piece of advice: whom or what it is about, and what to do.
struct Line {
    to: String,
    say: String,
}

fn line(to: impl Into<String>, say: impl Into<String>) -> Line {
    Line { to: to.into(), say: say.into() }
}

fn advice(situation: Situation, lifetime: Duration) -> Vec<Line> {
    let calling = line(
        "Calling or chatting yourself?",
        format!("Take a One-Time PIN. It works once, within {}, and is the most secure.", span(lifetime)),
    );
    let changes = line(
        "Want something changed?",
        "Support needs a One-Time PIN for that. With a Master PIN it only gives information.",
    );
    let others = match (those_who_sign_in(situation), those_who_do_not(situation)) {
        (None, None) => {
            vec![line("A Master PIN never expires.", "You only need one if others phone for you.")]
        }
        (Some(people), None) => {
            let secure = "Use One-Time PINs only, and keep no Master PIN: it never expires.";
            vec![people, line("Want it as secure as can be?", secure)]
        }
        (people, contacts) => people.into_iter().chain(contacts).collect(),
    };
    std::iter::once(calling).chain(others).chain([changes]).collect()
}

/// Those who generate a PIN when they need one.
fn those_who_sign_in(situation: Situation) -> Option<Line> {
    let one_time = "can generate a One-Time PIN at the moment they call";
    match (situation.role, situation.sub_accounts) {
        (Role::SubAccount, _) => {
            Some(line("Everyone who signs in here", format!("sees the same PINs, and {one_time}.")))
        }
        (Role::Holder, 0) => None,
        (Role::Holder, 1) => Some(line("Your sub-account", format!("sees the same PINs, and {one_time}."))),
        (Role::Holder, many) => Some(line(
            format!("Your {many} sub-accounts"),
            format!("see the same PINs, and each {one_time}."),
        )),
    }
}

/// Those who must be given one.
fn those_who_do_not(situation: Situation) -> Option<Line> {
    match situation.sub_contacts {
        0 => None,
        1 => Some(line(
            "The sub-contact",
            "can’t sign in, so someone must give them a PIN: a One-Time PIN for one call, or the Master PIN, which \
             never expires, if they phone often.",
        )),
        many => Some(line(
            format!("The {many} sub-contacts"),
            "can’t sign in. Give the Master PIN, which never expires, to each who phones. Generate another when \
             someone should no longer know it.",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_secs(60 * 60);

    fn said(role: Role, sub_accounts: u32, sub_contacts: u32) -> Vec<String> {
        let lines = advice(Situation { sub_accounts, sub_contacts, role }, 24 * HOUR);
        lines.into_iter().map(|Line { to, say }| format!("{to} {say}")).collect()
    }

    #[test]
    fn whoever_calls_themselves_is_told_first_and_for_how_long_it_works() {
        let situation = Situation { sub_accounts: 0, sub_contacts: 0, role: Role::Holder };
        assert!(advice(situation, HOUR)[0].say.contains("works once, within 1 hour,"));
        assert!(said(Role::Holder, 0, 0)[0].contains("within 24 hours,"));
        assert_eq!(
            said(Role::Holder, 0, 0)[1],
            "A Master PIN never expires. You only need one if others phone for you."
        );
    }

    #[test]
    fn sub_accounts_generate_their_own_and_need_no_master_pin() {
        let one = said(Role::Holder, 1, 0);
        assert!(one[1].starts_with("Your sub-account sees the same PINs, and can generate"), "{}", one[1]);
        let many = said(Role::Holder, 3, 0);
        assert!(many[1].starts_with("Your 3 sub-accounts see the same PINs, and each can"), "{}", many[1]);
        assert!(many[2].contains("keep no Master PIN"), "{}", many[2]);
        let seen_by_one = said(Role::SubAccount, 3, 0);
        assert!(seen_by_one[1].starts_with("Everyone who signs in here sees"), "{}", seen_by_one[1]);
    }

    #[test]
    fn sub_contacts_must_be_given_one_and_none_is_told_to_keep_no_master_pin() {
        let one = said(Role::Holder, 0, 1);
        assert!(one[1].starts_with("The sub-contact can’t sign in, so someone must give them"), "{}", one[1]);
        for lines in [said(Role::Holder, 0, 4), said(Role::SubAccount, 2, 4)] {
            assert!(lines.iter().any(|line| line.starts_with("The 4 sub-contacts can’t sign in.")));
            assert!(!lines.iter().any(|line| line.contains("keep no Master PIN")));
        }
    }

    #[test]
    fn nobody_reads_more_than_four_lines_and_all_learn_what_support_does_with_each_kind() {
        for role in [Role::Holder, Role::SubAccount] {
            for (sub_accounts, sub_contacts) in [(0, 0), (1, 0), (0, 1), (2, 2), (200, 200)] {
                let lines = said(role, sub_accounts, sub_contacts);
                assert!((3..=4).contains(&lines.len()), "{lines:?}");
                assert!(lines.last().is_some_and(|line| line.contains("needs a One-Time PIN for that")));
            }
        }
    }
}
