//! The numbers of the policy as settings: each can be chosen, none beyond its bounds, all are printed.

use std::time::Duration;

use domain::{
    attempts::Limits,
    pin::CodeLength,
    policy::{LetterRules, LinkRules, Policy, SignInRules},
};

use super::{Flags, Settings, load, refusal, settings_file};

/// Each number, one below its least, its least, its most and one above.
const BOUNDS: [(&str, [&str; 4]); 38] = [
    ("PINS_CODE_LENGTH", ["4", "5", "8", "9"]),
    ("PINS_ONE_TIME_LIFETIME", ["9m 59s", "10m", "24h", "24h 1s"]),
    ("PINS_GENERATES_AN_HOUR", ["0", "1", "1000000", "1000001"]),
    ("PINS_RECEIPT_LIFETIME", ["999ms", "1s", "24h", "24h 1s"]),
    ("PINS_CLOCK_TOLERANCE", ["999ms", "1s", "1h", "61m"]),
    ("PINS_SESSION_IDLE", ["119s", "2m", "720h", "721h"]),
    ("PINS_SESSION_ABSOLUTE", ["119s", "2m", "720h", "721h"]),
    ("PINS_SIGN_IN_FAILURES_OF_NAME", ["0", "1", "100000", "100001"]),
    ("PINS_SIGN_IN_FAILURES_FROM_ADDRESS", ["0", "1", "100000", "100001"]),
    ("PINS_SIGN_IN_FAILURES_OF_PROOF", ["0", "1", "100000", "100001"]),
    ("PINS_SIGN_IN_FIRST_WAIT", ["999ms", "1s", "1h", "61m"]),
    ("PINS_SIGN_IN_LONGEST_WAIT", ["999ms", "1s", "24h", "25h"]),
    ("PINS_SIGN_IN_FORGOTTEN_AFTER", ["59m", "1h", "168h", "169h"]),
    ("PINS_SIGN_IN_CODE_WAIT", ["59s", "1m", "1h", "61m"]),
    ("PINS_SIGN_IN_PROOF_HOLDS", ["999ms", "1s", "24h", "25h"]),
    ("PINS_SIGN_IN_KNOWN_BROWSER", ["23h", "24h", "9600h", "9601h"]),
    ("PINS_LINK_INVITATION", ["59s", "1m", "720h", "721h"]),
    ("PINS_LINK_RESET", ["59s", "1m", "24h", "25h"]),
    ("PINS_LINK_OPEN_INVITATIONS", ["0", "1", "10000", "10001"]),
    ("PINS_LETTER_FIRST_WAIT", ["999ms", "1s", "1h", "61m"]),
    ("PINS_LETTER_LONGEST_WAIT", ["999ms", "1s", "24h", "25h"]),
    ("PINS_LETTER_GIVEN_UP_AFTER", ["999ms", "1s", "720h", "721h"]),
    ("PINS_LIMIT_WRONG_IN_A_ROW", ["0", "1", "100", "101"]),
    ("PINS_LIMIT_WRONG_A_DAY", ["0", "1", "1000", "1001"]),
    ("PINS_LIMIT_DAY", ["0s", "1s", "168h", "169h"]),
    ("PINS_LIMIT_WRONG_IN_A_MASTER_LIFE", ["0", "1", "1000", "1001"]),
    ("PINS_LIMIT_TRIES_AFTER_LIFT", ["0", "1", "100", "101"]),
    ("PINS_LIMIT_WRONG_UNTIL_NOTICE", ["0", "1", "100", "101"]),
    ("PINS_LIMIT_PENDING", ["9s", "10s", "1h", "61m"]),
    ("PINS_LIMIT_AGENT_ACCOUNTS", ["0", "1", "1000", "1001"]),
    ("PINS_LIMIT_AGENT_SHORT", ["0s", "1s", "168h", "169h"]),
    ("PINS_LIMIT_AGENT_WRONG", ["0", "1", "10000", "10001"]),
    ("PINS_LIMIT_AGENT_LONG", ["0s", "1s", "168h", "169h"]),
    ("PINS_LIMIT_TOKEN_WRONG", ["0", "1", "1000000", "1000001"]),
    ("PINS_LIMIT_TOKEN_WINDOW", ["0s", "1s", "168h", "169h"]),
    ("PINS_LIMIT_FLEET_WRONG", ["0", "1", "1000000", "1000001"]),
    ("PINS_LIMIT_FLEET_ACCOUNTS", ["0", "1", "1000000", "1000001"]),
    ("PINS_LIMIT_FLEET_WINDOW", ["0s", "1s", "168h", "169h"]),
];

/// A policy with no number as it is by default, and the environment that chooses it.
fn another() -> (Policy, [(&'static str, &'static str); 38]) {
    let seconds = Duration::from_secs;
    let policy = Policy {
        code_length: CodeLength::try_from(6).unwrap(),
        one_time_lifetime: seconds(90 * 60),
        generates_an_hour: 12,
        receipt_lifetime: seconds(90),
        clock_tolerance: Duration::from_millis(2_500),
        session_idle: seconds(10 * 60),
        session_absolute: seconds(8 * 60 * 60),
        sign_in: SignInRules {
            failures_of_name: 6,
            failures_from_address: 31,
            failures_of_proof: 7,
            first_wait: seconds(2),
            longest_wait: seconds(20 * 60),
            forgotten_after: seconds(2 * 60 * 60),
            code_wait: seconds(5 * 60),
            proof_holds: seconds(10 * 60),
            known_browser: seconds(90 * 24 * 60 * 60),
        },
        links: LinkRules { invitation: seconds(48 * 60 * 60), reset: seconds(30 * 60), open_invitations: 20 },
        letters: LetterRules {
            first_wait: seconds(10),
            longest_wait: seconds(30 * 60),
            given_up_after: seconds(24 * 60 * 60),
        },
        desk_second_factor: true,
        limits: Limits {
            wrong_in_a_row: 4,
            wrong_a_day: 9,
            day: seconds(36 * 60 * 60),
            wrong_in_a_master_life: 19,
            tries_after_lift: 2,
            wrong_until_notice: 2,
            pending: seconds(30),
            agent_accounts: 6,
            agent_short: seconds(20 * 60),
            agent_wrong: 16,
            agent_long: seconds(10 * 60 * 60),
            token_wrong: 101,
            token_window: seconds(2 * 60 * 60),
            fleet_wrong: 51,
            fleet_accounts: 31,
            fleet_window: seconds(11 * 60),
        },
    };
    let environment = [
        ("PINS_CODE_LENGTH", "6"),
        ("PINS_ONE_TIME_LIFETIME", "1h 30m"),
        ("PINS_GENERATES_AN_HOUR", "12"),
        ("PINS_RECEIPT_LIFETIME", "90s"),
        ("PINS_CLOCK_TOLERANCE", "2s 500ms"),
        ("PINS_SESSION_IDLE", "10m"),
        ("PINS_SESSION_ABSOLUTE", "8h"),
        ("PINS_SIGN_IN_FAILURES_OF_NAME", "6"),
        ("PINS_SIGN_IN_FAILURES_FROM_ADDRESS", "31"),
        ("PINS_SIGN_IN_FAILURES_OF_PROOF", "7"),
        ("PINS_SIGN_IN_FIRST_WAIT", "2s"),
        ("PINS_SIGN_IN_LONGEST_WAIT", "20m"),
        ("PINS_SIGN_IN_FORGOTTEN_AFTER", "2h"),
        ("PINS_SIGN_IN_CODE_WAIT", "5m"),
        ("PINS_SIGN_IN_PROOF_HOLDS", "10m"),
        ("PINS_SIGN_IN_KNOWN_BROWSER", "2160h"),
        ("PINS_LINK_INVITATION", "48h"),
        ("PINS_LINK_RESET", "30m"),
        ("PINS_LINK_OPEN_INVITATIONS", "20"),
        ("PINS_LETTER_FIRST_WAIT", "10s"),
        ("PINS_LETTER_LONGEST_WAIT", "30m"),
        ("PINS_LETTER_GIVEN_UP_AFTER", "24h"),
        ("PINS_LIMIT_WRONG_IN_A_ROW", "4"),
        ("PINS_LIMIT_WRONG_A_DAY", "9"),
        ("PINS_LIMIT_DAY", "36h"),
        ("PINS_LIMIT_WRONG_IN_A_MASTER_LIFE", "19"),
        ("PINS_LIMIT_TRIES_AFTER_LIFT", "2"),
        ("PINS_LIMIT_WRONG_UNTIL_NOTICE", "2"),
        ("PINS_LIMIT_PENDING", "30s"),
        ("PINS_LIMIT_AGENT_ACCOUNTS", "6"),
        ("PINS_LIMIT_AGENT_SHORT", "20m"),
        ("PINS_LIMIT_AGENT_WRONG", "16"),
        ("PINS_LIMIT_AGENT_LONG", "10h"),
        ("PINS_LIMIT_TOKEN_WRONG", "101"),
        ("PINS_LIMIT_TOKEN_WINDOW", "2h"),
        ("PINS_LIMIT_FLEET_WRONG", "51"),
        ("PINS_LIMIT_FLEET_ACCOUNTS", "31"),
        ("PINS_LIMIT_FLEET_WINDOW", "11m"),
    ];
    (policy, environment)
}

fn in_file(text: &str, environment: &[(&str, &str)]) -> Settings {
    let file = settings_file(text);
    let named = [environment, &[("PINS_CONFIG", file.path.to_str().unwrap())]].concat();
    load(&Flags::default(), &named).unwrap()
}

fn refusal_in_file(text: &str) -> String {
    let file = settings_file(text);
    refusal(&[("PINS_CONFIG", file.path.to_str().unwrap())])
}

#[test]
fn without_any_choice_the_policy_is_the_domains() {
    assert_eq!(load(&Flags::default(), &[]).unwrap().policy(), Policy::default());
}

#[test]
fn every_number_can_be_chosen_and_is_printed_as_it_is_read() {
    let (policy, environment) = another();
    let settings = load(&Flags::default(), &environment).unwrap();
    assert_eq!(settings.policy(), policy);
    let printed = settings.to_string();
    assert!(printed.contains("\n[pins]\ncode_length = 6 # environment\n"), "{printed}");
    assert!(printed.contains("\none_time_lifetime = \"1h 30m\" # environment\n"), "{printed}");
    assert_eq!(printed.matches("# environment").count(), environment.len(), "{printed}");
    assert_eq!(in_file(&printed, &[]).policy(), policy);
}

#[test]
fn a_number_in_the_environment_wins_over_the_file() {
    let text = "[limits]\nwrong_in_a_row = 3\nwrong_a_day = 7\n";
    let limits = in_file(text, &[("PINS_LIMIT_WRONG_IN_A_ROW", "2")]).policy().limits;
    assert_eq!((limits.wrong_in_a_row, limits.wrong_a_day), (2, 7));
}

#[test]
fn a_number_may_reach_its_bounds_and_not_go_beyond() {
    // Numbers that bound others are put out of the way.
    let wide = [
        ("PINS_SESSION_IDLE", "2m"),
        ("PINS_SESSION_ABSOLUTE", "720h"),
        ("PINS_SIGN_IN_FIRST_WAIT", "1s"),
        ("PINS_SIGN_IN_LONGEST_WAIT", "1h"),
        ("PINS_SIGN_IN_FORGOTTEN_AFTER", "168h"),
        ("PINS_LETTER_FIRST_WAIT", "1s"),
        ("PINS_LETTER_LONGEST_WAIT", "1h"),
        ("PINS_LIMIT_WRONG_IN_A_ROW", "1"),
        ("PINS_LIMIT_WRONG_A_DAY", "1000"),
        ("PINS_LIMIT_AGENT_SHORT", "1s"),
        ("PINS_LIMIT_AGENT_LONG", "168h"),
    ];
    for (name, [below, least, most, above]) in BOUNDS {
        for value in [least, most] {
            let chosen = [wide.as_slice(), &[(name, value)]].concat();
            assert!(load(&Flags::default(), &chosen).is_ok(), "{name}={value}");
        }
        for value in [below, above, "-1", "some"] {
            let sentence = refusal(&[(name, value)]);
            assert!(sentence.starts_with(&format!("{name} should be a ")), "{sentence}");
            assert!(sentence.ends_with(&format!(" from {least} to {most}.")), "{sentence}");
        }
    }
}

#[test]
fn a_time_without_its_unit_is_refused() {
    let expected = "should be a time with its unit, from 10m to 24h.";
    assert_eq!(
        refusal_in_file("[pins]\none_time_lifetime = 3600\n"),
        format!("`pins.one_time_lifetime` in the settings file {expected}")
    );
    for text in ["3600", "12:00:00", "1h ago", "12", "h"] {
        assert_eq!(
            refusal(&[("PINS_ONE_TIME_LIFETIME", text)]),
            format!("PINS_ONE_TIME_LIFETIME {expected}")
        );
    }
}

#[test]
fn numbers_that_contradict_each_other_are_refused() {
    for (name, value, sentence) in [
        (
            "PINS_SESSION_ABSOLUTE",
            "20m",
            "PINS_SESSION_IDLE is 30m and should be at most PINS_SESSION_ABSOLUTE",
        ),
        ("PINS_SIGN_IN_FIRST_WAIT", "20m", "PINS_SIGN_IN_FIRST_WAIT is 20m and should be at most"),
        ("PINS_SIGN_IN_LONGEST_WAIT", "2h", "PINS_SIGN_IN_LONGEST_WAIT is 2h and should be at most"),
        ("PINS_LETTER_LONGEST_WAIT", "29s", "PINS_LETTER_FIRST_WAIT is 30s and should be at most"),
        ("PINS_LIMIT_WRONG_IN_A_ROW", "11", "PINS_LIMIT_WRONG_IN_A_ROW is 11 and should be at most"),
        ("PINS_LIMIT_AGENT_SHORT", "9h", "PINS_LIMIT_AGENT_SHORT is 9h and should be at most"),
    ] {
        let refused = refusal(&[(name, value)]);
        assert!(refused.starts_with(sentence), "{refused}");
        assert!(refused.ends_with("; change one of the two."), "{refused}");
    }
}
