//! The form for what a caller reads out. The PIN is never in it again.

use std::collections::BTreeMap;

use domain::{
    name::NAME_LENGTH,
    verification::{Channel, Outcome},
};
use leptos::prelude::*;

use super::Tried;
use crate::api::{ApiError, notice::Notice};

/// What the form knows of the last one that was sent.
#[derive(Default)]
struct Last {
    typed: BTreeMap<String, String>,
    problem: Option<ApiError>,
    /// The field that the agent types into next.
    next: &'static str,
}

impl Last {
    fn of(tried: Option<Tried>, notice: Option<Notice>) -> Self {
        if let Some(Tried { verdict, mut typed }) = tried {
            let next = match verdict.outcome {
                // What comes is another caller, in the same way.
                Outcome::Verified { .. } => {
                    typed.retain(|field, _| matches!(field.as_str(), "account" | "channel"));
                    "account"
                }
                _ => "pin",
            };
            return Self { typed, problem: None, next };
        }
        match notice {
            Some(Notice { error: Some(error), typed, form, .. }) if form == "verify" => {
                Self { typed, problem: (error != ApiError::Suspended).then_some(error), next: blamed(error) }
            }
            Some(Notice { error: Some(_), .. }) => Self::default(),
            _ => Self { next: "account", ..Self::default() },
        }
    }

    fn typed(&self, field: &str) -> String {
        self.typed.get(field).cloned().unwrap_or_default()
    }

    /// The key of the form that was sent, where what came of it is not known: sent again, it is not tried again.
    fn key_to_keep(&self) -> Option<String> {
        let keeps = matches!(
            self.problem,
            Some(ApiError::TriesUnderWay | ApiError::FormUnderWay | ApiError::NoVerdict)
        );
        self.typed.get("form_key").filter(|_| keeps).cloned()
    }

    /// Whether it is this field that has to be mended.
    fn blames(&self, field: &str) -> bool {
        self.problem.is_some_and(|problem| is_of_a_field(problem) && blamed(problem) == field)
    }
}

/// The field that an error is about; the PIN, which has to be typed anew whatever went wrong.
const fn blamed(error: ApiError) -> &'static str {
    match error {
        ApiError::BadAccount => "account",
        ApiError::BadChannel => "channel",
        ApiError::BadCaller => "contact",
        ApiError::BadTicket => "ticket",
        _ => "pin",
    }
}

const fn is_of_a_field(error: ApiError) -> bool {
    matches!(error, ApiError::BadPin) || !matches!(blamed(error).as_bytes(), b"pin")
}

/// The form, with what went wrong, and what was typed but for the PIN.
#[component]
pub(super) fn VerifyForm(
    tried: Option<Tried>,
    notice: Option<Notice>,
    /// By which the form is known when it is sent twice (requirement V8).
    key: String,
    /// Whether something else on the page is looked at first.
    waits: bool,
    /// How many digits a PIN has that is generated now.
    digits: usize,
) -> impl IntoView {
    let mut last = Last::of(tried, notice);
    if waits {
        last.next = "";
    }
    let key = last.key_to_keep().unwrap_or(key);
    let problem = last.problem.map(|problem| {
        view! { <p id="verify-problem" class="problem" role="alert">{said_of(problem, digits)}</p> }
    });
    // What a screen reader says at the field it begins with: the result, or what went wrong.
    let field = |name, label, hint, is_digits| {
        view! {
            <Field
                name
                label
                hint
                is_digits
                typed=last.typed(name)
                is_next=last.next == name
                is_wrong=last.blames(name)
            />
        }
        .into_any()
    };
    let account = field("account", "Account number", "", true);
    let pin = field("pin", "PIN", "", true);
    let contact = field("contact", "Contact", "Optional: who the caller says they are.", false);
    let ticket = field("ticket", "Ticket", "Optional: the ticket’s number in your helpdesk.", false);
    view! {
        <form id="verify" class="desk-form" method="post" action="/api/verify">
            <input type="hidden" name="form_key" value=key/>
            {problem}
            {account}
            {pin}
            <Channels
                chosen=last.typed("channel").parse().unwrap_or(Channel::Phone)
                is_next=last.next == "channel"
            />
            {contact}
            {ticket}
            <button class="button button-primary" type="submit">"Verify"</button>
        </form>
    }
}

/// What went wrong, with this installation's number of digits.
fn said_of(problem: ApiError, digits: usize) -> String {
    match problem {
        ApiError::BadPin => {
            format!("Enter all {digits} digits of the PIN, and nothing else. Nothing was counted.")
        }
        problem => problem.sentence().to_owned(),
    }
}

#[component]
fn Field(
    name: &'static str,
    label: &'static str,
    /// Stands below the field; nothing, if empty.
    hint: &'static str,
    /// Digits alone are typed into it.
    is_digits: bool,
    typed: String,
    /// The agent types into it next.
    is_next: bool,
    /// It has to be mended.
    is_wrong: bool,
) -> impl IntoView {
    let id = format!("verify-{name}");
    let hint_id = (!hint.is_empty()).then(|| format!("{id}-hint"));
    let said = is_next.then_some("verify-problem verdict");
    let described_by = [said, hint_id.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let hint = hint_id.map(|hint_id| view! { <p class="hint" id=hint_id>{hint}</p> });
    view! {
        <div class="field" class:desk-digits=is_digits>
            <label for=id.clone()>{label}</label>
            <input
                id=id
                name=name
                inputmode=is_digits.then_some("numeric")
                dir=(!is_digits).then_some("auto")
                autocomplete="off"
                autocapitalize=is_digits.then_some("off")
                spellcheck="false"
                maxlength=if is_digits { 40 } else { NAME_LENGTH }
                required=is_digits
                aria-invalid=is_wrong.then_some("true")
                aria-describedby=(!described_by.is_empty()).then_some(described_by)
                autofocus=is_next
                value=typed
            />
            {hint}
        </div>
    }
}

#[component]
fn Channels(chosen: Channel, is_next: bool) -> impl IntoView {
    let channels = Channel::ALL.map(|channel| {
        let label = match channel {
            Channel::Phone => "Phone",
            Channel::Chat => "Chat",
        };
        let is_chosen = channel == chosen;
        view! {
            <label class="desk-channel">
                <input
                    type="radio"
                    name="channel"
                    value=channel.as_str()
                    checked=is_chosen
                    autofocus=is_next && is_chosen
                />
                {label}
            </label>
        }
    });
    view! {
        <fieldset class="desk-channels" role="radiogroup" aria-labelledby="verify-channel">
            <legend id="verify-channel">"Channel"</legend>
            {channels.collect_view()}
        </fieldset>
    }
}

#[cfg(test)]
mod tests {
    use domain::pin::PinKind;

    use super::*;
    use crate::api::Verdict;

    fn typed() -> BTreeMap<String, String> {
        let fields = [("account", "10001"), ("channel", "chat"), ("contact", "Dana"), ("ticket", "T-7")];
        fields.map(|(field, typed)| (field.to_owned(), typed.to_owned())).into()
    }

    fn after(outcome: Outcome) -> Last {
        Last::of(Some(Tried { verdict: Verdict { outcome, name: None }, typed: typed() }), None)
    }

    fn refused(error: ApiError) -> Last {
        let notice = Notice { form: "verify".to_owned(), typed: typed(), ..Notice::of(error) };
        Last::of(None, Some(notice))
    }

    #[test]
    fn the_same_caller_is_a_pin_away_and_the_next_one_an_account_number() {
        let wrong = after(Outcome::NotVerified { tries_left: 4 });
        assert_eq!(
            (wrong.next, wrong.typed("account"), wrong.typed("ticket")),
            ("pin", "10001".into(), "T-7".into())
        );
        let right = after(Outcome::Verified {
            kind: PinKind::Master,
            receipt: "7K3M9Q2F".parse().unwrap(),
            valid_until: domain::time::Timestamp::from_millis(0),
        });
        assert_eq!(
            (right.next, right.typed("account"), right.typed("channel")),
            ("account", "10001".into(), "chat".into())
        );
        assert_eq!((right.typed("contact"), right.typed("ticket")), (String::new(), String::new()));
        assert_eq!(Last::of(None, None).next, "account");
    }

    #[test]
    fn what_does_not_fit_is_blamed_and_what_is_nobodys_fault_blames_nothing() {
        for (error, field) in [
            (ApiError::BadAccount, "account"),
            (ApiError::BadPin, "pin"),
            (ApiError::BadChannel, "channel"),
            (ApiError::BadCaller, "contact"),
            (ApiError::BadTicket, "ticket"),
        ] {
            let last = refused(error);
            assert!(last.blames(field) && last.next == field, "{error:?}");
        }
        let busy = refused(ApiError::TriesUnderWay);
        assert!(!busy.blames("pin") && busy.next == "pin" && busy.problem.is_some());
        // The result says it.
        assert_eq!(refused(ApiError::Suspended).problem, None);
    }

    #[test]
    fn a_form_is_another_one_unless_the_same_try_may_be_under_way() {
        let mut typed = typed();
        typed.insert("form_key".to_owned(), "0a".to_owned());
        let kept = |error| {
            let notice = Notice { form: "verify".to_owned(), typed: typed.clone(), ..Notice::of(error) };
            Last::of(None, Some(notice)).key_to_keep()
        };
        assert_eq!(kept(ApiError::FormUnderWay), Some("0a".to_owned()));
        assert_eq!(kept(ApiError::NoVerdict), Some("0a".to_owned()));
        for error in [ApiError::Unavailable, ApiError::FormUsed, ApiError::BadPin] {
            assert_eq!(kept(error), None, "{error:?}");
        }
    }

    #[test]
    fn a_form_that_came_back_holds_what_was_typed_and_no_pin() {
        let html = Owner::new().with(|| {
            let notice = Notice { form: "verify".to_owned(), typed: typed(), ..Notice::of(ApiError::BadPin) };
            view! { <VerifyForm tried=None notice=Some(notice) key="0a".to_owned() waits=false digits=5/> }
                .to_html()
        });
        assert!(html.contains(r#"value="10001""#) && html.contains(r#"value="Dana""#), "{html}");
        assert!(html.contains(r#"value="""#), "the PIN: {html}");
    }
}
