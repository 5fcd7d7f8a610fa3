//! Each acknowledgement against the database: whether it is there, once, and just so.

mod whole;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use domain::{history::Event, pin::PinKind};

use super::{
    ack::{Ack, Told, Typed},
    found::{Found, FoundAttempt, Key},
};

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Something that was acknowledged is not there, or not so.
    Lost,
    /// Something is there, or was acknowledged, more than once.
    Doubled,
    /// The database contradicts itself.
    Broken,
}

/// Something wrong, in words that name accounts, PINs and tickets and no code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) fault: Fault,
    pub(crate) what: String,
}

/// All that is wrong.
pub(crate) fn check(acks: &[Ack], found: &Found) -> Vec<Finding> {
    let mut check = Check::new(found);
    for ack in acks {
        match ack {
            Ack::Generated { account, pin, kind, code } => check.generated((*account, *pin), *kind, code),
            Ack::Cleared { account, pin } => check.cleared((*account, *pin)),
            Ack::Tried { account, ticket, told } => check.tried(*account, ticket, told),
        }
    }
    check.whole();
    check.findings
}

struct Check<'a> {
    found: &'a Found,
    by_ticket: BTreeMap<&'a str, Vec<(Key, &'a FoundAttempt)>>,
    findings: Vec<Finding>,
    generated: BTreeSet<Key>,
    tickets: BTreeSet<String>,
    receipts: BTreeSet<(i64, String)>,
}

impl<'a> Check<'a> {
    fn new(found: &'a Found) -> Self {
        let mut by_ticket: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (key, attempt) in &found.attempts {
            if let Some(ticket) = &attempt.ticket {
                by_ticket.entry(&**ticket).or_default().push((*key, attempt));
            }
        }
        let (findings, generated, tickets, receipts) = Default::default();
        Self { found, by_ticket, findings, generated, tickets, receipts }
    }

    fn finds(&mut self, fault: Fault, what: String) {
        self.findings.push(Finding { fault, what });
    }

    fn generated(&mut self, key: Key, kind: PinKind, code: &str) {
        let (account, pin) = key;
        if !self.generated.insert(key) {
            self.finds(Fault::Doubled, format!("PIN {pin} of {account} was acknowledged twice"));
        }
        let is_it = |event: &Event| matches!(event, Event::Generated { pin: it, .. } if *it == pin);
        let noted =
            self.found.history.iter().filter(|(whose, event)| *whose == account && is_it(event)).count();
        match (self.found.pins.get(&key), noted) {
            (None, _) | (_, 0) => self.finds(Fault::Lost, format!("PIN {pin} of {account} is gone")),
            (_, 2..) => self.finds(Fault::Doubled, format!("PIN {pin} of {account} is noted {noted} times")),
            (Some(found), _) if found.kind != kind.as_str() => {
                self.finds(Fault::Lost, format!("PIN {pin} of {account} is of another kind"));
            }
            (Some(found), _) => {
                let opens = self.found.codes.get(&key).is_some_and(|found| found == code);
                if found.ended_as.is_none() && !opens {
                    self.finds(Fault::Lost, format!("PIN {pin} of {account} opens to something else"));
                }
            }
        }
    }

    fn cleared(&mut self, key: Key) {
        let (account, pin) = key;
        if self.found.pins.get(&key).is_none_or(|found| found.ended_as.is_none()) {
            self.finds(Fault::Lost, format!("PIN {pin} of {account} was cleared and has no end"));
        }
    }

    fn tried(&mut self, account: i64, ticket: &str, told: &Told) {
        if !self.tickets.insert(ticket.to_owned()) {
            self.finds(Fault::Doubled, format!("try {ticket} on {account} was acknowledged twice"));
        }
        let tries = self.by_ticket.get(ticket).cloned().unwrap_or_default();
        let expected: &[&str] = match told {
            Told::Verified { .. } => &["right"],
            Told::NotVerified(Typed::Wrong) => &["wrong"],
            // Right when it was compared, too late when it was settled; or another was live by then.
            Told::NotVerified(Typed::Right) => &["wrong", "void"],
            Told::NoLivePin => &["no_live_pin", "void"],
            Told::Locked => &["void"],
        };
        match (&*tries, told) {
            // Whoever is locked out is not counted.
            ([], Told::Locked) => {}
            ([], _) => self.finds(Fault::Lost, format!("try {ticket} on {account} is gone")),
            ([(key, found)], _) if key.0 == account && expected.contains(&&*found.state) => {
                self.receipt(*key, ticket, told);
            }
            ([(key, found)], _) => self.finds(
                Fault::Lost,
                format!("try {ticket} on {account} was {told:?}, and is {} on {}", found.state, key.0),
            ),
            (several, _) => {
                let times = several.len();
                self.finds(Fault::Doubled, format!("try {ticket} on {account} is there {times} times"));
            }
        }
    }

    fn receipt(&mut self, key: Key, ticket: &str, told: &Told) {
        let Told::Verified { kind, receipt } = told else { return };
        if !self.receipts.insert((key.0, receipt.clone())) {
            self.finds(Fault::Doubled, format!("receipt {receipt} on {} was given twice", key.0));
        }
        let found = self.found.receipts.iter().find(|found| found.attempt == key);
        if !found.is_some_and(|found| found.number == *receipt && found.kind == kind.as_str()) {
            self.finds(Fault::Lost, format!("receipt {receipt} of try {ticket} on {} is gone", key.0));
        }
    }
}
