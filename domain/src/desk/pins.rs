//! The account's PINs, as its home page shows them.

use std::str::FromStr;

use thiserror::Error;

use super::{Desk, Page, history::recent, may};
use crate::{
    account::AccountNumber,
    attempts::{Ledger, Lock},
    permission::Action,
    pin::{Act, Pin, PinCode, PinId, PinKind, PinState},
    ports::{SealLabel, SealedPin, Snapshot, StoreError},
    session::Customer,
    time::Timestamp,
};

/// How much of what happened last is told beside the PINs.
pub(super) const RECENT: u32 = 8;

/// The account's PINs as they were at one moment, and what else was true of the account then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pins {
    /// A row for each kind.
    pub rows: Vec<PinRow>,
    /// That moment, by the clock that decides when they expire.
    pub now: Timestamp,
    /// The account's version: the number of its last write. What has a larger one is newer.
    pub version: i64,
    /// Why support verifies nobody for the account, if that is so.
    pub lock: Option<Lock>,
    /// What happened last; `None` where the history is damaged and cannot be told.
    pub recent: Option<Page>,
}

/// One kind of PIN on the home page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PinRow {
    /// Which kind.
    pub kind: PinKind,
    /// What there is to show of it.
    pub state: RowState,
}

/// What a row shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowState {
    /// There never was a PIN of this kind.
    NeverSet,
    /// A PIN that works.
    Live {
        /// The PIN.
        pin: Pin,
        /// Its digits.
        code: PinCode,
    },
    /// A PIN whose record was damaged or whose key is gone: it cannot be shown and proves nothing.
    Unreadable {
        /// The PIN.
        pin: Pin,
    },
    /// The latest PIN was cleared.
    Cleared(Act),
    /// The latest PIN was cleared after too many wrong tries, at that moment.
    WornOut(Timestamp),
    /// The latest PIN was voided by the operator, at that moment.
    Voided(Timestamp),
    /// The latest PIN was cleared when someone lost access, at that moment.
    AccessEnded(Timestamp),
    /// The latest PIN was used, at that moment.
    Used(Timestamp),
    /// The latest PIN's time was over at that moment.
    Expired(Timestamp),
}

/// Which PIN of a kind the page showed as live when its button was pressed, if any. An old page's button then
/// cannot touch a PIN that came after it (requirement V8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// No live PIN was shown.
    None,
    /// This one was.
    Pin(PinId),
}

impl Shown {
    /// Whether a button of the page that showed this may touch what is live now. Nothing live is always fine:
    /// there is nothing to lose.
    pub(super) fn agrees_with(self, live: Option<&Pin>) -> bool {
        live.is_none_or(|pin| self == Self::Pin(pin.id))
    }
}

impl FromStr for Shown {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "none" { Ok(Self::None) } else { text.parse().map(Self::Pin) }
    }
}

/// Why the PINs were not shown.
#[derive(Debug, Error)]
pub enum PinsError {
    /// There is no such account, or the person has nothing to do with it; which of the two is not told.
    #[error("no such account for this person")]
    NoSuchAccount,
    /// The database could not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Desk {
    /// The rows of the account's home page, one for each kind.
    ///
    /// # Errors
    /// Where the account is not the customer's to see, or the database cannot be read.
    pub async fn pins(&self, customer: Customer<'_>, account: AccountNumber) -> Result<Pins, PinsError> {
        let mut view = self.store.read().await?;
        if !may(&mut *view, account, customer.id(), Action::SeePins).await? {
            return Err(PinsError::NoSuchAccount);
        }
        Ok(self.rows_now(&mut *view, account).await?)
    }

    /// The rows as this view has them; who may see them was decided before.
    pub(super) async fn rows_now(
        &self,
        view: &mut (impl Snapshot + ?Sized),
        account: AccountNumber,
    ) -> Result<Pins, StoreError> {
        let now = view.moment(&*self.clock).await?.now;
        let pins = view.latest_pins(account).await?;
        let rows = PinKind::ALL
            .into_iter()
            .map(|kind| {
                let latest = pins.iter().find(|sealed| sealed.pin.kind == kind);
                PinRow {
                    kind,
                    state: latest.map_or(RowState::NeverSet, |latest| self.row(account, latest, now)),
                }
            })
            .collect();
        let mut ledger = Ledger::default();
        let mut version = 0;
        if let Some(account) = view.look_at_account(account).await? {
            (ledger, version) = (account.ledger, account.write);
        }
        let limits = &self.policy.limits;
        ledger.wrong = view.wrong_tries(account, limits.tries_that_matter()).await?;
        let recent = recent(view, account, RECENT).await?;
        Ok(Pins { rows, now, version, lock: ledger.lock(now, limits), recent })
    }

    fn row(&self, account: AccountNumber, latest: &SealedPin, now: Timestamp) -> RowState {
        let pin = latest.pin.clone();
        match pin.state(now) {
            PinState::Live => match self.open(account, latest) {
                Some(code) => RowState::Live { pin, code },
                None => RowState::Unreadable { pin },
            },
            PinState::Cleared(act) => RowState::Cleared(act),
            PinState::WornOut(at) => RowState::WornOut(at),
            PinState::Voided(at) => RowState::Voided(at),
            PinState::AccessEnded(at) => RowState::AccessEnded(at),
            PinState::Used(at) => RowState::Used(at),
            PinState::Expired(at) => RowState::Expired(at),
            // A replaced PIN is never the latest of its kind; if a row says so, its successor is what is gone.
            PinState::Replaced(_) => RowState::Unreadable { pin },
        }
    }

    /// The digits of a PIN; `None` where its record does not open.
    pub(super) fn open(&self, account: AccountNumber, sealed: &SealedPin) -> Option<PinCode> {
        let label = SealLabel::of(account, &sealed.pin);
        self.vault.open(&label, sealed.sealed.as_ref()?).ok()
    }
}
