//! Reading and writing at the support desk.

use std::collections::BTreeMap;

use async_trait::async_trait;

use super::tables::{added, one};
use super::{
    AttemptRow, AttemptState,
    snapshot::first,
    work::{Done, Work},
};
use crate::{
    account::AccountNumber,
    attempts::Reason,
    person::Person,
    ports::{DeskView, DeskWork, TryPlace},
    time::Timestamp,
    verification::{
        Agent, AgentKey, AttemptId, KeptReceipt, KeptTry, Receipt, ReceiptNumber, Tried, TryState,
    },
};

impl Work {
    fn kept_receipt(&self, account: AccountNumber, receipt: Receipt) -> Option<KeptReceipt> {
        let attempt = self.tables.attempts.get(&(account, receipt.attempt))?.attempt.clone();
        let reported_at = self.tables.reported.get(&(account, receipt.attempt)).copied();
        Some(KeptReceipt { account, receipt, attempt, reported_at })
    }

    fn tries(&self, place: Option<TryPlace>, at_most: u32, fits: impl Fn(&KeptTry) -> bool) -> Vec<KeptTry> {
        let kept = self.tables.attempts.iter().map(|((account, id), row)| KeptTry {
            account: *account,
            attempt: row.attempt.clone(),
            state: row.try_state(),
            locked: self.tables.locking.contains(&(*account, *id)),
        });
        let place_of = |kept: &KeptTry| (kept.attempt.at, kept.account, kept.attempt.id);
        let mut tries: Vec<KeptTry> =
            kept.filter(|kept| fits(kept) && place.is_none_or(|place| place_of(kept) < place)).collect();
        tries.sort_by_key(|kept| std::cmp::Reverse(place_of(kept)));
        first(tries.into_iter(), at_most)
    }
}

impl AttemptRow {
    fn try_state(&self) -> TryState {
        match self.state {
            AttemptState::Pending => TryState::Pending,
            AttemptState::NoLivePin => TryState::NoLivePin,
            AttemptState::Settled(verdict, _) => TryState::Settled(verdict),
        }
    }
}

#[async_trait]
impl DeskView for Work {
    async fn receipt(&mut self, account: AccountNumber, number: ReceiptNumber) -> Done<Option<KeptReceipt>> {
        let mut receipts = self.tables.receipts.iter();
        let found = receipts.find(|(owner, receipt)| *owner == account && receipt.number == number);
        Ok(found.and_then(|(_, receipt)| self.kept_receipt(account, *receipt)))
    }

    async fn reported_receipts(&mut self, at_most: u32) -> Done<Vec<KeptReceipt>> {
        let all = self.tables.receipts.iter();
        let mut reported: Vec<KeptReceipt> = all
            .filter_map(|(account, receipt)| self.kept_receipt(*account, *receipt))
            .filter(|kept| kept.reported_at.is_some())
            .collect();
        reported
            .sort_by_key(|kept| std::cmp::Reverse((kept.reported_at, kept.account, kept.receipt.attempt)));
        Ok(first(reported.into_iter(), at_most))
    }

    async fn suspended_agents(&mut self) -> Done<Vec<(AgentKey, Timestamp)>> {
        let agents = self.tables.agents.iter();
        let mut suspended: Vec<_> =
            agents.filter_map(|(key, row)| Some((key.clone(), row.suspended_at?))).collect();
        suspended.sort_by_key(|(_, since)| std::cmp::Reverse(*since));
        Ok(suspended)
    }

    async fn desk_people(&mut self) -> Done<Vec<Person>> {
        let people = self.tables.people.values();
        let desk = people.filter(|row| row.person.desk.is_some() && row.disabled_at.is_none());
        let mut desk: Vec<Person> = desk.map(|row| row.person.clone()).collect();
        desk.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
        Ok(desk)
    }

    async fn tried_since(&mut self, from: Timestamp, span: i64, spans: u32) -> Done<Vec<Tried>> {
        let mut tried: BTreeMap<String, Tried> = BTreeMap::new();
        for ((account, id), row) in &self.tables.attempts {
            let millis = row.attempt.at.as_millis() - from.as_millis();
            let Ok(place) = u32::try_from(millis.div_euclid(span)) else { continue };
            if place >= spans {
                continue;
            }
            let agent = match &row.attempt.agent {
                Agent::Token { token, .. } => Agent::Token { token: *token, name: None },
                person @ Agent::Person(_) => person.clone(),
            };
            let state = row.try_state();
            let new = Tried { span: place, agent, state, tries: 0, locked: 0 };
            let same = tried.entry(format!("{new:?}")).or_insert(new);
            same.tries += 1;
            same.locked += u32::from(self.tables.locking.contains(&(*account, *id)));
        }
        Ok(tried.into_values().collect())
    }

    async fn tries_before(&mut self, place: Option<TryPlace>, at_most: u32) -> Done<Vec<KeptTry>> {
        Ok(self.tries(place, at_most, |_| true))
    }

    async fn tries_on_before(
        &mut self,
        account: AccountNumber,
        place: Option<TryPlace>,
        at_most: u32,
    ) -> Done<Vec<KeptTry>> {
        Ok(self.tries(place, at_most, |kept| kept.typed_account() == account))
    }

    async fn reason(&mut self, account: AccountNumber, entry: i64) -> Done<Option<String>> {
        Ok(self.tables.reasons.get(&(account, entry)).cloned())
    }
}

#[async_trait]
impl DeskWork for Work {
    async fn report_receipts(
        &mut self,
        account: AccountNumber,
        since: Timestamp,
        at: Timestamp,
    ) -> Done<u64> {
        let mine = self.tables.receipts.iter().filter(|(owner, _)| *owner == account);
        let given = mine.filter_map(|(_, receipt)| {
            let row = self.tables.attempts.get(&(account, receipt.attempt))?;
            let place = (account, receipt.attempt);
            (row.attempt.at > since && !self.tables.reported.contains_key(&place)).then_some(place)
        });
        let given: Vec<_> = given.collect();
        let count = u64::try_from(given.len()).unwrap_or(u64::MAX);
        self.tables.reported.extend(given.into_iter().map(|place| (place, at)));
        Ok(count)
    }

    async fn mark_locking(&mut self, account: AccountNumber, attempt: AttemptId) -> Done<()> {
        one("marking a try", self.tables.attempts.get(&(account, attempt)))?;
        self.tables.locking.insert((account, attempt));
        Ok(())
    }

    async fn lift_agent(&mut self, agent: &AgentKey, at: Timestamp) -> Done<()> {
        let row = one("lifting a suspension", self.tables.agents.get_mut(agent))?;
        (row.suspended_at, row.lifted_at) = (None, Some(at));
        Ok(())
    }

    async fn keep_reason(&mut self, account: AccountNumber, entry: i64, reason: &Reason) -> Done<()> {
        added("keeping a reason", self.tables.reasons.insert((account, entry), reason.to_string()))
    }
}
