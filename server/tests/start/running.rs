//! Starts that succeed, and how they end.

use std::fs;

use crate::support::Place;

#[test]
fn copied_alone_to_an_empty_folder_it_runs_and_stops_when_told() {
    for signal in ["TERM", "INT"] {
        let place = Place::new();
        let mut server = place.start(&[]);
        server.is_ready();
        assert_eq!(server.printed.lines().count(), 1, "{}", server.printed);
        assert_eq!(server.end_by(signal).code(), Some(0));
        let mut files: Vec<_> =
            fs::read_dir(place.path("data")).unwrap().map(|file| file.unwrap().file_name()).collect();
        files.sort();
        assert_eq!(files, ["keys.toml", "mail", "security-pins.db"], "no log is left behind");
    }
}

#[test]
fn a_killed_server_starts_again() {
    let place = Place::new();
    let mut server = place.start(&["--demo"]);
    server.is_ready();
    assert_eq!(server.end_by("KILL").code(), None);
    let again = place.start(&["--demo"]);
    again.is_ready();
    assert_eq!(again.printed.replace(again.address(), ""), server.printed.replace(server.address(), ""));
}

#[test]
fn demo_sign_ins_are_printed_at_each_start_with_the_password_that_is_kept() {
    let place = Place::new();
    let printed = place.start(&["--demo"]).printed.clone();
    let kept = fs::read_to_string(place.path("data/demo-password")).unwrap();
    assert!(printed.contains(kept.trim()), "{printed}");
    for person in ["holder@acme.example", "sam@shared.example", "lead@support.example"] {
        assert!(printed.contains(person), "{printed}");
    }
    assert!(place.start(&["--demo"]).printed.contains(kept.trim()));
}

#[test]
fn a_database_that_holds_something_else_gets_no_demo_data_and_shows_no_password() {
    let place = Place::new().with_a_pin();
    let mut server = place.start(&[]);
    assert_eq!(server.printed.lines().count(), 1, "{}", server.printed);
    assert_eq!(server.end_by("TERM").code(), Some(0));
    assert!(!place.path("data/demo-password").exists());
}

#[test]
fn keys_that_sealed_nothing_that_is_left_may_be_lost() {
    let place = Place::new();
    assert_eq!(place.start(&[]).end_by("TERM").code(), Some(0));
    fs::remove_file(place.key_file()).unwrap();
    let mut server = place.start(&[]);
    server.is_ready();
    assert_eq!(server.end_by("TERM").code(), Some(0));
    let keys = fs::read_to_string(place.key_file()).unwrap();
    assert!(keys.contains("current = 2"), "a number is never used twice");
}

#[test]
fn the_settings_are_printed_without_secrets_and_without_making_anything() {
    let place = Place::new();
    let output = place
        .command(&["config", "--listen", "127.0.0.1:4000"])
        .env("PINS_DEMO_PASSWORD", "hunter2-hunter2")
        .output()
        .unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success());
    assert!(printed.contains("listen = \"127.0.0.1:4000\" # flag"), "{printed}");
    assert!(!printed.contains("hunter2"), "{printed}");
    assert!(!place.path("data").exists());
}

#[test]
fn help_and_version_end_well() {
    let place = Place::new();
    for arguments in [&["--help"][..], &["--version"], &["serve", "--help"]] {
        let output = place.run(arguments);
        assert!(output.status.success() && !output.stdout.is_empty(), "{arguments:?}");
    }
}
