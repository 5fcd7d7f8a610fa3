//! What a person is called.

use std::{fmt, str::FromStr};

use crate::name::{NameProblem, name};

/// What a person is called: 1 to 100 characters on one line, in any script, none of them a trick.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PersonName(String);

impl PersonName {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for PersonName {
    type Err = NameProblem;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        name(text).map(Self)
    }
}

impl TryFrom<String> for PersonName {
    type Error = NameProblem;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl fmt::Display for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_called_what_they_are_called() {
        for called in ["X", "Sam Shore", "Zoë O’Hara-Łuk", "山田 太郎", "محمد", "अमिता", "👩🏽‍💻", "🏴󠁧󠁢󠁥󠁮󠁧󠁿 Bob", "❤️"]
        {
            let name: PersonName = format!(" {called}\n").parse().unwrap();
            assert_eq!((name.as_str(), name.to_string().as_str()), (called, called));
        }
    }

    #[test]
    fn a_name_has_one_to_a_hundred_characters() {
        assert_eq!("".parse::<PersonName>(), Err(NameProblem::Empty));
        assert_eq!(" \u{200D} ".parse::<PersonName>(), Err(NameProblem::Empty));
        let hundred = "é".repeat(100);
        assert_eq!(PersonName::try_from(hundred.clone()).unwrap().as_str(), hundred);
        assert_eq!(PersonName::try_from(hundred + "é"), Err(NameProblem::TooLong));
    }

    #[test]
    fn a_name_plays_no_tricks() {
        for trick in
            ["Sam\0", "Sam\r\nBcc: x", "Sam\tShore", "Sam \u{202E}erohS", "\u{2066}Sam", "Sam\u{2028}Shore"]
        {
            assert_eq!(trick.parse::<PersonName>(), Err(NameProblem::Unprintable), "{trick:?}");
        }
    }

    #[test]
    fn each_problem_is_a_sentence_that_says_what_to_do() {
        assert_eq!(NameProblem::Empty.to_string(), "a name has at least one character that can be seen");
        assert_eq!(NameProblem::TooLong.to_string(), "a name has at most 100 characters");
        assert!(NameProblem::Unprintable.to_string().ends_with("type it anew instead of pasting it"));
    }
}
