//! The stream of events that an open page listens to while someone can see it. A page out of sight closes its own: a
//! browser allows few of them at once.

use std::time::Duration;

use domain::account::AccountNumber;
use leptos::{ev, prelude::*};
use wasm_bindgen::{JsCast as _, closure::Closure};
use web_sys::{Event, EventSource, MessageEvent};

use super::session_watch::Ended;

/// Listens for as long as the surrounding owner lives, and says once what ended. `lost` is called where the stream
/// ended for another reason, and may have missed it.
pub(super) fn listen(
    account: Option<AccountNumber>,
    ended: impl Fn(Ended) + Copy + 'static,
    lost: impl Fn() + Copy + 'static,
) {
    let address = match account {
        Some(account) => format!("/api/events?account={account}"),
        None => "/api/events".to_owned(),
    };
    Effect::new(move |_| {
        let stream = StoredValue::new_local(None::<Stream>);
        let over = StoredValue::new(false);
        let say = move |what| {
            over.set_value(true);
            stream.set_value(None);
            ended(what);
        };
        let address = address.clone();
        let follow = move || {
            let wanted = !document().hidden() && !over.get_value();
            stream.set_value(wanted.then(|| Stream::open(&address, say, lost)).flatten());
        };
        follow();
        let visible = window_event_listener(ev::visibilitychange, move |_| follow());
        on_cleanup(move || visible.remove());
    });
}

/// An open stream. Dropping it closes it.
struct Stream {
    source: EventSource,
    _ended: Closure<dyn FnMut(MessageEvent)>,
    _failed: Closure<dyn FnMut(Event)>,
}

impl Stream {
    fn open(
        address: &str,
        ended: impl Fn(Ended) + Copy + 'static,
        lost: impl Fn() + 'static,
    ) -> Option<Self> {
        let source = EventSource::new(address).ok()?;
        let on_ended = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let access = event.data().as_string().as_deref() == Some("access");
            let what = if access { Ended::Access } else { Ended::Session };
            // This very closure is dropped by what follows, which it must not be while it runs.
            set_timeout(move || ended(what), Duration::ZERO);
        });
        source.add_event_listener_with_callback("session-ended", on_ended.as_ref().unchecked_ref()).ok()?;
        let closed = source.clone();
        let on_failed = Closure::<dyn FnMut(Event)>::new(move |_| {
            // The browser tries again by itself, unless it was told that there is nothing to hear.
            if closed.ready_state() == EventSource::CLOSED {
                lost();
            }
        });
        source.set_onerror(Some(on_failed.as_ref().unchecked_ref()));
        Some(Self { source, _ended: on_ended, _failed: on_failed })
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.source.set_onerror(None);
        self.source.close();
    }
}
