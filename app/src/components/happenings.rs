//! What happened, line by line.

use leptos::prelude::*;

use crate::api::{HappeningView, Mark};

/// The list, in the order given.
#[component]
pub(crate) fn HappeningList(happenings: Vec<HappeningView>) -> impl IntoView {
    let rows = happenings.into_iter().map(|happening| view! { <Row happening/> }).collect_view();
    view! { <ol class="happenings">{rows}</ol> }
}

#[component]
fn Row(happening: HappeningView) -> impl IntoView {
    let HappeningView { at, datetime, sentence, mark } = happening;
    view! {
        <li class="happening" data-mark=mark.as_str()>
            <time class="happening-at" datetime=datetime>
                {at}
            </time>
            <span class="happening-what">
                {word(mark).map(|word| view! { <span class="visually-hidden">{word} ": "</span> })}
                {sentence}
            </span>
        </li>
    }
}

/// What the icon says to whoever does not see it, where the sentence alone does not say how much it matters.
const fn word(mark: Mark) -> Option<&'static str> {
    match mark {
        Mark::Warning => Some("Warning"),
        Mark::Verified => Some("Verified"),
        Mark::Pin | Mark::People => None,
    }
}
