//! What an account's people want to remember about a sub-contact.

use std::{fmt, str::FromStr};

use thiserror::Error;

use crate::text::{Room, Unfit, fitting};

/// Up to 500 characters on as many lines as it takes; often none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Note(String);

/// The text is no note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NoteProblem {
    /// It has more than [`Note::MAX_LENGTH`] characters.
    #[error("a note has at most 500 characters")]
    TooLong,
    /// It holds control characters other than line breaks, or what turns the direction of writing.
    #[error("a note has no characters that cannot be seen: type it anew instead of pasting it")]
    Unprintable,
}

impl Note {
    /// The longest note, in characters. A line break is one.
    pub const MAX_LENGTH: usize = 500;

    /// The note.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Note {
    type Err = NoteProblem;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match fitting(text, Room { most: Self::MAX_LENGTH, empty: true, lines: true }) {
            Ok(note) => Ok(Self(note)),
            Err(Unfit::Empty) => Ok(Self::default()),
            Err(Unfit::TooLong) => Err(NoteProblem::TooLong),
            Err(Unfit::Unprintable) => Err(NoteProblem::Unprintable),
        }
    }
}

impl TryFrom<String> for Note {
    type Error = NoteProblem;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_may_be_empty_or_have_lines() {
        for (typed, kept) in
            [("", ""), (" \n ", ""), ("\u{200B}", ""), (" Mondays\r\nonly 🕘 ", "Mondays\nonly 🕘")]
        {
            let note: Note = typed.parse().unwrap();
            assert_eq!((note.as_str(), note.to_string().as_str()), (kept, kept));
        }
        assert_eq!(Note::default().as_str(), "");
    }

    #[test]
    fn a_note_has_at_most_500_characters() {
        let longest = "é".repeat(499) + "\r\né";
        assert_eq!(Note::try_from(longest), Err(NoteProblem::TooLong));
        let longest = "é".repeat(498) + "\r\né";
        assert_eq!(Note::try_from(longest).unwrap().as_str().chars().count(), 500);
        assert_eq!(NoteProblem::TooLong.to_string(), "a note has at most 500 characters");
    }

    #[test]
    fn a_note_plays_no_tricks() {
        for trick in ["a\0b", "a\tb", "a\u{202E}b", "a\u{2029}b"] {
            assert_eq!(trick.parse::<Note>(), Err(NoteProblem::Unprintable), "{trick:?}");
        }
        assert!(
            NoteProblem::Unprintable.to_string().starts_with("a note has no characters that cannot be seen")
        );
    }
}
