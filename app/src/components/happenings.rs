//! What happened, line by line.

use leptos::prelude::*;

use crate::api::{HappeningView, Mark};

/// The list, in the order given.
#[component]
pub(crate) fn HappeningList(happenings: Vec<HappeningView>) -> impl IntoView {
    let rows = happenings.into_iter().map(|happening| view! { <Row happening/> }).collect_view();
    view! { <ol class="happenings" role="list">{rows}</ol> }
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
        Mark::Verified | Mark::Pin | Mark::People => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_what_its_icon_says_where_that_matters() {
        for (mark, word) in
            [(Mark::Pin, ""), (Mark::People, ""), (Mark::Verified, ""), (Mark::Warning, "Warning: ")]
        {
            let happening = HappeningView {
                at: "24 Nov 2026, 10:23".into(),
                datetime: "2026-11-24T10:23:00Z".into(),
                sentence: "<b> did it.".into(),
                mark,
            };
            let html = Owner::new().with(|| view! { <HappeningList happenings=vec![happening]/> }.to_html());
            assert!(html.contains(&format!("data-mark=\"{}\"", mark.as_str())), "{html}");
            assert!(html.contains("&lt;b&gt; did it."), "{html}");
            let words = html.replace("<!>", "");
            assert_eq!(words.contains("visually-hidden"), !word.is_empty(), "{html}");
            assert!(words.contains(word), "{html}");
        }
    }
}
