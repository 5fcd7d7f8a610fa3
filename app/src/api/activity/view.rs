//! Something that happened, as pages show it.

/// Something that happened on the account.
#[derive(Clone, Debug, PartialEq)]
pub struct HappeningView {
    /// When, in the words of the reader's time zone.
    pub at: String,
    /// The same in UTC, for programs (RFC 3339).
    pub datetime: String,
    /// What happened, who did it and how.
    pub sentence: String,
    /// What it is about, for the style sheet.
    pub mark: Mark,
}

/// What something that happened is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A PIN came or went.
    Pin,
    /// Support verified someone.
    Verified,
    /// A wrong PIN, or what came of wrong ones.
    Warning,
    /// People and the account itself.
    People,
}

impl Mark {
    /// The mark's name for the style sheet.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pin => "pin",
            Self::Verified => "verified",
            Self::Warning => "warning",
            Self::People => "people",
        }
    }
}
