//! `account`: the accounts, and who may act for them.

mod list;

use clap::Subcommand;
use domain::{
    account::{AccountName, AccountNumber},
    person::{Email, Role},
};

use super::{
    Failure,
    letters::say_with_letters,
    office::{Office, say},
    people::{has, name_at},
    refused::Refused,
    role::{self, RoleName},
};
use crate::config::Flags;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make an account, for which nobody may act yet
    Create {
        /// The account's number, of 1 to 12 digits
        number: AccountNumber,
        /// What the account is called
        name: AccountName,
        #[command(flatten)]
        flags: Flags,
    },
    /// List the accounts by number, with who may act for each
    List {
        /// Print one JSON array instead of a table
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        flags: Flags,
    },
    /// Keep an account from being used: nobody sees it, and its live PINs are cleared
    Disable {
        /// The account's number
        number: AccountNumber,
        #[command(flatten)]
        flags: Flags,
    },
    /// Let a disabled account be used again by the people it had
    Enable {
        /// The account's number
        number: AccountNumber,
        #[command(flatten)]
        flags: Flags,
    },
    /// Let someone act for an account, or give them another role on it
    GiveAccess {
        /// The account's number
        number: AccountNumber,
        /// The address that they sign in with
        email: Email,
        /// What they are on the account
        #[arg(long)]
        role: RoleName,
        #[command(flatten)]
        flags: Flags,
    },
    /// End someone's access to an account, and clear its live PINs, which they could read
    TakeAccess {
        /// The account's number
        number: AccountNumber,
        /// The address that they sign in with
        email: Email,
        #[command(flatten)]
        flags: Flags,
    },
}

impl Command {
    pub(super) async fn run(self) -> Result<(), Failure> {
        match self {
            Self::Create { number, name, flags } => {
                Office::open(&flags, async |office| create(office, number, &name).await).await
            }
            Self::List { json, flags } => {
                Office::open(&flags, async |office| list::list(office, json).await).await
            }
            Self::Disable { number, flags } => {
                Office::open(&flags, async |office| disable(office, number).await).await
            }
            Self::Enable { number, flags } => {
                Office::open(&flags, async |office| enable(office, number).await).await
            }
            Self::GiveAccess { number, email, role, flags } => {
                Office::open(&flags, async |office| give_access(office, number, &email, role.into()).await)
                    .await
            }
            Self::TakeAccess { number, email, flags } => {
                Office::open(&flags, async |office| take_access(office, number, &email).await).await
            }
        }
    }
}

async fn create(office: &Office, number: AccountNumber, name: &AccountName) -> Result<(), Failure> {
    office.desk.create_account(number, name).await.map_err(Refused::about(Some(number), None))?;
    Ok(say(&format!(
        "Account {number} is made, and nobody may act for it until \
         `security-pins account give-access {number} EMAIL --role holder`."
    ))?)
}

async fn disable(office: &Office, number: AccountNumber) -> Result<(), Failure> {
    if !office.desk.disable_account(number).await.map_err(Refused::about(Some(number), None))? {
        return Ok(say(&format!("Account {number} is disabled already; nothing was changed."))?);
    }
    Ok(say_with_letters(&format!(
        "Account {number} is disabled: nobody sees it any more, all its live PINs were cleared, and its holders are \
         told by mail."
    ))?)
}

async fn enable(office: &Office, number: AccountNumber) -> Result<(), Failure> {
    if !office.desk.enable_account(number).await.map_err(Refused::about(Some(number), None))? {
        return Ok(say(&format!("Account {number} is not disabled; nothing was changed."))?);
    }
    Ok(say_with_letters(&format!(
        "Account {number} can be used again by the people it had; its PINs stay cleared, and its holders are told by \
         mail."
    ))?)
}

async fn give_access(
    office: &Office,
    number: AccountNumber,
    email: &Email,
    role: Role,
) -> Result<(), Failure> {
    let (name, called) = (name_at(office, email).await?, role::on_account(role));
    if has(office, email, number, role).await? {
        return Ok(say(&format!("{name} is {called} on account {number} already; nothing was changed."))?);
    }
    office.desk.give_access(number, email, role).await.map_err(Refused::about(Some(number), Some(email)))?;
    Ok(say_with_letters(&format!(
        "{name} is {called} on account {number} from now on; its holders are told by mail."
    ))?)
}

async fn take_access(office: &Office, number: AccountNumber, email: &Email) -> Result<(), Failure> {
    let name = name_at(office, email).await?;
    office.desk.take_access(number, email).await.map_err(Refused::about(Some(number), Some(email)))?;
    Ok(say_with_letters(&format!(
        "{name} has no access to account {number} any more; all its live PINs were cleared, and its holders are told \
         by mail."
    ))?)
}
