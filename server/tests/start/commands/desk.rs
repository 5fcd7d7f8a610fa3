//! `desk suspended` and `desk lift`: the operator lets an agent verify again.

use domain::{ports::Store as _, verification::Agent};
use serde_json::Value;

use super::{done, failed};
use crate::shared::house::{AGENT, HANNA, House, On};

/// Suspends the house's agent, as too many wrong tries do.
async fn suspend(house: &House) {
    let agent = Agent::Person(house.person(AGENT).await).key().unwrap();
    let mut work = house.store.begin().await.unwrap();
    let now = work.moment(&*house.desk.clock).await.unwrap().now;
    work.take_agent(&agent, now).await.unwrap();
    work.suspend_agent(&agent, now).await.unwrap();
    work.commit().await.unwrap();
}

async fn walk(on: On) {
    let house = House::on(on).await;
    let run = |arguments: &[&str]| done(&house.place, arguments);
    assert_eq!(run(&["desk", "suspended"]), "Nobody is suspended.\n");
    suspend(&house).await;

    let said = run(&["desk", "suspended"]);
    assert!(said.contains("suspended since") && said.contains(AGENT), "{said}");
    let listed: Value = serde_json::from_str(&run(&["desk", "suspended", "--json"])).unwrap();
    assert_eq!(listed[0]["agent"], AGENT);

    let said = run(&["desk", "lift", AGENT, "--reason", "They had a bad line."]);
    assert_eq!(said, format!("{AGENT} can verify again; older wrong tries do not count any more.\n"));
    assert_eq!(run(&["desk", "suspended"]), "Nobody is suspended.\n");
    assert_eq!(house.count("select count(*) from reasons where reason = 'They had a bad line.'").await, 1);
    assert!(run(&["audit", "verify"]).starts_with("Chains that hold: "));

    let (_, said) = failed(&house.place, &["desk", "lift", AGENT]);
    assert!(said.contains("is not suspended; `security-pins desk suspended` lists who is."), "{said}");
    let (_, said) = failed(&house.place, &["desk", "lift", HANNA]);
    assert!(said.contains("`security-pins desk list` shows who works at the support desk"), "{said}");
}

#[tokio::test]
async fn the_operator_lifts_a_suspension() {
    walk(On::Sqlite).await;
}

#[tokio::test]
async fn the_operator_lifts_a_suspension_on_postgresql() {
    walk(On::Postgres).await;
}
