//! The HTML document around every page, and which page stands at which address.

use leptos::prelude::*;
use leptos_meta::{MetaTags, Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};

use super::{
    activity::ActivityPage,
    desk::{DeskPage, HistoryPage, SupervisorPage},
    forgot_password::ForgotPasswordPage,
    help::HelpPage,
    home::HomePage,
    invitation::InvitationPage,
    login::LoginPage,
    new_password::NewPasswordPage,
    not_found::NotFound,
    own_sign_in::OwnSignInPage,
    people::{ChangeContactPage, LeavePage, PeoplePage, RemoveContactPage, RemovePersonPage},
};
use crate::components::html::escaped;

/// The document: what the browser loads, and the app in its body.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    // For pages with a stylesheet of their own.
    provide_context(options.clone());
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <Head options=options.clone()/>
                <HydrationScripts options islands=true/>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// What every document of ours begins with.
#[component]
pub(super) fn Head(options: LeptosOptions) -> impl IntoView {
    let files = options.site_pkg_dir;
    view! {
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <link rel="stylesheet" href=format!("/{files}/site.css")/>
        <link rel="icon" type="image/svg+xml" href=format!("/{files}/favicon.svg")/>
    }
}

/// The pages by address.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Title formatter=|title: String| {
            match title.as_str() {
                "" => "Control panel".to_owned(),
                // An account's name may hold markup, which nobody escapes after this.
                title => format!("{} – Control panel", escaped(title)),
            }
        }/>
        // Each page is rendered whole before the first byte leaves: its status can still change until then, and
        // nothing of it waits for a script.
        <Router>
            <Routes fallback=NotFound>
                <Route path=path!("/login") view=LoginPage ssr=SsrMode::Async/>
                <Route path=path!("/forgot-password") view=ForgotPasswordPage ssr=SsrMode::Async/>
                <Route path=path!("/new-password") view=NewPasswordPage ssr=SsrMode::Async/>
                <Route path=path!("/invitation") view=InvitationPage ssr=SsrMode::Async/>
                <Route path=path!("/help") view=HelpPage ssr=SsrMode::Async/>
                <Route path=path!("/your-sign-in") view=OwnSignInPage ssr=SsrMode::Async/>
                <Route path=path!("/accounts/:number") view=HomePage ssr=SsrMode::Async/>
                <Route path=path!("/accounts/:number/activity") view=ActivityPage ssr=SsrMode::Async/>
                <Route path=path!("/accounts/:number/people") view=PeoplePage ssr=SsrMode::Async/>
                <Route
                    path=path!("/accounts/:number/people/:person/remove")
                    view=RemovePersonPage
                    ssr=SsrMode::Async
                />
                <Route path=path!("/accounts/:number/leave") view=LeavePage ssr=SsrMode::Async/>
                <Route
                    path=path!("/accounts/:number/contacts/:contact")
                    view=ChangeContactPage
                    ssr=SsrMode::Async
                />
                <Route
                    path=path!("/accounts/:number/contacts/:contact/remove")
                    view=RemoveContactPage
                    ssr=SsrMode::Async
                />
                <Route path=path!("/desk") view=DeskPage ssr=SsrMode::Async/>
                <Route path=path!("/desk/supervisor") view=SupervisorPage ssr=SsrMode::Async/>
                <Route path=path!("/desk/history") view=HistoryPage ssr=SsrMode::Async/>
            </Routes>
        </Router>
    }
}
