//! Who may act for an account, who is asked to, and the ways in that a mail brings.

use crate::{
    account::{Account, AccountNumber},
    person::{Email, Person, PersonId, Role},
    ports::SealedCode,
    time::Timestamp,
};

/// Someone who may act for an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub person: Person,
    /// As what.
    pub role: Role,
    /// Since when.
    pub since: Timestamp,
    /// Since when the operator keeps them from signing in.
    pub disabled_at: Option<Timestamp>,
}

/// Which invitation of its account: the number of the account's write that made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InvitationId(pub i64);

/// Someone who is asked to act for an account, and has not answered yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// The account.
    pub account: AccountNumber,
    /// Which invitation.
    pub id: InvitationId,
    /// Where its mail goes.
    pub email: Email,
    /// As what they are asked.
    pub role: Role,
    /// Who asked them.
    pub invited_by: PersonId,
    /// What its link is made of, and when it ends.
    pub link: Link,
}

/// A link in a mail (requirement P6): what is kept of it shows nobody in. The link itself is made of the seed under
/// a key, once more for each time that its mail leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// Random bytes.
    pub seed: [u8; 32],
    /// What the link's token is found by.
    pub hash: [u8; 32],
    /// When it was made.
    pub created_at: Timestamp,
    /// From when on it leads nowhere.
    pub expires_at: Timestamp,
}

impl Link {
    /// Whether it still leads somewhere.
    pub fn holds(&self, now: Timestamp) -> bool {
        now < self.expires_at
    }
}

/// A person and what the operator sees of their sign-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRecord {
    /// The person.
    pub person: Person,
    /// Since when the operator keeps them from signing in.
    pub disabled_at: Option<Timestamp>,
    /// In which zone they are told times (an IANA name); UTC, if `None`.
    pub time_zone: Option<String>,
    /// Since when.
    pub created_at: Timestamp,
}

/// An account as the operator sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRecord {
    /// The account.
    pub account: Account,
    /// Since when the operator keeps it from being used.
    pub disabled_at: Option<Timestamp>,
    /// Since when it exists.
    pub created_at: Timestamp,
}

/// A person's second factor, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecondFactor {
    /// Whose it is.
    pub person: PersonId,
    /// Its secret.
    pub sealed: SealedCode,
    /// When it was made.
    pub created_at: Timestamp,
    /// When its owner proved to have it. Until then no code is asked for.
    pub confirmed_at: Option<Timestamp>,
    /// The time step of the last code that was used.
    pub last_step: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_nowhere_from_its_expiry_on() {
        let at = |millis| Timestamp::from_millis(millis);
        let link = Link { seed: [0; 32], hash: [1; 32], created_at: at(0), expires_at: at(1_000) };
        assert!(link.holds(at(999)));
        assert!(!link.holds(at(1_000)));
    }
}
