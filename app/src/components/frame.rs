//! What stands around a page's content: who is signed in, the way out, and the accounts to switch between.

use domain::{account::Account, session::Caller};
use leptos::prelude::*;

/// The page's head: the way home and, for someone signed in, the way out.
#[component]
pub(crate) fn SiteHeader(caller: Option<Caller>) -> impl IntoView {
    view! {
        <a class="skip-link" href="#main">"Skip to content"</a>
        <header class="site-header">
            <a class="brand" href="/">"Control panel"</a>
            {caller
                .map(|caller| {
                    view! {
                        <div class="site-header-person">
                            <span class="person-name">{caller.person.name}</span>
                            <a class="person-sign-in" href="/your-sign-in">
                                "Your sign-in"
                            </a>
                            <form method="post" action="/api/sign_out">
                                <button class="button button-quiet" type="submit">"Sign out"</button>
                            </form>
                        </div>
                    }
                })}
        </header>
    }
}

/// The accounts of someone who has several.
#[component]
pub(crate) fn Accounts(accounts: Vec<Account>, current: Account) -> impl IntoView {
    (accounts.len() > 1).then(|| {
        let links = accounts
            .into_iter()
            .map(|account| {
                let is_current = account.number == current.number;
                view! {
                    <li>
                        <a
                            href=format!("/accounts/{}", account.number)
                            aria-current=is_current.then_some("page")
                        >
                            <span class="account-name">{account.name}</span>
                            " "
                            <span class="account-number">{account.number.to_string()}</span>
                        </a>
                    </li>
                }
            })
            .collect_view();
        view! {
            <nav class="accounts" aria-label="Accounts">
                <ul>{links}</ul>
            </nav>
        }
    })
}
