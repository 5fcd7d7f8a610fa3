//! Someone ends sessions of theirs.

use super::OwnError;
use crate::{
    desk::Desk,
    session::{Caller, SessionHandle},
};

impl Desk {
    /// Ends one of the person's sessions. One that is not there has ended already.
    ///
    /// # Errors
    /// Where the database cannot do it: the session then still holds.
    pub async fn end_session(&self, caller: &Caller, handle: SessionHandle) -> Result<(), OwnError> {
        let mut work = self.store.begin().await?;
        for session in work.sessions_of(caller.person.id).await? {
            if session.key.handle() == handle {
                work.end_session(session.key).await?;
            }
        }
        work.commit().await?;
        self.tell_person(caller.person.id);
        Ok(())
    }

    /// Ends all of the person's sessions but the one that they ask through.
    ///
    /// # Errors
    /// Where the database cannot do it: the sessions then still hold.
    pub async fn end_other_sessions(&self, caller: &Caller) -> Result<(), OwnError> {
        let mut work = self.store.begin().await?;
        work.end_sessions_of(caller.person.id, Some(caller.session)).await?;
        work.commit().await?;
        self.tell_person(caller.person.id);
        Ok(())
    }
}
