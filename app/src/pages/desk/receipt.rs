//! A colleague's receipt: the form that asks for it, and what it says.

use domain::{name::NAME_LENGTH, time::Timestamp, verification::Channel};
use leptos::prelude::*;

use super::{
    verdict::sign,
    words::{Mark, good_for, grouped, not_for, proof},
};
use crate::api::{
    ApiError, ReceiptView,
    notice::Notice,
    times::{datetime, short_moment_with_zone},
};

/// The name of the form.
pub(super) const FORM: &str = "open_receipt";

/// The form for a caller who was verified by a colleague, with what went wrong with it.
#[component]
pub(super) fn ReceiptForm(notice: Option<Notice>) -> impl IntoView {
    let notice = notice.filter(|notice| notice.form == FORM);
    let error = notice.as_ref().and_then(|notice| notice.error);
    let typed = move |field: &str| {
        notice.as_ref().and_then(|notice| notice.typed.get(field).cloned()).unwrap_or_default()
    };
    let (receipt, account) = (typed("receipt"), typed("account"));
    let blamed = error.map(|error| if error == ApiError::BadReceiptAccount { "account" } else { "receipt" });
    let problem = error
        .map(|error| view! { <p id="receipt-problem" class="problem" role="alert">{error.sentence()}</p> });
    let described_by = error.map(|_| "receipt-problem");
    view! {
        <form class="desk-form desk-receipt-form" method="post" action="/api/open_receipt">
            <h2>"Taking over from a colleague?"</h2>
            <p class="hint">
                "Open their receipt, so that the caller need not be asked again. The customer sees that it was opened."
            </p>
            {problem}
            <div class="field">
                <label for="receipt-number">"Receipt"</label>
                <input
                    id="receipt-number"
                    class="desk-receipt-number"
                    name="receipt"
                    autocomplete="off"
                    autocapitalize="characters"
                    spellcheck="false"
                    maxlength="20"
                    required=true
                    aria-invalid=(blamed == Some("receipt")).then_some("true")
                    aria-describedby=described_by
                    autofocus=blamed == Some("receipt")
                    value=receipt
                />
            </div>
            <div class="field">
                <label for="receipt-account">"Its account"</label>
                <input
                    id="receipt-account"
                    name="account"
                    inputmode="numeric"
                    autocomplete="off"
                    spellcheck="false"
                    maxlength=NAME_LENGTH
                    required=true
                    aria-invalid=(blamed == Some("account")).then_some("true")
                    aria-describedby=described_by
                    autofocus=blamed == Some("account")
                    value=account
                />
            </div>
            <button class="button" type="submit">"Open receipt"</button>
        </form>
    }
}

/// What a receipt is good for, as a heading.
pub(super) fn title(receipt: &ReceiptView) -> &'static str {
    match (receipt.reported_at, receipt.holds()) {
        (Some(_), _) => "Receipt reported",
        (None, true) => "Receipt is valid",
        (None, false) => "Receipt is over",
    }
}

/// What it means, and what the agent can say next.
fn meaning(receipt: &ReceiptView, zone: Option<&str>) -> (String, &'static str) {
    match (receipt.reported_at, receipt.holds()) {
        (Some(at), _) => (
            format!(
                "Someone with access to the account said that this verification was none of theirs, {}. Change nothing \
                 and tell nothing by it, and fetch a supervisor.",
                short_moment_with_zone(zone, at)
            ),
            "I can’t go on with this verification. Please generate a new PIN in the control panel and read it to me.",
        ),
        (None, true) => (
            "The account is verified, not the person. Go on with this caller only if your colleague passed them to you."
                .to_owned(),
            "My colleague has verified the account already. How can I help you?",
        ),
        (None, false) => (
            "It stands for nothing any more. Ask the caller for a PIN.".to_owned(),
            "It has been a while since you were verified. Could you generate a new PIN in the control panel and read it \
             to me?",
        ),
    }
}

/// A receipt that was opened.
#[component]
pub(super) fn ReceiptCard(receipt: ReceiptView, zone: Option<String>) -> impl IntoView {
    let zone = zone.as_deref();
    let (why, say) = meaning(&receipt, zone);
    let mark = match (receipt.reported_at, receipt.holds()) {
        (Some(_), _) => Mark::Wrong,
        (None, true) => Mark::Right,
        (None, false) => Mark::Nothing,
    };
    let heading = title(&receipt);
    let facts = facts(&receipt, zone);
    let good = receipt.holds().then(|| {
        view! {
            <div>
                <dt>"Good for"</dt>
                " "
                <dd>{good_for(receipt.kind.assurance())}</dd>
            </div>
            " "
            <div class="verdict-not-for">
                <dt>"Not for"</dt>
                " "
                <dd>
                    <ul>{not_for().map(|purpose| view! { <li>{purpose}</li> " " }).collect_view()}</ul>
                </dd>
            </div>
        }
    });
    view! {
        <section
            id="receipt"
            class="verdict"
            data-mark=mark.as_str()
            aria-labelledby="receipt-title"
            tabindex="-1"
            autofocus=true
        >
            <h2 id="receipt-title" class="verdict-title">{sign(mark)} {heading}</h2>
            <dl class="verdict-facts">
                {facts
                    .into_iter()
                    .map(|(name, value)| view! { <div><dt>{name}</dt> " " <dd>{value}</dd></div> " " })
                    .collect_view()}
                <div>
                    <dt>"Valid until"</dt>
                    " "
                    <dd><Until receipt=receipt.clone() zone=zone.map(str::to_owned)/></dd>
                </div>
                " "
                {good}
            </dl>
            <p class="verdict-why">{why}</p>
            <p class="verdict-say">
                <span class="verdict-label">"You can say: "</span>
                "“" {say} "”"
            </p>
        </section>
    }
}

/// What the receipt says of the verification, line by line.
fn facts(receipt: &ReceiptView, zone: Option<&str>) -> Vec<(&'static str, String)> {
    let channel = match receipt.channel {
        Channel::Phone => "on the phone",
        Channel::Chat => "in chat",
    };
    let by = receipt.verified_by.clone().unwrap_or_else(|| "someone who was erased".to_owned());
    let mut facts = vec![
        ("Account", format!("{}, {}", receipt.name, receipt.account)),
        ("Verified", format!("{} by {by}, {channel}", short_moment_with_zone(zone, receipt.verified_at))),
        ("With", proof(receipt.kind).to_owned()),
    ];
    facts.extend(receipt.contact.clone().map(|contact| ("Caller named", contact)));
    facts.extend(receipt.ticket.clone().map(|ticket| ("Ticket", ticket)));
    facts.push(("Receipt", grouped(&receipt.receipt.to_string())));
    facts
}

/// Until when it is valid, with what is left.
#[component]
fn Until(receipt: ReceiptView, zone: Option<String>) -> impl IntoView {
    let until = short_moment_with_zone(zone.as_deref(), receipt.valid_until);
    let left = receipt.holds().then(|| view! { <Left from=receipt.opened_at until=receipt.valid_until/> });
    view! {
        <time datetime=datetime(receipt.valid_until)>{until}</time>
        {left}
    }
}

/// How long a receipt is still valid. The page's script counts it down by the browser's own clock, from what the server
/// found left.
#[component]
pub(super) fn Left(from: Timestamp, until: Timestamp) -> impl IntoView {
    let seconds = until.since(from).as_secs();
    view! {
        // The moment beside it says it to whoever would hear it count.
        <span class="verdict-left" data-left=seconds aria-hidden="true">
            {format!(" ({} min left)", seconds.div_ceil(60))}
        </span>
    }
}

#[cfg(test)]
mod tests {
    use domain::pin::PinKind;

    use super::*;

    const NOON: Timestamp = Timestamp::from_millis(1_795_515_780_000);
    const MINUTE: std::time::Duration = std::time::Duration::from_secs(60);

    fn receipt() -> ReceiptView {
        ReceiptView {
            receipt: "7K3M9Q2F".parse().unwrap(),
            account: 10001,
            name: "<Acme>".into(),
            kind: PinKind::Master,
            verified_by: Some("Ada".into()),
            verified_at: NOON,
            channel: Channel::Phone,
            contact: Some("Dana".into()),
            ticket: None,
            valid_until: NOON.after(30 * MINUTE),
            opened_at: NOON.after(MINUTE),
            reported_at: None,
        }
    }

    fn html(receipt: ReceiptView) -> String {
        Owner::new().with(|| view! { <ReceiptCard receipt zone=None/> }.to_html())
    }

    #[test]
    fn a_receipt_says_who_verified_whom_and_for_how_long_it_is_good() {
        let card = html(receipt());
        for part in ["Receipt is valid", "&lt;Acme&gt;, 10001", "by Ada, on the phone", "Dana", "29 min left"]
        {
            assert!(card.contains(part), "{part}: {card}");
        }
        assert!(card.contains("Not for") && !card.contains("Ticket"), "{card}");
    }

    #[test]
    fn one_that_is_over_or_was_reported_is_good_for_nothing() {
        let over = html(ReceiptView { opened_at: NOON.after(30 * MINUTE), ..receipt() });
        assert!(over.contains("Receipt is over") && !over.contains("Good for"), "{over}");
        let reported = html(ReceiptView { reported_at: Some(NOON.after(MINUTE)), ..receipt() });
        assert!(reported.contains("Receipt reported") && !reported.contains("Good for"), "{reported}");
        assert!(reported.contains("fetch a supervisor") && !reported.contains("left)"), "{reported}");
    }

    #[test]
    fn what_does_not_fit_is_said_and_stays_in_its_field() {
        let typed = [("receipt".to_owned(), "7K".to_owned()), ("account".to_owned(), "10001".to_owned())];
        let notice =
            Notice { form: FORM.to_owned(), typed: typed.into(), ..Notice::of(ApiError::BadReceipt) };
        let form = Owner::new().with(|| view! { <ReceiptForm notice=Some(notice)/> }.to_html());
        assert!(form.contains("role=\"alert\"") && form.contains("value=\"7K\""), "{form}");
        assert_eq!(form.matches("aria-invalid").count(), 1, "{form}");
    }
}
