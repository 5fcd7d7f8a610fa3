//! The database against itself: whatever was acknowledged or not, each thing happened whole, and once.

use std::collections::BTreeMap;

use domain::{
    attempts::{Ledger, Limits},
    history::Event,
    time::Timestamp,
};

use super::{Check, Fault};
use crate::found::Key;

impl Check<'_> {
    pub(super) fn whole(&mut self) {
        for what in &self.found.broken {
            self.finds(Fault::Broken, what.clone());
        }
        self.settled("right", |event| match event {
            Event::Verified { attempt, .. } => Some(*attempt),
            _ => None,
        });
        self.settled("wrong", |event| match event {
            Event::WrongTry { attempt, .. } => Some(*attempt),
            _ => None,
        });
        self.settled("void", |event| match event {
            Event::TooLate { attempt, .. } => Some(*attempt),
            _ => None,
        });
        self.each_right_try_has_its_receipt();
        self.each_one_time_pin_was_used_once();
        self.each_end_has_its_reason();
        self.each_count_follows_from_the_history();
    }

    /// Each try that was settled so is noted once, and nothing else is noted so.
    fn settled(&mut self, state: &str, noted: impl Fn(&Event) -> Option<i64>) {
        let mut times: BTreeMap<Key, u32> = BTreeMap::new();
        for (account, event) in &self.found.history {
            if let Some(attempt) = noted(event) {
                *times.entry((*account, attempt)).or_default() += 1;
            }
        }
        for (key, attempt) in &self.found.attempts {
            let times = times.remove(key).unwrap_or(0);
            if times != u32::from(attempt.state == state) {
                let fault = if times > 1 { Fault::Doubled } else { Fault::Broken };
                let what = format!("try {key:?} is {}, and noted as {state} {times} times", attempt.state);
                self.finds(fault, what);
            }
        }
        for key in times.keys() {
            self.finds(Fault::Lost, format!("try {key:?} is noted as {state} and gone"));
        }
    }

    fn each_right_try_has_its_receipt(&mut self) {
        let mut receipts: BTreeMap<Key, u32> = BTreeMap::new();
        for receipt in &self.found.receipts {
            *receipts.entry(receipt.attempt).or_default() += 1;
        }
        for (key, attempt) in &self.found.attempts {
            let times = receipts.get(key).copied().unwrap_or(0);
            if times != u32::from(attempt.state == "right") {
                let fault = if times > 1 { Fault::Doubled } else { Fault::Broken };
                self.finds(fault, format!("try {key:?} is {} and has {times} receipts", attempt.state));
            }
        }
    }

    fn each_one_time_pin_was_used_once(&mut self) {
        let mut uses: BTreeMap<Key, u32> = BTreeMap::new();
        for (account, event) in &self.found.history {
            if let Event::Verified { pin, .. } = event {
                *uses.entry((*account, *pin)).or_default() += 1;
            }
        }
        for (key, pin) in self.found.pins.iter().filter(|(_, pin)| pin.kind == "one_time") {
            let times = uses.get(key).copied().unwrap_or(0);
            if times > 1 {
                self.finds(Fault::Doubled, format!("PIN {key:?} worked {times} times"));
            } else if (times == 1) != (pin.ended_as.as_deref() == Some("used")) {
                self.finds(
                    Fault::Broken,
                    format!("PIN {key:?} worked {times} times, ended as {:?}", pin.ended_as),
                );
            }
        }
    }

    /// Whatever ended is noted: replaced by a later PIN of its kind, cleared by a person, worn out by wrong tries.
    fn each_end_has_its_reason(&mut self) {
        for (key, pin) in &self.found.pins {
            let noted = |is_it: &dyn Fn(&Event) -> bool| {
                self.found.history.iter().any(|(account, event)| *account == key.0 && is_it(event))
            };
            let has_reason = match pin.ended_as.as_deref() {
                None | Some("used") => true,
                Some("replaced") => noted(
                    &|event| matches!(event, Event::Generated { kind, pin: it, .. } if *it > key.1 && kind.as_str() == pin.kind),
                ),
                Some("cleared") => {
                    noted(&|event| matches!(event, Event::Cleared { pin, .. } if *pin == key.1))
                }
                Some("worn_out") => noted(&|event| matches!(event, Event::WornOut { pin } if *pin == key.1)),
                Some(_) => false,
            };
            if !has_reason {
                self.finds(Fault::Broken, format!("PIN {key:?} ended as {:?} for no reason", pin.ended_as));
            }
        }
    }

    /// The wrong tries in a row and the lock are what the history makes of them, and nobody got more tries in the
    /// day than there are: pending ones count (requirements V2 and V4).
    fn each_count_follows_from_the_history(&mut self) {
        let limits = Limits::default();
        let mut ledgers: BTreeMap<i64, Ledger> = BTreeMap::new();
        for (account, event) in &self.found.history {
            let ledger = ledgers.entry(*account).or_default();
            match event {
                Event::WrongTry { .. } => ledger.wrong(Timestamp::from_millis(0), &limits),
                Event::Verified { .. } => ledger.right(),
                Event::Generated { .. } => ledger.generated(),
                _ => {}
            }
        }
        for account in &self.found.accounts {
            let ledger = ledgers.remove(&account.number).unwrap_or_default();
            let noted = (i64::from(ledger.in_a_row), ledger.locked_at.is_some());
            let kept = (account.in_a_row, account.is_locked);
            if noted != kept {
                self.finds(
                    Fault::Broken,
                    format!("{} counts {kept:?}, its history {noted:?}", account.number),
                );
            }
        }
        let mut counted: BTreeMap<i64, u32> = BTreeMap::new();
        for ((account, _), attempt) in &self.found.attempts {
            *counted.entry(*account).or_default() +=
                u32::from(["wrong", "pending"].contains(&&*attempt.state));
        }
        for (account, tries) in counted.into_iter().filter(|(_, tries)| *tries > limits.wrong_a_day) {
            self.finds(Fault::Broken, format!("{account} let {tries} wrong tries pass in a day"));
        }
    }
}
