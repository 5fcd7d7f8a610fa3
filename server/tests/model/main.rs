//! The whole core beside a small model: whatever happens, in whatever order, the product answers and shows what the
//! model says.
//!
//! `PROPTEST_CASES` says how many stories are made up on SQLite; the other tests follow in proportion. A story that
//! fails is shrunk, and its seed kept beside this file: commit it, and it is told first from then on.

#![expect(clippy::unwrap_used, reason = "a test that cannot be prepared fails there")]

mod agents;
mod reference;
mod run;
#[path = "../support/mod.rs"]
#[expect(dead_code, reason = "other test binaries use the rest")]
mod shared;
mod steps;
mod told;
mod world;

use std::{cell::RefCell, env, fmt::Debug};

use proptest::{
    strategy::Strategy,
    test_runner::{Config, FileFailurePersistence, TestCaseError, TestRunner},
};
use tokio::runtime::Runtime;

use run::Story;
use shared::house::On;
use world::World;

/// How many stories are told on SQLite.
const CASES: u32 = 150;
const STORIES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/model/stories.seeds");
const AGENTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/model/agents.seeds");

#[test]
fn whatever_happens_the_product_and_the_model_agree_on_sqlite() {
    let runtime = Runtime::new().unwrap();
    for_all(CASES, STORIES, steps::stories(), |steps| {
        runtime.block_on(async {
            let mut world = World::on(On::Sqlite).await;
            Story::begin(&mut world).await.tell(&steps).await
        })
    });
}

#[test]
fn whatever_happens_the_product_and_the_model_agree_on_postgresql() {
    let runtime = Runtime::new().unwrap();
    // A database serves until a story fails in it.
    let kept = RefCell::new(None);
    for_all(CASES / 5, STORIES, steps::stories(), |steps| {
        runtime.block_on(async {
            let mut world = match kept.take() {
                Some(world) => world,
                None => World::on(On::Postgres).await,
            };
            Story::begin(&mut world).await.tell(&steps).await?;
            kept.replace(Some(world));
            Ok(())
        })
    });
}

#[test]
fn whatever_agents_type_the_product_and_the_model_agree_on_sqlite() {
    let runtime = Runtime::new().unwrap();
    for_all(CASES / 3, AGENTS, agents::stories(), |steps| runtime.block_on(agents::tell(On::Sqlite, &steps)));
}

#[test]
fn whatever_agents_type_the_product_and_the_model_agree_on_postgresql() {
    let runtime = Runtime::new().unwrap();
    for_all(CASES / 15, AGENTS, agents::stories(), |steps| {
        runtime.block_on(agents::tell(On::Postgres, &steps))
    });
}

/// Tells so many made-up stories, after those whose seeds are kept in the file.
fn for_all<T: Debug>(
    cases: u32,
    seeds: &'static str,
    stories: impl Strategy<Value = T>,
    tell: impl Fn(T) -> Result<(), TestCaseError>,
) {
    let mut config = Config::default();
    // Nothing set, the default says nothing about how many.
    let wanted = env::var_os("PROPTEST_CASES").map_or(CASES, |_| config.cases);
    config.cases = (wanted * cases).div_ceil(CASES);
    // A minute makes a story short enough to read.
    config.max_shrink_iters = u32::MAX;
    config.max_shrink_time = 60_000;
    // By its place: the path of this source file is not one from where a test runs.
    config.failure_persistence = Some(Box::new(FileFailurePersistence::Direct(seeds)));
    if let Err(error) = TestRunner::new(config).run(&stories, tell) {
        panic!("{error}");
    }
}
