//! What is printed of accounts and people, whatever they are called.

use super::listed;
use crate::{
    commands::{command, done},
    shared::house::{AGENT, HANNA, House, LEAD, On, SAM},
};

#[tokio::test]
async fn tables_name_accounts_and_people() {
    let house = House::on(On::Sqlite).await;
    let printed = done(&house.place, &["account", "list"]);
    let lines: Vec<_> = printed.lines().collect();
    assert_eq!(lines.len(), 3, "{printed}");
    assert_eq!(
        lines[0].split_whitespace().collect::<Vec<_>>(),
        ["number", "name", "people", "state", "since"]
    );
    assert!(lines[1].starts_with("10001   Acme Web Studio  holder@acme.example, 1 sub-account"), "{printed}");
    assert!(lines[1].ends_with("  active  2027-01-15T08:00:00Z"), "{printed}");

    let printed = done(&house.place, &["person", "list"]);
    let sam = printed.lines().find(|line| line.starts_with(SAM)).unwrap();
    assert!(sam.contains("sub-account on 10001, sub-account on 10002"), "{printed}");
    assert!(printed.contains("agent at the desk"), "{printed}");
    assert!(!printed.contains('\u{1b}'), "no colours");
}

#[tokio::test]
async fn lists_for_programs_are_json() {
    let house = House::on(On::Sqlite).await;
    let accounts = listed(&house, &["account", "list"]);
    assert_eq!((accounts.len(), &accounts[0]["number"]), (2, &10001.into()));
    assert_eq!(accounts[0]["people"][0]["email"], HANNA);
    assert_eq!(
        (&accounts[0]["state"], &accounts[0]["created_at"]),
        (&"active".into(), &"2027-01-15T08:00:00Z".into())
    );
    assert_eq!(listed(&house, &["person", "list"]).len(), 5);
}

#[tokio::test]
async fn the_desk_is_listed_and_grows() {
    let house = House::on(On::Sqlite).await;
    let said =
        done(&house.place, &["desk", "create", "max@support.example", "Max Lind", "--role", "supervisor"]);
    assert!(said.starts_with("Max Lind can sign in as supervisor at the support desk: A link"), "{said}");
    let desk = listed(&house, &["desk", "list"]);
    let desk: Vec<_> =
        desk.iter().map(|one| (one["email"].as_str().unwrap(), one["desk_role"].as_str())).collect();
    let wanted = [(AGENT, "agent"), (LEAD, "supervisor"), ("max@support.example", "supervisor")];
    assert_eq!(desk, wanted.map(|(email, role)| (email, Some(role))));
    assert_eq!(done(&house.place, &["desk", "list"]).lines().count(), 4);
}

#[tokio::test]
async fn a_name_plays_no_tricks_on_a_terminal() {
    let house = House::on(On::Sqlite).await;
    done(&house.place, &["account", "create", "10003", "<script>alert(1)</script>"]);
    assert!(done(&house.place, &["account", "list"]).contains("<script>alert(1)</script>"));
    let typed = command(&house.place, &["account", "create", "10004", "Cedar \u{200F}Ltd"]).output().unwrap();
    assert_eq!(typed.status.code(), Some(2));
    assert!(String::from_utf8(typed.stderr).unwrap().contains("type it anew instead of pasting it"));

    // What came in before there was a rule.
    house.tamper("update accounts set name = 'Cedar \u{200F}\u{1b}[2JLtd' where account_id = 10003").await;
    house.tamper("update people set name = 'Sam\u{202E}erohS' where email = 'sam@shared.example'").await;
    assert!(done(&house.place, &["account", "list"]).contains(r"Cedar \u{200f}\u{1b}[2JLtd"));
    assert!(done(&house.place, &["person", "list"]).contains(r"Sam\u{202e}erohS"));
    assert!(done(&house.place, &["person", "disable", SAM]).starts_with(r"Sam\u{202e}erohS cannot sign in"));
    assert_eq!(listed(&house, &["account", "list"])[2]["name"], "Cedar \u{200F}\u{1b}[2JLtd");
}

#[tokio::test]
async fn an_empty_list_says_so() {
    let house = House::on(On::Sqlite).await;
    done(&house.place, &["account", "create", "10003", "Cedar Ltd"]);
    let of_cedar = ["person", "list", "--account", "10003"];
    assert!(done(&house.place, &of_cedar).starts_with("Nobody may act for account 10003"));
    assert!(listed(&house, &of_cedar).is_empty());
}
