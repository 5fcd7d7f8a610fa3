//! Who is asking.

use std::time::Duration;

use super::Desk;
use crate::{
    ports::StoreError,
    session::{Caller, SessionToken},
};

/// How old a noted use of a session may be before it is noted anew (requirement P2): one write a minute, not one
/// for every request.
const TOUCH_EVERY: Duration = Duration::from_secs(60);

impl Desk {
    /// The person behind a session that holds; `None` for any other token.
    ///
    /// Where a person asks (`by_person`), the session's idle time starts anew; what a page asks for by itself
    /// does not extend a session.
    ///
    /// # Errors
    /// Where the database cannot be read. Who is asking is then unknown, not nobody.
    pub async fn who(&self, token: &SessionToken, by_person: bool) -> Result<Option<Caller>, StoreError> {
        let key = token.key();
        let mut view = self.store.read().await?;
        let Some((session, person)) = view.session(key).await? else {
            return Ok(None);
        };
        let now = view.moment(&*self.clock).await?.now;
        drop(view);
        if !session.holds(now, &self.policy) {
            return Ok(None);
        }
        if by_person && now.since(session.last_seen_at) >= TOUCH_EVERY {
            let mut work = self.store.begin().await?;
            work.touch_session(key, now).await?;
            work.commit().await?;
        }
        Ok(Some(Caller { session: key, person }))
    }

    /// Removes the sessions that ended by time.
    ///
    /// # Errors
    /// Where the database cannot do it.
    pub async fn remove_stale_sessions(&self) -> Result<(), StoreError> {
        let mut work = self.store.begin().await?;
        let now = work.moment(&*self.clock).await?.now;
        work.remove_stale_sessions(
            now.before(self.policy.session_absolute),
            now.before(self.policy.session_idle),
        )
        .await?;
        work.commit().await
    }
}
