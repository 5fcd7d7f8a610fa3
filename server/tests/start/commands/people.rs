//! `account`, `person` and `desk`: an operator's day, and what whoever loses access leaves behind.

mod lists;
mod refusals;

use domain::pin::PinKind;
use serde_json::Value;

use super::{done, failed, with_a_pin};
use crate::shared::house::{AGENT, HANNA, House, On, SAM, acme};

const JO: &str = "jo@cedar.example";

/// What the command prints as JSON.
fn listed(house: &House, arguments: &[&str]) -> Vec<Value> {
    let printed = done(&house.place, &[arguments, &["--json"]].concat());
    let Value::Array(listed) = serde_json::from_str(&printed).unwrap() else { panic!("{printed}") };
    listed
}

async fn live_pins(house: &House) -> i64 {
    house.count("select count(*) from pins where ended_as is null").await
}

async fn letters_to(house: &House, email: &str) -> i64 {
    house.count(&format!("select count(*) from letters where email = '{email}'")).await
}

/// An account and its people, from their first day to their last.
async fn walk(on: On) {
    let house = House::on(on).await;
    let run = |arguments: &[&str]| done(&house.place, arguments);

    let said = run(&["account", "create", "10003", "Cedar Ltd"]);
    assert!(said.starts_with("Account 10003 is made, and nobody may act for it until"), "{said}");
    let said = run(&["person", "create", "Jo@Cedar.example", "Jo Cedar", "--account", "10003"]);
    let link = "A link to choose a password goes to jo@cedar.example; it works for 7 days.\n";
    assert!(said.starts_with(&format!("Jo Cedar can sign in, as holder on account 10003: {link}")), "{said}");
    assert_eq!(letters_to(&house, JO).await, 1);

    let said = run(&["account", "give-access", "10003", SAM, "--role", "sub-account"]);
    assert!(said.starts_with("Sam Shore is sub-account on account 10003 from now on"), "{said}");
    let again = run(&["account", "give-access", "10003", SAM, "--role", "sub-account"]);
    assert!(again.contains("already; nothing was changed"), "{again}");
    let people = listed(&house, &["person", "list", "--account", "10003"]);
    let emails: Vec<_> = people.iter().map(|person| person["email"].as_str().unwrap()).collect();
    assert_eq!(emails, [JO, SAM]);

    let said = run(&["account", "take-access", "10003", SAM]);
    assert!(
        said.starts_with("Sam Shore has no access to account 10003 any more; all its live PINs"),
        "{said}"
    );
    assert!(said.contains("where none runs, it waits"), "{said}");
    assert_eq!(listed(&house, &["person", "list", "--account", "10003"]).len(), 1);

    for (command, first, second) in [
        (["account", "disable", "10003"], "is disabled: nobody sees it", "is disabled already"),
        (["account", "enable", "10003"], "can be used again", "is not disabled"),
        (["person", "disable", JO], "cannot sign in any more", "is disabled already"),
        (["person", "enable", JO], "has access to 1 account", "is not disabled"),
    ] {
        let said = run(&command);
        assert!(said.contains(first), "{said}");
        let said = run(&command);
        assert!(said.contains(second) && said.ends_with("nothing was changed.\n"), "{said}");
    }
    let said = done(&house.place, &["audit", "verify"]);
    assert!(said.starts_with("Chains that hold: "), "{said}");
}

#[tokio::test]
async fn an_account_and_its_people_come_and_go() {
    walk(On::Sqlite).await;
}

#[tokio::test]
async fn an_account_and_its_people_come_and_go_on_postgresql() {
    walk(On::Postgres).await;
}

#[tokio::test]
async fn whoever_loses_access_by_command_knows_no_live_pin() {
    for arguments in [
        &["account", "take-access", "10001", SAM],
        &["account", "disable", "10001"][..],
        &["person", "disable", SAM],
    ] {
        let house = House::on(On::Sqlite).await;
        let (hanna, _) = with_a_pin(&house).await;
        house.generate(&hanna, acme(), PinKind::OneTime).await;
        assert_eq!(live_pins(&house).await, 2);
        let said = done(&house.place, arguments);
        assert!(said.contains("live PINs"), "{said}");
        assert_eq!(live_pins(&house).await, 0, "{arguments:?}");
        assert!(house.count("select count(*) from outbox").await > 0, "the holders are told");
    }
}

#[tokio::test]
async fn a_second_factor_that_was_lost_is_taken_off() {
    let house = House::on(On::Sqlite).await;
    let factor = || listed(&house, &["person", "list", "--account", "10002"])[1]["second_factor"].clone();
    assert_eq!(factor(), false);
    let reset = ["person", "reset-second-factor", SAM];
    assert!(done(&house.place, &reset).ends_with("Sam Shore has no second factor; nothing was changed.\n"));
    let sql = "insert into second_factors (person_id, key_id, sealed, created_at, confirmed_at)
               select person_id, 1, x'00', 1, ";
    house.tamper(&format!("{sql} null from people where email = '{SAM}'")).await;
    assert_eq!(factor(), false, "it is not confirmed");
    house.tamper("update second_factors set confirmed_at = 1").await;
    assert_eq!(factor(), true);
    let said = done(&house.place, &reset);
    assert!(said.starts_with("The second factor of Sam Shore and its recovery codes are gone"), "{said}");
    assert_eq!((factor(), letters_to(&house, SAM).await), (Value::Bool(false), 1));
}

#[tokio::test]
async fn a_link_goes_to_whoever_can_sign_in() {
    let house = House::on(On::Sqlite).await;
    let said = done(&house.place, &["person", "send-link", HANNA]);
    assert!(said.starts_with("A link to choose a password goes to holder@acme.example"), "{said}");
    assert_eq!(letters_to(&house, HANNA).await, 1);
    let said = done(&house.place, &["person", "disable", AGENT]);
    assert_eq!(said, "Ada Reyes cannot sign in any more, and is signed out everywhere.\n");
    let (_, said) = failed(&house.place, &["person", "send-link", AGENT]);
    assert!(said.contains("`security-pins person enable agent@support.example` first"), "{said}");
    assert_eq!(letters_to(&house, AGENT).await, 0);
}
