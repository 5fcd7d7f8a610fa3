//! What stands around a page's content: who is signed in, the way out, and the accounts to switch between.

use domain::{
    account::{Account, AccountNumber},
    session::Caller,
};
use leptos::prelude::*;

use crate::api::context;

/// The page's head: the way home, the help and, for someone signed in, the way out.
#[component]
pub(crate) fn SiteHeader(caller: Option<Caller>) -> impl IntoView {
    let links = match caller {
        Some(caller) => view! { <Person caller/> }.into_any(),
        None => {
            let [help, sign_in] = [("/help", "Help"), ("/login", "Sign in")]
                .map(|(to, text)| (!is_here(to)).then(|| view! { <HeaderLink to text/> }));
            view! { {help} {sign_in} }.into_any()
        }
    };
    view! {
        <a class="skip-link" href="#main">"Skip to content"</a>
        <header class="site-header">
            <a class="brand" href="/">"Control panel"</a>
            <div class="site-header-person">{links}</div>
        </header>
    }
}

/// Who is signed in, and what they can always turn to.
#[component]
fn Person(caller: Caller) -> impl IntoView {
    view! {
        <bdi class="person-name">{caller.person.name}</bdi>
        <HeaderLink to="/help" text="Help"/>
        <HeaderLink to="/your-sign-in" text="Your sign-in"/>
        <form method="post" action="/api/sign_out">
            <button class="button button-quiet" type="submit">"Sign out"</button>
        </form>
    }
}

#[component]
fn HeaderLink(to: &'static str, text: &'static str) -> impl IntoView {
    view! {
        <a class="header-link" href=to aria-current=is_here(to).then_some("page")>
            {text}
        </a>
    }
}

/// Whether the page that is asked for is this one.
fn is_here(path: &str) -> bool {
    context::request().uri.path() == path
}

/// A part of an account's pages.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    /// Its home, with the PINs.
    Pins,
    /// What happened on it.
    Activity,
    /// Its people and sub-contacts.
    People,
}

impl Section {
    /// The address of the section on an account.
    pub(crate) fn of(self, account: AccountNumber) -> String {
        match self {
            Self::Pins => format!("/accounts/{account}"),
            Self::Activity => format!("/accounts/{account}/activity"),
            Self::People => format!("/accounts/{account}/people"),
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Pins => "Home",
            Self::Activity => "Activity",
            Self::People => "People",
        }
    }
}

/// Where a page stands: on a section's own page, or on one that a section leads to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// The section's own page.
    At(Section),
    /// A page below it.
    Below(Section),
}

impl Place {
    const fn section(self) -> Section {
        match self {
            Self::At(section) | Self::Below(section) => section,
        }
    }

    /// What a link to the section says of itself here.
    const fn current(self) -> &'static str {
        match self {
            Self::At(_) => "page",
            Self::Below(_) => "true",
        }
    }
}

/// The accounts of someone who has several, and the sections of the one that is looked at.
#[component]
pub(crate) fn Accounts(accounts: Vec<Account>, current: Account, place: Place) -> impl IntoView {
    let number = current.number;
    view! {
        {(accounts.len() > 1).then(|| view! { <Switcher accounts current place/> }.into_any())}
        <nav class="sections" aria-label="Account">
            <ul>
                {[Section::Pins, Section::Activity, Section::People]
                    .map(|section| {
                        let current = (section == place.section()).then(|| place.current());
                        view! {
                            <li>
                                <a href=section.of(number) aria-current=current>
                                    {section.title()}
                                </a>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </nav>
    }
}

/// Each leads to the same section of another account.
#[component]
fn Switcher(accounts: Vec<Account>, current: Account, place: Place) -> impl IntoView {
    let links = accounts
        .into_iter()
        .map(|account| {
            let is_current = account.number == current.number;
            view! {
                <li>
                    <a
                        href=place.section().of(account.number)
                        aria-current=is_current.then(|| place.current())
                    >
                        <bdi class="account-name">{account.name}</bdi>
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
}
