//! The log: lines for people on a terminal, JSON lines for machines everywhere else, always on standard error.

use std::io::{self, IsTerminal as _};

use tracing_subscriber::{EnvFilter, fmt};

/// Starts the log with this filter. A second start changes nothing.
pub fn start(filter: &str) {
    // What files there are to serve, and that tables are there already, is no news at every start; a filter that names
    // the target still wins.
    let filter = EnvFilter::new(format!("memory_serve=warn,sqlx::postgres::notice=warn,{filter}"));
    let lines = fmt().with_env_filter(filter).with_writer(io::stderr);
    // Either fails only where a log was started before, and that one serves as well.
    if io::stderr().is_terminal() {
        lines.with_target(false).try_init().ok();
    } else {
        lines.json().flatten_event(true).with_span_list(false).try_init().ok();
    }
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        let message = panic.payload_as_str();
        tracing::error!(place, message, "the program has a bug and panicked");
    }));
}
