//! Someone signs out.

use super::Desk;
use crate::{ports::StoreError, session::SessionToken};

impl Desk {
    /// Ends the session of this token. A session that is not there has ended already.
    ///
    /// # Errors
    /// Where the database cannot do it: the session then still holds.
    pub async fn sign_out(&self, token: &SessionToken) -> Result<(), StoreError> {
        let mut work = self.store.begin().await?;
        let session = work.session(token.key()).await?;
        work.end_session(token.key()).await?;
        work.commit().await?;
        if let Some((_, person)) = session {
            self.tell_person(person.id);
        }
        Ok(())
    }
}
