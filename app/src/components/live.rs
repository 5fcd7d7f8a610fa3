//! What goes on by itself while an account's home is open: the clock ticks, the server's news come in, an expired code
//! goes out of sight, and a page that comes back into view shows what is true then.

use leptos::{ev, prelude::*};

use super::{
    event_stream::{Heard, listen},
    panel::{AWAY, OFFLINE, Panel},
    pin_timer::{milestone, seconds_left},
};
use crate::api::{RowState, RowView};

/// Keeps the panel alive for as long as the surrounding owner lives.
pub(super) fn live(panel: Panel) {
    let account = panel.account.with_value(|account| account.parse().ok());
    let ear = listen(account, panel.ended, move |heard| match heard {
        Heard::Changed(version) => {
            panel.is_reached();
            panel.hear_of(version);
        }
        Heard::Ended(ended) => panel.end(ended),
        Heard::Lost => panel.look_again(),
        Heard::Cut => {
            panel.is_hindered(AWAY);
            panel.look_again();
        }
    });

    Effect::new(move |was_connected: Option<bool>| {
        let is_connected = panel.connection.with(String::is_empty);
        if is_connected && was_connected == Some(false) {
            ear.need_not_wait();
        }
        is_connected
    });

    Effect::new(move |_| {
        panel.ticker.start();
        let look = move || {
            if !document().hidden() {
                panel.ticker.tick();
                panel.look_again();
            }
        };
        let visible = window_event_listener(ev::visibilitychange, move |_| look());
        // A page that the browser kept whole when someone went elsewhere (bfcache).
        let back = window_event_listener(ev::pageshow, move |event| {
            if event.persisted() {
                look();
            }
        });
        let offline = window_event_listener(ev::offline, move |_| {
            panel.is_reached();
            panel.is_hindered(OFFLINE);
        });
        let online = window_event_listener(ev::online, move |_| {
            panel.is_reached();
            look();
        });
        on_cleanup(move || [visible, back, offline, online].into_iter().for_each(|handle| handle.remove()));
    });

    Effect::new(move |_| {
        // Nothing is written to the account when a lock ends by itself.
        if panel.lock_until.get().is_some_and(|until| panel.ticker.now() >= until) {
            panel.lock_until.set(None);
            panel.look_again();
        }
    });

    let left_before = StoredValue::new(0);
    Effect::new(move |_| {
        let now = panel.ticker.now();
        let soonest = panel.rows.with(|rows| rows.iter().find_map(|row| Some((row.kind, row.expires_at?))));
        let Some((kind, at)) = soonest else { return };
        let left = seconds_left(at, now);
        if let Some(said) = milestone(left_before.get_value(), left) {
            panel.say([kind.title(), ": ", said, " left."].concat());
        }
        left_before.set_value(left);
        if now >= at {
            panel.rows.update(|rows| rows.iter_mut().for_each(|row| expire(row, now)));
            panel.look_again();
        }
    });
}

fn expire(row: &mut RowView, now: i64) {
    if row.expires_at.is_some_and(|at| now >= at) {
        row.state = RowState::Expired;
        row.code = "Expired".to_owned();
        row.expires_at = None;
    }
}
