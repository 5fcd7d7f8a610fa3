//! Starts that are refused: one sentence, exit 1 (or 2 for what was typed wrong), and nothing changed.

use std::{
    fs::{self, Permissions},
    net::TcpListener,
    os::unix::fs::PermissionsExt as _,
};

use crate::support::Place;

#[test]
fn a_port_in_use_is_named_and_nothing_is_made() {
    let place = Place::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let said = place.refusal(&mut place.command(&["serve", "--listen", &address]));
    assert!(said.contains(&address) && said.contains("--listen"), "{said}");
    assert!(!place.path("data").exists());
}

#[test]
fn an_address_that_is_not_ours_is_named() {
    let place = Place::new();
    let address = "192.0.2.1:3000";
    let mut command = place.command(&["serve", "--listen", address]);
    let said = place.refusal(command.args(["--public-url", "https://pins.example.com"]));
    assert!(said.contains(address), "{said}");
}

#[test]
fn a_database_file_of_another_kind_is_named_and_left_as_it_is() {
    let place = Place::new();
    fs::create_dir(place.path("data")).unwrap();
    fs::write(place.database(), "shopping: milk").unwrap();
    let said = place.refused_start();
    assert!(said.contains("data/security-pins.db is not an SQLite database"), "{said}");
    assert_eq!(fs::read(place.database()).unwrap(), b"shopping: milk");
    assert!(!place.key_file().exists());
}

#[test]
fn a_folder_in_the_databases_place_is_named() {
    let place = Place::new();
    fs::create_dir_all(place.database()).unwrap();
    let said = place.refused_start();
    assert!(said.contains("data/security-pins.db is not a file"), "{said}");
}

#[test]
fn files_that_may_not_be_read_or_written_are_named() {
    let place = Place::new().with_a_pin();
    // Whoever may do everything, as root may, cannot be refused anything.
    fs::set_permissions(place.database(), Permissions::from_mode(0o000)).unwrap();
    if fs::read(place.database()).is_ok() {
        return;
    }
    assert!(place.refused_start().contains("cannot be read"));
    fs::set_permissions(place.database(), Permissions::from_mode(0o400)).unwrap();
    assert!(place.refused_start().contains("cannot be written"));
    fs::set_permissions(place.database(), Permissions::from_mode(0o600)).unwrap();
    fs::set_permissions(place.path("data"), Permissions::from_mode(0o500)).unwrap();
    assert!(place.refused_start().contains("security-pins.db"));
    fs::set_permissions(place.path("data"), Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn a_lost_key_file_is_not_made_anew_while_pins_are_sealed_with_its_keys() {
    let place = Place::new().with_a_pin();
    let before = fs::read(place.database()).unwrap();
    fs::remove_file(place.key_file()).unwrap();
    let said = place.refused_start();
    assert!(said.contains("data/keys.toml is missing"), "{said}");
    assert!(!place.key_file().exists());
    assert!(fs::read(place.database()).unwrap() == before);
}

#[test]
fn a_key_file_that_others_can_read_is_refused() {
    let place = Place::new().with_a_pin();
    fs::set_permissions(place.key_file(), Permissions::from_mode(0o644)).unwrap();
    let said = place.refused_start();
    assert!(said.contains("chmod 600 data/keys.toml"), "{said}");
}

#[test]
fn the_key_file_of_another_database_is_refused() {
    let (place, other) = (Place::new().with_a_pin(), Place::new().with_a_pin());
    fs::copy(other.key_file(), place.key_file()).unwrap();
    let said = place.refused_start();
    assert!(said.contains("belongs to another database"), "{said}");
}

#[test]
fn a_key_file_without_a_key_in_use_is_refused() {
    let place = Place::new().with_a_pin();
    let keys = fs::read_to_string(place.key_file()).unwrap();
    let renumbered = keys.replace("current = 1", "current = 2").replace("id = 1", "id = 2");
    fs::write(place.key_file(), renumbered).unwrap();
    let said = place.refused_start();
    assert!(said.contains("has no key 1"), "{said}");
}

#[test]
fn a_key_file_that_holds_no_keys_is_refused_without_a_word_of_what_it_holds() {
    let place = Place::new().with_a_pin();
    let keys = fs::read_to_string(place.key_file()).unwrap();
    let secret = keys.split("secret = \"").nth(1).unwrap().split('"').next().unwrap();
    fs::write(place.key_file(), keys.replace(secret, &secret[1..])).unwrap();
    let said = place.refused_start();
    assert!(said.contains("is not as Security Pins writes it"), "{said}");
    assert!(!said.contains(&secret[1..9]), "{said}");
}

#[test]
fn a_wrong_setting_is_named_and_refused() {
    let place = Place::new();
    for (name, value) in [
        ("PINS_LISTEN", "everywhere"),
        ("PINS_LISTEN", "0.0.0.0:3000"),
        ("PINS_PUBLIC_URL", "pins.example.com"),
        ("PINS_DATABASE_URL", "mysql://db/pins"),
        ("PINS_CONFIG", "missing.toml"),
    ] {
        let said = place.refusal(place.command(&["serve"]).env(name, value));
        assert!(said.contains(name) || said.contains(value), "{said}");
    }
    assert!(!place.path("data").exists());
}

#[test]
fn what_is_typed_wrong_ends_with_2() {
    let place = Place::new();
    for arguments in
        [&["serve", "--nonsense"][..], &["dance"], &[], &["serve", "--listen", "x"], &["serve", "extra"]]
    {
        let output = place.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty());
    }
}
