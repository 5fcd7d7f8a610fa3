//! A receipt as the agent who opens it sees it.

use domain::{
    pin::PinKind,
    time::Timestamp,
    verification::{Channel, ReceiptNumber},
};
use serde::{Deserialize, Serialize};

/// A receipt and the verification that it was given for. No PIN is in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReceiptView {
    /// Its number.
    pub receipt: ReceiptNumber,
    /// The account's number.
    pub account: i64,
    /// What the account is called.
    pub name: String,
    /// With which kind of PIN the caller was verified.
    pub kind: PinKind,
    /// Who verified them, by name.
    pub verified_by: Option<String>,
    /// When.
    pub verified_at: Timestamp,
    /// How the caller reached the desk.
    pub channel: Channel,
    /// Whom the caller said to be.
    pub contact: Option<String>,
    /// The helpdesk's ticket.
    pub ticket: Option<String>,
    /// Until when it is valid.
    pub valid_until: Timestamp,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When the account's people said that the verification was none of theirs.
    pub reported_at: Option<Timestamp>,
}

impl ReceiptView {
    /// Whether it stood for the verification when it was opened.
    pub fn holds(&self) -> bool {
        self.reported_at.is_none() && self.opened_at < self.valid_until
    }
}

#[cfg(feature = "ssr")]
impl From<domain::desk::OpenedReceipt> for ReceiptView {
    fn from(opened: domain::desk::OpenedReceipt) -> Self {
        let domain::desk::OpenedReceipt { account, kept, verified_by, now, .. } = opened;
        Self {
            receipt: kept.receipt.number,
            account: account.number.as_i64(),
            name: account.name,
            kind: kept.receipt.kind,
            verified_by,
            verified_at: kept.attempt.at,
            channel: kept.attempt.channel,
            contact: kept.attempt.contact,
            ticket: kept.attempt.ticket,
            valid_until: kept.receipt.valid_until,
            opened_at: now,
            reported_at: kept.reported_at,
        }
    }
}
