//! A page of what happened, or what there is to say in its place.

use domain::{account::AccountNumber, desk::Page, history::Subject};
use leptos::prelude::*;

use super::ways::Pages;
use crate::{
    api::{AskedActivity, happening_view, times::zone_name},
    components::{happenings::HappeningList, report::Report},
};

/// What happened, and what leads to more of it.
#[component]
pub(super) fn Content(
    number: AccountNumber,
    page: Page,
    asked: AskedActivity,
    zone: Option<String>,
    has_something_to_report: bool,
) -> impl IntoView {
    let zone = zone.as_deref();
    let happenings: Vec<_> = page.happenings.iter().map(|one| happening_view(one, zone)).collect();
    let list = if happenings.is_empty() {
        view! { <p class="activity-empty">{nothing(asked, page.next)}</p> }.into_any()
    } else {
        view! { <HappeningList happenings/> }.into_any()
    };
    // It is about the latest of what support did, so it stands where that can be read.
    let shows_it = asked.before.is_none() && matches!(asked.subject, Subject::All | Subject::Support);
    let report = (has_something_to_report && shows_it).then(|| view! { <Report account=number/> });
    let csv = AskedActivity { before: None, ..asked }.to_query();
    view! {
        <p class="activity-zone">
            "Times in " {zone_name(zone).to_owned()} ". "
            <a href="/your-sign-in#time-zone-title">"Change this in Your sign-in"</a>
        </p>
        <section class="activity" aria-label="What happened">
            {list}
            {report}
        </section>
        <Pages number asked next=page.next/>
        <p class="activity-file">
            <a class="button" href=format!("/accounts/{number}/activity.csv{csv}")>
                "Download as CSV"
            </a>
        </p>
    }
}

/// In place of a page with an entry that cannot be read. Others may well be readable.
#[component]
pub(super) fn Damaged(number: AccountNumber, asked: AskedActivity) -> impl IntoView {
    view! {
        <p class="problem" role="alert">
            "This part of the account’s history can’t be shown, because its record is damaged. Please tell support. \
             The PINs are not affected."
        </p>
        <Pages number asked next=None/>
    }
}

/// What an empty page says.
fn nothing(asked: AskedActivity, next: Option<i64>) -> &'static str {
    if next.is_some() {
        return "There is none of this in this part of the history. Go on with “Older”.";
    }
    if asked.before.is_some() {
        return "There is nothing older.";
    }
    match asked.subject {
        Subject::All => {
            "Nothing has happened yet. When a PIN is generated, cleared or given to support, it is listed here."
        }
        Subject::Pins => "No PIN has been generated yet.",
        Subject::Support => "Nobody has given support a PIN of this account yet.",
        Subject::People => "Nothing about people has happened yet.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_part_says_whom_to_tell_and_leads_back_to_the_newest() {
        let (number, subject) = (10001.try_into().unwrap(), Subject::Pins);
        for (before, leads_back) in [(Some(7), true), (None, false)] {
            let asked = AskedActivity { subject, before };
            let html = Owner::new().with(|| view! { <Damaged number asked/> }.to_html());
            assert!(html.contains("role=\"alert\"") && html.contains("Please tell support."), "{html}");
            let way = "href=\"/accounts/10001/activity?show=pins\"";
            assert_eq!(html.contains(way), leads_back, "{html}");
        }
    }

    #[test]
    fn an_empty_page_says_whether_there_is_more_to_look_at() {
        let asked = |subject, before| AskedActivity { subject, before };
        assert!(nothing(asked(Subject::All, None), None).starts_with("Nothing has happened yet."));
        assert!(nothing(asked(Subject::Support, None), None).starts_with("Nobody has given support"));
        assert_eq!(nothing(asked(Subject::Support, Some(7)), None), "There is nothing older.");
        assert!(nothing(asked(Subject::Support, None), Some(501)).contains("“Older”"));
    }
}
