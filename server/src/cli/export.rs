//! `audit export`: the history as JSON lines, page by page, so that a long one needs no memory and a slow reader
//! keeps no transaction open. What is there is never changed, so pages read one after the other fit.

use std::io::{self, BufWriter, Write};

use domain::{account::AccountNumber, history::Entry};
use serde_json::{Map, Value};

use super::{
    Failure,
    office::{Office, moment, unless_unread},
};

const PAGE: u32 = 500;

/// Prints the account's history, or everyone's.
pub(super) async fn export(office: &Office, account: Option<AccountNumber>) -> Result<(), Failure> {
    let mut out = BufWriter::new(io::stdout());
    let exported = match account {
        Some(account) => one(office, account, &mut out).await,
        None => all(office, &mut out).await,
    };
    unless_unread(exported.and_then(|()| Ok(out.flush()?)))
}

async fn one(office: &Office, account: AccountNumber, out: &mut impl Write) -> Result<(), Failure> {
    let is_there =
        account == AccountNumber::NOBODY || office.desk.store.read().await?.account(account).await?.is_some();
    if !is_there {
        return Err(Failure::NoAccount(account));
    }
    chain(office, account, out).await
}

async fn all(office: &Office, out: &mut impl Write) -> Result<(), Failure> {
    let mut last = None;
    loop {
        let accounts = office.desk.store.read().await?.accounts_after(last, PAGE).await?;
        let Some(next) = accounts.last() else { return Ok(()) };
        last = Some(*next);
        for account in accounts {
            chain(office, account, out).await?;
        }
    }
}

async fn chain(office: &Office, account: AccountNumber, out: &mut impl Write) -> Result<(), Failure> {
    let mut number = 0;
    loop {
        let entries = office.desk.store.read().await?.entries_after(account, number, PAGE).await?;
        let Some(last) = entries.last() else { return Ok(()) };
        number = last.number;
        for entry in &entries {
            writeln!(out, "{}", line(account, entry))?;
        }
    }
}

/// The event stands there byte for byte as it was sealed; one that was changed to something else than a JSON object,
/// as text.
fn line(account: AccountNumber, Entry { number, at, event, seal }: &Entry) -> String {
    let is_object =
        !event.contains(['\n', '\r']) && serde_json::from_str::<Map<String, Value>>(event).is_ok();
    let event = if is_object { event.clone() } else { Value::from(event.as_str()).to_string() };
    let (at, seal) = (moment(*at), seal.iter().map(|byte| format!("{byte:02x}")).collect::<String>());
    format!(r#"{{"account":{account},"entry":{number},"at":"{at}","event":{event},"seal":"{seal}"}}"#)
}

#[cfg(test)]
mod tests {
    use domain::time::Timestamp;

    use super::*;

    fn exported(event: &str) -> Value {
        let at = Timestamp::from_millis(1_800_000_000_000);
        let entry = Entry { number: 7, at, event: event.to_owned(), seal: [0xa0; 32] };
        let line = line(AccountNumber::NOBODY, &entry);
        assert_eq!(line.lines().count(), 1);
        serde_json::from_str(&line).unwrap()
    }

    #[test]
    fn a_line_is_an_object_with_the_event_in_it() {
        let line = exported(r#"{"event":"locked"}"#);
        assert_eq!((line["account"].as_i64(), line["entry"].as_i64()), (Some(0), Some(7)));
        assert_eq!(line["at"], "2027-01-15T08:00:00Z");
        assert_eq!(line["event"]["event"], "locked");
        assert_eq!(line["seal"], "a0".repeat(32));
    }

    #[test]
    fn what_is_no_event_any_more_breaks_no_line() {
        for event in ["", "7", "{", "{\n}", "{} {}", r#"{},"seal":{}"#] {
            assert_eq!(exported(event)["event"], event);
        }
    }
}
