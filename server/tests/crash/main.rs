//! Requirement S1: processes are killed at random moments under load, and each answer that they gave is looked for
//! in the database afterwards. None may be lost, and none may have happened twice.
//!
//! Two processes share one database: the real server, which customers press buttons of, and this program started
//! again by itself, which verifies. `PINS_CRASH_ROUNDS` says how often they are killed in all, `PINS_CRASH_SEED`
//! repeats the moments, `PINS_CRASH_REPORT` names a file that gets a line of figures from each test.

#![expect(clippy::unwrap_used, reason = "a test that cannot be prepared fails there")]

mod ack;
mod agents;
mod checks;
mod client;
mod customers;
mod dice;
mod found;
mod ground;
mod plan;
mod processes;
mod report;
mod rounds;
#[path = "../support/mod.rs"]
#[expect(dead_code, reason = "other test binaries use the rest")]
mod shared;

use plan::{Kind, Plan};

#[test]
fn on_sqlite_nothing_acknowledged_is_lost_or_doubled_when_processes_are_killed() {
    let me = "on_sqlite_nothing_acknowledged_is_lost_or_doubled_when_processes_are_killed";
    rounds::run(&Plan::of(Kind::Sqlite), me);
}

#[test]
fn on_postgresql_nothing_acknowledged_is_lost_or_doubled_when_processes_are_killed() {
    let me = "on_postgresql_nothing_acknowledged_is_lost_or_doubled_when_processes_are_killed";
    rounds::run(&Plan::of(Kind::Postgres), me);
}

#[test]
fn nothing_acknowledged_is_lost_or_doubled_when_postgresql_is_killed_too() {
    let me = "nothing_acknowledged_is_lost_or_doubled_when_postgresql_is_killed_too";
    rounds::run(&Plan::of(Kind::PostgresKilledToo), me);
}
