//! The support desk's page. To customers it does not exist.

use leptos::prelude::*;
use leptos_meta::Title;

use super::not_found::NotFound;
use crate::{api::context, components::frame::SiteHeader};

/// The desk, for the people of the desk.
#[component]
pub(super) fn DeskPage() -> impl IntoView {
    let Some(caller) = context::caller().filter(|caller| caller.person.desk.is_some()) else {
        return NotFound().into_any();
    };
    view! {
        <Title text="Support desk"/>
        <SiteHeader caller=Some(caller)/>
        <main id="main" class="message">
            <h1>"Support desk"</h1>
            <p>"You are signed in. This version can’t verify PINs yet; verification is to come to this page."</p>
        </main>
    }
    .into_any()
}
