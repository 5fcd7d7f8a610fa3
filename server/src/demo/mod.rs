//! Demo data, so that a newcomer has someone to sign in as: two accounts and the people around them, written to a
//! database that holds nothing yet.

mod password;
mod people;

pub use password::{DemoPasswordError, demo_password};
pub use people::{ACCOUNTS, DemoAccount, DemoPerson, PEOPLE};

use domain::{
    account::{Account, AccountNumber, NotAnAccountNumber},
    contact::{Contact, Note, Unreachable},
    desk::Desk,
    name::NameProblem,
    person::{NotAnEmail, Password, PasswordHash, PersonId},
    ports::{HasherError, StoreError},
};
use thiserror::Error;

/// What became of the demo data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demo {
    /// It is there, and everyone in it has the password.
    Ready,
    /// The database holds something else, and was left alone.
    NotHere,
}

/// Why there is no demo data.
#[derive(Debug, Error)]
pub enum DemoError {
    /// The password could not be hashed.
    #[error("The demo data could not be written: {0}.")]
    Hasher(#[from] HasherError),
    /// The database could not do it.
    #[error("The demo data could not be written: {0}.")]
    Store(#[from] StoreError),
    /// The demo data themselves are wrong.
    #[error("The demo data could not be written: {0}.")]
    Account(#[from] NotAnAccountNumber),
    /// The demo data themselves are wrong.
    #[error("The demo data could not be written: {0}.")]
    Email(#[from] NotAnEmail),
    /// The demo data themselves are wrong.
    #[error("The demo data could not be written: {0}.")]
    Name(#[from] NameProblem),
    /// The demo data themselves are wrong.
    #[error("The demo data could not be written: {0}.")]
    Contact(#[from] Unreachable),
}

/// Writes the demo data to an empty database; where they are already, gives their people this password.
///
/// # Errors
/// See [`DemoError`]; the database is then as it was.
pub async fn prepare(desk: &Desk, password: &Password) -> Result<Demo, DemoError> {
    if desk.store.read().await?.is_empty().await? {
        create(desk, password).await?;
        return Ok(Demo::Ready);
    }
    let Some(known) = demo_people(desk).await? else {
        return Ok(Demo::NotHere);
    };
    renew(desk, password, &known).await?;
    Ok(Demo::Ready)
}

async fn create(desk: &Desk, password: &Password) -> Result<(), DemoError> {
    // One password for all, known to all: a salt for each would only make the first start slower.
    let hash = desk.hasher.hash(password).await?;
    let now = desk.clock.now();
    let mut work = desk.store.begin().await?;
    for demo in &ACCOUNTS {
        let account = Account { number: demo.number()?, name: demo.name.to_owned() };
        work.insert_account(&account, now).await?;
        for (name, email) in demo.sub_contacts {
            let contact = Contact::new(name.parse()?, Some(email.parse()?), None, Note::default())?;
            work.insert_contact(account.number, &contact, now).await?;
        }
    }
    for demo in &PEOPLE {
        let person = work.insert_person(&demo.email.parse()?, demo.name, demo.desk, &hash, now).await?;
        for (account, role) in demo.accounts {
            work.insert_membership(AccountNumber::try_from(*account)?, person, *role, now).await?;
        }
    }
    work.commit().await?;
    tracing::info!("wrote the demo data");
    Ok(())
}

/// The demo people as the database knows them; `None` unless all of them are there.
async fn demo_people(desk: &Desk) -> Result<Option<Vec<(PersonId, PasswordHash)>>, DemoError> {
    let mut view = desk.store.read().await?;
    let mut known = Vec::with_capacity(PEOPLE.len());
    for demo in &PEOPLE {
        match view.credentials(&demo.email.parse()?).await? {
            Some(found) => known.push((found.person.id, found.password)),
            None => return Ok(None),
        }
    }
    Ok(Some(known))
}

/// Gives everyone the password, unless everyone has it.
async fn renew(
    desk: &Desk,
    password: &Password,
    known: &[(PersonId, PasswordHash)],
) -> Result<(), DemoError> {
    if let Some(((_, first), others)) = known.split_first()
        && others.iter().all(|(_, hash)| hash.as_str() == first.as_str())
        && desk.hasher.verify(password, Some(first)).await?
    {
        return Ok(());
    }
    let hash = desk.hasher.hash(password).await?;
    let mut work = desk.store.begin().await?;
    for (person, _) in known {
        work.set_password(*person, &hash).await?;
    }
    Ok(work.commit().await?)
}
