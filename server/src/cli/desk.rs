//! `desk`: the sign-ins of the support desk.

use clap::Subcommand;
use domain::{
    attempts::Reason,
    person::{DeskRole, Email, PersonName},
};

use super::{
    Failure,
    letters::say_with_letters,
    office::Office,
    people::{
        link_goes,
        list::{self, Whose},
    },
    refused::Refused,
    role::{self, DeskRoleName},
    suspended::{self, AgentName},
    table::shown,
};
use crate::config::Flags;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a sign-in of the support desk, and send its owner a link to choose a password by
    Create {
        /// The address to sign in with, which no customer has
        email: Email,
        /// What the person is called
        name: PersonName,
        /// What the person may do at the desk
        #[arg(long)]
        role: DeskRoleName,
        #[command(flatten)]
        flags: Flags,
    },
    /// List the agents who are suspended after too many wrong tries
    Suspended {
        /// Print one JSON array instead of a table
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        flags: Flags,
    },
    /// Lift the suspension of an agent, who can verify again at once
    Lift {
        /// The address that the agent signs in with, or what `desk suspended` shows in its place
        agent: AgentName,
        /// Why, for the desk's history
        #[arg(long)]
        reason: Option<Reason>,
        #[command(flatten)]
        flags: Flags,
    },
    /// List the sign-ins of the support desk
    List {
        /// Print one JSON array instead of a table
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        flags: Flags,
    },
}

impl Command {
    pub(super) async fn run(self) -> Result<(), Failure> {
        match self {
            Self::Create { email, name, role, flags } => {
                Office::open(&flags, async |office| create(office, &email, &name, role.into()).await).await
            }
            Self::Suspended { json, flags } => {
                Office::open(&flags, async |office| suspended::list(office, json).await).await
            }
            Self::Lift { agent, reason, flags } => {
                Office::open(&flags, async |office| suspended::lift(office, &agent, reason.as_ref()).await)
                    .await
            }
            Self::List { json, flags } => {
                Office::open(&flags, async |office| list::list(office, Whose::TheDesks, json).await).await
            }
        }
    }
}

async fn create(office: &Office, email: &Email, name: &PersonName, role: DeskRole) -> Result<(), Failure> {
    let made = office.desk.create_person(email, name, Some(role)).await;
    made.map_err(Refused::about(None, Some(email)))?;
    let (name, called) = (shown(name.as_str()), role::at_desk(role));
    Ok(say_with_letters(&format!(
        "{name} can sign in as {called} at the support desk: {}",
        link_goes(office, email)
    ))?)
}
