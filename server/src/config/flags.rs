//! What can be chosen on the command line.

use std::path::PathBuf;

use clap::Args;

/// The settings as flags. The demo password is none: other users of a machine see the arguments of its programs.
#[derive(Args, Clone, Debug, Default)]
pub struct Flags {
    /// A TOML file with settings [env: PINS_CONFIG]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Address and port to listen on [env: PINS_LISTEN] [default: 127.0.0.1:3000]
    #[arg(long, value_name = "ADDRESS")]
    pub listen: Option<String>,
    /// Address that browsers reach the server at [env: PINS_PUBLIC_URL] [default: http:// and the listening address]
    #[arg(long, value_name = "URL")]
    pub public_url: Option<String>,
    /// Where everything is remembered [env: PINS_DATABASE_URL] [default: sqlite://data/security-pins.db]
    #[arg(long, value_name = "URL")]
    pub database_url: Option<String>,
    /// The keys that PINs are sealed with [env: PINS_KEY_FILE] [default: data/keys.toml]
    #[arg(long, value_name = "FILE")]
    pub key_file: Option<String>,
    /// Fill an empty database with demo data and show its sign-ins [env: PINS_DEMO=1]
    #[arg(long)]
    pub demo: bool,
}
