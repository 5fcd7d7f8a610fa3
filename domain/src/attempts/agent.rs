//! An agent's wrong tries over all accounts, and when they suspend the agent (requirement V4, d).

use std::{collections::BTreeSet, time::Duration};

use super::Limits;
use crate::{account::AccountNumber, time::Timestamp};

/// What an agent's wrong tries have come to. An agent is a person who signed in at the desk, or whom a helpdesk's
/// token names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AgentLedger {
    /// Since when the agent is suspended.
    pub suspended_at: Option<Timestamp>,
    /// When a suspension was last lifted: older tries do not count any more.
    pub lifted_at: Option<Timestamp>,
    /// The settled wrong tries within [`Limits::agent_long`].
    pub wrong: Vec<(Timestamp, AccountNumber)>,
    /// The tries that are counted and not settled.
    pub pending: Vec<(Timestamp, AccountNumber)>,
}

/// Whether an agent may try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgentStanding {
    /// They may.
    Open,
    /// Tries that are not settled yet may suspend them: ask again in a moment.
    Busy,
    /// They may not until someone else lifts it.
    Suspended {
        /// Since when.
        since: Timestamp,
    },
}

impl AgentLedger {
    /// Whether the agent may try at `now`.
    pub fn standing(&self, now: Timestamp, limits: &Limits) -> AgentStanding {
        match self.suspended_at {
            Some(since) => AgentStanding::Suspended { since },
            None if self.is_too_much(now, limits, self.pending.iter()) => AgentStanding::Busy,
            None => AgentStanding::Open,
        }
    }

    /// A try on this account that was made at this moment is settled as wrong. Says whether that suspends the
    /// agent at `now`.
    pub fn wrong(&mut self, at: Timestamp, account: AccountNumber, now: Timestamp, limits: &Limits) -> bool {
        self.wrong.push((at, account));
        self.judge(now, limits)
    }

    /// Whether the wrong tries that are settled by `now` suspend the agent, who was not suspended until now.
    pub fn judge(&mut self, now: Timestamp, limits: &Limits) -> bool {
        if self.suspended_at.is_none() && self.is_too_much(now, limits, [].iter()) {
            self.suspended_at = Some(now);
            return true;
        }
        false
    }

    /// Someone else lifts the suspension; the windows start anew.
    pub fn lift(&mut self, now: Timestamp) {
        self.suspended_at = None;
        self.lifted_at = Some(now);
    }

    fn is_too_much<'a>(
        &'a self,
        now: Timestamp,
        limits: &Limits,
        also: impl Iterator<Item = &'a (Timestamp, AccountNumber)>,
    ) -> bool {
        let within = |span: Duration| move |at: Timestamp| now < at.after(span);
        let (short, long) = (within(limits.agent_short), within(limits.agent_long));
        let (mut accounts, mut tries) = (BTreeSet::new(), 0_u32);
        let counted = self.wrong.iter().chain(also).copied();
        for (at, account) in counted.filter(|(at, _)| self.lifted_at.is_none_or(|lifted| *at > lifted)) {
            if short(at) {
                accounts.insert(account);
            }
            if long(at) {
                tries = tries.saturating_add(1);
            }
        }
        tries >= limits.agent_wrong
            || u32::try_from(accounts.len()).unwrap_or(u32::MAX) >= limits.agent_accounts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Timestamp = Timestamp::from_millis(1_800_000_000_000);
    const MINUTE: Duration = Duration::from_secs(60);

    fn account(number: i64) -> AccountNumber {
        number.try_into().unwrap()
    }

    #[test]
    fn wrong_tries_on_five_accounts_within_a_quarter_of_an_hour_suspend() {
        let (mut agent, limits) = (AgentLedger::default(), Limits::default());
        for number in 1..=4 {
            assert!(!agent.wrong(NOON, account(number), NOON, &limits));
            assert!(!agent.wrong(NOON, account(number), NOON, &limits), "the same account again");
        }
        let at = Timestamp::from_millis(NOON.after(MINUTE * 15).as_millis() - 1);
        assert!(agent.clone().wrong(at, account(5), at, &limits));
        let too_late = NOON.after(MINUTE * 15);
        assert!(!agent.wrong(too_late, account(5), too_late, &limits));
        assert_eq!(agent.standing(too_late, &limits), AgentStanding::Open);
    }

    #[test]
    fn fifteen_wrong_tries_within_eight_hours_suspend_until_it_is_lifted() {
        let (mut agent, limits) = (AgentLedger::default(), Limits::default());
        let mut now = NOON;
        for round in 1..=15 {
            now = NOON.after(MINUTE * 30 * round);
            assert_eq!(agent.standing(now, &limits), AgentStanding::Open);
            assert_eq!(agent.wrong(now, account(1), now, &limits), round == 15);
        }
        let next_day = now.after(MINUTE * 60 * 24);
        assert_eq!(agent.standing(next_day, &limits), AgentStanding::Suspended { since: now });
        assert!(!agent.wrong(now, account(1), now, &limits), "suspended once");
        agent.lift(now);
        assert_eq!(agent.standing(now, &limits), AgentStanding::Open);
        let later = now.after(MINUTE);
        assert!(!agent.wrong(later, account(1), later, &limits), "the windows started anew");
    }

    #[test]
    fn tries_up_to_the_very_moment_of_a_lift_do_not_count_and_later_ones_do() {
        let (mut agent, limits) = (AgentLedger::default(), Limits::default());
        agent.lift(NOON);
        for number in 1..=5 {
            assert!(!agent.wrong(NOON, account(number), NOON, &limits));
        }
        let later = Timestamp::from_millis(NOON.as_millis() + 1);
        for number in 1..=5 {
            assert_eq!(agent.wrong(later, account(number), later, &limits), number == 5);
        }
    }

    #[test]
    fn pending_tries_stand_in_the_way_and_suspend_nobody() {
        let limits = Limits::default();
        let pending = (1..=5).map(|number| (NOON, account(number))).collect();
        let agent = AgentLedger { pending, ..AgentLedger::default() };
        assert_eq!(agent.standing(NOON, &limits), AgentStanding::Busy);
        let pending = vec![(NOON, account(1)); 14];
        let agent = AgentLedger { pending, ..AgentLedger::default() };
        assert_eq!(agent.standing(NOON, &limits), AgentStanding::Open);
    }
}
