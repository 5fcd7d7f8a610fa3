//! Who and what the demo data hold. Addresses end in `.example`, which nobody can own (RFC 2606).

use domain::{
    account::{AccountNumber, NotAnAccountNumber},
    person::{DeskRole, Role},
};

/// A demo account.
#[derive(Debug)]
pub struct DemoAccount {
    number: i64,
    /// What it is called.
    pub name: &'static str,
    /// Names and addresses.
    pub(super) sub_contacts: &'static [(&'static str, &'static str)],
}

impl DemoAccount {
    /// Its number.
    ///
    /// # Errors
    /// Where it is none.
    pub fn number(&self) -> Result<AccountNumber, NotAnAccountNumber> {
        self.number.try_into()
    }
}

/// Someone to sign in as.
#[derive(Debug)]
pub struct DemoPerson {
    /// What they sign in with.
    pub email: &'static str,
    /// What they are called.
    pub name: &'static str,
    /// What they are to whom, in words.
    pub about: &'static str,
    pub(super) desk: Option<DeskRole>,
    pub(super) accounts: &'static [(i64, Role)],
}

const ACME: i64 = 10001;
const BIRCH: i64 = 10002;

/// Who works for both accounts.
const DANA: (&str, &str) = ("Dana Field", "dana@field.example");

/// The demo accounts. They have one sub-contact, who works for both.
pub const ACCOUNTS: [DemoAccount; 2] = [
    DemoAccount { number: ACME, name: "Acme Web Studio", sub_contacts: &[DANA] },
    DemoAccount { number: BIRCH, name: "Birch & Co", sub_contacts: &[DANA] },
];

/// The demo people.
pub const PEOPLE: [DemoPerson; 5] = [
    DemoPerson {
        email: "holder@acme.example",
        name: "Hanna Holt",
        about: "holder of 10001 Acme Web Studio",
        desk: None,
        accounts: &[(ACME, Role::Holder)],
    },
    DemoPerson {
        email: "holder@birch.example",
        name: "Bruno Birch",
        about: "holder of 10002 Birch & Co",
        desk: None,
        accounts: &[(BIRCH, Role::Holder)],
    },
    DemoPerson {
        email: "sam@shared.example",
        name: "Sam Shore",
        about: "sub-account on 10001 and 10002",
        desk: None,
        accounts: &[(ACME, Role::SubAccount), (BIRCH, Role::SubAccount)],
    },
    DemoPerson {
        email: "agent@support.example",
        name: "Ada Reyes",
        about: "agent at the support desk",
        desk: Some(DeskRole::Agent),
        accounts: &[],
    },
    DemoPerson {
        email: "lead@support.example",
        name: "Lena Marsh",
        about: "supervisor at the support desk",
        desk: Some(DeskRole::Supervisor),
        accounts: &[],
    },
];
