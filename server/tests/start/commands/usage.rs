//! What holds for all commands.

use std::fs;

use crate::support::Place;

const COMMANDS: [&[&str]; 15] = [
    &["keys", "list"],
    &["keys", "add"],
    &["keys", "rotate"],
    &["keys", "drop", "1"],
    &["check"],
    &["audit", "verify"],
    &["audit", "head"],
    &["audit", "export"],
    &["clock", "accept"],
    &["account", "create", "10009", "Cedar Ltd"],
    &["account", "list"],
    &["account", "take-access", "10001", "sam@shared.example"],
    &["person", "list", "--json"],
    &["person", "send-link", "sam@shared.example"],
    &["desk", "list"],
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
        &["account"],
        &["account", "create", "007", "Bond"],
        &["account", "create", "10009", " "],
        &["account", "disable"],
        &["account", "give-access", "10001", "sam@shared.example"],
        &["account", "give-access", "10001", "sam@shared.example", "--role", "owner"],
        &["account", "take-access", "10001", "sam"],
        &["person", "create", "jo@cedar.example"],
        &["person", "create", "jo@cedar.example", "Jo Cedar", "--role", "holder"],
        &["person", "create", "jo@cedar.example", "Jo\u{202E}radeC"],
        &["desk", "create", "jo@cedar.example", "Jo Cedar"],
        &["completions", "morse"],
    ] {
        let output = place.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty());
    }
}

#[test]
fn what_is_wrong_with_what_was_typed_is_said_in_a_sentence() {
    let place = Place::new();
    for (arguments, sentence) in [
        (
            &["account", "disable", "007"][..],
            "an account number has 1 to 12 digits and does not begin with 0",
        ),
        (&["person", "disable", "sam"], "an e-mail address looks like name@example.com"),
        (&["account", "create", "10009", ""], "a name has at least one character that can be seen"),
        (&["desk", "create", "a@b.example", "A", "--role", "boss"], "[possible values: agent, supervisor]"),
    ] {
        let said = String::from_utf8(place.run(arguments).stderr).unwrap();
        assert!(said.contains(sentence), "{said}");
    }
}

#[test]
fn completions_need_no_database() {
    let place = Place::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = place.run(&["completions", shell]);
        assert!(output.status.success() && output.stderr.is_empty(), "{shell}");
        let script = String::from_utf8(output.stdout).unwrap();
        assert!(script.contains("take-access") && script.contains("reset-second-factor"), "{shell}");
    }
    assert!(!place.path("data").exists());
}
