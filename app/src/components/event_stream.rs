//! The stream of events that an open page listens to while someone can see it. A page out of sight closes its own: a
//! browser allows few of them at once. One that breaks is opened again, at growing intervals.

use std::time::Duration;

use domain::account::AccountNumber;
use gloo_timers::callback::Interval;
use leptos::{ev, prelude::*};
use wasm_bindgen::{JsCast as _, closure::Closure};
use web_sys::{Event, EventSource, MessageEvent};

use super::session_watch::Ended;

/// What comes by the stream.
#[derive(Clone, Copy)]
pub(super) enum Heard {
    /// The account has this version.
    Changed(i64),
    /// Something ended, and nothing more will come.
    Ended(Ended),
    /// The stream broke: news may be missed until it is open again.
    Lost,
    /// Nothing was heard for so long that the connection must be cut, though nobody said so.
    Cut,
}

/// How often the stream is looked after. The server says something every ten seconds: after five looks without a word
/// the connection is cut. Looks are counted, not seconds: a browser that slept heard nothing and missed nothing.
const LOOK_EVERY_MS: u32 = 5_000;
const SILENT_LOOKS: u32 = 5;
/// Two looks so far apart had a sleeping browser between them.
const SLEPT_MS: f64 = 20_000.0;
/// After the first break, and at most; doubled from one to the other.
const FIRST_PAUSE_MS: u32 = 500;
const LONGEST_PAUSE_MS: u32 = 30_000;

/// Listens until something ended, for as long as the surrounding owner lives.
pub(super) fn listen(
    account: Option<AccountNumber>,
    ended: RwSignal<Option<Ended>>,
    hear: impl Fn(Heard) + 'static,
) -> Ear {
    let address = match account {
        Some(account) => format!("/api/events?account={account}"),
        None => "/api/events".to_owned(),
    };
    let ear = Ear {
        stream: StoredValue::new_local(None),
        opened: StoredValue::new(0),
        pause: StoredValue::new(FIRST_PAUSE_MS),
        silent: StoredValue::new(0),
        looked_at: StoredValue::new(js_sys::Date::now()),
        is_offline: StoredValue::new(false),
        address: StoredValue::new(address),
        ended,
        hear: UnsyncCallback::new(hear),
    };
    Effect::new(move |_| {
        ear.follow();
        let visible = window_event_listener(ev::visibilitychange, move |_| ear.follow());
        // What the browser says at first is not asked: on a machine without a network this server can be reached.
        let network = move |is_offline| {
            ear.is_offline.set_value(is_offline);
            ear.follow();
        };
        let offline = window_event_listener(ev::offline, move |_| network(true));
        let online = window_event_listener(ev::online, move |_| network(false));
        StoredValue::new_local(Interval::new(LOOK_EVERY_MS, move || ear.look()));
        on_cleanup(move || {
            visible.remove();
            offline.remove();
            online.remove();
        });
    });
    ear
}

/// What listens.
#[derive(Clone, Copy)]
pub(super) struct Ear {
    stream: StoredValue<Option<Stream>, LocalStorage>,
    /// How many times it was opened: a pause is over for naught if it was opened meanwhile.
    opened: StoredValue<u32>,
    pause: StoredValue<u32>,
    /// For how many looks nothing was heard.
    silent: StoredValue<u32>,
    looked_at: StoredValue<f64>,
    is_offline: StoredValue<bool>,
    address: StoredValue<String>,
    ended: RwSignal<Option<Ended>>,
    hear: UnsyncCallback<Heard>,
}

impl Ear {
    /// The server can be reached, as someone found who asked it: a stream that waits for its pause waits no longer.
    pub(super) fn need_not_wait(self) {
        if self.stream.with_value(Option::is_none) {
            self.follow();
        }
    }

    /// Opens the stream anew where someone can see the page and there is a network, and closes it elsewhere.
    fn follow(self) {
        self.opened.update_value(|opened| *opened += 1);
        self.silent.set_value(0);
        self.stream.set_value(None);
        if document().hidden() || self.is_offline.get_value() || self.ended.get_untracked().is_some() {
            return;
        }
        let opened = self.opened.get_value();
        // What comes is taken in after the closure that brought it has run, since it may close the stream.
        let later = move |event: Option<MessageEvent>| {
            set_timeout(
                move || {
                    if self.opened.get_value() == opened {
                        self.take(event.as_ref());
                    }
                },
                Duration::ZERO,
            );
        };
        self.stream.set_value(self.address.with_value(|address| Stream::open(address, later)));
    }

    /// Takes in what came; `None` is a break.
    fn take(self, event: Option<&MessageEvent>) {
        // The server closes the stream after its last word, which is no break.
        if self.ended.get_untracked().is_some() {
            return self.stream.set_value(None);
        }
        let Some(event) = event else {
            return self.lose(Heard::Lost);
        };
        self.silent.set_value(0);
        self.pause.set_value(FIRST_PAUSE_MS);
        let data = event.data().as_string().unwrap_or_default();
        match event.type_().as_str() {
            "account-changed" => {
                if let Ok(version) = data.parse() {
                    self.hear.run(Heard::Changed(version));
                }
            }
            "session-ended" => {
                self.stream.set_value(None);
                self.hear.run(Heard::Ended(if data == "access" { Ended::Access } else { Ended::Session }));
            }
            _ => {}
        }
    }

    /// The stream broke: it is opened again after a pause.
    fn lose(self, how: Heard) {
        self.stream.set_value(None);
        let (opened, pause) = (self.opened.get_value(), self.pause.get_value());
        self.pause.set_value((pause * 2).min(LONGEST_PAUSE_MS));
        let again = move || {
            if self.opened.get_value() == opened {
                self.follow();
            }
        };
        set_timeout(again, Duration::from_millis(pause.into()));
        self.hear.run(how);
    }

    /// Notices what no event tells: that the browser slept, or that the connection was cut.
    fn look(self) {
        let (now, before) = (js_sys::Date::now(), self.looked_at.get_value());
        self.looked_at.set_value(now);
        if now - before > SLEPT_MS {
            return self.follow();
        }
        self.silent.update_value(|silent| *silent += 1);
        if self.silent.get_value() >= SILENT_LOOKS && self.stream.with_value(Option::is_some) {
            self.lose(Heard::Cut);
        }
    }
}

/// An open stream. Dropping it closes it.
struct Stream {
    source: EventSource,
    _heard: Closure<dyn FnMut(MessageEvent)>,
    _failed: Closure<dyn FnMut(Event)>,
}

impl Stream {
    fn open(address: &str, take: impl Fn(Option<MessageEvent>) + Copy + 'static) -> Option<Self> {
        let source = EventSource::new(address).ok()?;
        let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event| take(Some(event)));
        for name in ["account-changed", "session-ended", "alive"] {
            source.add_event_listener_with_callback(name, heard.as_ref().unchecked_ref()).ok()?;
        }
        let failed = Closure::<dyn FnMut(Event)>::new(move |_| take(None));
        source.set_onerror(Some(failed.as_ref().unchecked_ref()));
        Some(Self { source, _heard: heard, _failed: failed })
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.source.set_onerror(None);
        self.source.close();
    }
}
