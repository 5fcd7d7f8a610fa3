//! `completions`: what a shell needs to complete what is typed.

use clap_complete::Shell;

use super::{Failure, office::say};

/// Prints the shell's script. It needs no database.
pub(super) fn print(shell: Shell, mut command: clap::Command) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "security-pins", &mut script);
    Ok(say(String::from_utf8_lossy(&script).trim_end())?)
}
