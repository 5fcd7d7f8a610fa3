//! The search for codes in whatever the program leaves behind.

use std::{fs, path::Path};

use domain::pin::PinCode;

/// Something to search, by a name to report it under.
pub(crate) struct Artefact {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

impl Artefact {
    pub(crate) fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), bytes: bytes.into() }
    }

    /// Every file of the folder and of those in it.
    pub(crate) fn files(folder: &Path) -> Vec<Self> {
        let mut files = Vec::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                files.extend(Self::files(&path));
            } else {
                files.push(Self::new(path.display().to_string(), fs::read(&path).unwrap()));
            }
        }
        files
    }
}

/// Where one of the codes stands. What is reported does not repeat the code.
pub(crate) fn leaks(codes: &[PinCode], artefacts: &[Artefact]) -> Vec<String> {
    assert!(codes.iter().all(|code| code.reveal().len() == 8), "shorter codes are found by chance");
    let mut leaks = Vec::new();
    for Artefact { name, bytes } in artefacts {
        for (number, code) in codes.iter().enumerate() {
            leaks.extend(
                forms(code.reveal())
                    .iter()
                    .flat_map(|form| places(form, bytes))
                    .map(|place| format!("{name}: code {number} at {place}")),
            );
        }
    }
    leaks
}

/// A code as text, as text in two groups, as a list of bytes and in hexadecimal digits.
fn forms(code: &str) -> Vec<String> {
    let (first, second) = code.split_at(4);
    let bytes: Vec<String> = code.bytes().map(|byte| byte.to_string()).collect();
    let hexadecimal = code.bytes().map(|byte| format!("{byte:02x}")).collect();
    let grouped = |by: &str| [first, second].join(by);
    vec![code.to_owned(), grouped(" "), grouped("-"), bytes.join(", "), bytes.join(","), hexadecimal]
}

/// Where the form stands without a digit before or after it.
fn places(form: &str, bytes: &[u8]) -> Vec<usize> {
    let form = form.as_bytes();
    let is_digit =
        |place: Option<usize>| place.and_then(|place| bytes.get(place)).is_some_and(u8::is_ascii_digit);
    bytes
        .windows(form.len())
        .enumerate()
        .filter(|(place, part)| {
            *part == form && !is_digit(place.checked_sub(1)) && !is_digit(Some(place + form.len()))
        })
        .map(|(place, _)| place)
        .collect()
}

#[test]
fn a_code_is_found_in_every_form_and_a_longer_number_is_none() {
    let codes: Vec<PinCode> = vec!["04217936".parse().unwrap()];
    let found = |text: &str| leaks(&codes, &[Artefact::new("text", text)]).len();
    for text in [
        "04217936",
        "pin=04217936&x",
        "\"0421 7936\"",
        "0421-7936",
        "[48, 52, 50, 49, 55, 57, 51, 54]",
        "\\x3034323137393336",
    ] {
        assert_eq!(found(text), 1, "{text}");
    }
    for text in ["", "104217936", "042179360", "0421793", "04217937"] {
        assert_eq!(found(text), 0, "{text}");
    }
    assert_eq!(found("04217936 04217936"), 2);
}
