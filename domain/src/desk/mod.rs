//! What people come to do, one method each. A use case checks who asks, does it in one unit of work and answers
//! with types that hold only what may be shown.

mod activity;
mod alarm;
mod audit;
mod book;
mod check;
mod clear;
mod clock;
mod expiry;
mod generate;
mod history;
mod home;
mod keys;
mod links;
mod open_account;
mod operator;
mod own;
mod panel;
mod people;
mod pins;
mod post;
mod report;
mod reset;
mod sign_in;
mod sign_out;
mod staff;
mod sweep;
mod verify;
mod who;

pub use activity::Activity;
pub use alarm::Attack;
pub use audit::{AuditReport, BrokenChain};
pub use check::{CheckReport, Unreadable};
pub use clear::ClearError;
pub use clock::ClockAccepted;
pub use generate::GenerateError;
pub use history::{Happening, HistoryError, Page};
pub use home::{Home, HomeError, Situation};
pub use operator::OperatorError;
pub use own::{OwnError, OwnSignIn, SecondFactorState};
pub use panel::PanelError;
pub use people::{AcceptError, Invited, NewSignIn, People, PeopleError};
pub use pins::{PinRow, Pins, PinsError, RowState, Shown};
pub use post::Outgoing;
pub use reset::ResetError;
pub use sign_in::{SignIn, SignInError, SignInTry, SignedIn, Visit};
pub use staff::{
    DeskError, DeskEvent, DeskTry, Figures, LiftError, Lifter, OpenedReceipt, ReceiptError, SuspendedAgent,
    Tally, TryFilter, TryPage, TryResult,
};
pub use sweep::Swept;
pub use verify::VerifyError;

use std::sync::Arc;

use crate::{
    account::AccountNumber,
    permission::{self, Action},
    person::PersonId,
    pin::{Pin, PinKind},
    policy::Policy,
    ports::{Clock, Entropy, Notifier, PasswordHasher, SealedPin, Snapshot, Store, StoreError, Vault},
    time::Timestamp,
};

/// The use cases with the ports that they work through. Cloning is cheap, and clones share the ports.
#[derive(Clone)]
pub struct Desk {
    /// The server's clock.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub entropy: Arc<dyn Entropy>,
    /// What PINs are sealed with.
    pub vault: Arc<dyn Vault>,
    /// What passwords are hashed with.
    pub hasher: Arc<dyn PasswordHasher>,
    /// The database.
    pub store: Arc<dyn Store>,
    /// What tells open pages that something changed.
    pub notifier: Arc<dyn Notifier>,
    /// The operator's numbers.
    pub policy: Policy,
}

/// Whether the person may do this on the account, read where it is done. An account that does not exist is one
/// that nobody may see.
async fn may(
    view: &mut (impl Snapshot + ?Sized),
    account: AccountNumber,
    person: PersonId,
    action: Action,
) -> Result<bool, StoreError> {
    Ok(permission::may(view.role(account, person).await?, action))
}

/// The PIN of the kind that works at `now`.
fn live(pins: &[SealedPin], kind: PinKind, now: Timestamp) -> Option<&Pin> {
    pins.iter().map(|sealed| &sealed.pin).find(|pin| pin.kind == kind && pin.is_live(now))
}
