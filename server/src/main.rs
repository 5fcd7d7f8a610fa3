//! The binary `security-pins`.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::cli::run()
}
