//! What happened on an account last, as its home shows it.

use domain::{account::AccountNumber, desk::Page};
use leptos::prelude::*;

use super::happening_view;
use crate::components::{happenings::HappeningList, report::Report};

/// The list, or the sentence in its place, as HTML for someone in this time zone. It comes whole from here, so that the
/// browser's code need not know how to draw it.
pub(super) fn recent_html(account: AccountNumber, recent: Option<&Page>, zone: Option<&str>) -> String {
    let sentence = match recent {
        None => "The account’s history can’t be read at the moment. Please tell support.",
        Some(page) if page.happenings.is_empty() => {
            "Nothing has happened yet. What happens with this account’s PINs is listed here."
        }
        Some(page) => {
            let happenings = page.happenings.iter().map(|one| happening_view(one, zone)).collect();
            let report = page.has_something_to_report().then(|| view! { <Report account/> });
            return Owner::new().with(|| {
                view! {
                    <HappeningList happenings/>
                    {report}
                }
                .to_html()
            });
        }
    };
    format!("<p class=\"activity-empty\">{sentence}</p>")
}

#[cfg(test)]
mod tests {
    use domain::{desk::Happening, history::Event, pin::PinKind, time::Timestamp, verification::Channel};

    use super::*;

    fn acme() -> AccountNumber {
        10001.try_into().unwrap()
    }

    fn page(happenings: Vec<Happening>) -> Page {
        Page { happenings, next: None }
    }

    #[test]
    fn a_name_is_text_whatever_is_in_it() {
        let event = Event::Generated { kind: PinKind::Master, pin: 1, person: 1 };
        let by = Some("<img src=x>&\"".to_owned());
        let at = Timestamp::from_millis(1_795_429_380_000);
        let html =
            recent_html(acme(), Some(&page(vec![Happening { number: 1, at, event, by, whom: None }])), None);
        assert!(html.contains("&lt;img src=x&gt;&amp;"), "{html}");
        assert!(!html.contains("<img"), "{html}");
    }

    #[test]
    fn what_support_did_can_be_reported_by_a_form_below_it() {
        let at = Timestamp::from_millis(1_795_429_380_000);
        let wrong = Event::WrongTry { attempt: 7, channel: Channel::Phone, interrupted: false };
        let happening = |event| Happening { number: 1, at, event, by: None, whom: None };
        let html = recent_html(acme(), Some(&page(vec![happening(wrong)])), None);
        let (_, form) = html.split_once("</ol>").unwrap();
        for part in
            ["method=\"post\"", "action=\"/api/report_verification\"", "value=\"10001\"", "That wasn’t me"]
        {
            assert!(form.contains(part), "{part} in {form}");
        }
        let html = recent_html(acme(), Some(&page(vec![happening(Event::Expired { pin: 1 })])), None);
        assert!(!html.contains("<form") && !html.contains("That wasn’t me"), "{html}");
    }

    #[test]
    fn nothing_and_nothing_that_can_be_read_are_told_apart() {
        assert!(recent_html(acme(), Some(&page(Vec::new())), None).contains("Nothing has happened yet"));
        assert!(recent_html(acme(), None, None).contains("can’t be read"));
    }
}
