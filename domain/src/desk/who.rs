//! Who is asking.

use std::time::Duration;

use super::Desk;
use crate::{
    ports::StoreError,
    session::{Caller, Session, SessionToken},
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
        let must_add_second_factor = self.policy.desk_second_factor
            && person.desk.is_some()
            && view.second_factor(person.id).await?.is_none_or(|factor| factor.confirmed_at.is_none());
        let time_zone = view.person_record(person.id).await?.and_then(|record| record.time_zone);
        drop(view);
        if session.awaits_code || !session.holds(now, &self.policy) {
            return Ok(None);
        }
        if by_person && now.since(session.last_seen_at) >= TOUCH_EVERY {
            let mut work = self.store.begin().await?;
            work.touch_session(key, now).await?;
            work.commit().await?;
        }
        let proved = now < session.proved_at.after(self.policy.sign_in.proof_holds);
        Ok(Some(Caller { session: key, person, proved, must_add_second_factor, time_zone }))
    }

    /// Whether a right password waits in this browser for its code.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub async fn code_is_due(&self, token: &SessionToken) -> Result<bool, StoreError> {
        let mut view = self.store.read().await?;
        let now = view.moment(&*self.clock).await?.now;
        let waits = |session: &Session| {
            session.awaits_code && now < session.created_at.after(self.policy.sign_in.code_wait)
        };
        Ok(view.session(token.key()).await?.is_some_and(|(session, _)| waits(&session)))
    }

    /// Removes what ended by time: sessions, links, browsers that were not used for long, and failures that are
    /// forgotten.
    ///
    /// # Errors
    /// Where the database cannot do it.
    pub async fn remove_what_is_over(&self) -> Result<(), StoreError> {
        let mut work = self.store.begin().await?;
        let now = work.moment(&*self.clock).await?.now;
        work.remove_stale_sessions(
            now.before(self.policy.session_absolute),
            now.before(self.policy.session_idle),
        )
        .await?;
        let rules = &self.policy.sign_in;
        work.remove_stale_throttles(now.before(rules.forgotten_after)).await?;
        work.remove_stale_browsers(now.before(rules.known_browser)).await?;
        work.remove_expired_links(now).await?;
        work.commit().await
    }
}
