//! Verifications that the account's people said were none of theirs.

use domain::{
    desk::OpenedReceipt,
    pin::PinKind,
    verification::{Channel, ReceiptStanding},
};
use leptos::prelude::*;

use super::super::words::grouped;
use crate::api::times::{datetime, short_moment_in};

/// The receipts, the one that was reported last first.
#[component]
pub(super) fn FlaggedReceipts(flagged: Vec<OpenedReceipt>, zone: Option<String>) -> impl IntoView {
    let list = if flagged.is_empty() {
        view! { <p>"No verification has been reported."</p> }.into_any()
    } else {
        let rows = flagged.into_iter().map(|one| view! { <Row one zone=zone.clone()/> });
        view! {
            <p class="hint">
                "Someone with access to the account said that nobody there asked for this verification. Find out what \
                 was told or changed by it, and undo it with the account holder."
            </p>
            <ul class="supervisor-list">{rows.collect_view()}</ul>
        }
        .into_any()
    };
    view! {
        <section class="supervisor-part" aria-labelledby="flagged-title">
            <h2 id="flagged-title">"Flagged receipts"</h2>
            {list}
        </section>
    }
}

#[component]
fn Row(one: OpenedReceipt, zone: Option<String>) -> impl IntoView {
    let zone = zone.as_deref();
    let OpenedReceipt { account, kept, verified_by, standing, .. } = one;
    let moment = |at| view! { <time datetime=datetime(at)>{short_moment_in(zone, at)}</time> };
    let by = verified_by.unwrap_or_else(|| "someone who was erased".to_owned());
    let name = (!account.name.is_empty()).then(|| view! { <bdi>{account.name}</bdi> ", " });
    let reported = match standing {
        ReceiptStanding::Reported(at) => Some(view! { <p>"Reported " {moment(at)} "."</p> }),
        _ => None,
    };
    view! {
        <li>
            <h3>{name} "account " {account.number.to_string()}</h3>
            <p>"Receipt " <span class="verdict-receipt">{grouped(&kept.receipt.number.to_string())}</span></p>
            <p>
                "Verified " {moment(kept.attempt.at)} " by " <bdi>{by}</bdi> ", "
                {how(kept.attempt.channel, kept.receipt.kind)} "."
            </p>
            {reported}
        </li>
    }
}

/// How a caller was verified.
fn how(channel: Channel, kind: PinKind) -> String {
    let channel = match channel {
        Channel::Phone => "on the phone",
        Channel::Chat => "in chat",
    };
    format!("{channel}, with the {}", kind.title())
}

#[cfg(test)]
mod tests {
    use domain::{
        account::Account,
        person::PersonId,
        time::Timestamp,
        verification::{Agent, Attempt, AttemptId, KeptReceipt, Receipt},
    };

    use super::*;

    const NOON: Timestamp = Timestamp::from_millis(1_795_515_780_000);

    fn receipt() -> OpenedReceipt {
        let number = 10001.try_into().unwrap();
        let attempt = Attempt {
            id: AttemptId(1),
            at: NOON,
            agent: Agent::Person(PersonId(7)),
            channel: Channel::Chat,
            contact: None,
            ticket: None,
            unknown_account: None,
            master: None,
            one_time: None,
        };
        let receipt = Receipt {
            number: "7K3M9Q2F".parse().unwrap(),
            attempt: AttemptId(1),
            kind: PinKind::OneTime,
            valid_until: NOON,
        };
        OpenedReceipt {
            account: Account { number, name: "<Acme>".into() },
            kept: KeptReceipt { account: number, receipt, attempt, reported_at: Some(NOON) },
            verified_by: Some("<Ada>".into()),
            standing: ReceiptStanding::Reported(NOON),
            now: NOON,
        }
    }

    #[test]
    fn a_receipt_says_which_account_who_verified_when_and_how() {
        let html =
            Owner::new().with(|| view! { <FlaggedReceipts flagged=vec![receipt()] zone=None/> }.to_html());
        let html = html.replace("<!>", "");
        for part in [
            "&lt;Acme&gt;</bdi>, account 10001",
            "7K3M 9Q2F",
            "&lt;Ada&gt;",
            "in chat, with the One-Time PIN.",
            "Reported <time datetime=\"2026-11-24T10:23:00Z\">24 Nov 2026, 10:23</time>",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
    }

    #[test]
    fn where_nothing_was_reported_it_says_so() {
        let html = Owner::new().with(|| view! { <FlaggedReceipts flagged=Vec::new() zone=None/> }.to_html());
        assert!(html.contains("No verification has been reported."), "{html}");
    }
}
