//! One kind of PIN: its code, its time, and the two things to do with it.

use domain::pin::PinKind;
use leptos::{ev::SubmitEvent, html, prelude::*, task::spawn_local};

use super::{pin_panel::Panel, pin_timer::PinTimer};
use crate::api::{self, RowState, RowView};

/// A row of the panel.
#[component]
pub(crate) fn PinRow(kind: PinKind, row: Memo<Option<RowView>>) -> impl IntoView {
    let panel = expect_context::<Panel>();
    let state = Memo::new(move |_| row.with(|row| row.as_ref().map_or(RowState::None, |row| row.state)));
    let code = Memo::new(move |_| row.with(|row| row.as_ref().map(|row| row.code.clone())));
    let about = Memo::new(move |_| row.with(|row| row.as_ref().map(|row| row.about.clone())));
    let note = Memo::new(move |_| row.with(|row| row.as_ref().map(|row| row.note.clone())));
    let expiry = Memo::new(move |_| row.with(|row| row.as_ref().and_then(|row| row.expiry.clone())));
    let shown =
        Memo::new(move |_| row.with(|row| row.as_ref().map(|row| row.shown.clone()).unwrap_or_default()));
    let has_pin = Memo::new(move |_| matches!(state.get(), RowState::Live | RowState::Unreadable));

    let busy = RwSignal::new(false);
    let generate_button = NodeRef::<html::Button>::new();

    let generate = move |event: SubmitEvent| {
        event.prevent_default();
        act(panel, busy, kind, format!("New {} generated.", kind.title()), async move {
            api::generate_pin(panel.account.get_value(), kind.to_string(), shown.get_untracked()).await
        });
    };
    let clear = move |event: SubmitEvent| {
        event.prevent_default();
        // The button goes away with the PIN; whoever pressed it by keyboard stays in the row.
        if let Some(button) = generate_button.get_untracked() {
            let _ = button.focus();
        }
        act(panel, busy, kind, format!("{} cleared.", kind.title()), async move {
            api::clear_pin(panel.account.get_value(), kind.to_string(), shown.get_untracked()).await
        });
    };
    let problem = move || panel.problem.get().filter(|problem| problem.kind == Some(kind));
    let busy_text = move || if busy.get() { "true" } else { "false" };

    let name_id = format!("pin-{kind}-name");
    let replaces_id = format!("pin-{kind}-replaces");
    let describes = replaces_id.clone();
    let labelled = name_id.clone();
    view! {
        <div
            class="pin-row"
            role="group"
            aria-labelledby=labelled
            data-state=move || state.get().as_str()
        >
            <div class="pin-head">
                <h3 id=name_id class="pin-name">
                    {kind.title()}
                </h3>
                <p class="pin-about">{about}</p>
            </div>
            <div class="pin-body">
                <p
                    class=move || {
                        if state.get() == RowState::Live { "pin-code pin-code-live" } else { "pin-code" }
                    }
                    role="status"
                >
                    {code}
                </p>
                <p class="pin-expiry" hidden=move || expiry.get().is_none()>
                    {move || expiry.get().map(|expiry| view! { "Expires in " <PinTimer expiry/> })}
                </p>
                <p class="pin-note">{note}</p>
            </div>
            <div class="pin-actions">
                <form method="post" action="/api/generate_pin" on:submit=generate>
                    <Fields panel kind shown/>
                    <button
                        class="button button-primary"
                        type="submit"
                        node_ref=generate_button
                        aria-busy=busy_text
                        aria-disabled=busy_text
                        aria-describedby=move || has_pin.get().then(|| describes.clone())
                    >
                        "Generate"
                        <span class="visually-hidden">" "{kind.title()}</span>
                    </button>
                </form>
                <form method="post" action="/api/clear_pin" hidden=move || !has_pin.get() on:submit=clear>
                    <Fields panel kind shown/>
                    <button
                        class="button"
                        type="submit"
                        disabled=move || !has_pin.get()
                        aria-busy=busy_text
                        aria-disabled=busy_text
                    >
                        "Clear"
                        <span class="visually-hidden">" "{kind.title()}</span>
                    </button>
                </form>
                <p class="pin-replaces" id=replaces_id hidden=move || !has_pin.get()>
                    "Generating replaces the PIN you have."
                </p>
            </div>
            {move || problem().map(|problem| view! { <p class="problem" role="alert">{problem.sentence}</p> })}
        </div>
    }
}

/// What both forms of a row say: the account, the kind and the PIN that the person saw.
#[component]
fn Fields(panel: Panel, kind: PinKind, shown: Memo<String>) -> impl IntoView {
    view! {
        <input type="hidden" name="account" value=panel.account.get_value()/>
        <input type="hidden" name="kind" value=kind.as_str()/>
        <input type="hidden" name="shown" value=shown/>
    }
}

/// Does one thing at a time, and shows what came of it.
fn act(
    panel: Panel,
    busy: RwSignal<bool>,
    kind: PinKind,
    done: String,
    request: impl Future<Output = Result<api::PinsView, api::ApiError>> + 'static,
) {
    if busy.get_untracked() || panel.ended.get_untracked().is_some() {
        return;
    }
    busy.set(true);
    panel.problem.set(None);
    spawn_local(async move {
        match request.await {
            Ok(pins) => {
                panel.show(pins);
                panel.announcement.set(done);
            }
            Err(error) => panel.refuse(kind, error),
        }
        busy.set(false);
    });
}
