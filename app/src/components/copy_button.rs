//! Copying a code, where the browser allows it.

use domain::pin::PinKind;
use leptos::prelude::*;

use super::panel::Panel;

/// A button that copies the code. It keeps its room and cannot be seen or reached until the browser is known to be able
/// to: on an encrypted connection, and with this code awake.
#[component]
pub(crate) fn CopyButton(kind: PinKind, code: Memo<String>) -> impl IntoView {
    let panel = expect_context::<Panel>();
    let look = RwSignal::new("button button-quiet pin-copy unable".to_owned());
    let label = RwSignal::new("Copy".to_owned());
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if window().is_secure_context() {
            look.set("button button-quiet pin-copy".to_owned());
        }
    });
    let copy = move |_| {
        #[cfg(feature = "hydrate")]
        leptos::task::spawn_local(async move {
            let copied = window().navigator().clipboard().write_text(&code.get_untracked());
            if wasm_bindgen_futures::JsFuture::from(copied).await.is_err() {
                panel.say("The browser did not allow copying.".to_owned());
                return;
            }
            label.set("Copied".to_owned());
            panel.say([kind.title(), " copied."].concat());
            set_timeout(move || label.set("Copy".to_owned()), std::time::Duration::from_secs(3));
        });
        #[cfg(not(feature = "hydrate"))]
        let _ = (panel, code);
    };
    view! {
        <button class=look type="button" on:click=copy>
            {label}
            <span class="visually-hidden">" "{kind.title()}</span>
        </button>
    }
}
