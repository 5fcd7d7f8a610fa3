//! The ways to other parts of the activity: to those about a subject, and to older ones.

use domain::{account::AccountNumber, history::Subject};
use leptos::prelude::*;

use crate::{api::AskedActivity, components::frame::Section};

/// What is shown: everything, or what is about one subject.
#[component]
pub(super) fn Filter(number: AccountNumber, chosen: Subject) -> impl IntoView {
    let links = Subject::ALL
        .map(|subject| {
            let here = AskedActivity { subject, before: None };
            let current = (subject == chosen).then_some("true");
            view! {
                <li>
                    <a href=address(number, here) aria-current=current>
                        {title(subject)}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class="activity-show" aria-label="Show">
            <ul>{links}</ul>
        </nav>
    }
}

/// The ways to the pages beside this one, where there are any.
#[component]
pub(super) fn Pages(number: AccountNumber, asked: AskedActivity, next: Option<i64>) -> impl IntoView {
    let to = |before| address(number, AskedActivity { before, ..asked });
    let newest = asked.before.map(|_| {
        view! {
            <li>
                <a class="button" href=to(None)>
                    "Newest"
                </a>
            </li>
        }
    });
    let older = next.map(|_| {
        view! {
            <li>
                <a class="button" href=to(next) rel="next">
                    "Older"
                </a>
            </li>
        }
    });
    (newest.is_some() || older.is_some()).then(|| {
        view! {
            <nav class="activity-pages" aria-label="Pages">
                <ul>{newest} {older}</ul>
            </nav>
        }
    })
}

fn address(number: AccountNumber, asked: AskedActivity) -> String {
    format!("{}{}", Section::Activity.of(number), asked.to_query())
}

const fn title(subject: Subject) -> &'static str {
    match subject {
        Subject::All => "All",
        Subject::Pins => "PINs",
        Subject::Support => "Support",
        Subject::People => "People",
    }
}
