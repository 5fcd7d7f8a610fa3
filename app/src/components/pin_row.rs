//! One kind of PIN: its code, its time, and what can be done with it.

use domain::pin::PinKind;
use leptos::{ev::SubmitEvent, html, prelude::*};

use super::{
    act::act,
    copy_button::CopyButton,
    panel::{Panel, names},
    pin_timer::PinTimer,
    reading::{first_group, in_words, second_group},
};
use crate::api::{RowState, RowView};

/// A row of the panel.
#[component]
pub(crate) fn PinRow(kind: PinKind, home: String) -> impl IntoView {
    let panel = expect_context::<Panel>();
    let of_row = move |read: fn(&RowView) -> String| Memo::new(move |_| panel.row(kind, read));
    let state = of_row(|row| row.state.as_str().to_owned());
    let code = of_row(|row| row.code.clone());
    let about = of_row(|row| row.about.clone());
    let note_live = of_row(|row| if row.state == RowState::Live { row.note.clone() } else { String::new() });
    let note_else = of_row(|row| if row.state == RowState::Live { String::new() } else { row.note.clone() });
    let shown = of_row(|row| row.shown.clone());
    let is = move |wanted: RowState| state.with(|state| state == wanted.as_str());
    let is_live = Memo::new(move |_| is(RowState::Live));
    let has_none = Memo::new(move |_| !is_live.get() && !is(RowState::Unreadable));
    let is_hidden = Memo::new(move |_| panel.hidden.with(|hidden| names(hidden, kind)));
    let is_in_sight = move || is_live.get() && !is_hidden.get();

    // The same two elements for digits and for sentences.
    let text = move |part: fn(&str) -> String| {
        Memo::new(move |_| if is_in_sight() { code.with(|code| part(code)) } else { String::new() })
    };
    let first = Memo::new(move |_| match (is_live.get(), is_hidden.get()) {
        (true, true) => "Hidden".to_owned(),
        (true, false) => code.with(|code| first_group(code)),
        (false, _) => code.get(),
    });
    let second = text(second_group);
    let words = text(in_words);
    let look = Memo::new(move |_| {
        match (is_in_sight(), code.with(String::len)) {
            (true, ..=6) => "pin-code pin-code-live",
            (true, _) => "pin-code pin-code-live pin-code-long",
            (false, _) => "pin-code",
        }
        .to_owned()
    });
    let hide_or_show = Memo::new(move |_| if is_hidden.get() { "Show" } else { "Hide" }.to_owned());
    let hidden_next = Memo::new(move |_| panel.hidden.with(|hidden| turned(hidden, kind)));
    // What became of one that works no more, its row says anyway.
    let is_known = Memo::new(move |_| !is_live.get() || !panel.fresh.with(|fresh| names(fresh, kind)));
    let problem = Memo::new(move |_| {
        let is_here = panel.problem_kind.with(|about| about == kind.as_str());
        if is_here { panel.problem.get() } else { String::new() }
    });
    let is_fine = Memo::new(move |_| problem.with(String::is_empty));

    let busy = RwSignal::new(false);
    let busy_text = Memo::new(move |_| busy.get().to_string());
    let generate_button = NodeRef::<html::Button>::new();
    let generate = move |event| act(event, panel, busy, "generate_pin", Some((kind, shown)), None);
    // The button goes away with the PIN; whoever pressed it by keyboard stays in the row.
    let clear = move |event| {
        act(event, panel, busy, "clear_pin", Some((kind, shown)), Some(generate_button));
    };
    let hide = move |event: SubmitEvent| {
        event.prevent_default();
        panel.hidden.set(hidden_next.get_untracked());
    };

    let name_id = format!("pin-{kind}-name");
    let replaces_id = format!("pin-{kind}-replaces");
    let describes = {
        let id = replaces_id.clone();
        Memo::new(move |_| if has_none.get() { String::new() } else { id.clone() })
    };
    let labelled = name_id.clone();
    let name = || view! { <span class="visually-hidden">" "{kind.title()}</span> };
    view! {
        <div class="pin-row" role="group" aria-labelledby=labelled data-state=state>
            <div class="pin-head">
                <h3 id=name_id class="pin-name">
                    {kind.title()}
                </h3>
                <p class="pin-fresh" hidden=is_known>
                    "New just now. A PIN that you saw here before no longer works."
                </p>
                <p class="pin-about">{about}</p>
            </div>
            <div class="pin-body">
                <p class=look role="status">
                    <span>{first}</span>
                    <span>{second}</span>
                </p>
                <div class="pin-reading">
                    <p class="pin-words">{words}</p>
                    <form class="pin-tools" method="get" action=home on:submit=hide>
                        <input type="hidden" name="pins" value="open"/>
                        <input type="hidden" name="hide" value=hidden_next/>
                        <button class="button button-quiet" type="submit">
                            {hide_or_show}
                            {name()}
                        </button>
                        <CopyButton kind code/>
                    </form>
                </div>
                <p class="pin-next">{note_else}</p>
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
                        aria-describedby=describes
                    >
                        "Generate"
                        {name()}
                    </button>
                </form>
                <form method="post" action="/api/clear_pin" hidden=has_none on:submit=clear>
                    <Fields panel kind shown/>
                    <button
                        class="button"
                        type="submit"
                        disabled=has_none
                        aria-busy=busy_text
                        aria-disabled=busy_text
                    >
                        "Clear"
                        {name()}
                    </button>
                </form>
                <p class="pin-replaces" id=replaces_id hidden=has_none>
                    "Generating replaces the PIN you have."
                </p>
            </div>
            <p class="problem" role="alert" hidden=is_fine>
                {problem}
            </p>
            <div class="pin-details">
                {(kind == PinKind::OneTime).then(|| view! { <PinTimer kind/> })}
                <p class="pin-note">{note_live}</p>
            </div>
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

/// What is hidden after the button of this kind was pressed.
pub(super) fn turned(hidden: &str, kind: PinKind) -> String {
    let mut turned = String::new();
    for other in PinKind::ALL {
        if names(hidden, other) != (other == kind) {
            if !turned.is_empty() {
                turned.push(' ');
            }
            turned.push_str(other.as_str());
        }
    }
    turned
}

#[cfg(test)]
mod tests {
    use domain::pin::PinKind::{Master, OneTime};

    use super::*;

    #[test]
    fn each_row_is_hidden_and_shown_by_itself() {
        assert_eq!(turned("", OneTime), "one_time");
        assert_eq!(turned("one_time", Master), "master one_time");
        assert_eq!(turned("one_time master", Master), "one_time");
        assert_eq!(turned("one_time nonsense", OneTime), "");
    }
}
