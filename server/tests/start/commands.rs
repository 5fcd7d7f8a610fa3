//! The operator's commands, typed beside a database that a house lives in.

use std::{
    process::{Command, Stdio},
    time::Duration,
};

use domain::{
    pin::{PinCode, PinKind},
    session::Caller,
};
use server::config::DatabaseUrl;

use crate::shared::house::{HANNA, House, Place, acme};

mod audit;
mod check;
mod clock;
mod desk;
mod keys;
mod people;
mod postgres;
mod rotate;
mod usage;

/// Longer than any machine that runs these tests will be in use: a house that moved on by it is ahead of the
/// machine's clock.
const AGES: Duration = Duration::from_secs(50 * 365 * 24 * 60 * 60);

/// The command, for the place's database and key file.
fn command(place: &Place, arguments: &[&str]) -> Command {
    let url = match place.database_url() {
        DatabaseUrl::Sqlite(file) => format!("sqlite://{}", file.display()),
        DatabaseUrl::Postgres(url) => url.reveal().to_owned(),
    };
    let mut command = Command::new(env!("CARGO_BIN_EXE_security-pins"));
    command.args(arguments).env_clear().current_dir(place.folder()).stdin(Stdio::null());
    command.arg("--key-file").arg(place.key_file()).args(["--database-url", &url]);
    command
}

/// What the command prints when it does what it should.
fn done(place: &Place, arguments: &[&str]) -> String {
    let output = command(place, arguments).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && said.is_empty(), "{arguments:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

/// What the command prints, and its one sentence, when it ends with 1.
fn failed(place: &Place, arguments: &[&str]) -> (String, String) {
    let output = command(place, arguments).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{arguments:?}: {said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.ends_with(".\n") && !said.contains("Error"), "{said}");
    (String::from_utf8(output.stdout).unwrap(), said)
}

/// The account's holder, with a Master PIN just generated.
async fn with_a_pin(house: &House) -> (Caller, PinCode) {
    let hanna = house.caller(HANNA).await;
    let (_, code) = house.generate(&hanna, acme(), PinKind::Master).await;
    (hanna, code)
}

/// How many records the key seals.
async fn sealed_by(house: &House, key: i64) -> i64 {
    house.count(&format!("select count(*) from pins where key_id = {key}")).await
}
