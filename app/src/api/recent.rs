//! What happened on an account last, as its home shows it.

use domain::desk::Page;
use leptos::prelude::*;

use super::happening_view;
use crate::components::happenings::HappeningList;

/// The list, or the sentence in its place, as HTML for someone in this time zone. It comes whole from here, so that the
/// browser's code need not know how to draw it.
pub(super) fn recent_html(recent: Option<&Page>, zone: Option<&str>) -> String {
    let sentence = match recent {
        None => "The account’s history can’t be read at the moment. Please tell support.",
        Some(page) if page.happenings.is_empty() => {
            "Nothing has happened yet. What happens with this account’s PINs is listed here."
        }
        Some(page) => {
            let happenings = page.happenings.iter().map(|one| happening_view(one, zone)).collect();
            return Owner::new().with(|| view! { <HappeningList happenings/> }.to_html());
        }
    };
    format!("<p class=\"activity-empty\">{sentence}</p>")
}

#[cfg(test)]
mod tests {
    use domain::{desk::Happening, history::Event, pin::PinKind, time::Timestamp};

    use super::*;

    fn page(happenings: Vec<Happening>) -> Page {
        Page { happenings, next: None }
    }

    #[test]
    fn a_name_is_text_whatever_is_in_it() {
        let event = Event::Generated { kind: PinKind::Master, pin: 1, person: 1 };
        let by = Some("<img src=x>&\"".to_owned());
        let at = Timestamp::from_millis(1_795_429_380_000);
        let html = recent_html(Some(&page(vec![Happening { number: 1, at, event, by, whom: None }])), None);
        assert!(html.contains("&lt;img src=x&gt;&amp;"), "{html}");
        assert!(!html.contains("<img"), "{html}");
    }

    #[test]
    fn nothing_and_nothing_that_can_be_read_are_told_apart() {
        assert!(recent_html(Some(&page(Vec::new())), None).contains("Nothing has happened yet"));
        assert!(recent_html(None, None).contains("can’t be read"));
    }
}
