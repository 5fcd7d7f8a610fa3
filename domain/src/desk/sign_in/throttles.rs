//! What failures to sign in are counted under, and counting them before anything is compared: of many tries at once,
//! no more are compared than the limits let through (requirement P1).

use std::{net::IpAddr, time::Duration};

use super::super::Desk;
use crate::{
    person::PersonId,
    ports::{StoreError, UnitOfWork},
    throttle::{Throttle, ThrottleRule},
    time::Timestamp,
};

/// How many more failures than others a browser may have in which the person signed in before.
const PATIENCE_WITH_KNOWN_BROWSERS: u32 = 4;

/// What failures are counted under. The store knows it by a keyed hash.
#[derive(Clone, Copy, Debug)]
pub(in crate::desk) enum Subject<'a> {
    /// An e-mail address, or what was typed in its place.
    Name(&'a str),
    /// A network address.
    Address(&'a str),
    /// A browser, by its token's hash, as one in which a person signed in before.
    Browser(PersonId, [u8; 32]),
    /// Someone who signed in, or whose password was right.
    Person(PersonId),
    /// A network address that asks for password resets.
    Resets(&'a str),
}

impl Desk {
    /// What the store knows the subject by.
    pub(in crate::desk) fn subject(&self, subject: Subject<'_>) -> [u8; 32] {
        let text = match subject {
            Subject::Name(typed) => format!("sign-in name\n{}", typed.trim().to_lowercase()),
            Subject::Address(address) => format!("sign-in address\n{}", network(address)),
            Subject::Browser(person, browser) => format!("sign-in browser\n{}\n{browser:02x?}", person.0),
            Subject::Person(person) => format!("proof\n{}", person.0),
            Subject::Resets(address) => format!("resets\n{}", network(address)),
        };
        self.vault.fingerprint(text.as_bytes())
    }

    /// By how much more a known browser may fail before it counts as any other.
    pub(in crate::desk) fn known_browser_rule(&self) -> ThrottleRule {
        let rule = self.policy.sign_in.name();
        ThrottleRule { free: rule.free.saturating_mul(PATIENCE_WITH_KNOWN_BROWSERS), ..rule }
    }

    /// Counts a failure under each subject, unless one of them has to wait; says how long.
    ///
    /// The subjects stand in the order of their bytes, or two units of work could wait for each other.
    pub(in crate::desk) async fn count_failure(
        &self,
        work: &mut dyn UnitOfWork,
        subjects: &mut [([u8; 32], ThrottleRule)],
        now: Timestamp,
    ) -> Result<Option<Duration>, StoreError> {
        subjects.sort_by_key(|(subject, _)| *subject);
        let mut wait = None;
        let mut taken = Vec::with_capacity(subjects.len());
        for (subject, rule) in subjects.iter() {
            let throttle = work.take_throttle(subject).await?;
            wait = wait.max(throttle.wait(rule, now));
            taken.push(throttle.counted(rule, now));
        }
        if wait.is_none() {
            for ((subject, _), throttle) in subjects.iter().zip(taken) {
                work.keep_throttle(subject, throttle).await?;
            }
        }
        Ok(wait)
    }

    /// Takes back what was counted, since it was no failure; where `clears` says so, with all that were before.
    pub(in crate::desk) async fn give_back(
        work: &mut dyn UnitOfWork,
        subjects: &mut [([u8; 32], bool)],
    ) -> Result<(), StoreError> {
        subjects.sort_by_key(|(subject, _)| *subject);
        for (subject, clears) in subjects.iter() {
            let throttle = work.take_throttle(subject).await?;
            let left = if *clears { Throttle::none() } else { throttle.given_back() };
            work.keep_throttle(subject, left).await?;
        }
        Ok(())
    }
}

/// The network that an address belongs to, as one customer has it: an IPv4 address, or the first half of an IPv6 one.
fn network(address: &str) -> String {
    match address.parse() {
        Ok(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        Ok(IpAddr::V4(address)) => address.to_string(),
        Err(_) => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::network;

    #[test]
    fn addresses_of_one_customer_are_one_network() {
        assert_eq!(network("2001:db8:1:2::1"), network("2001:db8:1:2:ffff::9"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_ne!(network("192.0.2.1"), network("192.0.2.2"));
        assert_eq!(network("unknown"), "unknown");
    }
}
