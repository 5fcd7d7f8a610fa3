//! The outbox: notices to an account's people become letters to its holders, and letters are put together when they
//! leave. A letter leaves at least once (requirement A2).

use std::time::Duration;

use super::{Desk, people::is_open};
use crate::{
    access::{InvitationId, Link},
    account::AccountNumber,
    history::Notice,
    mail::{Content, Draft, Letter},
    person::{DeskRole, PersonId, Role},
    policy::LetterRules,
    ports::{StoreError, UnitOfWork, WaitingLetter},
    time::Timestamp,
};

/// How many are looked at in one go.
const BATCH: u32 = 20;
/// Within this time whoever took a letter sends it, or another server does.
const CLAIM: Duration = Duration::from_secs(5 * 60);
/// Two links to a new password are not sent to one person within this time.
const BETWEEN_RESETS: Duration = Duration::from_secs(2 * 60);

/// A letter to be sent now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// The letter.
    pub letter: Letter,
    /// When it was made.
    pub made_at: Timestamp,
    /// How often it was tried, this time included.
    pub tries: u32,
}

impl Desk {
    /// Makes letters of the notices that wait. Gives how many notices there were.
    ///
    /// # Errors
    /// Where the database cannot do it; what was not done is done the next time.
    pub async fn write_letters(&self) -> Result<u32, StoreError> {
        let mut done = 0;
        let mut work = self.store.begin().await?;
        for waiting in work.notices(BATCH).await? {
            // Another server may have taken it.
            if !work.remove_notice(&waiting).await? {
                continue;
            }
            let (account, notice, at) = (waiting.account.as_i64(), waiting.notice, waiting.at);
            let draft = Draft::OnAccount { account, notice, at }.to_json();
            for member in work.members(waiting.account).await? {
                if member.role == Role::Holder && member.disabled_at.is_none() {
                    work.insert_letter(&member.person.email, &draft, at).await?;
                }
            }
            done += 1;
        }
        // An idle server does not write.
        if done > 0 {
            work.commit().await?;
        }
        Ok(done)
    }

    /// Takes letters that are due, put together as they leave. Letters without a reader or a reason are dropped.
    ///
    /// # Errors
    /// Where the database cannot do it, or a letter is damaged. Those that were ready by then are taken again later.
    pub async fn take_letters(&self) -> Result<Vec<Outgoing>, StoreError> {
        let mut work = self.store.begin().await?;
        let now = work.moment(&*self.clock).await?.now;
        let claimed = work.claim_letters(now, now.after(CLAIM), BATCH).await?;
        // An idle server does not write.
        if claimed.is_empty() {
            return Ok(Vec::new());
        }
        work.commit().await?;

        let (mut outgoing, mut damaged) = (Vec::new(), None);
        for waiting in claimed {
            // Each in a unit of work of its own: it takes the row of one person at most, and one that is damaged holds
            // up no other.
            match self.make_ready(waiting, now).await {
                Ok(letter) => outgoing.extend(letter),
                Err(error @ StoreError::Damaged { .. }) => damaged = Some(error),
                Err(error) => return Err(error),
            }
        }
        match damaged {
            Some(error) if outgoing.is_empty() => Err(error),
            _ => Ok(outgoing),
        }
    }

    /// The letter, ready to leave; `None` where it was dropped.
    async fn make_ready(
        &self,
        waiting: WaitingLetter,
        now: Timestamp,
    ) -> Result<Option<Outgoing>, StoreError> {
        let mut work = self.store.begin().await?;
        let letter = self.letter(&mut *work, &waiting, now).await?;
        if letter.is_none() {
            work.remove_letter(waiting.id).await?;
        }
        work.commit().await?;
        let WaitingLetter { made_at, tries, .. } = waiting;
        Ok(letter.map(|letter| Outgoing { letter, made_at, tries }))
    }

    /// Notes that a letter left.
    ///
    /// # Errors
    /// Where the database cannot do it; the letter then leaves once more.
    pub async fn letter_left(&self, outgoing: &Outgoing) -> Result<(), StoreError> {
        let mut work = self.store.begin().await?;
        work.remove_letter(outgoing.letter.id).await?;
        work.commit().await
    }

    /// Notes that a letter could not be sent: it is tried again later, unless that has no sense or was done long
    /// enough. Says whether it will be.
    ///
    /// # Errors
    /// Where the database cannot do it; the letter is then tried again.
    pub async fn letter_stays(&self, outgoing: &Outgoing, for_good: bool) -> Result<bool, StoreError> {
        let mut work = self.store.begin().await?;
        let now = work.moment(&*self.clock).await?.now;
        let again = !for_good && now.since(outgoing.made_at) < self.policy.letters.given_up_after;
        if again {
            work.postpone_letter(
                outgoing.letter.id,
                now.after(wait_after(outgoing.tries, &self.policy.letters)),
            )
            .await?;
        } else {
            work.remove_letter(outgoing.letter.id).await?;
        }
        work.commit().await?;
        Ok(again)
    }

    /// The letter, ready to leave; `None` where there is nothing to say to anyone any more.
    async fn letter(
        &self,
        work: &mut dyn UnitOfWork,
        waiting: &WaitingLetter,
        now: Timestamp,
    ) -> Result<Option<Letter>, StoreError> {
        let draft = serde_json::from_str(&waiting.content).map_err(|_| StoreError::Damaged {
            table: "letters",
            column: "content",
            row: waiting.id.0.to_string(),
        })?;
        let reader = work.person_at(&waiting.email).await?;
        let is_reader = reader.as_ref().is_some_and(|reader| reader.disabled_at.is_none());
        let is_supervisor = is_reader
            && reader.as_ref().is_some_and(|reader| reader.person.desk == Some(DeskRole::Supervisor));
        let content = match draft {
            Draft::OnAccount { account, notice, at } => on_account(work, account, notice, at).await?,
            Draft::Invitation { account, invitation } => {
                self.invitation_letter(work, account, invitation, now).await?
            }
            Draft::OnSignIn { change, at } => Some(Content::OnSignIn { change, at }),
            Draft::Alarm { wrong, accounts, at } if is_supervisor => {
                Some(Content::Alarm { wrong, accounts, at })
            }
            Draft::Alarm { .. } => None,
            Draft::PasswordReset | Draft::Welcome if !is_reader => None,
            Draft::PasswordReset => match &reader {
                Some(reader) => self.reset_letter(work, reader.person.id, waiting, now).await?,
                None => None,
            },
            Draft::Welcome => match &reader {
                Some(reader) => self.welcome_letter(work, reader.person.id, waiting, now).await?,
                None => None,
            },
        };
        let (name, time_zone) = match reader {
            Some(reader) => (Some(reader.person.name), reader.time_zone),
            None => (None, None),
        };
        let to = waiting.email.clone();
        Ok(content.map(|content| Letter { id: waiting.id, to, name, time_zone, content }))
    }

    async fn invitation_letter(
        &self,
        work: &mut dyn UnitOfWork,
        account: i64,
        invitation: i64,
        now: Timestamp,
    ) -> Result<Option<Content>, StoreError> {
        let Ok(account) = AccountNumber::try_from(account) else { return Ok(None) };
        let members = work.members(account).await?;
        let found = work.invitations(account).await?.into_iter();
        let mut found =
            found.filter(|found| found.id == InvitationId(invitation) && is_open(found, &members, now));
        let (Some(invitation), Some(account)) = (found.next(), work.account(account).await?) else {
            return Ok(None);
        };
        let by = work.person_name(invitation.invited_by).await?.unwrap_or_default();
        let (role, expires_at) = (invitation.role, invitation.link.expires_at);
        Ok(Some(Content::Invitation {
            account,
            by,
            role,
            link: self.token_of(&invitation.link.seed),
            expires_at,
        }))
    }

    /// A letter that is tried again carries the link that it carried before. Whoever asks again and again gets one
    /// letter in a while.
    async fn reset_letter(
        &self,
        work: &mut dyn UnitOfWork,
        person: PersonId,
        waiting: &WaitingLetter,
        now: Timestamp,
    ) -> Result<Option<Content>, StoreError> {
        work.take_person(person).await?;
        let earlier = work.password_link(person).await?.filter(|link| link.holds(now));
        let link = match earlier {
            Some(link) if waiting.tries > 1 && link.created_at >= waiting.made_at => link,
            Some(link) if now.since(link.created_at) < BETWEEN_RESETS => return Ok(None),
            _ => self.new_password_link(work, person, now, self.policy.links.reset).await?,
        };
        Ok(Some(Content::PasswordReset { link: self.token_of(&link.seed), expires_at: link.expires_at }))
    }

    async fn welcome_letter(
        &self,
        work: &mut dyn UnitOfWork,
        person: PersonId,
        waiting: &WaitingLetter,
        now: Timestamp,
    ) -> Result<Option<Content>, StoreError> {
        work.take_person(person).await?;
        let earlier = work.password_link(person).await?.filter(|link| link.holds(now));
        let link = match earlier.filter(|link| link.created_at >= waiting.made_at) {
            Some(link) => link,
            None => self.new_password_link(work, person, now, self.policy.links.invitation).await?,
        };
        Ok(Some(Content::Welcome { link: self.token_of(&link.seed), expires_at: link.expires_at }))
    }

    /// A link in place of the one by which the person could choose a password until now.
    async fn new_password_link(
        &self,
        work: &mut dyn UnitOfWork,
        person: PersonId,
        now: Timestamp,
        lifetime: Duration,
    ) -> Result<Link, StoreError> {
        let link = self.new_link(now, lifetime).map_err(|error| StoreError::Failed(error.into()))?;
        work.keep_password_link(person, &link).await?;
        Ok(link)
    }
}

async fn on_account(
    work: &mut dyn UnitOfWork,
    account: i64,
    notice: Notice,
    at: Timestamp,
) -> Result<Option<Content>, StoreError> {
    let Ok(account) = AccountNumber::try_from(account) else { return Ok(None) };
    let about = match notice {
        Notice::AccessGiven { person, .. }
        | Notice::RoleChanged { person, .. }
        | Notice::AccessEnded { person } => work.person_name(PersonId(person)).await?,
        _ => None,
    };
    let account = work.account(account).await?;
    Ok(account.map(|account| Content::OnAccount { account, notice, about, at }))
}

/// How long to wait after so many tries.
fn wait_after(tries: u32, rules: &LetterRules) -> Duration {
    let doubled = 1_u32.checked_shl(tries.saturating_sub(1)).unwrap_or(u32::MAX);
    rules.first_wait.saturating_mul(doubled).min(rules.longest_wait)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wait_is_twice_as_long_as_the_one_before_up_to_an_hour() {
        let seconds = |tries| wait_after(tries, &LetterRules::default()).as_secs();
        assert_eq!([1, 2, 3, 7, 8, 40].map(seconds), [30, 60, 120, 1_920, 3_600, 3_600]);
    }
}
