//! What the parts of an account's home share: what the server said last, and the way to ask it again.
//!
//! Nearly all of it is text, and text of one type: each further type of signal weighs on the page.

use domain::pin::PinKind;
use leptos::{html, prelude::*, task::spawn_local};

use super::{
    ask::{Refusal, ask},
    session_watch::Ended,
    ticker::Ticker,
};
use crate::api::{PanelView, PinsView, RowState, RowView};

/// An account's home, as the person has it before them.
#[derive(Clone, Copy)]
pub(crate) struct Panel {
    /// The account's number.
    pub(crate) account: StoredValue<String>,
    /// The rows.
    pub(crate) rows: RwSignal<Vec<RowView>>,
    /// Why support verifies nobody; empty, if it does.
    pub(crate) lock: RwSignal<String>,
    /// When it ends by itself, in milliseconds since the Unix epoch.
    pub(crate) lock_until: RwSignal<Option<i64>>,
    /// What happened last, as HTML of the server's.
    pub(crate) recent: RwSignal<String>,
    /// Whether it stands open.
    pub(crate) expanded: RwSignal<bool>,
    /// The button that opens and closes it.
    pub(crate) bar: NodeRef<html::Button>,
    /// The kinds that are hidden from view, with spaces between them.
    pub(crate) hidden: RwSignal<String>,
    /// The kinds that someone else changed while the person looked on, with spaces between them.
    pub(crate) fresh: RwSignal<String>,
    /// What went wrong last; empty, if nothing did.
    pub(crate) problem: RwSignal<String>,
    /// The kind that it is about; empty, if it is about the whole panel.
    pub(crate) problem_kind: RwSignal<String>,
    /// What a screen reader is told.
    pub(crate) announcement: RwSignal<String>,
    /// What keeps the page from being up to date; empty, if nothing does.
    pub(crate) connection: RwSignal<String>,
    /// What ended, so that there is nothing to see or do here any more.
    pub(crate) ended: RwSignal<Option<Ended>>,
    /// The server's clock.
    pub(crate) ticker: Ticker,
    version: StoredValue<i64>,
    /// How many of this person's own changes are under way, and the newest version that was heard of meanwhile: it may
    /// be theirs.
    under_way: StoredValue<i64>,
    heard_of: StoredValue<i64>,
    is_looking: StoredValue<bool>,
    is_to_look: StoredValue<bool>,
    looks: StoredValue<i64>,
    /// How long to wait before a look that failed is tried again, in milliseconds.
    pause: StoredValue<u64>,
}

/// Between looks that fail, in milliseconds: after the first, and at most.
const FIRST_PAUSE: u64 = 4_000;
const LONGEST_PAUSE: u64 = 32_000;

/// The server does not answer.
pub(crate) const AWAY: &str = "We can’t reach the server. What you see may have changed; we keep trying.";
/// The server takes its time.
pub(crate) const SLOW: &str = "This is taking longer than usual. We are still waiting for the server.";
/// The browser says that it has no network.
#[cfg(feature = "hydrate")]
pub(crate) const OFFLINE: &str =
    "You are offline. What you see may have changed; it comes up to date once you are connected.";

impl Panel {
    /// The panel as it is at first.
    pub(crate) fn new(view: PanelView) -> Self {
        let kind = view.problem_kind.map_or("", PinKind::as_str);
        Self {
            account: StoredValue::new(view.account),
            rows: RwSignal::new(view.pins.rows),
            lock: RwSignal::new(view.pins.lock),
            lock_until: RwSignal::new(view.pins.lock_until),
            recent: RwSignal::new(view.pins.recent),
            expanded: RwSignal::new(view.expanded),
            bar: NodeRef::new(),
            hidden: RwSignal::new(view.hidden),
            fresh: RwSignal::new(String::new()),
            problem: RwSignal::new(view.problem),
            problem_kind: RwSignal::new(kind.to_owned()),
            announcement: RwSignal::new(view.pins.said),
            connection: RwSignal::new(String::new()),
            ended: RwSignal::new(None),
            ticker: Ticker::at(view.pins.now),
            version: StoredValue::new(view.pins.version),
            under_way: StoredValue::new(0),
            heard_of: StoredValue::new(0),
            is_looking: StoredValue::new(false),
            is_to_look: StoredValue::new(false),
            looks: StoredValue::new(0),
            pause: StoredValue::new(FIRST_PAUSE),
        }
    }

    /// Reads the row of a kind.
    pub(crate) fn row<T: Default>(self, kind: PinKind, read: impl FnOnce(&RowView) -> T) -> T {
        self.rows.with(|rows| rows.iter().find(|row| row.kind == kind).map(read).unwrap_or_default())
    }

    /// Shows what the server answered, unless something newer is shown, and gives in words what of it is not this
    /// person's doing: `own` is the kind that they changed.
    fn show(self, pins: PinsView, own: Option<PinKind>) -> String {
        let mut news = String::new();
        if self.ended.get_untracked().is_some() || pins.version < self.version.get_value() {
            return news;
        }
        self.rows.with_untracked(|rows| {
            for (old, new) in rows.iter().zip(&pins.rows) {
                if Some(new.kind) == own || (old.state, &old.shown) == (new.state, &new.shown) {
                    continue;
                }
                news = [&news, new.kind.title(), ": ", &new.note, " "].concat();
                if new.state != RowState::Expired && !names(&self.fresh.get_untracked(), new.kind) {
                    self.fresh.update(|fresh| *fresh = [fresh, " ", new.kind.as_str()].concat());
                    self.after(60_000, move || self.fresh.set(String::new()));
                }
            }
        });
        if self.lock.with_untracked(|lock| *lock != pins.lock) {
            news.push_str(&pins.lock);
        }
        self.version.set_value(pins.version);
        self.ticker.set(pins.now);
        self.rows.set(pins.rows);
        self.lock.set(pins.lock);
        self.lock_until.set(pins.lock_until);
        self.recent.set(pins.recent);
        news
    }

    /// Says something to those who do not see it, also where the same was said last.
    pub(crate) fn say(self, said: String) {
        if !said.is_empty() {
            self.announcement.set(String::new());
            self.announcement.set(said);
        }
    }

    /// Asks the server what is there now, once more if asked to meanwhile. What is shown stays if there is no answer.
    pub(crate) fn look_again(self) {
        self.is_to_look.set_value(true);
        if self.is_looking.get_value() || self.ended.get_untracked().is_some() {
            return;
        }
        self.is_looking.set_value(true);
        self.looks.update_value(|looks| *looks += 1);
        let look = self.looks.get_value();
        let is_latest = move || self.looks.get_value() == look;
        spawn_local(async move {
            while self.is_to_look.get_value() && is_latest() {
                self.is_to_look.set_value(false);
                // One that hangs does not hold up what is asked meanwhile.
                self.after(3_000, move || {
                    if is_latest() && self.is_looking.get_value() {
                        self.is_looking.set_value(false);
                        if self.is_to_look.get_value() {
                            self.look_again();
                        }
                    }
                });
                match ask::<PinsView>("show_pins", &[("account", &self.account.get_value())]).await {
                    Ok(pins) => {
                        self.is_reached();
                        if self.under_way.get_value() > 0 {
                            self.has_heard_of(pins.version);
                        } else {
                            self.say(self.show(pins, None));
                        }
                    }
                    Err(refusal) if is_latest() && !self.is_gone(&refusal) => {
                        self.is_hindered(AWAY);
                        let pause = self.pause.get_value();
                        self.pause.set_value((2 * pause).min(LONGEST_PAUSE));
                        self.after(pause, move || {
                            if is_latest() {
                                self.look_again();
                            }
                        });
                    }
                    Err(_) => {}
                }
            }
            if is_latest() {
                self.is_looking.set_value(false);
            }
        });
    }

    /// Does something after so many milliseconds. On the server there is no later.
    pub(crate) fn after(self, milliseconds: u64, then: impl FnOnce() + 'static) {
        #[cfg(feature = "hydrate")]
        set_timeout(then, std::time::Duration::from_millis(milliseconds));
        #[cfg(not(feature = "hydrate"))]
        let _ = (milliseconds, then);
    }

    /// Something keeps the page from being up to date; unless something else was said to.
    pub(crate) fn is_hindered(self, how: &str) {
        if self.ended.get_untracked().is_none() && self.connection.with_untracked(String::is_empty) {
            self.connection.set(how.to_owned());
            self.say(how.to_owned());
        }
    }

    /// The server answered.
    pub(crate) fn is_reached(self) {
        self.pause.set_value(FIRST_PAUSE);
        self.connection.set(String::new());
    }

    /// This person changes something.
    pub(crate) fn begin(self) {
        self.under_way.update_value(|changes| *changes += 1);
        self.problem.set(String::new());
        self.fresh.set(String::new());
        self.announcement.set(String::new());
    }

    /// What they changed is shown, and said: the PIN of a kind, or of `None`, everything.
    pub(crate) fn done(self, mut pins: PinsView, kind: Option<PinKind>) {
        let mut said = std::mem::take(&mut pins.said);
        let news = self.show(pins, kind);
        if kind.is_some() {
            said = [&said, " ", &news].concat();
        }
        if self.ended.get_untracked().is_none() {
            self.say(said);
        }
    }

    /// Their change is over, for better or worse.
    pub(crate) fn finish(self) {
        self.under_way.update_value(|changes| *changes -= 1);
        self.hear_of(self.heard_of.get_value());
    }

    /// Asks again where the account has a newer version than the one that is shown.
    pub(crate) fn hear_of(self, version: i64) {
        if self.under_way.get_value() > 0 {
            self.has_heard_of(version);
        } else if version > self.version.get_value() {
            self.look_again();
        }
    }

    fn has_heard_of(self, version: i64) {
        self.heard_of.update_value(|heard| *heard = (*heard).max(version));
    }

    /// Says what went wrong, in the row that it is about.
    pub(crate) fn refuse(self, kind: Option<PinKind>, refusal: Refusal) {
        if self.is_gone(&refusal) {
            return;
        }
        self.problem_kind.set(kind.map_or("", PinKind::as_str).to_owned());
        self.problem.set(refusal.sentence);
        // Another PIN is there, or nobody knows whether it was done.
        if refusal.code == "pin_changed" || refusal.code == Refusal::UNREACHABLE {
            self.look_again();
        }
    }

    /// Whether the page's PINs are not this person's to see any more; says so, and shows none then.
    fn is_gone(self, refusal: &Refusal) -> bool {
        let ended = Ended::by(refusal);
        if let Some(ended) = ended {
            self.end(ended);
        }
        ended.is_some()
    }

    /// Hides the codes and what happened, for good, and says what ended.
    pub(crate) fn end(self, ended: Ended) {
        self.ended.set(Some(ended));
        self.is_reached();
        self.lock.set(String::new());
        self.recent.set(String::new());
        self.rows.update(|rows| {
            for row in rows {
                row.code = "Hidden".to_owned();
                row.state = RowState::None;
                row.expires_at = None;
            }
        });
    }
}

/// Whether the kind is among those that are named, with spaces between them.
pub(crate) fn names(kinds: &str, kind: PinKind) -> bool {
    kinds.split(' ').any(|other| other == kind.as_str())
}
