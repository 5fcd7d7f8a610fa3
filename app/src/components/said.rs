//! What the last form has to say: what went wrong, or what was done.

use leptos::prelude::*;

use crate::api::notice::Notice;

/// The sentence of a notice, if there is one.
pub(crate) fn said(notice: Option<&Notice>) -> Option<AnyView> {
    let notice = notice?;
    match (notice.error, notice.done) {
        (Some(error), _) => Some(view! { <p class="problem" role="alert">{error.sentence()}</p> }.into_any()),
        (None, Some(done)) => Some(view! { <p class="done" role="status">{done.sentence()}</p> }.into_any()),
        (None, None) => None,
    }
}
