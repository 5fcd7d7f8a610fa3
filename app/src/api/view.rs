//! What an island is given to show. Sentences and times come ready from the server, so that the first paint and
//! the island say the same, and the WebAssembly need not know how to say it.

use domain::pin::PinKind;
use serde::{Deserialize, Serialize};

/// The Security Pins bar and its panel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PanelView {
    /// The account's number.
    pub account: String,
    /// Whether the panel stands open.
    pub expanded: bool,
    /// The rows in it.
    pub pins: PinsView,
    /// What went wrong with a plain form, to be said where the person looks; empty, if nothing did.
    pub problem: String,
    /// The row that it is about; the whole panel, if `None`.
    pub problem_kind: Option<PinKind>,
    /// The kinds of the PINs that the person hid from view, with spaces between them.
    pub hidden: String,
    /// In which time zone the times are, in a sentence.
    pub zone: String,
}

/// The rows of the panel, as they were at one moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PinsView {
    /// That moment by the server's clock, in milliseconds since the Unix epoch.
    pub now: i64,
    /// The account's version then: what has a smaller one is older.
    pub version: i64,
    /// Why support verifies nobody for the account and what helps; empty, if it does.
    pub lock: String,
    /// When that ends by itself, in milliseconds since the Unix epoch, if it does.
    pub lock_until: Option<i64>,
    /// What happened last, the latest first, as HTML: a list that only ever changes as a whole, and the form that
    /// reports what support did, where there is something to report.
    pub recent: String,
    /// What this person just did; empty where they only looked.
    pub said: String,
    /// A row for each kind of PIN, in the order in which they stand.
    pub rows: Vec<RowView>,
}

/// One kind of PIN.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowView {
    /// Which kind.
    pub kind: PinKind,
    /// What the kind is for, in the words of someone who has to choose.
    pub about: String,
    /// What it is.
    pub state: RowState,
    /// Its digits while it is live, a short sentence otherwise.
    pub code: String,
    /// What the row's buttons say that they saw: the live PIN's id, or `none`.
    pub shown: String,
    /// Who did what to it and when, and what to do next.
    pub note: String,
    /// When it stops working by itself, in milliseconds since the Unix epoch, while it is live.
    pub expires_at: Option<i64>,
    /// The same in UTC, for programs (RFC 3339); empty where there is none.
    pub expires: String,
    /// The same for people, in a sentence; empty where there is none.
    pub until: String,
    /// How long it works from its making to then, in milliseconds.
    pub lifetime: i64,
}

/// What a row's PIN is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowState {
    /// There is none.
    None,
    /// It works.
    Live,
    /// It was cleared.
    Cleared,
    /// It was used.
    Used,
    /// Its time is over.
    Expired,
    /// Its record cannot be read.
    Unreadable,
}

impl RowState {
    /// The state's name for the style sheet.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Live => "live",
            Self::Cleared => "cleared",
            Self::Used => "used",
            Self::Expired => "expired",
            Self::Unreadable => "unreadable",
        }
    }
}
