//! What the last form has to say: what went wrong, or what was done.

use leptos::prelude::*;

use crate::api::{ApiError, notice::Notice};

/// The sentence of a notice, if there is one.
pub(crate) fn said(notice: Option<&Notice>) -> Option<AnyView> {
    let notice = notice?;
    match notice.error {
        Some(error) => Some(problem(error)),
        None => done(Some(notice)),
    }
}

/// The sentence of a notice about what was done.
pub(crate) fn done(notice: Option<&Notice>) -> Option<AnyView> {
    let done = notice?.done?;
    Some(view! { <p class="done" role="status">{done.sentence()}</p> }.into_any())
}

/// What is to be said beside one of these forms. It takes the focus, so that a long page opens where it stands and a
/// screen reader begins with it.
pub(crate) fn said_of(notice: Option<&Notice>, forms: &[&str]) -> Option<AnyView> {
    let notice = notice.filter(|notice| forms.contains(&notice.form.as_str()))?;
    let said = said(Some(notice))?;
    Some(view! { <div class="said" tabindex="-1" autofocus>{said}</div> }.into_any())
}

/// The same for what went wrong alone: what was done is said at the top of the page.
pub(crate) fn problem_of(notice: Option<&Notice>, forms: &[&str]) -> Option<AnyView> {
    said_of(notice.filter(|notice| notice.error.is_some()), forms)
}

fn problem(error: ApiError) -> AnyView {
    view! { <p class="problem" role="alert">{error.sentence()}</p> }.into_any()
}
