//! What stands around the supervisors' pages.

use domain::{desk::Attack, session::Caller};
use leptos::prelude::*;
use leptos_meta::Title;

use super::{AttackBanner, sections::DeskSections};
use crate::{
    api::times::zone_name,
    components::{SessionWatch, frame::SiteHeader},
};

/// A page for supervisors, under its title.
#[component]
pub(super) fn SupervisorsFrame(
    caller: Caller,
    title: &'static str,
    attack: Option<Attack>,
    children: Children,
) -> impl IntoView {
    let files = expect_context::<LeptosOptions>().site_pkg_dir;
    let zone = zone_name(caller.time_zone.as_deref()).to_owned();
    view! {
        <Title text=title/>
        // Here and not in the head: what a page that is still being made adds to that is lost at times.
        <link rel="stylesheet" href=format!("/{files}/supervisor.css")/>
        <SiteHeader caller=Some(caller.clone())/>
        <DeskSections caller/>
        <main id="main" class="supervisor-page">
            <SessionWatch account=None/>
            <h1>{title}</h1>
            {attack.map(|attack| view! { <AttackBanner attack/> })}
            <p class="activity-zone">
                "Times in " {zone} ". "
                <a href="/your-sign-in#time-zone-title">"Change this in Your sign-in"</a>
            </p>
            {children()}
        </main>
    }
}
