//! The commands: what is typed, what is printed and how it ends (0 well, 2 typed wrong, 1 otherwise).

use std::{
    io::{self, Write as _},
    process::ExitCode,
    time::Duration,
};

use clap::{Parser, Subcommand};
use thiserror::Error;

use crate::{
    config::{ConfigError, Flags, Settings},
    serve::{self, ServeError},
};

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
}

/// Why a command failed: one sentence for the person who typed it.
#[derive(Debug, Error)]
enum Failure {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Serve(#[from] ServeError),
    #[error("The program cannot run: {0}.")]
    Io(#[from] io::Error),
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
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
            let served = runtime.block_on(serve::serve(settings));
            runtime.shutdown_timeout(LAST_WORK);
            Ok(served?)
        }
        Command::Config(flags) => Ok(write!(io::stdout(), "{}", settings(&flags)?)?),
    }
}

fn settings(flags: &Flags) -> Result<Settings, ConfigError> {
    Settings::load(flags, &|name| std::env::var(name).ok())
}

/// What the system says may span lines, and may end in a full stop of its own.
fn one_line(sentence: &str) -> String {
    let line = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.strip_suffix("..") {
        Some(line) => format!("{line}."),
        None => line,
    }
}

impl Failure {
    fn exit_code(&self) -> ExitCode {
        match self {
            Self::Config(error) if error.is_wrong_usage() => ExitCode::from(2),
            _ => ExitCode::FAILURE,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_commands_are_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_failure_is_one_line_that_ends_in_one_full_stop() {
        assert_eq!(one_line("It cannot be\n  read: no.."), "It cannot be read: no.");
        assert_eq!(one_line("It is fine."), "It is fine.");
    }
}
