//! The Security Pins bar and the panel that it opens: the island of the home page.
//!
//! The server renders it whole, with forms that work by themselves. In the browser it takes the forms over.

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

#[cfg(feature = "hydrate")]
use super::event_stream;
use super::{
    pin_row::PinRow,
    pin_timer::roughly,
    pin_timer::seconds_left,
    session_watch::{Ended, EndedMessage},
    ticker::Ticker,
};
use crate::api::{self, ApiError, PanelView, PinsView, ProblemView, RowState, RowView};

/// What the rows share: the account, what was announced, and the way to what the server says.
#[derive(Clone, Copy)]
pub(crate) struct Panel {
    /// The account's number.
    pub(crate) account: StoredValue<String>,
    /// What went wrong last.
    pub(crate) problem: RwSignal<Option<ProblemView>>,
    /// What a screen reader is told.
    pub(crate) announcement: RwSignal<String>,
    /// What ended, so that there is nothing to see or do here any more.
    pub(crate) ended: RwSignal<Option<Ended>>,
    rows: RwSignal<Vec<RowView>>,
    ticker: Ticker,
}

impl Panel {
    /// Shows what the server answered.
    pub(crate) fn show(self, pins: PinsView) {
        if self.ended.get_untracked().is_some() {
            return;
        }
        self.ticker.set(pins.now);
        self.rows.set(pins.rows);
    }

    /// Asks the server what is there now. What is shown stays if there is no answer.
    pub(crate) fn look_again(self) {
        spawn_local(async move {
            match api::show_pins(self.account.get_value()).await {
                Ok(pins) => self.show(pins),
                Err(error) => {
                    self.is_gone(error);
                }
            }
        });
    }

    /// Says what went wrong, in the row that it is about.
    pub(crate) fn refuse(self, kind: domain::pin::PinKind, error: ApiError) {
        if self.is_gone(error) {
            return;
        }
        self.problem.set(Some(ProblemView { kind: Some(kind), sentence: error.sentence().to_owned() }));
        if error == ApiError::PinChanged {
            self.look_again();
        }
    }

    /// Whether the page's PINs are not this person's to see any more; says so, and shows none then.
    fn is_gone(self, error: ApiError) -> bool {
        match error {
            ApiError::SignedOut => self.end(Ended::Session),
            ApiError::NotFound => self.end(Ended::Access),
            _ => return false,
        }
        true
    }

    /// Hides the codes, for good, and says what ended.
    fn end(self, ended: Ended) {
        self.ended.set(Some(ended));
        self.rows.update(|rows| {
            for row in rows {
                row.code = "Hidden".to_owned();
                row.state = RowState::None;
                row.expiry = None;
            }
        });
    }
}

/// The Security Pins bar of one account.
#[island]
pub fn PinPanel(
    /// What it shows at first.
    view: PanelView,
) -> impl IntoView {
    let PanelView { account, expanded, pins, problem } = view;
    let home = format!("/accounts/{account}");
    let ticker = Ticker::at(pins.now);
    let kinds: Vec<_> = pins.rows.iter().map(|row| row.kind).collect();
    let rows = RwSignal::new(pins.rows);
    let panel = Panel {
        account: StoredValue::new(account),
        problem: RwSignal::new(problem),
        announcement: RwSignal::new(String::new()),
        ended: RwSignal::new(None),
        rows,
        ticker,
    };
    provide_context(ticker);
    provide_context(panel);

    let expanded = RwSignal::new(expanded);
    let toggle = move |event: SubmitEvent| {
        event.prevent_default();
        expanded.update(|expanded| *expanded = !*expanded);
        let (account, expanded) = (panel.account.get_value(), expanded.get_untracked());
        spawn_local(async move {
            // A bar that is not remembered is no reason to bother anyone.
            let _ = api::keep_panel(account, expanded).await;
        });
    };
    let general_problem = move || panel.problem.get().filter(|problem| problem.kind.is_none());

    #[cfg(feature = "hydrate")]
    live(panel);

    view! {
        <section class="pins">
            <form id="pins-toggle" method="get" action=home on:submit=toggle>
                <input
                    type="hidden"
                    name="pins"
                    value=move || if expanded.get() { "closed" } else { "open" }
                />
            </form>
            <div class="pins-bar">
                <h2>
                    <button
                        type="submit"
                        form="pins-toggle"
                        class="pins-bar-button"
                        aria-expanded=move || if expanded.get() { "true" } else { "false" }
                        aria-controls="pins-panel"
                    >
                        "Security Pins"
                    </button>
                </h2>
                <p class="pins-glance" hidden=move || expanded.get() || panel.ended.get().is_some()>
                    {move || rows.with(|rows| glance(rows, ticker.now()))}
                </p>
            </div>
            {move || panel.ended.get().map(|ended| view! { <EndedMessage ended/> })}
            <div
                id="pins-panel"
                class="pins-panel"
                role="region"
                aria-label="Security Pins"
                hidden=move || !expanded.get()
            >
                <p class="pins-intro">
                    "When you phone or chat with our support team, they ask for one of these PINs to check that "
                    "you act for this account. Read it out only when they ask for it."
                </p>
                {move || {
                    general_problem()
                        .map(|problem| view! { <p class="problem" role="alert">{problem.sentence}</p> })
                }}
                <div class="pin-rows">
                    {kinds
                        .into_iter()
                        .map(|kind| {
                            let row = Memo::new(move |_| {
                                rows.with(|rows| rows.iter().find(|row| row.kind == kind).cloned())
                            });
                            view! { <PinRow kind row/> }
                        })
                        .collect_view()}
                </div>
            </div>
            <p class="visually-hidden" role="status">
                {panel.announcement}
            </p>
        </section>
    }
}

/// What there is, in a line.
fn glance(rows: &[RowView], now: i64) -> String {
    let live: Vec<_> = rows
        .iter()
        .filter(|row| row.state == RowState::Live)
        .map(|row| match &row.expiry {
            Some(expiry) => format!("{}: {} left", row.kind.title(), roughly(seconds_left(expiry.at, now))),
            None => format!("{} set", row.kind.title()),
        })
        .collect();
    if live.is_empty() { "No PIN set".to_owned() } else { live.join(" · ") }
}

/// What goes on while the page stands there: the clock ticks, an expired code goes out of sight, and a page that
/// comes back into view shows what is true then.
#[cfg(feature = "hydrate")]
fn live(panel: Panel) {
    use leptos::ev;

    let account = panel.account.with_value(|account| account.parse().ok());
    event_stream::listen(account, move |ended| panel.end(ended), move || panel.look_again());

    Effect::new(move |_| {
        panel.ticker.start();
        let shown_again = move || {
            if !document().hidden() {
                panel.ticker.tick();
                panel.look_again();
            }
        };
        let visible = window_event_listener(ev::visibilitychange, move |_| shown_again());
        // A page that the browser kept whole when someone went elsewhere (bfcache).
        let back = window_event_listener(ev::pageshow, move |event| {
            if event.persisted() {
                shown_again();
            }
        });
        on_cleanup(move || {
            visible.remove();
            back.remove();
        });
    });

    Effect::new(move |_| {
        let now = panel.ticker.now();
        let expired = |row: &RowView| row.expiry.as_ref().is_some_and(|expiry| now >= expiry.at);
        if panel.rows.with_untracked(|rows| rows.iter().any(expired)) {
            panel.rows.update(|rows| {
                for row in rows.iter_mut().filter(|row| expired(row)) {
                    row.state = RowState::Expired;
                    row.code = "Expired".to_owned();
                    row.expiry = None;
                }
            });
            panel.look_again();
        }
    });
}

#[cfg(test)]
mod tests {
    use domain::pin::PinKind;

    use super::*;
    use crate::api::ExpiryView;

    fn row(kind: PinKind, state: RowState, expiry: Option<i64>) -> RowView {
        let expiry = expiry.map(|at| ExpiryView { at, datetime: String::new() });
        let (about, code, shown, note) = Default::default();
        RowView { kind, about, state, code, shown, expiry, note }
    }

    #[test]
    fn the_glance_names_what_is_live() {
        let none =
            [row(PinKind::Master, RowState::Cleared, None), row(PinKind::OneTime, RowState::None, None)];
        assert_eq!(glance(&none, 0), "No PIN set");
        let both = [
            row(PinKind::Master, RowState::Live, None),
            row(PinKind::OneTime, RowState::Live, Some(86_400_000)),
        ];
        assert_eq!(glance(&both, 1), "Master PIN set · One-Time PIN: 23 h 59 min left");
    }
}
