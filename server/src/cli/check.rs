//! `check`: whether every record can be read that a PIN or a second factor is sealed in (requirement K2).

use std::fmt::Write as _;

use domain::{
    desk::{CheckReport, Unreadable},
    pin::PinKind,
};

use super::{
    Failure,
    failure::records,
    office::{Office, say},
};
use crate::config::Flags;

pub(super) async fn run(flags: Flags) -> Result<(), Failure> {
    Office::open(&flags, async |office| {
        let report = office.desk.check().await?;
        let unreadable = (report.unreadable.len() + report.unreadable_factors.len()) as u64;
        say(&format!("{} of {} can be read.", report.read - unreadable, records(report.read)))?;
        if unreadable == 0 {
            return Ok(());
        }
        say(&listed(&report))?;
        Err(Failure::Unreadable(unreadable))
    })
    .await
}

fn listed(report: &CheckReport) -> String {
    let mut text = String::new();
    if !report.unreadable.is_empty() {
        write!(text, "\n{:>12}  {:>8}  {:<12}  why", "account", "PIN", "kind").ok();
    }
    for Unreadable { account, pin, kind, error } in &report.unreadable {
        // Through text, since not every type that prints heeds a width.
        let (account, pin) = (account.to_string(), pin.to_string());
        let kind = match kind {
            PinKind::Master => "Master PIN",
            PinKind::OneTime => "One-Time PIN",
        };
        write!(text, "\n{account:>12}  {pin:>8}  {kind:<12}  {error}").ok();
    }
    for (person, error) in &report.unreadable_factors {
        write!(text, "\nThe second factor of person {}: {error}", person.0).ok();
    }
    text
}
