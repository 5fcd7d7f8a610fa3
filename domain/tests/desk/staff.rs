//! The support desk's people at their browsers, and what they do again and again.

use domain::{
    attempts::Reason,
    person::{DeskRole, PasswordHash},
    pin::PinCode,
    ports::Store as _,
    session::Caller,
    verification::{Agent, Outcome, ReceiptNumber},
};

use crate::house::{House, NOON, PASSWORD, acme};

impl House {
    pub(crate) fn ada_caller(&self) -> Caller {
        self.at_desk(&self.ada)
    }

    pub(crate) fn lee_caller(&self) -> Caller {
        self.at_desk(&self.lee)
    }

    /// Someone of the desk who signed in.
    fn at_desk(&self, agent: &Agent) -> Caller {
        let Agent::Person(id) = agent else { panic!("{agent:?}") };
        let person = self.store.tables().people[id].person.clone();
        Caller { person, ..self.hanna.clone() }
    }

    /// Someone new at the desk.
    pub(crate) async fn hire(&self, name: &str, role: DeskRole) -> Caller {
        let email = format!("{name}@house.example").parse().unwrap();
        let password = PasswordHash::new(PASSWORD.into());
        let mut work = self.store.begin().await.unwrap();
        let id = work.insert_person(&email, name, Some(role), &password, NOON).await.unwrap();
        work.commit().await.unwrap();
        self.at_desk(&Agent::Person(id))
    }

    /// Takes someone's desk role, past the rules. They are still signed in as what they were.
    pub(crate) fn dismiss(&self, caller: &Caller) {
        self.store.tamper(|tables| tables.people.get_mut(&caller.person.id).unwrap().person.desk = None);
    }

    /// Has this agent verify a caller of Acme's. Gives the receipt's number.
    pub(crate) async fn receipt(&self, agent: &Agent, code: &PinCode) -> ReceiptNumber {
        match self.verify_by(agent, acme(), code).await.unwrap() {
            Outcome::Verified { receipt, .. } => receipt,
            other => panic!("{other:?}"),
        }
    }

    /// Suspends an agent now, past the rules.
    pub(crate) fn suspend(&self, agent: &Agent) {
        let (key, now) = (agent.key().unwrap(), domain::ports::Clock::now(&*self.clock));
        self.store.tamper(|tables| tables.agents.entry(key).or_default().suspended_at = Some(now));
    }

    /// Someone whom the helpdesk's token names.
    pub(crate) fn ben(&self) -> Agent {
        Agent::Token { token: self.helpdesk, name: Some("ben".to_owned()) }
    }
}

pub(crate) fn reason() -> Reason {
    "they called from the number on file".parse().unwrap()
}
