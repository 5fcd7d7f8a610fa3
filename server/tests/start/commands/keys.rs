//! `keys`, but for rotating.

use std::{fs, os::unix::fs::PermissionsExt as _};

use domain::pin::PinKind;
use server::vault::{self, KeyFileError};

use super::{done, failed, sealed_by, with_a_pin};
use crate::{
    shared::house::{House, On, acme, live},
    support::Place,
};

/// What `keys list` says of each key.
fn listed(house: &House) -> Vec<String> {
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    done(&house.place, &["keys", "list"])
        .lines()
        .skip(1)
        .take_while(|line| !line.is_empty())
        .map(words)
        .collect()
}

/// Lets the key seal what is new, and nothing else, as a rotation does that is broken off at once.
pub(super) fn make_current(house: &House, key: i64) {
    vault::edit(&house.place.key_file(), |keyring| {
        keyring.make_current(key).unwrap();
        Ok::<_, KeyFileError>(())
    })
    .unwrap();
}

#[test]
fn a_key_file_is_made_once_and_for_its_owner_alone() {
    let place = Place::new();
    let made = place.run(&["keys", "init"]);
    assert!(made.status.success());
    assert!(String::from_utf8(made.stdout).unwrap().contains("data/keys.toml"));
    let keys = fs::read(place.key_file()).unwrap();
    assert_eq!(fs::metadata(place.key_file()).unwrap().permissions().mode() & 0o777, 0o600);

    let said = place.refusal(&mut place.command(&["keys", "init"]));
    assert!(said.contains("data/keys.toml is there already"), "{said}");
    assert!(fs::read(place.key_file()).unwrap() == keys);
    place.start(&[]).is_ready();
}

#[test]
fn a_key_file_that_is_lost_with_pins_under_it_is_not_made_anew() {
    let place = Place::new().with_a_pin();
    fs::remove_file(place.key_file()).unwrap();
    let said = place.refusal(&mut place.command(&["keys", "init"]));
    assert!(said.contains("put the file back"), "{said}");
    assert!(!place.key_file().exists());
}

#[tokio::test]
async fn keys_are_listed_with_what_they_seal_and_no_secret() {
    let house = House::on(On::Sqlite).await;
    with_a_pin(&house).await;
    done(&house.place, &["keys", "add"]);
    let [first, second] = &listed(&house)[..] else { panic!("not two keys") };
    assert_eq!(first, "1 2027-01-15T08:00:00Z 1 record current");
    assert!(second.starts_with("2 20") && second.ends_with("Z 0 records"), "{second}");

    let printed = done(&house.place, &["keys", "list"]);
    assert!(printed.contains("The history key was made 2027-01-15T08:00:00Z"), "{printed}");
    let keys = fs::read_to_string(house.place.key_file()).unwrap();
    let secrets: Vec<_> = keys.split("secret = \"").skip(1).map(|rest| &rest[..8]).collect();
    assert_eq!(secrets.len(), 3);
    assert!(!secrets.iter().any(|secret| printed.contains(secret)), "{printed}");
}

#[tokio::test]
async fn an_added_key_seals_nothing_yet_and_is_noted() {
    let house = House::on(On::Sqlite).await;
    with_a_pin(&house).await;
    let said = done(&house.place, &["keys", "add"]);
    assert!(said.contains("Key 2 is added") && said.contains("rotate"), "{said}");
    let (hanna, _) = with_a_pin(&house).await;
    assert_eq!((sealed_by(&house, 1).await, sealed_by(&house, 2).await), (1, 0));
    live(&house.state(&hanna, acme(), PinKind::Master).await);
    let event = house.text("select event from history where account_id = 0").await;
    assert!(event.contains("added") && event.contains('2'), "{event}");
}

#[tokio::test]
async fn a_dropped_keys_number_is_never_given_again() {
    let house = House::on(On::Sqlite).await;
    done(&house.place, &["keys", "add"]);
    done(&house.place, &["keys", "drop", "2"]);
    assert_eq!(house.count("select count(*) from vault_keys").await, 1);
    assert!(done(&house.place, &["keys", "add"]).contains("Key 3 is added"));
    assert_eq!(listed(&house).len(), 2);
}

#[tokio::test]
async fn a_key_that_is_current_or_in_use_or_not_there_is_not_dropped() {
    let house = House::on(On::Sqlite).await;
    with_a_pin(&house).await;
    done(&house.place, &["keys", "add"]);
    make_current(&house, 2);
    let before = fs::read(house.place.key_file()).unwrap();
    for (key, reason) in [
        ("1", "Key 1 still seals 1 record; run `security-pins keys rotate`"),
        ("2", "Key 2 is the current key"),
        ("9", "no key 9"),
    ] {
        let (_, said) = failed(&house.place, &["keys", "drop", key]);
        assert!(said.contains(reason), "{said}");
    }
    assert!(fs::read(house.place.key_file()).unwrap() == before);
    assert_eq!(house.count("select count(*) from vault_keys").await, 2);
}

#[tokio::test]
async fn a_former_key_is_dropped_and_the_pins_stay() {
    let house = House::on(On::Sqlite).await;
    let (hanna, code) = with_a_pin(&house).await;
    done(&house.place, &["keys", "rotate"]);
    done(&house.place, &["keys", "drop", "1"]);
    assert_eq!(listed(&house).len(), 1);
    assert!(!fs::read_to_string(house.place.key_file()).unwrap().contains("id = 1"));
    assert_eq!(live(&house.state(&hanna, acme(), PinKind::Master).await).1, code);
    done(&house.place, &["audit", "verify"]);
}

#[tokio::test]
async fn a_drop_that_was_broken_off_after_the_database_forgot_the_key_is_done_by_the_next() {
    let house = House::on(On::Sqlite).await;
    done(&house.place, &["keys", "rotate"]);
    assert!(house.store.forget_key(1).await.unwrap());
    assert_eq!(listed(&house).len(), 2, "it is still in the file, and noted again");
    assert_eq!(house.count("select count(*) from vault_keys").await, 2);
    done(&house.place, &["keys", "drop", "1"]);
    assert_eq!(house.count("select count(*) from vault_keys").await, 1);
}

#[tokio::test]
async fn the_database_itself_forgets_no_key_that_a_pin_is_sealed_with() {
    let house = House::on(On::Sqlite).await;
    with_a_pin(&house).await;
    assert!(house.store.forget_key(1).await.is_err());
    assert_eq!(house.count("select count(*) from vault_keys").await, 1);
}
