//! `account list`.

use std::io::{self, BufWriter, Write};

use domain::{
    access::{AccountRecord, Member},
    person::Role,
};
use serde::Serialize;

use crate::cli::{
    Failure,
    failure::counted,
    office::{Office, moment, unless_unread},
    table::{List, Listed, PAGE, state},
};

/// Prints all accounts.
pub(super) async fn list(office: &Office, as_json: bool) -> Result<(), Failure> {
    unless_unread(pages(office, List::new(BufWriter::new(io::stdout()), as_json)).await)
}

async fn pages(office: &Office, mut list: List<impl Write>) -> Result<(), Failure> {
    let mut last = None;
    loop {
        let page = office.desk.list_accounts(last, PAGE).await?;
        let Some((record, _)) = page.last() else {
            return Ok(list.end("There are no accounts; `security-pins account create` makes one.")?);
        };
        last = Some(record.account.number);
        list.page(&page.into_iter().map(AccountLine::of).collect::<Vec<_>>())?;
    }
}

/// An account, as programs read it.
#[derive(Serialize)]
struct AccountLine {
    number: i64,
    name: String,
    people: Vec<MemberLine>,
    state: &'static str,
    disabled_at: Option<String>,
    created_at: String,
}

#[derive(Serialize)]
struct MemberLine {
    email: String,
    name: String,
    role: Role,
    state: &'static str,
    since: String,
}

impl AccountLine {
    fn of((record, members): (AccountRecord, Vec<Member>)) -> Self {
        Self {
            number: record.account.number.as_i64(),
            name: record.account.name,
            people: members.into_iter().map(MemberLine::of).collect(),
            state: state(record.disabled_at),
            disabled_at: record.disabled_at.map(moment),
            created_at: moment(record.created_at),
        }
    }

    fn people(&self) -> String {
        let holders = self.people.iter().filter(|member| member.role == Role::Holder);
        let mut people: Vec<_> = holders.map(|holder| holder.email.clone()).collect();
        let others = (self.people.len() - people.len()) as u64;
        if others > 0 {
            people.push(counted(others, "sub-account", "sub-accounts"));
        }
        if people.is_empty() { "nobody".to_owned() } else { people.join(", ") }
    }
}

impl MemberLine {
    fn of(member: Member) -> Self {
        Self {
            email: member.person.email.to_string(),
            name: member.person.name,
            role: member.role,
            state: state(member.disabled_at),
            since: moment(member.since),
        }
    }
}

impl Listed for AccountLine {
    const HEADER: &'static [&'static str] = &["number", "name", "people", "state", "since"];

    fn cells(&self) -> Vec<String> {
        let (number, state) = (self.number.to_string(), self.state.to_owned());
        vec![number, self.name.clone(), self.people(), state, self.created_at.clone()]
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        account::Account,
        person::{Person, PersonId},
        time::Timestamp,
    };

    use super::*;

    const NOON: Timestamp = Timestamp::from_millis(1_800_000_000_000);

    fn member(email: &str, role: Role) -> Member {
        let email = email.parse().unwrap();
        let person = Person { id: PersonId(1), email, name: "Someone".to_owned(), desk: None };
        Member { person, role, since: NOON, disabled_at: None }
    }

    fn line(members: Vec<Member>, disabled_at: Option<Timestamp>) -> AccountLine {
        let account = Account { number: 10001.try_into().unwrap(), name: "Acme Web Studio".to_owned() };
        AccountLine::of((AccountRecord { account, disabled_at, created_at: NOON }, members))
    }

    #[test]
    fn holders_are_named_and_sub_accounts_are_counted() {
        let (holder, sub) =
            (|| member("a@acme.example", Role::Holder), || member("s@b.example", Role::SubAccount));
        assert_eq!(line(vec![], None).people(), "nobody");
        assert_eq!(line(vec![sub()], None).people(), "1 sub-account");
        assert_eq!(line(vec![sub(), holder(), sub()], None).people(), "a@acme.example, 2 sub-accounts");
        assert_eq!(line(vec![holder(), holder()], None).people(), "a@acme.example, a@acme.example");
    }

    #[test]
    fn programs_read_fields_whose_names_stay() {
        let line = line(vec![member("s@b.example", Role::SubAccount)], Some(NOON));
        let at = "2027-01-15T08:00:00Z";
        assert_eq!(
            serde_json::to_value(&line).unwrap(),
            serde_json::json!({
                "number": 10001, "name": "Acme Web Studio", "state": "disabled", "disabled_at": at, "created_at": at,
                "people": [{
                    "email": "s@b.example", "name": "Someone", "role": "sub_account", "state": "active", "since": at,
                }],
            })
        );
        assert_eq!(line.cells(), ["10001", "Acme Web Studio", "1 sub-account", "disabled", at]);
    }
}
