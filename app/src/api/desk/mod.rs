//! What the support desk's people do.

#[cfg(feature = "ssr")]
mod typed;
mod verdict;
#[expect(missing_docs, reason = "the macro's fields")]
mod verify;

#[cfg(feature = "ssr")]
pub use verdict::Answered;
pub use verdict::Verdict;
pub use verify::{Verify, verify};
