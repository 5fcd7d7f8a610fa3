//! A page of tries, or what there is to say in its place, and the ways to more.

use domain::{desk::TryPage, verification::Channel};
use leptos::prelude::*;

use crate::api::{AskedTries, TryView, try_view};

/// The columns, in their order.
const COLUMNS: [&str; 7] = ["Time", "Account", "Result", "Agent", "Channel", "Contact", "Ticket"];

/// The tries, and what leads to more of them.
#[component]
pub(super) fn Tries(page: TryPage, asked: AskedTries, zone: Option<String>) -> impl IntoView {
    let TryPage { tries, next } = page;
    let list = if tries.is_empty() {
        view! { <p class="history-empty">{nothing(&asked, next.is_some())}</p> }.into_any()
    } else {
        let rows = tries.iter().map(|tried| view! { <Row tried=try_view(tried, zone.as_deref())/> });
        let rows = rows.collect_view();
        let heads = COLUMNS.map(|head| view! { <th role="columnheader" scope="col">{head}</th> });
        view! {
            <div class="lines-box">
                <table class="lines lines-tries" role="table" aria-label="Tries">
                    <thead role="rowgroup">
                        <tr role="row">{heads.collect_view()}</tr>
                    </thead>
                    <tbody role="rowgroup">{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    let to = |asked: AskedTries| format!("/desk/history{}", asked.to_query());
    let newest = asked.before.map(|_| {
        view! {
            <li>
                <a class="button" href=to(asked.from(None))>
                    "Newest"
                </a>
            </li>
        }
    });
    let older = next.map(|_| {
        view! {
            <li>
                <a class="button" href=to(asked.from(next)) rel="next">
                    "Older"
                </a>
            </li>
        }
    });
    let pages = (newest.is_some() || older.is_some()).then(|| {
        view! {
            <nav class="activity-pages" aria-label="Pages">
                <ul>{newest} {older}</ul>
            </nav>
        }
    });
    view! {
        {list}
        {pages}
        <p class="activity-file">
            <a class="button" href=format!("/desk/history.csv{}", asked.from(None).to_query())>
                "Download as CSV"
            </a>
        </p>
    }
}

#[component]
fn Row(tried: TryView) -> impl IntoView {
    let TryView {
        at,
        datetime,
        account,
        exists,
        agent,
        channel,
        contact,
        ticket,
        result,
        result_name,
        locked,
    } = tried;
    let unknown = (!exists).then(|| view! { " " <span class="lines-note">"no such account"</span> });
    let lock = locked.then(|| view! { " " <span class="lines-note lines-lock">"locked the account"</span> });
    let channel = match channel {
        Channel::Phone => "Phone",
        Channel::Chat => "Chat",
    };
    let agent = agent.unwrap_or_else(|| "Someone who was erased".to_owned());
    view! {
        <tr role="row">
            <td role="cell" class="lines-head">
                <time datetime=datetime>{at}</time>
            </td>
            <td role="cell" class="lines-account" data-label="Account">
                <span>{account} {unknown}</span>
            </td>
            <td role="cell" data-label="Result">
                <span class="lines-result" data-mark=result_name>
                    {result}
                    {lock}
                </span>
            </td>
            <td role="cell" data-label="Agent">
                <bdi>{agent}</bdi>
            </td>
            <td role="cell" data-label="Channel">
                {channel}
            </td>
            {optional("Contact", contact)}
            {optional("Ticket", ticket)}
        </tr>
    }
}

/// A cell that may be empty; the line of an empty one is left out where each cell has a line of its own.
fn optional(label: &'static str, text: Option<String>) -> AnyView {
    let is_empty = text.is_none();
    view! {
        <td role="cell" data-label=label class:lines-none=is_empty>
            {text.map(|text| view! { <bdi>{text}</bdi> })}
        </td>
    }
    .into_any()
}

/// What an empty page says.
fn nothing(asked: &AskedTries, has_next: bool) -> &'static str {
    if has_next {
        return "There is none of these in this part of the history. Go on with “Older”.";
    }
    match (asked.before.is_some(), asked.is_search()) {
        (true, _) => "There is nothing older.",
        (false, true) => "No try is like this. Look for less, or show all.",
        (false, false) => "Nobody has tried to verify anyone yet. Each try is listed here.",
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        account::AccountNumber,
        desk::DeskTry,
        person::PersonId,
        time::Timestamp,
        verification::{Agent, Attempt, AttemptId, KeptTry, TryState, Verdict},
    };

    use super::*;

    fn tried(unknown: Option<AccountNumber>, locked: bool) -> DeskTry {
        let attempt = Attempt {
            id: AttemptId(3),
            at: Timestamp::from_millis(1_795_515_780_000),
            agent: Agent::Person(PersonId(7)),
            channel: Channel::Phone,
            contact: Some("<Dana>".into()),
            ticket: None,
            unknown_account: unknown,
            master: None,
            one_time: None,
        };
        let account = unknown.map_or(10001.try_into().unwrap(), |_| AccountNumber::NOBODY);
        let state = TryState::Settled(Verdict::Wrong);
        DeskTry { kept: KeptTry { account, attempt, state, locked }, by: Some("<Ada>".into()) }
    }

    fn html(page: TryPage, query: &str) -> String {
        let asked = AskedTries::in_query(Some(query));
        let zone = Some("Europe/Berlin".to_owned());
        let html = Owner::new().with(|| view! { <Tries page asked zone/> }.to_html());
        html.replace("<!>", "")
    }

    #[test]
    fn a_try_says_when_on_what_by_whom_and_what_came_of_it() {
        let page = TryPage { tries: vec![tried(Some(99999.try_into().unwrap()), true)], next: None };
        let html = html(page, "");
        for part in [
            "24 Nov 2026, 11:23",
            "99999",
            "no such account",
            "Not verified",
            "locked the account",
            "&lt;Ada&gt;",
            "Phone",
            "&lt;Dana&gt;",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
        assert!(!html.contains("Older") && !html.contains("Newest"), "{html}");
    }

    #[test]
    fn the_ways_to_more_keep_what_is_looked_for() {
        let next = Some((Timestamp::from_millis(5), AccountNumber::NOBODY, AttemptId(3)));
        let page = TryPage { tries: vec![tried(None, false)], next };
        let html = html(page, "ticket=T&before=9-10001-1");
        let html = html.replace("&amp;", "&");
        assert!(html.contains("href=\"/desk/history?ticket=T&before=5-0-3\""), "{html}");
        assert!(html.contains("href=\"/desk/history?ticket=T\""), "{html}");
        assert!(html.contains("href=\"/desk/history.csv?ticket=T\""), "{html}");
        assert!(!html.contains("no such account") && !html.contains("locked the account"), "{html}");
    }

    #[test]
    fn an_empty_page_says_whether_there_is_more_to_look_at() {
        let asked = |query| AskedTries::in_query(Some(query));
        assert!(nothing(&asked(""), false).starts_with("Nobody has tried"));
        assert!(nothing(&asked("ticket=T"), false).starts_with("No try is like this."));
        assert_eq!(nothing(&asked("before=5-0-3"), false), "There is nothing older.");
        assert!(nothing(&asked("ticket=T"), true).contains("“Older”"));
    }
}
