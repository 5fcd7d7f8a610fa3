//! `check`: whether every record can be read that a PIN is sealed in (requirement K2).

use std::fmt::Write as _;

use domain::{desk::Unreadable, pin::PinKind};

use super::{
    Failure,
    failure::pins,
    office::{Office, say},
};
use crate::config::Flags;

pub(super) async fn run(flags: Flags) -> Result<(), Failure> {
    Office::open(&flags, async |office| {
        let report = office.desk.check().await?;
        let unreadable = report.unreadable.len() as u64;
        say(&format!("{} of {} can be read.", report.read - unreadable, pins(report.read)))?;
        if report.unreadable.is_empty() {
            return Ok(());
        }
        say(&listed(&report.unreadable))?;
        Err(Failure::Unreadable(unreadable))
    })
    .await
}

fn listed(unreadable: &[Unreadable]) -> String {
    let mut text = format!("\n{:>12}  {:>8}  {:<12}  why", "account", "PIN", "kind");
    for Unreadable { account, pin, kind, error } in unreadable {
        // Through text, since not every type that prints heeds a width.
        let (account, pin) = (account.to_string(), pin.to_string());
        let kind = match kind {
            PinKind::Master => "Master PIN",
            PinKind::OneTime => "One-Time PIN",
        };
        write!(text, "\n{account:>12}  {pin:>8}  {kind:<12}  {error}").ok();
    }
    text
}
