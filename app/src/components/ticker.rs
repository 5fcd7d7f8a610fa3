//! One clock for everything on the page that counts down: the server's, read off the browser's own.

use leptos::prelude::*;

/// The server's time as the page sees it. It stands still on the server and until the island has woken up.
#[derive(Clone, Copy)]
pub(crate) struct Ticker {
    now: RwSignal<i64>,
    /// How far the server's clock is ahead of the browser's, in milliseconds.
    #[cfg_attr(
        not(feature = "hydrate"),
        expect(dead_code, reason = "only a browser has a clock to compare with")
    )]
    ahead: StoredValue<i64>,
}

impl Ticker {
    /// A clock that shows this moment of the server's.
    pub(crate) fn at(server_now: i64) -> Self {
        Self { now: RwSignal::new(server_now), ahead: StoredValue::new(0) }
    }

    /// The present, in milliseconds since the Unix epoch by the server's clock.
    pub(crate) fn now(self) -> i64 {
        self.now.get()
    }

    /// Takes the server's time from an answer that just came in.
    pub(crate) fn set(self, server_now: i64) {
        #[cfg(feature = "hydrate")]
        self.ahead.set_value(server_now - browser_now());
        self.now.set(server_now);
    }
}

#[cfg(feature = "hydrate")]
impl Ticker {
    /// Starts ticking, for as long as the surrounding effect lives. Each tick reads the clock instead of counting,
    /// so a tab that slept is right again at its first tick.
    pub(crate) fn start(self) {
        self.set(self.now.get_untracked());
        // Twice a second, so that no second is skipped when a tick comes late.
        StoredValue::new_local(gloo_timers::callback::Interval::new(500, move || self.tick()));
    }

    /// Reads the clock now.
    pub(crate) fn tick(self) {
        self.now.set(browser_now() + self.ahead.get_value());
    }
}

#[cfg(feature = "hydrate")]
fn browser_now() -> i64 {
    js_sys::Date::now() as i64
}
