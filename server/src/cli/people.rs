//! `person`: sign-ins of customers, and what helps anyone who cannot sign in.

pub(super) mod list;

use clap::Subcommand;
use domain::{
    access::PersonRecord,
    account::AccountNumber,
    desk::OperatorError,
    person::{Email, PersonName, Role},
};

use super::{
    Failure,
    failure::counted,
    letters::{lasting, say_with_letters},
    office::{Office, say},
    refused::Refused,
    role::{self, RoleName},
    table::shown,
};
use crate::config::Flags;
use list::Whose;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a sign-in, and send its owner a link to choose a password by
    Create {
        /// The address to sign in with
        email: Email,
        /// What the person is called
        name: PersonName,
        /// An account that the person may act for
        #[arg(long, value_name = "NUMBER")]
        account: Option<AccountNumber>,
        /// What the person is on that account
        #[arg(long, requires = "account", default_value = "holder")]
        role: RoleName,
        #[command(flatten)]
        flags: Flags,
    },
    /// List the sign-ins, those of the support desk among them, with what each may act for
    List {
        /// Only who may act for this account
        #[arg(long, value_name = "NUMBER")]
        account: Option<AccountNumber>,
        /// Print one JSON array instead of a table
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        flags: Flags,
    },
    /// Keep someone from signing in, and clear the live PINs of their accounts, which they could read
    Disable(OfPerson),
    /// Let someone sign in again, with the access that they had
    Enable(OfPerson),
    /// Take off the second factor of someone who lost it and the recovery codes
    ResetSecondFactor(OfPerson),
    /// Send someone a link to choose a password anew
    SendLink(OfPerson),
}

/// Whom a command is about.
#[derive(clap::Args, Debug)]
pub(super) struct OfPerson {
    /// The address that they sign in with
    email: Email,
    #[command(flatten)]
    flags: Flags,
}

impl OfPerson {
    async fn open(
        self,
        work: impl AsyncFnOnce(&Office, &Email) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        Office::open(&self.flags, async |office| work(office, &self.email).await).await
    }
}

impl Command {
    pub(super) async fn run(self) -> Result<(), Failure> {
        match self {
            Self::Create { email, name, account, role, flags } => {
                let access = account.map(|account| (account, role.into()));
                Office::open(&flags, async |office| create(office, &email, &name, access).await).await
            }
            Self::List { account, json, flags } => {
                let whose = account.map_or(Whose::Everyones, Whose::Accounts);
                Office::open(&flags, async |office| list::list(office, whose, json).await).await
            }
            Self::Disable(person) => person.open(disable).await,
            Self::Enable(person) => person.open(enable).await,
            Self::ResetSecondFactor(person) => person.open(reset_second_factor).await,
            Self::SendLink(person) => person.open(send_link).await,
        }
    }
}

async fn create(
    office: &Office,
    email: &Email,
    name: &PersonName,
    access: Option<(AccountNumber, Role)>,
) -> Result<(), Failure> {
    if let Some((account, _)) = access
        && office.desk.store.read().await?.account_record(account).await?.is_none()
    {
        return Err(Failure::NoAccount(account));
    }
    office.desk.create_person(email, name, None).await.map_err(Refused::about(None, Some(email)))?;
    let mut may = String::new();
    if let Some((account, role)) = access {
        let called = role::on_account(role);
        let given = office.desk.give_access(account, email, role).await;
        given.map_err(|why| Failure::WithoutAccess { email: email.clone(), account, role: called, why })?;
        may = format!(", as {called} on account {account}");
    }
    Ok(say_with_letters(&format!("{} can sign in{may}: {}", shown(name.as_str()), link_goes(office, email)))?)
}

async fn disable(office: &Office, email: &Email) -> Result<(), Failure> {
    let name = name_at(office, email).await?;
    let accounts = accounts_of(office, email).await?.len() as u64;
    if !office.desk.disable_person(email).await.map_err(Refused::about(None, Some(email)))? {
        return Ok(say(&format!("{name} is disabled already; nothing was changed."))?);
    }
    let ended = format!("{name} cannot sign in any more, and is signed out everywhere");
    if accounts == 0 {
        return Ok(say(&format!("{ended}."))?);
    }
    let accounts = counted(accounts, "account", "accounts");
    Ok(say_with_letters(&format!(
        "{ended}; all live PINs of {accounts} were cleared, and the holders there are told by mail."
    ))?)
}

async fn enable(office: &Office, email: &Email) -> Result<(), Failure> {
    let name = name_at(office, email).await?;
    let accounts = accounts_of(office, email).await?.len() as u64;
    if !office.desk.enable_person(email).await.map_err(Refused::about(None, Some(email)))? {
        return Ok(say(&format!("{name} is not disabled; nothing was changed."))?);
    }
    if accounts == 0 {
        return Ok(say(&format!("{name} can sign in again."))?);
    }
    let accounts = counted(accounts, "account", "accounts");
    Ok(say_with_letters(&format!(
        "{name} can sign in again and has access to {accounts}, whose holders are told by mail."
    ))?)
}

async fn reset_second_factor(office: &Office, email: &Email) -> Result<(), Failure> {
    let name = name_at(office, email).await?;
    if !office.desk.reset_second_factor(email).await.map_err(Refused::about(None, Some(email)))? {
        return Ok(say(&format!("{name} has no second factor; nothing was changed."))?);
    }
    Ok(say_with_letters(&format!(
        "The second factor of {name} and its recovery codes are gone; {name} is signed out everywhere and told by \
         mail, and can set up another after the next sign-in."
    ))?)
}

async fn send_link(office: &Office, email: &Email) -> Result<(), Failure> {
    // The letter would be dropped when it leaves.
    if person_at(office, email).await?.disabled_at.is_some() {
        return Err(Failure::CannotSignIn(email.clone()));
    }
    office.desk.send_password_link(email).await.map_err(Refused::about(None, Some(email)))?;
    Ok(say_with_letters(&link_goes(office, email))?)
}

/// A sentence about the link by which someone chooses a password.
pub(super) fn link_goes(office: &Office, email: &Email) -> String {
    let lifetime = lasting(office.desk.policy.links.invitation);
    format!("A link to choose a password goes to {email}; it works for {lifetime}.")
}

/// What whoever signs in with the address is called, for a terminal.
pub(super) async fn name_at(office: &Office, email: &Email) -> Result<String, Failure> {
    Ok(shown(&person_at(office, email).await?.person.name))
}

/// Whether someone is that on the account already.
pub(super) async fn has(
    office: &Office,
    email: &Email,
    account: AccountNumber,
    role: Role,
) -> Result<bool, Failure> {
    Ok(accounts_of(office, email).await?.contains(&(account, role)))
}

async fn accounts_of(office: &Office, email: &Email) -> Result<Vec<(AccountNumber, Role)>, Failure> {
    let person = person_at(office, email).await?.person.id;
    let memberships = office.desk.store.read().await?.memberships_of(person).await?.into_iter();
    Ok(memberships.map(|(record, role)| (record.account.number, role)).collect())
}

async fn person_at(office: &Office, email: &Email) -> Result<PersonRecord, Failure> {
    let found = office.desk.store.read().await?.person_at(email).await?;
    Ok(found.ok_or(OperatorError::NoSuchPerson).map_err(Refused::about(None, Some(email)))?)
}
