//! What should come of everything, by a model that keeps all that ever happened to an account and thinks anew each
//! time. It shares no rule with the product: the numbers stand here once more.

use domain::{
    person::PersonId,
    pin::{PinCode, PinKind},
};

const HOUR: i64 = 60 * 60 * 1000;
const DAY: i64 = 24 * HOUR;
const RECEIPT: i64 = HOUR / 2;

/// What someone is told, with times in milliseconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    Done,
    NotTheirs,
    Changed,
    TooMany {
        retry_after: i64,
    },
    Verified {
        kind: PinKind,
        valid_until: i64,
    },
    NotVerified {
        tries_left: usize,
    },
    NoLivePin,
    Locked,
    LockedForTheDay {
        until: i64,
    },
    Suspended {
        since: i64,
    },
    /// Which nothing here should be told.
    Failed(String),
}

/// What a row of the page shows. Two that print alike and are not equal differ in their digits, which never print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Row {
    NeverSet,
    Live {
        code: PinCode,
        by: PersonId,
        at: i64,
        expires_at: Option<i64>,
    },
    Replaced,
    Cleared {
        by: PersonId,
        at: i64,
    },
    WornOut {
        at: i64,
    },
    Used {
        at: i64,
    },
    Expired {
        at: i64,
    },
    /// Which no row here should show.
    Other(String),
}

#[derive(Clone, Debug)]
enum Event {
    Generated {
        kind: PinKind,
        by: PersonId,
        code: PinCode,
    },
    Cleared {
        kind: PinKind,
        by: PersonId,
    },
    Proved(PinKind),
    Wrong,
    /// Ends by time were noted.
    Noted,
}

/// All that ever happened to an account, oldest first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Past(Vec<(i64, Event)>);

impl Past {
    /// What the page shows of this kind.
    pub(crate) fn row(&self, kind: PinKind, now: i64) -> Row {
        match self.generated(kind).last() {
            Some(place) => self.fate(*place, now),
            None => Row::NeverSet,
        }
    }

    /// What the latest PIN of this kind was, live or not.
    pub(crate) fn latest(&self, kind: PinKind) -> Option<&PinCode> {
        self.code(*self.generated(kind).last()?)
    }

    /// The code that was generated so many before the latest.
    pub(crate) fn former(&self, back: usize) -> Option<&PinCode> {
        let mut places: Vec<usize> = PinKind::ALL.into_iter().flat_map(|kind| self.generated(kind)).collect();
        places.sort_unstable();
        self.code(*places.iter().rev().nth(back)?)
    }

    pub(crate) fn live_codes(&self, now: i64) -> Vec<(PinKind, PinCode)> {
        let live = |kind| match self.row(kind, now) {
            Row::Live { code, .. } => Some((kind, code)),
            _ => None,
        };
        PinKind::ALL.into_iter().filter_map(live).collect()
    }

    /// What someone who presses Generate is told; `shown` is whether the page showed what is live.
    pub(crate) fn generate(&self, kind: PinKind, shown: bool, now: i64) -> Told {
        if !shown && self.is_live(kind, now) {
            return Told::Changed;
        }
        let of_the_hour: Vec<i64> = self.times(|event| matches!(event, Event::Generated { .. }), now - HOUR);
        match of_the_hour.iter().rev().nth(29) {
            Some(at) if !self.is_locked() => Told::TooMany { retry_after: at + HOUR - now },
            _ => Told::Done,
        }
    }

    pub(crate) fn generated_now(&mut self, kind: PinKind, by: PersonId, code: PinCode, now: i64) {
        self.0.push((now, Event::Generated { kind, by, code }));
    }

    pub(crate) fn clear(&mut self, kind: PinKind, by: PersonId, shown: bool, now: i64) -> Told {
        let live = self.is_live(kind, now);
        if live && !shown {
            return Told::Changed;
        }
        self.0.push((now, if live { Event::Cleared { kind, by } } else { Event::Noted }));
        Told::Done
    }

    pub(crate) fn verify(&mut self, typed: &PinCode, now: i64) -> Told {
        if self.is_locked() {
            return Told::Locked;
        }
        if let Some(until) = self.locked_until(now) {
            return Told::LockedForTheDay { until };
        }
        let live = self.live_codes(now);
        if live.is_empty() {
            return Told::NoLivePin;
        }
        match live.into_iter().find(|(_, code)| code == typed) {
            Some((kind, _)) => {
                self.0.push((now, Event::Proved(kind)));
                Told::Verified { kind, valid_until: now + RECEIPT }
            }
            None => {
                self.0.push((now, Event::Wrong));
                Told::NotVerified { tries_left: self.tries_left(now) }
            }
        }
    }

    /// Gives how many ends by time there were to note.
    pub(crate) fn sweep(&mut self, now: i64) -> usize {
        let due = self.expired(now).filter(|(place, at)| !self.was_noted(*place, *at)).count();
        self.0.push((now, Event::Noted));
        due
    }

    /// How many entries the account's history has, if all ends by time are noted.
    pub(crate) fn entries(&self, now: i64) -> usize {
        let of_events = (0..self.0.len()).map(|place| {
            let (before, after) = (Self(self.0[..place].to_vec()), Self(self.0[..=place].to_vec()));
            let (at, event) = &self.0[place];
            match event {
                Event::Generated { .. } | Event::Cleared { .. } | Event::Proved(_) => 1,
                Event::Noted => 0,
                Event::Wrong => {
                    let locked = !before.is_locked() && after.is_locked();
                    let for_the_day = before.locked_until(*at).is_none() && after.locked_until(*at).is_some();
                    let worn_out =
                        before.is_live(PinKind::Master, *at) && !after.is_live(PinKind::Master, *at);
                    1 + usize::from(locked) + usize::from(for_the_day) + usize::from(worn_out)
                }
            }
        });
        of_events.sum::<usize>() + self.expired(now).count()
    }

    /// The next moment after `now` at which a One-Time PIN expires.
    pub(crate) fn next_expiry(&self, now: i64) -> Option<i64> {
        match self.row(PinKind::OneTime, now) {
            Row::Live { expires_at, .. } => expires_at,
            _ => None,
        }
    }

    /// The next moment at which a wrong try is a day old.
    pub(crate) fn next_day_old(&self, now: i64) -> Option<i64> {
        self.wrong_today(now).first().map(|at| at + DAY)
    }

    /// The next moment at which a generate is an hour old.
    pub(crate) fn next_hour_old(&self, now: i64) -> Option<i64> {
        self.times(|event| matches!(event, Event::Generated { .. }), now - HOUR).first().map(|at| at + HOUR)
    }

    fn code(&self, place: usize) -> Option<&PinCode> {
        match &self.0[place].1 {
            Event::Generated { code, .. } => Some(code),
            _ => None,
        }
    }

    /// The places of this kind's generates.
    fn generated(&self, of: PinKind) -> Vec<usize> {
        let is = |event: &Event| matches!(event, Event::Generated { kind, .. } if *kind == of);
        (0..self.0.len()).filter(|place| is(&self.0[*place].1)).collect()
    }

    /// What became of the PIN that was generated there: the first thing that ended it.
    fn fate(&self, place: usize, now: i64) -> Row {
        let (at, Event::Generated { kind, by, code }) = &self.0[place] else {
            return Row::NeverSet;
        };
        let expires_at = (*kind == PinKind::OneTime).then_some(at + DAY);
        let mut wrong = 0;
        for (at, event) in &self.0[place + 1..] {
            match expires_at {
                Some(end) if *at >= end => return Row::Expired { at: end },
                _ => {}
            }
            match event {
                Event::Generated { kind: next, .. } if next == kind => return Row::Replaced,
                Event::Cleared { kind: which, by } if which == kind => {
                    return Row::Cleared { by: *by, at: *at };
                }
                Event::Proved(PinKind::OneTime) if *kind == PinKind::OneTime => return Row::Used { at: *at },
                Event::Wrong if *kind == PinKind::Master => {
                    wrong += 1;
                    if wrong == 20 {
                        return Row::WornOut { at: *at };
                    }
                }
                _ => {}
            }
        }
        match expires_at {
            Some(end) if now >= end => Row::Expired { at: end },
            _ => Row::Live { code: code.clone(), by: *by, at: *at, expires_at },
        }
    }

    fn is_live(&self, kind: PinKind, now: i64) -> bool {
        matches!(self.row(kind, now), Row::Live { .. })
    }

    /// Where the PINs were generated whose time was over, and when it was.
    fn expired(&self, now: i64) -> impl Iterator<Item = (usize, i64)> {
        self.generated(PinKind::OneTime).into_iter().filter_map(move |place| match self.fate(place, now) {
            Row::Expired { at } => Some((place, at)),
            _ => None,
        })
    }

    fn was_noted(&self, place: usize, end: i64) -> bool {
        let notes =
            |event: &Event| matches!(event, Event::Generated { .. } | Event::Cleared { .. } | Event::Noted);
        self.0[place + 1..].iter().any(|(at, event)| *at >= end && notes(event))
    }

    /// The wrong tries in a row, and whether they lock.
    fn row_of_wrong(&self) -> (usize, bool) {
        let (mut wrong, mut locked) = (0, false);
        for (_, event) in &self.0 {
            match event {
                Event::Wrong => {
                    wrong += 1;
                    locked = wrong == 5;
                }
                Event::Proved(_) => wrong = 0,
                Event::Generated { .. } if locked => (wrong, locked) = (0, false),
                _ => {}
            }
        }
        (wrong, locked)
    }

    fn is_locked(&self) -> bool {
        self.row_of_wrong().1
    }

    fn locked_until(&self, now: i64) -> Option<i64> {
        self.wrong_today(now).iter().rev().nth(9).map(|at| at + DAY)
    }

    fn wrong_today(&self, now: i64) -> Vec<i64> {
        self.times(|event| matches!(event, Event::Wrong), now - DAY)
    }

    fn tries_left(&self, now: i64) -> usize {
        (10 - self.wrong_today(now).len()).min(5 - self.row_of_wrong().0)
    }

    /// When this happened after that moment, oldest first.
    fn times(&self, what: impl Fn(&Event) -> bool, after: i64) -> Vec<i64> {
        self.0.iter().filter(|(at, event)| *at > after && what(event)).map(|(at, _)| *at).collect()
    }
}
