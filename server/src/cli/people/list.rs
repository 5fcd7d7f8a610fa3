//! `person list` and `desk list`.

use std::io::{self, BufWriter, Write};

use domain::{
    access::{AccountRecord, PersonRecord},
    account::AccountNumber,
    person::{PersonId, Role},
    ports::{Snapshot, StoreError},
};
use serde::Serialize;

use crate::cli::{
    Failure,
    office::{Office, moment, unless_unread},
    role::{at_desk, on_account},
    table::{List, Listed, PAGE, state},
};

const NOBODY: &str = "Nobody can sign in; `security-pins person create` makes a sign-in.";
const NOBODY_AT_DESK: &str = "The support desk has nobody; `security-pins desk create` makes a sign-in.";

/// Whose sign-ins are listed.
#[derive(Clone, Copy)]
pub(in crate::cli) enum Whose {
    Everyones,
    Accounts(AccountNumber),
    TheDesks,
}

/// Prints sign-ins.
pub(in crate::cli) async fn list(office: &Office, whose: Whose, as_json: bool) -> Result<(), Failure> {
    let list = List::new(BufWriter::new(io::stdout()), as_json);
    unless_unread(match whose {
        Whose::Everyones => all(office, list, |_| true, NOBODY).await,
        Whose::TheDesks => all(office, list, |record| record.person.desk.is_some(), NOBODY_AT_DESK).await,
        Whose::Accounts(account) => on(office, list, account).await,
    })
}

/// Those of all sign-ins that are wanted, in the order in which they came.
async fn all(
    office: &Office,
    mut list: List<impl Write>,
    is_wanted: impl Fn(&PersonRecord) -> bool,
    empty: &str,
) -> Result<(), Failure> {
    let mut last = PersonId(0);
    loop {
        let mut view = office.desk.store.read().await?;
        let mut page = view.people_after(last, PAGE).await?;
        let Some(record) = page.last() else { return Ok(list.end(empty)?) };
        last = record.person.id;
        page.retain(&is_wanted);
        list.page(&lines(&mut *view, page).await?)?;
    }
}

/// Who may act for the account, by name.
async fn on(office: &Office, mut list: List<impl Write>, account: AccountNumber) -> Result<(), Failure> {
    let mut view = office.desk.store.read().await?;
    if view.account_record(account).await?.is_none() {
        return Err(Failure::NoAccount(account));
    }
    let mut records = Vec::new();
    for member in view.members(account).await? {
        records.extend(view.person_record(member.person.id).await?);
    }
    list.page(&lines(&mut *view, records).await?)?;
    Ok(list.end(&format!(
        "Nobody may act for account {account}; `security-pins account give-access` lets someone."
    ))?)
}

async fn lines(view: &mut dyn Snapshot, records: Vec<PersonRecord>) -> Result<Vec<PersonLine>, StoreError> {
    let mut lines = Vec::with_capacity(records.len());
    for record in records {
        let person = record.person.id;
        let memberships = view.memberships_of(person).await?;
        let factor = view.second_factor(person).await?;
        let has_factor = factor.is_some_and(|factor| factor.confirmed_at.is_some());
        lines.push(PersonLine::of(record, memberships, has_factor));
    }
    Ok(lines)
}

/// A sign-in, as programs read it.
#[derive(Serialize)]
struct PersonLine {
    email: String,
    name: String,
    desk_role: Option<&'static str>,
    accounts: Vec<AccessLine>,
    second_factor: bool,
    state: &'static str,
    disabled_at: Option<String>,
    created_at: String,
}

#[derive(Serialize)]
struct AccessLine {
    number: i64,
    name: String,
    role: Role,
    state: &'static str,
}

impl PersonLine {
    fn of(record: PersonRecord, memberships: Vec<(AccountRecord, Role)>, second_factor: bool) -> Self {
        Self {
            email: record.person.email.to_string(),
            name: record.person.name,
            desk_role: record.person.desk.map(at_desk),
            accounts: memberships.into_iter().map(AccessLine::of).collect(),
            second_factor,
            state: state(record.disabled_at),
            disabled_at: record.disabled_at.map(moment),
            created_at: moment(record.created_at),
        }
    }

    fn access(&self) -> String {
        let at_desk = self.desk_role.map(|role| format!("{role} at the desk"));
        let on_accounts =
            self.accounts.iter().map(|access| format!("{} on {}", on_account(access.role), access.number));
        let access: Vec<_> = at_desk.into_iter().chain(on_accounts).collect();
        if access.is_empty() { "none".to_owned() } else { access.join(", ") }
    }
}

impl AccessLine {
    fn of((record, role): (AccountRecord, Role)) -> Self {
        let number = record.account.number.as_i64();
        Self { number, name: record.account.name, role, state: state(record.disabled_at) }
    }
}

impl Listed for PersonLine {
    const HEADER: &'static [&'static str] = &["e-mail", "name", "access", "second factor", "state", "since"];

    fn cells(&self) -> Vec<String> {
        let factor = if self.second_factor { "yes" } else { "no" };
        let (state, since) = (self.state.to_owned(), self.created_at.clone());
        vec![self.email.clone(), self.name.clone(), self.access(), factor.to_owned(), state, since]
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        account::Account,
        person::{DeskRole, Person},
        time::Timestamp,
    };
    use serde_json::json;

    use super::*;

    const NOON: Timestamp = Timestamp::from_millis(1_800_000_000_000);
    const AT: &str = "2027-01-15T08:00:00Z";

    fn record(desk: Option<DeskRole>, disabled_at: Option<Timestamp>) -> PersonRecord {
        let email = "sam@shared.example".parse().unwrap();
        let person = Person { id: PersonId(1), email, name: "Sam Shore".to_owned(), desk };
        PersonRecord { person, disabled_at, time_zone: None, created_at: NOON }
    }

    fn access(number: i64, role: Role) -> (AccountRecord, Role) {
        let account = Account { number: number.try_into().unwrap(), name: "Acme Web Studio".to_owned() };
        (AccountRecord { account, disabled_at: Some(NOON), created_at: NOON }, role)
    }

    #[test]
    fn a_customers_access_is_named_account_by_account() {
        let memberships = vec![access(10001, Role::SubAccount), access(10002, Role::Holder)];
        let line = PersonLine::of(record(None, None), memberships, true);
        let access = "sub-account on 10001, holder on 10002";
        assert_eq!(line.cells(), ["sam@shared.example", "Sam Shore", access, "yes", "active", AT]);
        assert_eq!(PersonLine::of(record(None, None), vec![], false).access(), "none");
    }

    #[test]
    fn someone_of_the_desk_is_named_as_such() {
        let line = PersonLine::of(record(Some(DeskRole::Supervisor), None), vec![], false);
        assert_eq!((line.access().as_str(), line.cells()[3].as_str()), ("supervisor at the desk", "no"));
        assert_eq!(serde_json::to_value(&line).unwrap()["desk_role"], "supervisor");
    }

    #[test]
    fn programs_read_fields_whose_names_stay() {
        let line = PersonLine::of(record(None, Some(NOON)), vec![access(10001, Role::SubAccount)], true);
        assert_eq!(
            serde_json::to_value(&line).unwrap(),
            json!({
                "email": "sam@shared.example", "name": "Sam Shore", "desk_role": null, "second_factor": true,
                "accounts": [{
                    "number": 10001, "name": "Acme Web Studio", "role": "sub_account", "state": "disabled",
                }],
                "state": "disabled", "disabled_at": AT, "created_at": AT,
            })
        );
    }
}
