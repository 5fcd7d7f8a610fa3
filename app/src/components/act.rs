//! Sending a form of the home from the browser: one thing at a time, and what came of it is shown and said.

use domain::pin::PinKind;
use leptos::{ev::SubmitEvent, html, prelude::*, task::spawn_local};

use super::{
    ask::ask,
    panel::{Panel, SLOW, names},
    pin_row::turned,
};

/// Within how many milliseconds a second click belongs to the first.
const DOUBLE_CLICK: u64 = 500;

/// Does one thing at a time, and shows what came of it: sends the form at this address (without `/api/`), which is about
/// the PIN that a row shows, or about the whole account. The focus goes to `goes_to` from a button that goes away by it.
pub(super) fn act(
    event: SubmitEvent,
    panel: Panel,
    busy: RwSignal<bool>,
    form: &'static str,
    row: Option<(PinKind, Memo<String>)>,
    goes_to: Option<NodeRef<html::Button>>,
) {
    // Where the session or the access ended, the form goes by itself, and comes to the page that says what to do.
    if panel.ended.get_untracked().is_some() {
        return;
    }
    event.prevent_default();
    if busy.get_untracked() {
        return;
    }
    busy.set(true);
    panel.begin();
    let answered = StoredValue::new(false);
    let is_second_click_over = StoredValue::new(false);
    panel.after(4_000, move || {
        if !answered.get_value() {
            panel.is_hindered(SLOW);
        }
    });
    // The second click of a double click comes after a quick answer, and means nothing.
    panel.after(DOUBLE_CLICK, move || {
        is_second_click_over.set_value(true);
        busy.set(!answered.get_value());
    });
    spawn_local(async move {
        let account = panel.account.get_value();
        let kind = row.map(|(kind, _)| kind);
        let (about, shown) =
            row.map_or(("", String::new()), |(kind, shown)| (kind.as_str(), shown.get_untracked()));
        let fields = [("account", account.as_str()), ("kind", about), ("shown", &shown)];
        let fields = if kind.is_some() { &fields[..] } else { &fields[..1] };
        let answer = ask(form, fields).await;
        let show = move || {
            let focus = || {
                if let Some(button) = goes_to.and_then(|button| button.get_untracked()) {
                    let _ = button.focus();
                }
            };
            if kind.is_none() {
                // What came of it stands in the panel, for better or worse.
                panel.expanded.set(true);
                focus();
            }
            match answer {
                Ok(pins) => {
                    focus();
                    // Whoever asked for a new one wants to read it.
                    let hidden = panel.hidden.get_untracked();
                    if let Some(kind) = kind
                        && form == "generate_pin"
                        && names(&hidden, kind)
                    {
                        panel.hidden.set(turned(&hidden, kind));
                    }
                    panel.is_reached();
                    panel.done(pins, kind);
                }
                Err(refusal) => {
                    if panel.connection.with_untracked(|said| said == SLOW) {
                        panel.is_reached();
                    }
                    panel.refuse(kind, refusal);
                }
            }
            answered.set_value(true);
            busy.set(!is_second_click_over.get_value());
            panel.finish();
        };
        // Where the page moves under the pointer by it, a second click must be over before, or it would hit something.
        if kind.is_none() {
            panel.after(DOUBLE_CLICK, show);
        } else {
            show();
        }
    });
}
