//! What the support desk's people do.

#[cfg(feature = "ssr")]
mod asked;
#[expect(missing_docs, reason = "the macro's fields")]
mod lift_daily_lock;
#[expect(missing_docs, reason = "the macro's fields")]
mod lift_suspension;
#[expect(missing_docs, reason = "the macro's fields")]
mod open_receipt;
mod receipt;
#[cfg(feature = "ssr")]
mod tries;
#[cfg(feature = "ssr")]
mod typed;
mod verdict;
#[expect(missing_docs, reason = "the macro's fields")]
mod verify;

#[cfg(feature = "ssr")]
pub use asked::AskedTries;
pub use lift_daily_lock::{LiftDailyLock, lift_daily_lock};
pub use lift_suspension::{LiftSuspension, lift_suspension};
pub use open_receipt::{OpenReceipt, open_receipt};
pub use receipt::ReceiptView;
#[cfg(feature = "ssr")]
pub use tries::{TryView, try_view};
pub use verdict::Verdict;
#[cfg(feature = "ssr")]
pub use verdict::{Answer, Answered};
pub use verify::{Verify, verify};
