//! Nothing there, or nothing for this person: the two look the same.

use leptos::prelude::*;
use leptos_meta::Title;

use super::message::Message;
use crate::{
    api::{ApiError, context},
    components::frame::SiteHeader,
};

/// The page for an address that leads nowhere.
#[component]
pub(super) fn NotFound() -> impl IntoView {
    view! { <Problem error=ApiError::NotFound/> }
}

/// The page in place of one that cannot be shown, with the status that says so.
#[component]
pub(super) fn Problem(error: ApiError) -> impl IntoView {
    context::answer_with_status_of(error);
    view! {
        <Title text=error.title()/>
        <SiteHeader caller=context::caller()/>
        <Message error/>
    }
}
