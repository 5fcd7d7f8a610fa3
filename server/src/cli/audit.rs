//! `audit`: the history verified, its head to be kept elsewhere, and all of it as lines for other programs
//! (requirement A1).

use std::fmt::Write as _;

use clap::Subcommand;
use domain::{
    account::{AccountNumber, NotAnAccountNumber},
    desk::{AuditReport, BrokenChain},
    history::DailyHead,
};

use super::{
    Failure, export,
    office::{Office, say},
};
use crate::config::Flags;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Verify every chain from its first entry to its head, and list those that do not hold
    Verify {
        /// A head that was printed before: verify as well that nothing that it covers is gone or changed
        #[arg(long, value_name = "HEAD")]
        since: Option<DailyHead>,
        #[command(flatten)]
        flags: Flags,
    },
    /// Print the head of the history as it was a minute ago, one line to be kept outside the database
    Head(Flags),
    /// Print the history, one JSON object a line
    Export {
        /// Only the history of this account; 0 is the desk's
        #[arg(long, value_name = "NUMBER", value_parser = account_or_desk)]
        account: Option<AccountNumber>,
        #[command(flatten)]
        flags: Flags,
    },
}

impl Command {
    pub(super) async fn run(self) -> Result<(), Failure> {
        match self {
            Self::Verify { since, flags } => {
                Office::open(&flags, async |office| verified(&office.desk.verify_history(since).await?)).await
            }
            Self::Head(flags) => {
                Office::open(&flags, async |office| Ok(say(&office.desk.daily_head().await?.to_string())?))
                    .await
            }
            Self::Export { account, flags } => {
                Office::open(&flags, async |office| export::export(office, account).await).await
            }
        }
    }
}

fn account_or_desk(text: &str) -> Result<AccountNumber, NotAnAccountNumber> {
    if text == "0" { Ok(AccountNumber::NOBODY) } else { text.parse() }
}

fn verified(report: &AuditReport) -> Result<(), Failure> {
    let holding = report.chains - report.broken.len() as u64;
    let mut text = format!(
        "Chains that hold: {holding} of {}. Entries as they were sealed: {}.",
        report.chains, report.entries
    );
    if !report.broken.is_empty() {
        text.push('\n');
    }
    for BrokenChain { account, broken } in &report.broken {
        write!(text, "\n{:>12}  {broken}", owner(*account)).ok();
    }
    say(&text)?;
    match (report.broken.len(), report.fits_head) {
        (0, Some(false)) => Err(Failure::OtherHead),
        (0, Some(true)) => Ok(say("All that the head covers is there.")?),
        (0, None) => Ok(()),
        (broken, _) => Err(Failure::Broken(broken)),
    }
}

fn owner(account: AccountNumber) -> String {
    if account == AccountNumber::NOBODY { "the desk".to_owned() } else { account.to_string() }
}
