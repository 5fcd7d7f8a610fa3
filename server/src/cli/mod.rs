//! The commands: what is typed, what is printed and how it ends (0 well, 2 typed wrong, 1 otherwise).

mod accounts;
mod audit;
mod check;
mod clock;
mod completions;
mod desk;
mod export;
mod failure;
mod keys;
mod letters;
mod office;
mod people;
mod refused;
mod role;
mod suspended;
mod table;

use std::{
    io::{self, Write as _},
    process::ExitCode,
    time::Duration,
};

use clap::{CommandFactory as _, Parser, Subcommand};
use clap_complete::Shell;

use crate::{
    config::{ConfigError, Flags, Settings},
    serve,
};
use failure::{Failure, one_line};

/// Work that nobody waits for any more, such as hashing a password, may go on for this long at the end.
const LAST_WORK: Duration = Duration::from_millis(200);

/// PINs by which a hosting company's support team recognises its customers.
#[derive(Debug, Parser)]
#[command(name = "security-pins", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the control panel until told to stop
    Serve(Flags),
    /// Print the settings that hold, secrets hidden, with where each comes from
    Config(Flags),
    /// Make, list, disable and enable accounts, and say who may act for them
    #[command(subcommand)]
    Account(accounts::Command),
    /// Make, list, disable and enable sign-ins, and help whoever cannot sign in
    #[command(subcommand)]
    Person(people::Command),
    /// Make and list the sign-ins of the support desk; everything else is done by `person`
    #[command(subcommand)]
    Desk(desk::Command),
    /// Make, list, add, rotate and drop the keys that PINs are sealed with
    #[command(subcommand)]
    Keys(keys::Command),
    /// Read the record of every live PIN, and list those that cannot be read
    Check(Flags),
    /// Verify the history, print its head, or export it
    #[command(subcommand)]
    Audit(audit::Command),
    /// Accept the clock as it is, after it was set back
    #[command(subcommand)]
    Clock(clock::Command),
    /// Print what a shell needs to complete these commands
    Completions {
        /// Which shell
        shell: Shell,
    },
}

/// Runs the command that the process was started with.
pub fn run() -> ExitCode {
    match run_command(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // Where not even this can be said, the exit code says it.
            writeln!(io::stderr(), "{}", one_line(&failure.to_string())).ok();
            failure.exit_code()
        }
    }
}

fn run_command(command: Command) -> Result<(), Failure> {
    match command {
        Command::Serve(flags) => {
            let settings = settings(&flags)?;
            to_its_end(async { Ok(serve::serve(settings).await?) })
        }
        Command::Config(flags) => Ok(write!(io::stdout(), "{}", settings(&flags)?)?),
        Command::Account(command) => to_its_end(command.run()),
        Command::Person(command) => to_its_end(command.run()),
        Command::Desk(command) => to_its_end(command.run()),
        Command::Keys(command) => to_its_end(command.run()),
        Command::Check(flags) => to_its_end(check::run(flags)),
        Command::Audit(command) => to_its_end(command.run()),
        Command::Clock(command) => to_its_end(command.run()),
        Command::Completions { shell } => completions::print(shell, Cli::command()),
    }
}

fn to_its_end(work: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let done = runtime.block_on(work);
    runtime.shutdown_timeout(LAST_WORK);
    done
}

fn settings(flags: &Flags) -> Result<Settings, ConfigError> {
    Settings::load(flags, &|name| std::env::var(name).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commands_are_well_formed() {
        Cli::command().debug_assert();
    }
}
