//! New recovery codes, which are shown this once.

use leptos::prelude::*;

use super::shell::Head;

/// A whole document with the codes: the answer to the form that made them, since nobody can show them again.
pub fn recovery_codes_page(options: LeptosOptions, codes: &[String]) -> String {
    let codes = codes.iter().map(|code| view! { <li><code>{code.clone()}</code></li> }).collect_view();
    Owner::new().with(|| {
        view! {
            <!DOCTYPE html>
            <html lang="en">
                <head>
                    <Head options/>
                    <title>"Recovery codes – Control panel"</title>
                </head>
                <body>
                    <header class="site-header">
                        <a class="brand" href="/">"Control panel"</a>
                        <div class="site-header-person">
                            <form method="post" action="/api/sign_out">
                                <button class="button button-quiet" type="submit">"Sign out"</button>
                            </form>
                        </div>
                    </header>
                    <main id="main" class="message">
                        <h1>"Keep these recovery codes"</h1>
                        <p>
                            "Each signs you in once if you lose your phone. Print them or write them down now: "
                            "they are not shown again, and former codes no longer work."
                        </p>
                        <ul class="recovery-codes">{codes}</ul>
                        <p>
                            <a href="/your-sign-in">"I have kept them"</a>
                        </p>
                    </main>
                </body>
            </html>
        }
        .to_html()
    })
}
