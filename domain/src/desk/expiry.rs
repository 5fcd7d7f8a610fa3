//! Noting that PINs expired: a record for tidiness, which erases their codes. Whether a PIN works is decided by the
//! clock at each use, noted or not.

use super::{Desk, book::Book};
use crate::{
    history::Event,
    ports::{SealedPin, StoreError, UnitOfWork},
};

impl Desk {
    /// Notes the end of those of the account's PINs whose time is over. Gives how many there were.
    pub(super) async fn note_expiries(
        &self,
        work: &mut dyn UnitOfWork,
        book: &mut Book,
        pins: &mut [SealedPin],
    ) -> Result<u32, StoreError> {
        let mut noted = 0;
        for SealedPin { pin, sealed } in pins {
            if let Some(end) = pin.unnoted_expiry(book.now()) {
                pin.end = Some(end);
                *sealed = None;
                work.end_pin(book.account, pin).await?;
                self.note(book, &Event::Expired { pin: pin.id.0 })?;
                noted += 1;
            }
        }
        Ok(noted)
    }
}
