//! What lives on an account's home: the Security Pins bar, the panel that it opens, and what happened last. One island.
//!
//! The server renders it whole, with forms that work by themselves. In the browser it takes the forms over.

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

use super::{
    ask::ask,
    panel::Panel,
    pin_row::PinRow,
    pin_timer::{roughly, seconds_left},
    recent::Recent,
    session_watch::EndedMessage,
};
use crate::api::{PanelView, RowState, RowView};

/// The Security Pins bar of one account, and the account's recent activity.
#[island]
pub fn PinPanel(
    /// What it shows at first.
    view: PanelView,
    /// What stands at the panel's end.
    children: Children,
) -> impl IntoView {
    let home = format!("/accounts/{}", view.account);
    let kinds: Vec<_> = view.pins.rows.iter().map(|row| row.kind).collect();
    let zone = view.zone.clone();
    // What a form did that the browser sent by itself is there to see. The page has one such place.
    let look = if view.pins.said.is_empty() { "visually-hidden" } else { "done" };
    let panel = Panel::new(view);
    let expanded = panel.expanded;
    provide_context(panel);

    let toggle = move |event: SubmitEvent| {
        event.prevent_default();
        expanded.update(|expanded| *expanded = !*expanded);
        let (account, expanded) = (panel.account.get_value(), expanded.get_untracked());
        spawn_local(async move {
            // A bar that is not remembered is no reason to bother anyone.
            let fields = [("account", account.as_str()), ("expanded", &expanded.to_string())];
            let _ = ask::<()>("keep_panel", &fields).await;
        });
    };
    let expanded_text = Memo::new(move |_| expanded.get().to_string());
    let is_collapsed = Memo::new(move |_| !expanded.get());
    let asks_for = Memo::new(move |_| if expanded.get() { "closed" } else { "open" }.to_owned());
    let has_no_glance = Memo::new(move |_| expanded.get() || panel.ended.get().is_some());
    let glance = Memo::new(move |_| {
        panel.rows.with(|rows| glance(rows, !panel.lock.with(String::is_empty), panel.ticker.now()))
    });
    let is_open = Memo::new(move |_| panel.lock.with(String::is_empty));
    let is_connected = Memo::new(move |_| panel.connection.with(String::is_empty));
    let is_fine = Memo::new(move |_| {
        panel.problem.with(String::is_empty) || !panel.problem_kind.with(String::is_empty)
    });

    #[cfg(feature = "hydrate")]
    super::live::live(panel);

    view! {
        <p class=look role="status">
            {panel.announcement}
        </p>
        <section class="pins">
            <form id="pins-toggle" method="get" action=home.clone() on:submit=toggle>
                <input type="hidden" name="pins" value=asks_for/>
                <input type="hidden" name="hide" value=panel.hidden/>
            </form>
            <div class="pins-bar">
                <h2>
                    <button
                        type="submit"
                        form="pins-toggle"
                        class="pins-bar-button"
                        node_ref=panel.bar
                        aria-expanded=expanded_text
                        aria-controls="pins-panel"
                    >
                        "Security Pins"
                    </button>
                </h2>
                <p class="pins-glance" hidden=has_no_glance>
                    {glance}
                </p>
            </div>
            {move || panel.ended.get().map(|ended| view! { <EndedMessage ended/> })}
            <div
                id="pins-panel"
                class="pins-panel"
                role="region"
                aria-label="Security Pins"
                hidden=is_collapsed
            >
                <p class="pins-intro">
                    "Support asks for one of these when you phone or chat. Read it out only then."
                </p>
                <p class="pins-lock" hidden=is_open>
                    {panel.lock}
                </p>
                <p class="problem" role="alert" hidden=is_fine>
                    {panel.problem}
                </p>
                <div class="pin-rows">
                    {kinds
                        .into_iter()
                        .map(|kind| view! { <PinRow kind home=home.clone()/> })
                        .collect_view()}
                </div>
                {children()}
            </div>
            <p class="connection" hidden=is_connected>
                {panel.connection}
            </p>
        </section>
        <Recent home zone/>
    }
}

/// What there is, in a line.
fn glance(rows: &[RowView], is_locked: bool, now: i64) -> String {
    let live = rows.iter().filter(|row| row.state == RowState::Live).map(|row| match row.expires_at {
        Some(at) => format!("{}: {} left", row.kind.title(), roughly(seconds_left(at, now))),
        None => format!("{} set", row.kind.title()),
    });
    let mut said: Vec<_> = live.collect();
    if said.is_empty() {
        said.push("No PIN set".to_owned());
    }
    if is_locked {
        said.insert(0, "Verification locked".to_owned());
    }
    said.join(" · ")
}

#[cfg(test)]
mod tests {
    use domain::pin::PinKind;

    use super::*;

    fn row(kind: PinKind, state: RowState, expires_at: Option<i64>) -> RowView {
        let (about, code, shown, note, expires, until) = Default::default();
        RowView { kind, about, state, code, shown, note, expires_at, expires, until, lifetime: 0 }
    }

    #[test]
    fn the_glance_names_what_is_live_and_whether_it_can_be_used() {
        let none =
            [row(PinKind::Master, RowState::Cleared, None), row(PinKind::OneTime, RowState::None, None)];
        assert_eq!(glance(&none, false, 0), "No PIN set");
        let both = [
            row(PinKind::Master, RowState::Live, None),
            row(PinKind::OneTime, RowState::Live, Some(86_400_000)),
        ];
        assert_eq!(glance(&both, false, 1), "Master PIN set · One-Time PIN: 23 h left");
        assert_eq!(glance(&both[..1], true, 1), "Verification locked · Master PIN set");
    }
}
