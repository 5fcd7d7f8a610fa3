//! `audit`: what was done to the history past the program is found.

use std::{process::Stdio, time::Duration};

use domain::pin::PinKind;
use serde_json::Value;

use super::{command, done, failed, with_a_pin};
use crate::shared::house::{BRUNO, House, On, acme, birch};

/// A house in which two PINs were generated on one account and one on another, a while after that.
async fn with_a_history() -> House {
    let house = House::on(On::Sqlite).await;
    let (hanna, _) = with_a_pin(&house).await;
    house.generate(&hanna, acme(), PinKind::OneTime).await;
    house.clock.pass(Duration::from_secs(120));
    let bruno = house.caller(BRUNO).await;
    house.generate(&bruno, birch(), PinKind::Master).await;
    house
}

#[tokio::test]
async fn a_history_that_nobody_touched_holds_and_fits_its_head() {
    let house = with_a_history().await;
    let said = done(&house.place, &["audit", "verify"]);
    assert_eq!(said, "Chains that hold: 2 of 2. Entries as they were sealed: 3.\n");
    let head = done(&house.place, &["audit", "head"]);
    assert_eq!(head.lines().count(), 1, "{head}");
    let said = done(&house.place, &["audit", "verify", "--since", head.trim()]);
    assert!(said.contains("All that the head covers is there."), "{said}");
}

#[tokio::test]
async fn an_entry_that_was_changed_removed_or_cut_off_is_found_where_it_stood() {
    for (harm, found) in [
        (
            "update history set event = replace(event, 'master', 'one_time') where entry_id = 1 and account_id = 10001",
            "entry 1 was changed",
        ),
        ("delete from history where entry_id = 1 and account_id = 10001", "entry 1 is missing"),
        (
            "delete from history where entry_id = 2 and account_id = 10001",
            "the head does not fit the 1 entries",
        ),
    ] {
        let house = with_a_history().await;
        house.tamper(harm).await;
        let (printed, said) = failed(&house.place, &["audit", "verify"]);
        assert!(printed.starts_with("Chains that hold: 1 of 2."), "{printed}");
        let broken = printed.lines().last().unwrap();
        assert!(broken.trim_start().starts_with("10001 ") && broken.contains(found), "{printed}");
        assert!(said.contains("does not hold"), "{said}");
    }
}

#[tokio::test]
async fn a_desks_chain_that_was_changed_is_named() {
    let house = House::on(On::Sqlite).await;
    done(&house.place, &["keys", "add"]);
    house.tamper("update history set at = at + 1 where account_id = 0").await;
    let (printed, _) = failed(&house.place, &["audit", "verify"]);
    assert!(printed.contains("the desk  entry 1 was changed"), "{printed}");
}

#[tokio::test]
async fn an_account_that_was_set_back_holds_by_itself_and_does_not_fit_the_head() {
    let house = House::on(On::Sqlite).await;
    let (hanna, _) = with_a_pin(&house).await;
    let seal = house.blob("select chain_seal from accounts where account_id = 10001").await;
    house.generate(&hanna, acme(), PinKind::OneTime).await;
    house.clock.pass(Duration::from_secs(120));
    let bruno = house.caller(BRUNO).await;
    house.generate(&bruno, birch(), PinKind::Master).await;
    let head = done(&house.place, &["audit", "head"]);

    house.tamper("delete from history where account_id = 10001 and entry_id = 2").await;
    let set_back = "update accounts set chain_length = 1, chain_seal = $1 where account_id = 10001";
    house.tamper_with(set_back, &seal).await;
    done(&house.place, &["audit", "verify"]);
    let (printed, said) = failed(&house.place, &["audit", "verify", "--since", head.trim()]);
    assert!(printed.starts_with("Chains that hold: 2 of 2."), "{printed}");
    assert!(said.contains("entries that the head covered are gone or changed"), "{said}");
}

fn exported(house: &House, arguments: &[&str]) -> Vec<Value> {
    let printed = done(&house.place, &[&["audit", "export"], arguments].concat());
    printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[tokio::test]
async fn the_history_is_exported_as_a_json_object_a_line_without_a_pin() {
    let house = with_a_history().await;
    done(&house.place, &["keys", "add"]);
    let lines = exported(&house, &[]);
    let accounts: Vec<_> = lines.iter().map(|line| line["account"].as_i64().unwrap()).collect();
    assert_eq!(accounts, [0, 10001, 10001, 10002]);
    for line in &lines {
        let fields: Vec<_> = line.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(fields, ["account", "at", "entry", "event", "seal"]);
        assert_eq!(line["seal"].as_str().unwrap().len(), 64);
        let event = line["event"].as_object().unwrap();
        assert!(["code", "digits", "sealed"].iter().all(|field| !event.contains_key(*field)), "{line}");
    }
    assert_eq!(lines[1]["at"], "2027-01-15T08:00:00Z");
    assert_eq!(lines[1]["event"]["event"], "generated");
    assert_eq!((lines[1]["entry"].as_i64(), lines[2]["entry"].as_i64()), (Some(1), Some(2)));
}

#[tokio::test]
async fn one_accounts_history_is_exported_alone_and_the_desks_as_that_of_0() {
    let house = with_a_history().await;
    assert_eq!(exported(&house, &["--account", "10001"]).len(), 2);
    assert!(exported(&house, &["--account", "0"]).is_empty());
    let (_, said) = failed(&house.place, &["audit", "export", "--account", "4711"]);
    assert!(said.contains("no account 4711"), "{said}");
}

#[tokio::test]
async fn whoever_stops_reading_the_export_ends_it_quietly() {
    let house = with_a_history().await;
    let mut export = command(&house.place, &["audit", "export"]);
    let mut child = export.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty());
}
