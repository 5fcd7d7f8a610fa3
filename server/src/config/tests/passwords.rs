//! The strength of passwords' hashes as settings: within bounds, and never less than OWASP asks for.

use super::{Flags, Source, load, refusal, settings_file};
use crate::world::Strength;

/// Each number, one below its least, its least, its most and one above; with nothing else in the way.
const BOUNDS: [(&str, [&str; 4]); 4] = [
    ("PINS_PASSWORD_MEMORY", ["7167", "7168", "262144", "262145"]),
    ("PINS_PASSWORD_ITERATIONS", ["0", "1", "16", "17"]),
    ("PINS_PASSWORD_LANES", ["0", "1", "8", "9"]),
    ("PINS_PASSWORD_WAITING", ["0", "1", "10000", "10001"]),
];

#[test]
fn without_any_choice_a_hash_is_as_strong_as_owasp_asks_for() {
    let passwords = load(&Flags::default(), &[]).unwrap().passwords;
    assert_eq!(passwords.strength(), Strength { memory: 19_456, iterations: 2, lanes: 1 });
    assert_eq!((passwords.waiting.value, passwords.waiting.source), (64, Source::Default));
}

#[test]
fn every_number_can_be_chosen_and_is_printed_as_it_is_read() {
    let environment = [
        ("PINS_PASSWORD_MEMORY", "65536"),
        ("PINS_PASSWORD_ITERATIONS", "3"),
        ("PINS_PASSWORD_LANES", "4"),
        ("PINS_PASSWORD_WAITING", "20"),
    ];
    let printed = load(&Flags::default(), &environment).unwrap().to_string();
    let section = "\n[passwords]\nmemory = 65536 # environment\niterations = 3 # environment\n\
                   lanes = 4 # environment\nwaiting = 20 # environment\n";
    assert!(printed.contains(section), "{printed}");

    let file = settings_file(&printed);
    let again = load(&Flags::default(), &[("PINS_CONFIG", file.path.to_str().unwrap())]).unwrap().passwords;
    assert_eq!(again.strength(), Strength { memory: 65_536, iterations: 3, lanes: 4 });
    assert_eq!((again.waiting.value, again.waiting.source), (20, Source::File));
}

#[test]
fn a_number_may_reach_its_bounds_and_not_go_beyond() {
    let strong = [("PINS_PASSWORD_MEMORY", "65536"), ("PINS_PASSWORD_ITERATIONS", "5")];
    for (name, [below, least, most, above]) in BOUNDS {
        for value in [least, most] {
            let chosen = [strong.as_slice(), &[(name, value)]].concat();
            assert!(load(&Flags::default(), &chosen).is_ok(), "{name}={value}");
        }
        for value in [below, above, "-1", "some"] {
            assert_eq!(
                refusal(&[(name, value)]),
                format!("{name} should be a whole number from {least} to {most}.")
            );
        }
    }
}

#[test]
fn less_work_than_owasp_asks_for_is_refused_with_what_would_do() {
    for (memory, iterations) in
        [("19455", "2"), ("19456", "1"), ("47103", "1"), ("12287", "3"), ("9215", "4"), ("7168", "4")]
    {
        let chosen = [("PINS_PASSWORD_MEMORY", memory), ("PINS_PASSWORD_ITERATIONS", iterations)];
        let sentence = format!(
            "A password's hash of {memory} KiB with {iterations} iterations is too easy to guess from; choose for \
             PINS_PASSWORD_MEMORY and PINS_PASSWORD_ITERATIONS at least one of 47104 with 1, 19456 with 2, \
             12288 with 3, 9216 with 4, 7168 with 5."
        );
        assert_eq!(refusal(&chosen), sentence);
        let more_lanes = [chosen.as_slice(), &[("PINS_PASSWORD_LANES", "8")]].concat();
        assert_eq!(refusal(&more_lanes), sentence);
    }
    let file = settings_file("[passwords]\niterations = 1\n");
    let sentence = refusal(&[("PINS_CONFIG", file.path.to_str().unwrap())]);
    assert!(sentence.starts_with("A password's hash of 19456 KiB with 1 iterations "), "{sentence}");
}
