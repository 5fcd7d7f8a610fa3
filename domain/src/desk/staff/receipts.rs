//! An agent opens the receipt of a caller whom a colleague verified, so that nobody is asked again (requirement V6).

use thiserror::Error;

use super::{DeskError, agent_name, may_act};
use crate::{
    account::{Account, AccountNumber},
    desk::{Desk, history::Names},
    history::Event,
    permission::Action,
    ports::StoreError,
    session::Staff,
    time::Timestamp,
    verification::{KeptReceipt, ReceiptNumber, ReceiptStanding},
};

/// A receipt as whoever opens it sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedReceipt {
    /// The account.
    pub account: Account,
    /// The receipt and its verification.
    pub kept: KeptReceipt,
    /// Who verified the caller, by name.
    pub verified_by: Option<String>,
    /// What it is good for now.
    pub standing: ReceiptStanding,
    /// This moment.
    pub now: Timestamp,
}

/// Why a receipt was not opened.
#[derive(Debug, Error)]
pub enum ReceiptError {
    /// Whoever asks may not.
    #[error("not someone who may open receipts")]
    NotAllowed,
    /// Whoever asks is suspended.
    #[error("suspended after wrong tries")]
    Suspended,
    /// No receipt of that number was given on that account, or there is no such account; which of the two is not
    /// told.
    #[error("no such receipt on this account")]
    NoSuchReceipt,
    /// The database could not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<DeskError> for ReceiptError {
    fn from(error: DeskError) -> Self {
        match error {
            DeskError::NotAllowed => Self::NotAllowed,
            DeskError::Suspended => Self::Suspended,
            DeskError::Store(error) => Self::Store(error),
        }
    }
}

impl Desk {
    /// Opens a receipt by its number and its account together. Each opening is noted in the account's history, whether
    /// or not the receipt still holds.
    ///
    /// # Errors
    /// Where there is no such receipt on the account; nothing is noted then.
    pub async fn open_receipt(
        &self,
        staff: Staff<'_>,
        number: ReceiptNumber,
        account: AccountNumber,
    ) -> Result<OpenedReceipt, ReceiptError> {
        let mut work = self.store.begin().await?;
        let Some(mut book) = self.book(&mut *work, account).await? else {
            may_act(&mut *work, staff, Action::OpenReceipt).await?;
            return Err(ReceiptError::NoSuchReceipt);
        };
        may_act(&mut *work, staff, Action::OpenReceipt).await?;
        let kept = work.receipt(account, number).await?.ok_or(ReceiptError::NoSuchReceipt)?;
        let named = work.account(account).await?.ok_or(ReceiptError::NoSuchReceipt)?;
        let verified_by = agent_name(&mut *work, &kept.attempt.agent, &mut Names::default()).await?;
        let (now, attempt) = (book.now(), kept.attempt.id.0);
        self.note(&mut book, &Event::ReceiptOpened { attempt, staff: staff.id().0 })?;
        book.close(&mut *work).await?;
        work.commit().await?;
        self.tell_account(account);
        Ok(OpenedReceipt { account: named, standing: kept.standing(now), kept, verified_by, now })
    }
}
