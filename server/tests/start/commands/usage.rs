//! What holds for all commands.

use std::fs;

use crate::support::Place;

const COMMANDS: [&[&str]; 9] = [
    &["keys", "list"],
    &["keys", "add"],
    &["keys", "rotate"],
    &["keys", "drop", "1"],
    &["check"],
    &["audit", "verify"],
    &["audit", "head"],
    &["audit", "export"],
    &["clock", "accept"],
];

#[test]
fn a_database_that_is_not_there_is_named_and_not_made() {
    let place = Place::new();
    for arguments in COMMANDS {
        let said = place.refusal(&mut place.command(arguments));
        assert!(said.contains("There is no database data/security-pins.db"), "{said}");
    }
    assert!(!place.path("data").exists());
    fs::create_dir(place.path("data")).unwrap();
    fs::write(place.database(), "").unwrap();
    place.refusal(&mut place.command(&["check"]));
    assert_eq!(fs::read(place.database()).unwrap(), b"");
}

#[test]
fn a_key_file_that_is_not_there_is_named_and_not_made() {
    let place = Place::new().with_a_pin();
    fs::remove_file(place.key_file()).unwrap();
    for arguments in COMMANDS {
        let said = place.refusal(&mut place.command(arguments));
        assert!(said.contains("There is no key file data/keys.toml"), "{said}");
    }
    assert!(!place.key_file().exists());
}

#[test]
fn a_command_that_is_typed_wrong_ends_with_2() {
    let place = Place::new();
    for arguments in [
        &["keys"][..],
        &["keys", "drop"],
        &["keys", "drop", "first"],
        &["audit"],
        &["audit", "verify", "--since", "yesterday"],
        &["audit", "export", "--account", "007"],
        &["check", "everything"],
        &["clock"],
    ] {
        let output = place.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty());
    }
}
