//! A page with nothing on it but what went wrong.

use leptos::prelude::*;

use super::shell::Head;
use crate::api::ApiError;

/// What went wrong, and the way back.
#[component]
pub(super) fn Message(error: ApiError) -> impl IntoView {
    view! {
        <main id="main" class="message">
            <h1>{error.title()}</h1>
            <p>{error.sentence()}</p>
            <p>
                <a href="/">"Go to your account"</a>
            </p>
        </main>
    }
}

/// A whole document that says what went wrong, for where no page was being rendered.
pub fn message_page(options: LeptosOptions, error: ApiError) -> String {
    Owner::new().with(|| {
        view! {
            <!DOCTYPE html>
            <html lang="en">
                <head>
                    <Head options/>
                    <title>{error.title()}" – Control panel"</title>
                </head>
                <body>
                    <header class="site-header">
                        <a class="brand" href="/">"Control panel"</a>
                    </header>
                    <Message error/>
                </body>
            </html>
        }
        .to_html()
    })
}
